"""The scenario: everything the user says, in one frozen, versioned document."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.document.sizes import MOST_ROLLOVERS, MOST_SECURITIES
from sim.errors import InputError
from sim.scenario.base import Day, Model, Name
from sim.scenario.checks.all_parts import cross_problems
from sim.scenario.checks.draft import Draft
from sim.scenario.drawn.simulation import Simulation
from sim.scenario.holdings import Holdings, Lot, Security, unrealized_gain
from sim.scenario.household import Household
from sim.scenario.law_changes import LawChanges
from sim.scenario.market import Market
from sim.scenario.rollover import Rollover
from sim.scenario.strategies import Strategy
from sim.scenario.terminal import Terminal

SCHEMA_VERSION: Literal[5] = 5


class Scenario(Model):
    """What the user says. Amounts in USD; rates are shares of one; dates ISO.

    Attributes
    ----------
    schema_version : int
        Of the document.
    name : str
        Of the plan.
    start : date
        First day of the simulation; holdings are priced on it.
    household : Household
        People, filing status, state, spending, income and horizon.
    securities : tuple of Security
        Every symbol held or bought, with its asset class and price.
    holdings : Holdings
        Accounts, and the lots in them.
    rollovers : tuple of Rollover
        What leaves a plan, when, how and to where.
    strategies : tuple of Strategy
        One to eight, compared on the same paths; the first one is what the others are compared with.
    market : Market
        How returns and inflation come about.
    simulation : Simulation
        Number of paths, seed, which taxes are left out.
    terminal : Terminal
        How what is left at the horizon is cashed.
    law_changes : LawChanges
        Changes of the federal law that are asked about.

    Raises
    ------
    pydantic.ValidationError
        On any mistake; `parse_scenario` turns it into one `InputError` that names every place.

    See Also
    --------
    parse_scenario : From JSON.
    sample_scenario : Households to begin with.

    Examples
    --------
    >>> from sim.api import Scenario, sample_scenario
    >>> plan: Scenario = sample_scenario("no-taxable-account")
    >>> plan.with_paths(50).simulation.n_paths
    50
    >>> lot = plan.holdings.lots[0]
    >>> plan.gain_of(lot) == plan.value_of(lot) - lot.cost_basis
    True
    """

    schema_version: Literal[5] = 5
    name: Name = "My plan"
    start: Annotated[Day, Field(description="First day of the simulation; holdings are priced on it")]
    household: Household
    securities: Annotated[tuple[Security, ...], Field(max_length=MOST_SECURITIES)] = ()
    holdings: Holdings = Holdings()
    rollovers: Annotated[tuple[Rollover, ...], Field(max_length=MOST_ROLLOVERS)] = ()
    strategies: Annotated[tuple[Strategy, ...], Field(min_length=1, max_length=8)]
    market: Market = Market()
    simulation: Simulation = Simulation()
    terminal: Terminal = Terminal()
    law_changes: LawChanges = LawChanges()

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Self:
        problems = cross_problems(self.draft)
        if problems:
            raise InputError(problems)
        return self

    @property
    def draft(self) -> Draft:
        """The parts as the checks between them take them."""
        return Draft(
            start=self.start,
            household=self.household,
            state=self.household.state,
            local_income_tax=self.household.local_income_tax,
            accounts=dict(enumerate(self.holdings.accounts)),
            lots=dict(enumerate(self.holdings.lots)),
            securities=dict(enumerate(self.securities)),
            rollovers=dict(enumerate(self.rollovers)),
            strategies=dict(enumerate(self.strategies)),
            simulation=self.simulation,
        )

    def security(self, symbol: str) -> Security:
        """Return the security of this symbol; every symbol of a valid scenario has one."""
        return next(security for security in self.securities if security.symbol == symbol)

    def with_paths(self, n_paths: int) -> Self:
        """Return the same plan on exactly so many random paths; path k stays the same path."""
        changed = {"n_paths": n_paths, "certain_to": None}
        return self.model_copy(update={"simulation": self.simulation.model_copy(update=changed)})

    def value_of(self, lot: Lot) -> float:
        """Return what a lot is worth at the start's price [USD]."""
        return lot.quantity * self.security(lot.symbol).price

    def gain_of(self, lot: Lot) -> float:
        """Return what a lot has gained by the start [USD]; a loss is negative."""
        return unrealized_gain(lot.quantity, self.security(lot.symbol).price, lot.cost_basis, lot.donor_basis)

    def account_value(self, account_id: str) -> float:
        """Return what an account holds at the start's prices, cash included [USD]."""
        cash = next(account.cash for account in self.holdings.accounts if account.id == account_id)
        held = self.shares_in(account_id).items()
        return cash + sum(quantity * self.security(symbol).price for symbol, quantity in held)

    def shares_in(self, account_id: str) -> dict[str, float]:
        """Return the shares that an account holds at the start, by symbol, in the order of its lots."""
        held: dict[str, float] = {}
        for lot in self.holdings.lots:
            if lot.account == account_id:
                held[lot.symbol] = held.get(lot.symbol, 0.0) + lot.quantity
        return held

    @property
    def has_taxable_account(self) -> bool:
        return any(account.type == "taxable" for account in self.holdings.accounts)
