"""The first day of a path: each noun of the state is set to what the household begins with."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.lives import begin_lives
from sim.engine.kernels.sheltered.roth_clocks import begin_clocks
from sim.engine.kernels.spending.spending_rules import begin_spending
from sim.engine.kernels.taxes.medicare import begin_relief
from sim.engine.kernels.taxes.tax_year import clear_tax_items
from sim.engine.kernels.trading.paid_before import forget_what_was_paid
from sim.engine.kernels.trading.reinvested import begin_notes
from sim.engine.records.types import Household, Policy, Rollovers, Sheltered, State, Tally, Taxable
from sim.lots.kernels.open_lots import copy_lots
from sim.lots.kernels.wash_book import copy_wash_book


@inner_kernel
def _begin_taxable(household: Household, taxable: Taxable) -> None:
    """Fill the lines and their lots. Modifies `taxable`."""
    copy_lots(household["start_lots"], taxable["lots"], household["n_lines"])
    taxable["pieces"]["n"][0] = 0
    forget_what_was_paid(taxable)
    taxable["all_waiting"], taxable["is_empty"] = 0.0, 0
    for line in range(household["n_lines"]):
        taxable["units"][line] = household["line_start_units"][line]
        taxable["weight"][line] = household["line_weight"][line]
        taxable["replacement_units"][line], taxable["swap"][line] = 0.0, 1.0
        taxable["waiting"][line] = 0.0
    for k in range(household["n_rollovers"]):
        taxable["nua_order"][k], taxable["nua_a_unit"][k] = 0, 0.0


@inner_kernel
def _begin_sheltered(household: Household, sheltered: Sheltered, n_years: int) -> None:
    """Fill the accounts' units, basis and shares. Modifies `sheltered`."""
    begin_clocks(household, sheltered, n_years)
    sheltered["rmd_is_open"] = 1
    for account in range(household["n_accounts"]):
        value = 0.0
        for k in range(household["n_held"][account]):
            s = household["held"][account, k]
            sheltered["units"][account, s] = household["account_start_units"][account, s]
            value += sheltered["units"][account, s] * household["start_price"][s]
        sheltered["is_empty"][account] = 1 if value == 0.0 else 0
        sheltered["basis"][account] = household["account_start_basis"][account]
        sheltered["state_basis"][account] = household["account_start_state_basis"][account]
        sheltered["booked_of_units"][account] = 0.0
        sheltered["payments_left"][account], sheltered["life_payment"][account] = 0, 0.0
        sheltered["annuitant"][account] = household["account_owner"][account]
        sheltered["roth_share"][account] = household["account_start_roth_share"][account]
        paid = household["account_paid_so_far"][account]
        sheltered["rmd_balance"][account] = value * (1.0 - sheltered["roth_share"][account]) + paid
        sheltered["rmd_taken"][account] = paid
        sheltered["early_share"][account] = household["account_start_early_share"][account]


@inner_kernel
def _begin_rollovers(household: Household, rollovers: Rollovers) -> None:
    """Begin with nothing on its way. Modifies `rollovers`."""
    for k in range(household["n_rollovers"]):
        rollovers["transit"][k], rollovers["promised"][k] = 0.0, 0.0
        rollovers["parked"][k, 0], rollovers["parked"][k, 1] = 0.0, 0.0


@inner_kernel
def _begin_tally(tally: Tally, n_years: int) -> None:
    """Set what is added up to nothing. Modifies `tally`."""
    tally["withheld"][0], tally["withheld"][1] = 0.0, 0.0
    clear_tax_items(tally, 0)
    clear_tax_items(tally, 1)
    for item in range(tally["items_before"].shape[0]):
        tally["items_before"][item] = 0.0
    for year in range(n_years):
        for field in range(tally["yearly"].shape[1]):
            tally["yearly"][year, field] = 0.0


@cold_kernel
def begin(household: Household, policy: Policy, state: State, n_years: int) -> None:
    """Set the state to the scenario's first day. Modifies `state`."""
    positions, cash, taxes, medicare = state["positions"], state["cash"], state["taxes"], state["medicare"]
    lives, spending, wash = state["lives"], state["spending"], positions["wash"]
    state["policy"] = policy
    cash["balance"], cash["tax_due"] = household["reserve"], 0.0
    cash["reserve"], cash["unspent_rmd"], cash["late"] = household["reserve"], 0.0, 0.0
    taxes["short_carryover"], taxes["long_carryover"] = household["short_carryover"], household["long_carryover"]
    taxes["counts_gifts"] = 1.0
    taxes["fund_gifts"][:, :] = 0.0
    taxes["carried_gifts"][:, :] = 0.0
    spending["pretax_allowance"] = 0.0
    begin_lives(lives)
    medicare["surcharge"] = 0.0
    medicare["relieved_months"][0], medicare["relieved_months"][1] = 0, 0
    begin_relief(household, medicare, lives, 0)
    wash["order"] = household["first_order"]
    copy_wash_book(household["start_wash"], wash["book"], household["n_groups"])
    begin_notes(household, wash)
    _begin_taxable(household, positions["taxable"])
    _begin_sheltered(household, positions["sheltered"], n_years)
    _begin_rollovers(household, state["rollovers"])
    _begin_tally(positions["tally"], n_years)
    begin_spending(household, positions, lives, spending)
