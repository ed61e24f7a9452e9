"""A book's households by how much a call about harvesting is worth, one row each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from sim.estimate.wilson import STANDARD_ERRORS
from sim.results.compare_words import NO_DIFFERENCE
from sim.results.explain import usd
from sim.results.verdict import Advice

ORDER = list(Advice)
WORTH_A_CALL = "Worth a call"


class Ranked(NamedTuple):
    """What the ranked list says of one household."""

    household: str
    place: str
    state: str
    advice: str
    headline: str
    strategy: str
    gain: float | None
    two_errors: float | None
    is_measurable: bool
    alpha_bp: float | None
    losses_on_hand: float
    losses_at_stake: float
    rollover_date: str | None
    act_by: str | None
    do_first: str
    missing: str

    @property
    def order(self) -> tuple[Any, ...]:
        """The verdicts in their own order, in each the largest gain first; then losses, then the name."""
        gain = self.gain if self.gain is not None and self.is_measurable else 0.0
        return ORDER.index(Advice(self.advice)), -gain, -self.losses_on_hand, self.household

    @property
    def gain_in_words(self) -> str:
        """The gain with two standard errors, or that there is none to be measured."""
        if self.gain is None or self.two_errors is None or not self.is_measurable:
            return NO_DIFFERENCE if self.strategy else ""
        return f"{usd(self.gain)} ± {usd(self.two_errors)}"


def ranked(rows: Sequence[dict[str, Any]]) -> Ranked:
    """Return a household's line: of the strategy that its verdict is about."""
    row = next(one for one in rows if one["is_of_verdict"])
    is_compared = not row["is_compared_with"]
    error = row["gain_standard_error"]
    return Ranked(
        household=row["household"],
        place=row["place"],
        state=row["state"],
        advice=row["advice"],
        headline=row["headline"],
        strategy=row["strategy"] if is_compared else "",
        gain=row["gain"] if is_compared else None,
        two_errors=STANDARD_ERRORS * error if is_compared and error is not None else None,
        is_measurable=row["gain_is_measurable"],
        alpha_bp=row["alpha_bp"] if is_compared and row["gain_is_measurable"] else None,
        losses_on_hand=row["losses_on_hand"],
        losses_at_stake=row["losses_at_stake"],
        rollover_date=row["rollover_date"],
        act_by=row["act_by"],
        do_first=row["do_first"],
        missing=row["missing"],
    )


def ranked_table(lines: Sequence[Ranked]) -> pd.DataFrame:
    """Return the lines, which are in order, as the workbook shows them."""
    columns = {
        "Rank": lambda rank, one: rank,
        "Household": lambda rank, one: one.household,
        "State": lambda rank, one: one.state,
        "Verdict": lambda rank, one: one.headline,
        "Strategy": lambda rank, one: one.strategy,
        "Gain [today's USD]": lambda rank, one: one.gain,
        "± two standard errors [USD]": lambda rank, one: one.two_errors,
        "Measurable": lambda rank, one: one.is_measurable,
        "Gain [bp of the taxable account/yr]": lambda rank, one: one.alpha_bp,
        "Losses on hand [USD]": lambda rank, one: one.losses_on_hand,
        "Losses at stake by the rollover [USD]": lambda rank, one: one.losses_at_stake,
        "Rollover": lambda rank, one: one.rollover_date,
        "Act by": lambda rank, one: one.act_by,
        "Do first": lambda rank, one: one.do_first,
        "Not in the data": lambda rank, one: one.missing,
        "Row or file": lambda rank, one: one.place,
    }
    cells = [[make(rank, one) for make in columns.values()] for rank, one in enumerate(lines, 1)]
    return pd.DataFrame(cells, columns=list(columns), dtype=object)
