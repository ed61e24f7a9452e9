"""The reasoning of every wash match in words, and what is not final yet."""

from datetime import date, timedelta

from sim.lots.records import LedgerResult, SoldPiece, WashMatch
from sim.lots.rounding import dollars, nearest_cent
from sim.lots.units import NEGLIGIBLE, to_decimal
from sim.scenario.enums import AccountType
from sim.statute import wash_sale_window

KIND_OF_ACCOUNT = {
    AccountType.TAXABLE: "taxable account",
    AccountType.TRADITIONAL_IRA: "traditional IRA",
    AccountType.ROTH_IRA: "Roth IRA",
    AccountType.PLAN_401K: "401(k)",
    AccountType.HSA: "HSA",
    AccountType.INHERITED_IRA: "inherited IRA",
}
MATCH_COLUMNS = (
    "date_sold",
    "account",
    "lot_id",
    "symbol",
    "quantity",
    "disallowed_loss",
    "is_permanent",
    "replacement_lot",
    "replacement_account",
    "replacement_owner",
    "replacement_date",
    "days_tacked",
    "new_holding_period_start",
    "reason",
)


def window(sold: date) -> tuple[date, date]:
    """Return the first and last day on which a purchase washes a loss of this day: 61 days in all (IRC 1091(a))."""
    length = wash_sale_window(sold)
    return sold - length, sold + length


def match_sentence(match: WashMatch) -> str:
    """Return why one loss was disallowed, what became of it, and the authority."""
    piece, account = match.piece, match.replacement_account
    days = abs((match.replacement.acquired - piece.sold).days)
    when = f"{days} day{'' if days == 1 else 's'} {'before' if match.is_bought_before else 'after'}" if days else "on"
    shares = f"{to_decimal(match.quantity):f}"
    sentence = (
        f"{shares} shares of {piece.symbol} from lot {piece.acquisition.lot_id} were sold at a loss in "
        f"{piece.account.name} on {piece.sold}; {shares} shares of {match.replacement.symbol} were bought in the "
        f"{KIND_OF_ACCOUNT[account.account_type]} {account.name} ({account.owner}) on {match.replacement.acquired}, "
        f"{when} the sale, inside the 61 days. The loss of ${dollars(nearest_cent(match.loss)):,} is disallowed"
    )
    if match.is_permanent:
        return sentence + " and lost for good: no basis is added inside this account (IRC 1091(a); Rev. Rul. 2008-5)."
    return (
        sentence + f", added to the basis of lot {match.replacement.lot_id}, whose holding period now starts "
        f"{match.new_holding_period_start} ({piece.days_held} days tacked on; IRC 1091(a), (d), 1223(3))."
    )


def match_table(result: LedgerResult) -> list[list[object]]:
    """Return a row of `MATCH_COLUMNS` for every wash match, in the order the losses met their replacements."""
    return [
        [
            match.piece.sold,
            match.piece.account.name,
            match.piece.acquisition.lot_id,
            match.piece.symbol,
            to_decimal(match.quantity),
            dollars(nearest_cent(match.loss)),
            "yes" if match.is_permanent else "no",
            match.replacement.lot_id,
            match.replacement_account.name,
            match.replacement_account.owner.value,
            match.replacement.acquired,
            "" if match.is_permanent else match.piece.days_held,
            match.new_holding_period_start or "",
            match_sentence(match),
        ]
        for match in result.wash_matches
    ]


def is_provisional(piece: SoldPiece, last_day: date) -> bool:
    """Return whether a purchase after the ledger's last day could still wash what is left of a piece's loss."""
    return piece.waiting_loss > NEGLIGIBLE and last_day < window(piece.sold)[1]


def open_window_sentences(result: LedgerResult) -> list[str]:
    """Return a sentence for every loss that is not final when the ledger ends, or was not when its year ended.

    A loss of December is final only after January 30: a purchase in January takes it back out of the year before.
    """
    sentences = []
    for piece in result.pieces:
        if piece.waiting_loss <= NEGLIGIBLE:
            continue
        until = window(piece.sold)[1]
        loss = f"The loss of ${dollars(nearest_cent(piece.waiting_loss)):,} of lot {piece.acquisition.lot_id}"
        if result.last_day is not None and is_provisional(piece, result.last_day):
            sentences.append(
                f"{loss} sold on {piece.sold} is provisional until {until}: the ledger ends on {result.last_day}, and "
                "buying the same security in any account until then would make it a wash sale. Safe to buy from "
                f"{until + timedelta(days=1)}."
            )
        elif until.year > piece.sold.year:
            sentences.append(
                f"{loss} sold on {piece.sold} was provisional until {until}; no later purchase made it a wash sale."
            )
    return sentences
