"""Whether a gain would be taxed enough this year for a loss to be worth taking: the guard against the 0% bracket."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.sheltered.conversions import convertible_value, wanted_income
from sim.engine.kernels.sheltered.hsa import earn_in_hsas
from sim.engine.kernels.sheltered.required import required_distribution
from sim.engine.kernels.sheltered.sheltered import share_of_second
from sim.engine.kernels.spending.income_to_come import book_gains_to_come, book_income_to_come, total_required
from sim.engine.kernels.taxes.cash_out import tax_as_is
from sim.engine.records.fields import TaxItem
from sim.engine.records.types import Household, Lives, PathLaws, Quotes, Sheltered, State, Steps, Tally, Taxes, YearEnds
from sim.tax.marginal_gain import GAIN, ROUNDING


@inner_kernel
def remember_items(tally: Tally, year: int) -> None:
    """Keep a year's items for what the next one is foreseen by. Modifies `tally`."""
    for item in range(tally["items"].shape[1]):
        tally["items_before"][item] = tally["items"][year & 1, item]


@inner_kernel
def _foresee_distributions(household: Household, sheltered: Sheltered, lives: Lives, tally: Tally, year: int) -> None:
    """Set what the portfolio pays: what is booked or what the year before brought, whichever is more. Modifies `tally`.

    Of what leaves plans and IRAs neither counts conversions and rollovers of the year before; the RMDs are the least.
    """
    items, before = tally["items"][year & 1], tally["items_before"]
    for item in (TaxItem.INTEREST, TaxItem.DIVIDENDS, TaxItem.QUALIFIED):
        items[item] = max(items[item], before[item])
    for number in range(TaxItem.TREASURY, TaxItem.FOREIGN_INCOME + 1):
        items[number] = max(items[number], before[number])
    for item, of_second in ((TaxItem.ANNUITY, TaxItem.ANNUITY2), (TaxItem.QCD, TaxItem.QCD2)):
        if before[item] > items[item]:
            items[item], items[of_second] = before[item], before[of_second]
    booked, again = items[TaxItem.IRA] - items[TaxItem.ONCE], before[TaxItem.IRA] - before[TaxItem.ONCE]
    required = total_required(household, sheltered, lives, year)
    more = max(again, required) - booked
    if more > 0.0:
        share = before[TaxItem.IRA2] / before[TaxItem.IRA] if before[TaxItem.IRA] > 0.0 else 0.0
        if required > again:
            share = required_distribution(household, sheltered, lives, 1, year) / required
        items[TaxItem.IRA] += more
        items[TaxItem.IRA2] += more * share


@inner_kernel
def _set_losses_aside(taxes: Taxes, tally: Tally, year: int) -> None:
    """Where gains and losses, carryovers included, net to a loss, leave none of them. Modifies `taxes` and `tally`."""
    items = tally["items"][year & 1]
    carried = taxes["short_carryover"] + taxes["long_carryover"]
    if items[TaxItem.SHORT_TERM] + items[TaxItem.LONG_TERM] < carried:
        items[TaxItem.SHORT_TERM], items[TaxItem.LONG_TERM], items[TaxItem.NUA] = 0.0, 0.0, 0.0
        taxes["short_carryover"], taxes["long_carryover"] = 0.0, 0.0


@cold_kernel
def is_taxed_enough(
    household: Household,
    laws: PathLaws,
    state: State,
    steps: Steps,
    step: int,
    quotes: Quotes,
    level: float,
    price_at_year_end: YearEnds,
) -> bool:
    """Return whether a gain more would be taxed this year at the strategy's least marginal rate or above.

    The year's return is foreseen from what is booked, known and was so last year; docs/engine.md has the rule.

    Modifies `state`, and leaves it as it was but for work space and what HSAs have earned, which is booked now.

    level : of consumer prices now
    """
    policy, taxes, lives = state["policy"], state["taxes"], state["lives"]
    sheltered, tally, year = state["positions"]["sheltered"], state["positions"]["tally"], steps[step]["year"]
    items, booked = tally["items"][year & 1], tally["items_booked"]
    short, long = taxes["short_carryover"], taxes["long_carryover"]
    if household["taxes_hsas"] == 1:
        earn_in_hsas(household, sheltered, tally, steps[step], quotes)
    for item in range(items.shape[0]):
        booked[item] = items[item]
    book_income_to_come(household, lives, state["spending"], tally, steps, step, level)
    book_gains_to_come(household, tally, steps, step, level)
    _foresee_distributions(household, sheltered, lives, tally, year)
    _set_losses_aside(taxes, tally, year)
    term = TaxItem.SHORT_TERM if policy["is_rate_on_income"] == 1 else TaxItem.LONG_TERM
    items[term] += GAIN
    wanted = wanted_income(household, policy, laws, state, year, quotes, level, price_at_year_end)
    converted = min(convertible_value(household, sheltered, quotes), max(0.0, wanted))
    items[TaxItem.IRA] += converted
    items[TaxItem.IRA2] += converted * share_of_second(household, sheltered, lives, quotes)
    with_gain = tax_as_is(household, laws, taxes, lives, tally, year)
    items[term] -= GAIN
    without = tax_as_is(household, laws, taxes, lives, tally, year)
    for item in range(items.shape[0]):
        items[item] = booked[item]
    taxes["short_carryover"], taxes["long_carryover"] = short, long
    return with_gain - without >= (policy["min_marginal_rate"] - ROUNDING) * GAIN
