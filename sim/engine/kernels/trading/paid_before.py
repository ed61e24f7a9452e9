"""What a share was paid before it is sold: how long it was held decides what that was, and what its loss is."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.records.fields import Quote, TaxItem
from sim.engine.records.state import MAX_PAID
from sim.engine.records.types import Household, Quotes, Step, Tally, Taxable
from sim.lots.kernels.holding_period import is_held_for_months
from sim.lots.kernels.open_lots import Lot


@inner_kernel
def forget_what_was_paid(taxable: Taxable) -> None:
    """Begin with no distribution. Modifies `taxable`."""
    for slot in range(MAX_PAID):
        taxable["paid_day"][slot] = 0


@inner_kernel
def note_what_is_paid(household: Household, taxable: Taxable, now: Step, quotes: Quotes) -> None:
    """Remember what of each line's distribution depends on how long its shares are held. Modifies `taxable`."""
    row = now["row"]
    slot = (12 * now["year"] + now["month"]) % MAX_PAID
    taxable["paid_day"][slot], taxable["paid_year"][slot], taxable["paid_row"][slot] = now["day"], now["year"], row
    for k in range(household["n_paying"][row]):
        line = household["paying"][row, k]
        a_unit = quotes[Quote.PRICE, line] * quotes[Quote.DISTRIBUTION, line]
        paid, kinds = taxable["paid"][slot, line], household["paid_as"][row, line]
        paid["qualified"] = a_unit * kinds["qualified"]
        paid["long_gains"] = a_unit * kinds["long_gains"]
        paid["exempt"] = a_unit * kinds["exempt_of_loss"]


@cold_kernel
def book_kinds(household: Household, taxable: Taxable, tally: Tally, now: Step, quotes: Quotes) -> None:
    """Book what the month's distributions are to the return; before they buy anything. Modifies `tally`."""
    row, items = now["row"], tally["items"][now["year"] & 1]
    for k in range(household["n_paying"][row]):
        line = household["paying"][row, k]
        amount = taxable["units"][line] * quotes[Quote.PRICE, line] * quotes[Quote.DISTRIBUTION, line]
        kinds = household["paid_as"][row, line]
        items[TaxItem.DIVIDENDS] += amount * kinds["dividends"]
        items[TaxItem.QUALIFIED] += amount * kinds["qualified"]
        items[TaxItem.REIT] += amount * kinds["reit"]
        items[TaxItem.FOREIGN_TAX] += amount * kinds["foreign_tax"]
        items[TaxItem.FOREIGN_INCOME] += amount * kinds["foreign_income"]
        items[TaxItem.TREASURY] += amount * kinds["treasury"]
        items[TaxItem.EXEMPT] += amount * kinds["exempt"]
        items[TaxItem.OTHER_STATES] += amount * kinds["other_states"]
        items[TaxItem.LONG_TERM] += amount * kinds["long_gains"]


@inner_kernel
def _has_paid(household: Household, taxable: Taxable, slot: int, line: int, bought: int, day: int) -> bool:
    """Return whether a remembered distribution was paid on a line's shares bought on one day and sold on another."""
    if taxable["paid_day"][slot] <= bought or taxable["paid_day"][slot] > day:
        return False
    return household["distribution"][taxable["paid_row"][slot], line] > 0.0


@cold_kernel
def unqualify(household: Household, taxable: Taxable, tally: Tally, now: Step, line: int, lot: Lot) -> None:
    """Take back that dividends were qualified of a share that is sold too soon after its purchase. Modifies `tally`.

    The law asks for more than 60 days of the 121 around the day that pays. Whoever holds a share for more than 60 days,
    that day among them, has them in its window; whoever holds it for less has not: the days held in all decide. The day
    of the sale counts, the day of the purchase and what a wash sale tacks on do not. The year before is still open
    then: its return is filed in April.

    References
    ----------
    IRC 1(h)(11)(B)(iii), 246(c)(3).
    """
    for slot in range(MAX_PAID):
        if _has_paid(household, taxable, slot, line, lot.bought, now["day"]):
            lost, year = lot.units * taxable["paid"][slot, line]["qualified"], taxable["paid_year"][slot]
            tally["items"][year & 1, TaxItem.QUALIFIED] -= lost
            if year < now["year"]:
                tally["items_before"][TaxItem.QUALIFIED] -= lost


@cold_kernel
def loss_of_fund(
    household: Household, taxable: Taxable, now: Step, line: int, lot: Lot, loss: float
) -> tuple[float, float]:
    """Return what of a fund share's loss is allowed [USD], and which part of that is long-term whatever the time held.

    Of a share held for six months or less the exempt interest that it was paid is taken off the loss, and what is left
    is long-term as far as long-term gains were distributed on it.

    References
    ----------
    IRC 852(b)(4)(A) to (C), (E).
    """
    if is_held_for_months(lot.bought, now["day"], household["fund_loss_months"]):
        return loss, 0.0
    exempt, gains = 0.0, 0.0
    for slot in range(MAX_PAID):
        if _has_paid(household, taxable, slot, line, lot.bought, now["day"]):
            exempt += lot.units * taxable["paid"][slot, line]["exempt"]
            gains += lot.units * taxable["paid"][slot, line]["long_gains"]
    allowed = max(0.0, loss - exempt)
    return allowed, min(1.0, gains / allowed) if allowed > 0.0 else 0.0
