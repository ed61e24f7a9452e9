"""The household's share of bonds, and which accounts hold them: plans and IRAs trade free of tax, lines by weight."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.sheltered.sheltered import add_units, forget_what_was_sold, note_sheltered_purchase
from sim.engine.kernels.trading.reinvested import remember_reinvested_in
from sim.engine.kernels.trading.trades import LEAST_MONEY
from sim.engine.records.codes import Bucket, Kind, Location
from sim.engine.records.fields import Quote
from sim.engine.records.types import Household, Policy, Positions, Quotes, Sheltered, Step, Taxable

ROUNDING = 1e-9


@inner_kernel(inline=True)
def _more_at(room: tuple[float, float, float], rank: int, more: float) -> tuple[float, float, float]:
    """Return the values of the three ranks [USD], one of them with more."""
    first, second, third = room
    if rank == 0:
        return first + more, second, third
    if rank == 1:
        return first, second + more, third
    return first, second, third + more


@inner_kernel(inline=True)
def _filled(left: float, room: float) -> float:
    """Return the share of a rank's value that the bonds which are left fill."""
    return min(1.0, max(0.0, left) / room) if room > 0.0 else 0.0


@inner_kernel(inline=True)
def _share_at(first: float, second: float, third: float, rank: int) -> float:
    """Return the share of a rank."""
    return first if rank == 0 else second if rank == 1 else third


@inner_kernel(inline=True)
def _ranks(location: int) -> tuple[int, int, int]:
    """Return the turn, 0 first, in which (plans and IRAs, the taxable lines, Roth IRAs) are filled with bonds."""
    if location == Location.BONDS_PRETAX:
        return 0, 1, 2
    if location == Location.STOCKS_ROTH:
        return 0, 0, 1
    return 0, 0, 0


@inner_kernel
def _value_accounts(
    household: Household, sheltered: Sheltered, quotes: Quotes, location: int, lines: float
) -> tuple[float, float, tuple[float, float, float]]:
    """Return all stocks and bonds of the accounts that take part, and what each rank holds of both [USD].

    Each account's go into the work space: modifies `sheltered`.

    lines : the value of the lines, which their rank holds too; 0 where they are left as they are
    """
    all_stocks, all_bonds = 0.0, 0.0
    of_pretax, of_lines, of_roth = _ranks(location)
    room = _more_at((0.0, 0.0, 0.0), of_lines, lines)
    for k in range(household["n_located"]):
        account, stocks, bonds = household["located"][k], 0.0, 0.0
        if sheltered["is_empty"][account] == 0:
            for at in range(household["n_stocks_held"][account]):
                s = household["stocks_held"][account, at]
                stocks += sheltered["units"][account, s] * quotes[Quote.TOTAL_RETURN, s]
            for at in range(household["n_bonds_held"][account]):
                s = household["bonds_held"][account, at]
                bonds += sheltered["units"][account, s] * quotes[Quote.TOTAL_RETURN, s]
            is_roth = household["account_kind"][account] == Kind.ROTH
            room = _more_at(room, of_roth if is_roth else of_pretax, stocks + bonds)
            all_stocks += stocks
            all_bonds += bonds
        sheltered["stocks"][account], sheltered["bonds"][account] = stocks, bonds
        sheltered["bond_target"][account] = bonds
    return all_stocks, all_bonds, room


@inner_kernel
def _value_lines(household: Household, taxable: Taxable, quotes: Quotes) -> tuple[float, float]:
    """Return the lines' (stocks, bonds) [USD]."""
    stocks, bonds = 0.0, 0.0
    for line in range(household["n_lines"]):
        value = taxable["units"][line] * quotes[Quote.PRICE, line]
        if household["bucket"][line] == Bucket.BOND:
            bonds += value
        else:
            stocks += value
    return stocks, bonds


@inner_kernel
def _can_hold_both(household: Household) -> bool:
    """Return whether there is a line of stocks, and one of bonds, with a weight at the start."""
    has_bonds, has_stocks = False, False
    for line in range(household["n_lines"]):
        if household["line_weight"][line] > 0.0:
            has_bonds = has_bonds or household["bucket"][line] == Bucket.BOND
            has_stocks = has_stocks or household["bucket"][line] != Bucket.BOND
    return has_bonds and has_stocks


