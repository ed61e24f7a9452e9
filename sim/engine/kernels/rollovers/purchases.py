"""What a rollover's cash buys in an account."""

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.sheltered.sheltered import add_units, note_sheltered_purchase
from sim.engine.kernels.trading.reinvested import remember_reinvested_in
from sim.engine.records.fields import Quote
from sim.engine.records.types import Household, Positions, Quotes, Step


@inner_kernel
def buy_in_account(
    household: Household, positions: Positions, now: Step, rollover: int, account: int, amount: float, quotes: Quotes
) -> None:
    """Spend an amount of a rollover by weight. Modifies `positions`."""
    sheltered, wash = positions["sheltered"], positions["wash"]
    remember_reinvested_in(household, sheltered, wash, account, now["day"])
    for s in range(household["n_securities"]):
        spent = amount * household["rollover_weight"][rollover, s]
        if spent <= 0.0:
            continue
        add_units(sheltered, account, s, spent / quotes[Quote.TOTAL_RETURN, s])
        group = household["security_group"][s]
        if group >= 0:
            note_sheltered_purchase(wash, positions["tally"], now, account, group, spent / quotes[Quote.PRICE, s])
