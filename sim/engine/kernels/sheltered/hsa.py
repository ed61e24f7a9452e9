"""What HSAs earn, for a state that knows none: distributions, interest and gains are income of the year there.

Earnings are booked in December, before anything leaves and before a year is foreseen, not every month, which took 3%
of the time of a path. It rests on what every unit has earned since the start; nothing is ever added to an HSA.
"""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.records.fields import Quote, TaxItem
from sim.engine.records.types import Household, Levels, Market, Quotes, Sheltered, Step, Steps, Tally


@inner_kernel
def fill_hsa_earnings(household: Household, steps: Steps, market: Market, levels: Levels) -> None:
    """Fill what a unit of each security in HSAs has earned up to each step: what an HSA earns is booked when asked for.

    Modifies `market`.

    Simplification: interest since the last month end on the cash that is there now.
    """
    cash_security = household["n_securities"] - 1
    for step in range(steps.shape[0]):
        interest = levels[step]["interest"]
        for k in range(household["n_in_hsas"]):
            s = household["in_hsas"][k]
            earned = market[step - 1, Quote.EARNED, s] if step > 0 else 0.0
            if steps[step]["is_month_end"] == 1:
                a_share = market[step, Quote.DISTRIBUTION, s]
                share = a_share / (1.0 + a_share)
                if s == cash_security:
                    share += interest / (1.0 + interest)  # of what it has grown to
                earned += market[step, Quote.TOTAL_RETURN, s] * share
            market[step, Quote.EARNED, s] = earned


@inner_kernel
def _book_earnings(
    household: Household, sheltered: Sheltered, tally: Tally, now: Step, account: int, quotes: Quotes
) -> float:
    """Book what an HSA earned since this was asked last; returns what its units have earned since the start [USD].

    Modifies `sheltered` and `tally`.
    """
    ever = 0.0
    for k in range(household["n_held"][account]):
        s = household["held"][account, k]
        ever += sheltered["units"][account, s] * quotes[Quote.EARNED, s]
    earned = ever - sheltered["booked_of_units"][account]
    sheltered["state_basis"][account] += earned
    tally["items"][now["year"] & 1, TaxItem.HSA_EARNINGS] += earned
    return ever


@cold_kernel
def earn_in_hsas(household: Household, sheltered: Sheltered, tally: Tally, now: Step, quotes: Quotes) -> None:
    """Book the distributions and interest of each HSA; what they buy adds to the basis that the state knows.

    Modifies `sheltered` and `tally`.

    References: Cal. R&TC 17215.4, N.J.S.A. 54A:5-1.
    """
    for account in range(household["first_hsa"], household["n_accounts"]):
        sheltered["booked_of_units"][account] = _book_earnings(household, sheltered, tally, now, account, quotes)


@cold_kernel
def realize_in_hsa(
    household: Household,
    sheltered: Sheltered,
    tally: Tally,
    now: Step,
    account: int,
    paid: float,
    value: float,
    quotes: Quotes,
) -> None:
    """Book what selling for an amount out of an HSA of this value gains in the eyes of the state, at average cost.

    Modifies `sheltered` and `tally`.
    """
    if household["taxes_hsas"] == 0:
        return
    share = min(1.0, paid / value)
    sheltered["booked_of_units"][account] = _book_earnings(household, sheltered, tally, now, account, quotes) * (
        1.0 - share
    )
    sold = sheltered["state_basis"][account] * share
    sheltered["state_basis"][account] -= sold
    tally["items"][now["year"] & 1, TaxItem.HSA_GAINS] += paid - sold


@inner_kernel
def hsa_income(tally: Tally, year: int) -> float:
    """Return what a state without HSAs taxes of the year in them [USD/yr].

    Simplification: losses offset gains of the year inside HSAs, nothing else; no step-up at a death.
    """
    items = tally["items"]
    return items[year & 1, TaxItem.HSA_EARNINGS] + max(0.0, items[year & 1, TaxItem.HSA_GAINS])
