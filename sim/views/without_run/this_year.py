"""The year's return as a table and in words: before, after, and what each move did."""

from typing import Any

import numpy as np
import pandas as pd

from sim.results.explain import usd
from sim.year.lines import Line
from sim.year.lots_below_cost import LotBelowCost, loss_sold
from sim.year.moves import Moves, YearOutcome

CENT = 0.005
COLUMNS = ["Line", "Before", "After", "Change", "Form", "Rule and source"]


def lines_table(lines: list[Line]) -> pd.DataFrame:
    """Return the lines with a row for each section's name, which has no amounts [USD/yr]."""
    rows: list[list[Any]] = []
    section = ""
    for line in lines:
        if line.section != section:
            section = line.section
            rows.append([section.upper(), None, None, None, "", ""])
        rows.append([line.label, line.before, line.after, line.change, line.form, line.rule])
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(("Before", "After", "Change"), float))


def changed(amount: float) -> str:
    """Return a change with its sign, empty where there is none to the dollar."""
    if abs(amount) < 0.5:
        return ""
    return ("+" if amount > 0 else "") + usd(amount)


def moves_in_words(outcome: YearOutcome) -> list[str]:
    """Return one sentence on each move, plain text; the harvest is valued with the conversion made."""
    return [*_conversion_words(outcome), *_harvest_words(outcome)]


def _conversion_words(outcome: YearOutcome) -> list[str]:
    amount, cost = outcome.moves.conversion, outcome.conversion_cost
    if amount <= 0:
        return []
    parts = _parts(outcome, 0, 2)
    detail = f" ({parts})" if parts else ""
    if abs(cost) < CENT:
        return [f"Converting {usd(amount)} costs no tax at all this year: it fits within unused deductions."]
    return [f"Converting {usd(amount)} costs {usd(cost)}{detail}: {cost / amount:.1%} of it."]


def _harvest_words(outcome: YearOutcome) -> list[str]:
    loss, saving = outcome.moves.loss, outcome.harvest_saving
    if loss <= 0:
        return []
    after, conversion = outcome.returned(3), outcome.returned(2)
    carried = after.st_carryover_out + after.lt_carryover_out
    carried -= conversion.st_carryover_out + conversion.lt_carryover_out
    waits = f" {usd(carried)} of it is carried to next year." if carried >= 1 else ""
    if saving < CENT:
        none = f"Harvesting {usd(loss)} of losses saves nothing this year."
        return [none + waits + " The replacement still gets a lower cost basis."]
    parts = _parts(outcome, 2, 3)
    later = " Most of it is only deferred: the replacement has that much less cost basis."
    saves = f"Harvesting {usd(loss)} of losses saves {usd(saving)}" + (f" ({parts})" if parts else "") + " this year."
    return [saves + waits + later]


def _parts(outcome: YearOutcome, start: int, end: int) -> str:
    """Return which parts of the bill move between two variants, in words."""
    named = [
        ("federal tax", outcome.change("federal_tax_due", start, end)),
        (f"{outcome.basis.taxing_state} tax", outcome.change("state", start, end)),
        (f"Medicare surcharge in {outcome.basis.premium_year}", outcome.change("surcharge", start, end)),
        ("premium credit lost", -outcome.change("credit", start, end)),
    ]
    return ", ".join(f"{name} {changed(amount)}" for name, amount in named if abs(amount) >= 0.5)


def lots_table(lots: tuple[LotBelowCost, ...], moves: Moves) -> pd.DataFrame:
    """Return the lots below cost, the loss that the sliders take of each, and what to watch [USD]."""
    taken = loss_sold(lots, moves.short_loss, moves.long_loss)
    rows = [
        [
            lot.symbol,
            lot.account,
            lot.acquired.strftime("%m/%d/%Y"),
            "long" if lot.is_long else "short",
            lot.value,
            -lot.loss,
            -loss if loss >= 0.5 else np.nan,
            lot.watch,
        ]
        for lot, loss in zip(lots, taken, strict=True)
    ]
    columns = ["Symbol", "Account", "Acquired", "Term", "Value", "Loss", "Taken here", "Watch"]
    return pd.DataFrame(rows, columns=columns)
