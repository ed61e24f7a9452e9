"""What must not be bought in which account until when, so that the losses of a ledger stay allowed."""

from datetime import date, timedelta

from sim.lots.events import Account, WashPolicy
from sim.lots.identity import IdentityGroups
from sim.lots.reasons import KIND_OF_ACCOUNT, is_provisional, window
from sim.lots.records import LedgerResult
from sim.lots.rounding import dollars, nearest_cent
from sim.lots.units import Units

DO_NOT_BUY_COLUMNS = (
    *("account", "account_type", "owner", "symbols", "until", "buy_again_from", "loss_at_stake"),
    "a_purchase_would",
)
_Key = tuple[str, str, str, date]


def do_not_buy_table(result: LedgerResult) -> tuple[tuple[str, ...], list[list[object]]]:
    """Return a row for each account and set of identical symbols that could still take a loss after the last row.

    References
    ----------
    IRC 1091(a); Rev. Rul. 2008-5.
    """
    found: dict[_Key, Units] = {}
    groups = IdentityGroups(result.policy.identical)
    for piece in result.pieces:
        if result.last_day is None or not is_provisional(piece, result.last_day):
            continue
        symbols = _symbols(piece.symbol, groups, result.policy)
        for account in result.accounts.values():
            if result.policy.can_take(account, piece.account):
                key = (account.name, symbols, piece.account.owner.value, window(piece.sold)[1])
                found[key] = found.get(key, 0) + piece.waiting_loss
    rows: list[list[object]] = []
    for (name, symbols, _, until), loss in sorted(found.items()):
        account = result.accounts[name]
        rows.append(
            [
                *(name, account.account_type.value, account.owner.value, symbols),
                *(until, until + timedelta(days=1), dollars(nearest_cent(loss)), what_a_purchase_would_do(account)),
            ]
        )
    return DO_NOT_BUY_COLUMNS, rows


def what_a_purchase_would_do(account: Account) -> str:
    """Return what becomes of a loss that a purchase in an account takes."""
    if account.is_taxable:
        return "defer the loss into the shares bought"
    kind = KIND_OF_ACCOUNT[account.account_type]
    article = "an" if kind[0] in "AEFHILMNORSX" and kind.isupper() else "a"
    return f"destroy the loss for good, in {article} {kind} (Rev. Rul. 2008-5)"


def _symbols(symbol: str, groups: IdentityGroups, policy: WashPolicy) -> str:
    named = {one for group in policy.identical for one in group if groups.are_identical(one, symbol)}
    return ", ".join(sorted({symbol, *named}))
