"""What rolling over changes in the state's tax: some states exclude what an employer's plan pays, and not an IRA."""

from dataclasses import dataclass, replace

import numpy as np

from sim.law.federal_law import federal_years, load_federal_law
from sim.law.state_law import MAX_BASES
from sim.scenario.enums import AccountType, Owner, RolloverMethod
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.tax.batch import input_table
from sim.year.basis import in_year, year_basis
from sim.year.bill import both_returns

LEAST = 1.0
"""A smaller difference is rounding [USD/yr]."""


@dataclass(frozen=True)
class StateChange:
    """What a year's distribution costs more in state tax out of an IRA than out of the plan, in today's dollars.

    taking : what is taken each year: the money that moves, evenly over the plan's years [USD/yr]
    more : in the first year that it makes a difference; negative where it costs less [USD/yr]
    first_year, last_year : in which it does; None where it never does
    """

    state: str
    taking: float
    more: float
    first_year: int | None
    last_year: int | None

    @property
    def words(self) -> str:
        """The change in a sentence."""
        if self.first_year is None or self.last_year is None:
            return f"{self.state} tax is the same out of the IRA as out of the plan: nothing changes."
        years = f"in {self.first_year}"
        if self.last_year > self.first_year:
            years = f"a year from {self.first_year} to {self.last_year}, at first"
        what = "more" if self.more > 0 else "less"
        return (
            f"${abs(self.more):,.0f} {what} {self.state} tax {years}, if this money is taken evenly, "
            f"${self.taking:,.0f} a year: an IRA is not taxed there as an employer's plan is."
        )


def rollover_state_tax(scenario: Scenario, rollover: Rollover, moved: float) -> StateChange | None:
    """Return what the state's tax changes for pretax money that moves from a plan to an IRA; None for other moves.

    Simplification: both people live, prices are today's, and nothing else is sold or withdrawn but what must be; the
    money that moves is taken evenly, in the years of required distributions too. The state's law is that of each year,
    its amounts as last written.
    """
    account = next(one for one in scenario.holdings.accounts if one.id == rollover.from_account)
    elsewhere = (RolloverMethod.STAY_IN_PLAN, RolloverMethod.DIRECT_TO_ROTH)
    if account.type is not AccountType.PLAN_401K or rollover.method in elsewhere or moved <= 0:
        return None
    years = range(scenario.start.year, scenario.start.year + scenario.household.horizon_years)
    taking = moved / len(years)
    rest = _without_what_moves(scenario, rollover)
    found = {year: _more_out_of_an_ira(rest, year, taking, account.owner is Owner.SPOUSE) for year in years}
    differing = [year for year, more in found.items() if abs(more) >= LEAST]
    state = year_basis(scenario).taxing_state
    if not differing:
        return StateChange(state, taking, 0.0, None, None)
    return StateChange(state, taking, found[differing[0]], differing[0], differing[-1])


def _without_what_moves(scenario: Scenario, rollover: Rollover) -> Scenario:
    """Return the plan without the money that moves: what is taken of it each year stands for its distributions."""
    stays, moving = 1.0 - rollover.share, rollover.from_account
    cut = ("cash", "after_tax_amount", "roth_amount")
    held = scenario.holdings
    accounts = tuple(
        one.model_copy(update={name: getattr(one, name) * stays for name in cut}) if one.id == moving else one
        for one in held.accounts
    )
    lots = tuple(
        one.model_copy(update={"quantity": one.quantity * stays}) if one.account == moving else one for one in held.lots
    )
    return scenario.model_copy(update={"holdings": held.model_copy(update={"accounts": accounts, "lots": lots})})


def _more_out_of_an_ira(scenario: Scenario, year: int, taking: float, is_of_second: bool) -> float:
    """Return what a distribution costs more in state tax out of an IRA than out of a plan, in one year [USD/yr]."""
    basis = year_basis(in_year(scenario, year))
    inputs = basis.inputs
    taken2 = taking if is_of_second else 0.0
    ira = inputs._replace(ira_401k=inputs.ira_401k + taking, ira_401k2=inputs.ira_401k2 + taken2)
    plan = ira._replace(from_plan=inputs.from_plan + taking, from_plan2=inputs.from_plan2 + taken2)
    federal = load_federal_law(min(year, federal_years()[-1]), scenario.household.filing_status)
    law = replace(basis.law, federal=federal, state_growth=np.ones(MAX_BASES))
    _, (out_of_plan, out_of_ira) = both_returns(law, input_table([plan, ira]))
    return float(out_of_ira - out_of_plan)