@inner_kernel
def _switch_where_both_are(household: Household, sheltered: Sheltered, missing: float) -> None:
    """Set the targets of accounts that hold stocks and bonds, each by its part of what is to be sold.

    Modifies `sheltered`.
    """
    to_sell = 0.0
    for k in range(household["n_located"]):
        account = household["located"][k]
        if min(sheltered["stocks"][account], sheltered["bonds"][account]) > LEAST_MONEY:
            to_sell += sheltered["stocks"][account] if missing > 0.0 else sheltered["bonds"][account]
    if to_sell <= 0.0:
        return
    share = min(1.0, abs(missing) / to_sell)
    for k in range(household["n_located"]):
        account = household["located"][k]
        stocks, bonds = sheltered["stocks"][account], sheltered["bonds"][account]
        if min(stocks, bonds) > LEAST_MONEY:
            sheltered["bond_target"][account] = bonds + share * stocks if missing > 0.0 else bonds - share * bonds


@inner_kernel
def _fill_by_rank(
    household: Household, sheltered: Sheltered, location: int, room: tuple[float, float, float], wanted: float
) -> float:
    """Set each account's bonds, rank by rank, a rank's accounts at the same share; return the share of the lines.

    Modifies `sheltered`.

    room : what each rank holds [USD]
    """
    first = _filled(wanted, room[0])
    left = wanted - first * room[0]
    second = _filled(left, room[1])
    third = _filled(left - second * room[1], room[2])
    of_pretax, of_lines, of_roth = _ranks(location)
    in_pretax, in_roth = _share_at(first, second, third, of_pretax), _share_at(first, second, third, of_roth)
    for k in range(household["n_located"]):
        account = household["located"][k]
        share = in_roth if household["account_kind"][account] == Kind.ROTH else in_pretax
        value = sheltered["stocks"][account] + sheltered["bonds"][account]
        sheltered["bond_target"][account] = share * value
    return _share_at(first, second, third, of_lines)


@inner_kernel
def _all_off(household: Household, sheltered: Sheltered, off: float) -> float:
    """Return how much of bonds is where it is not to be, or lacks where it is [USD]; off : of the lines."""
    for k in range(household["n_located"]):
        account = household["located"][k]
        off += abs(sheltered["bond_target"][account] - sheltered["bonds"][account])
    return off


@inner_kernel
def _stay_without_what_to_buy(household: Household, sheltered: Sheltered, account: int) -> None:
    """Leave an account as it is that would buy a kind which neither it nor the household's start has a fund of.

    Modifies `sheltered`.
    """
    more = sheltered["bond_target"][account] - sheltered["bonds"][account]
    bucket = Bucket.BOND if more > 0.0 else Bucket.STOCK
    if (sheltered["bonds"][account] if more > 0.0 else sheltered["stocks"][account]) > LEAST_MONEY:
        return
    for k in range(household["n_held"][account]):
        s = household["held"][account, k]
        if household["bucket"][s] == bucket and household["mix"][s] > 0.0:
            return
    sheltered["bond_target"][account] = sheltered["bonds"][account]


@inner_kernel
def sell_inside(
    household: Household, positions: Positions, now: Step, account: int, bucket: int, share: float, quotes: Quotes
) -> None:
    """Sell a share of each of an account's stocks, or bonds. Modifies `positions`."""
    sheltered, wash = positions["sheltered"], positions["wash"]
    remember_reinvested_in(household, sheltered, wash, account, now["day"])
    for k in range(household["n_held"][account]):
        s = household["held"][account, k]
        if household["bucket"][s] == bucket:
            sheltered["units"][account, s] *= 1.0 - share
    forget_what_was_sold(household, sheltered, wash, account, now["day"], quotes)


@inner_kernel
def buy_inside(
    household: Household, positions: Positions, now: Step, account: int, bucket: int, amount: float, quotes: Quotes
) -> None:
    """Buy stocks, or bonds, in an account: more of what it holds of them, else in the household's mix of the start.

    Modifies `positions`.
    """
    sheltered = positions["sheltered"]
    has = sheltered["bonds"][account] if bucket == Bucket.BOND else sheltered["stocks"][account]
    for k in range(household["n_held"][account]):
        s = household["held"][account, k]
        if household["bucket"][s] != bucket:
            continue
        share = household["mix"][s]
        if has > LEAST_MONEY:
            share = sheltered["units"][account, s] * quotes[Quote.TOTAL_RETURN, s] / has
        if share <= 0.0:
            continue
        add_units(sheltered, account, s, amount * share / quotes[Quote.TOTAL_RETURN, s])
        group = household["security_group"][s]
        if group >= 0:
            shares = amount * share / quotes[Quote.PRICE, s]
            note_sheltered_purchase(positions["wash"], positions["tally"], now, account, group, shares)


@inner_kernel
def _weigh_lines(household: Household, taxable: Taxable, bond_share: float) -> None:
    """Set the lines' weights to a share of bonds; among themselves bonds, and stocks, weigh as before.

    Modifies `taxable`.
    """
    bonds, stocks, start_bonds, start_stocks = 0.0, 0.0, 0.0, 0.0
    for line in range(household["n_lines"]):
        if household["bucket"][line] == Bucket.BOND:
            bonds += taxable["weight"][line]
            start_bonds += household["line_weight"][line]
        else:
            stocks += taxable["weight"][line]
            start_stocks += household["line_weight"][line]
    for line in range(household["n_lines"]):
        is_bond = household["bucket"][line] == Bucket.BOND
        weight, of = taxable["weight"][line], bonds if is_bond else stocks
        if of <= ROUNDING:
            weight, of = household["line_weight"][line], start_bonds if is_bond else start_stocks
        taxable["weight"][line] = weight / of * (bond_share if is_bond else 1.0 - bond_share)


@cold_kernel
def balance_household(household: Household, policy: Policy, positions: Positions, now: Step, quotes: Quotes) -> float:
    """Bring plans and IRAs to the household's share of bonds, each as the strategy's location has it; set the lines'
    weights. Returns the band of the lines: 0 where they are to move now.

    Modifies `positions`.

    Trades inside plans and IRAs are not taxed; a purchase of what was sold at a loss within 30 days washes the loss,
    for good (Rev. Rul. 2008-5).

    Simplification: a dollar counts as a dollar in every account, whatever tax is still due on it; HSAs and annuities
    keep what they hold; any account can buy what another one holds.
    """
    sheltered, taxable, location, band = (
        positions["sheltered"],
        positions["taxable"],
        policy["location"],
        policy["rebalance_band"],
    )
    if taxable["all_waiting"] > 0.0:
        return band
    line_stocks, line_bonds = _value_lines(household, taxable, quotes)
    lines = line_stocks + line_bonds
    moves_lines = location != Location.AS_IT_IS and lines > 0.0 and _can_hold_both(household)
    stocks, bonds, room = _value_accounts(household, sheltered, quotes, location, lines if moves_lines else 0.0)
    value = stocks + bonds + line_stocks + line_bonds
    wanted, in_lines = household["bond_share"] * value, line_bonds
    if location == Location.AS_IT_IS:
        _switch_where_both_are(household, sheltered, wanted - bonds - line_bonds)
    elif moves_lines:
        in_lines = _fill_by_rank(household, sheltered, location, room, wanted) * lines
    else:
        _fill_by_rank(household, sheltered, location, room, wanted - line_bonds)
    off = abs(in_lines - line_bonds)
    if _all_off(household, sheltered, off) <= (band + ROUNDING) * value:
        return band
    for k in range(household["n_located"]):  # brings targets nearer: asked only where some are far
        account = household["located"][k]
        _stay_without_what_to_buy(household, sheltered, account)
    if _all_off(household, sheltered, off) <= (band + ROUNDING) * value:
        return band
    for k in range(household["n_located"]):
        account = household["located"][k]
        _reach_target(household, positions, now, account, quotes)
    if not moves_lines:
        return band
    _weigh_lines(household, taxable, in_lines / lines)
    return 0.0


@inner_kernel
def _reach_target(household: Household, positions: Positions, now: Step, account: int, quotes: Quotes) -> None:
    """Switch between an account's stocks and bonds. Modifies `positions`."""
    sheltered = positions["sheltered"]
    more = sheltered["bond_target"][account] - sheltered["bonds"][account]
    if abs(more) <= LEAST_MONEY:
        return
    sold, bought = (Bucket.STOCK, Bucket.BOND) if more > 0.0 else (Bucket.BOND, Bucket.STOCK)
    held = sheltered["stocks"][account] if more > 0.0 else sheltered["bonds"][account]
    sell_inside(household, positions, now, account, sold, min(1.0, abs(more) / held), quotes)
    buy_inside(household, positions, now, account, bought, abs(more), quotes)
