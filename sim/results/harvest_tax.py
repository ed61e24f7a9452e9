"""What a loss saves on a household's own return, and what the basis given up costs later.

The return of a year is built from the scenario: wages, benefits, pensions, dividends of the taxable accounts, interest,
required distributions. Simplification: nothing else is withdrawn or sold, and IRMAA and the ACA credit are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.law.federal_law import federal_years, load_federal_law
from sim.law.filing_status import CODE_OF
from sim.law.rmd_law import first_distribution_year, load_rmd_tables
from sim.law.state_tables import load_state_law
from sim.market.assumptions import CLASSES, means_and_volatilities
from sim.results.purchases_to_come import positions
from sim.scenario.enums import AccountType, AssetClass, Owner
from sim.scenario.household import Person
from sim.scenario.models import Scenario
from sim.tax.batch import federal_returns, input_table, state_taxes
from sim.tax.records import FederalReturn, ReturnInput, return_input

PRE_TAX = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA)
_TABLE_COLUMN = {name: index for index, name in enumerate(ReturnInput._fields)}
_OUT_COLUMN = {name: index for index, name in enumerate(FederalReturn._fields)}


@dataclass(frozen=True, slots=True)
class Losses:
    """What sales of one calendar year add to its Schedule D after wash sales [USD], negative for losses.

    `given_up` is the basis that is gone from the household: losses kept and losses gone for good. A deferred loss is
    not given up, for it lies in the basis of its replacement.
    """

    year: int
    short: float = 0.0
    long: float = 0.0
    given_up: float = 0.0


@dataclass(frozen=True, slots=True)
class TaxEffect:
    """Tax with and without some sales [USD, nominal].

    saved : less tax in the years of the sales, federal and state, negative where the sales cost tax
    carried : more loss carried into the year after
    cost_later : more tax in the year after, if what was bought instead is then sold at a long-term gain as large as the
        basis given up, the loss carried set against it, the rest of that year like the last one
    """

    saved: float
    carried: float
    cost_later: float

    @property
    def net(self) -> float:
        return self.saved - self.cost_later


def law_year(year: int) -> int:
    """Return the published tax year whose law is applied to a year: its own, else the nearest."""
    years = federal_years()
    return min(max(year, years[0]), years[-1])


def _wages(person: Person | None, year: int) -> float:
    if person is None or person.wages.until is None or person.wages.until.year < year:
        return 0.0
    is_last = person.wages.until.year == year
    worked = (person.wages.until - date(year - 1, 12, 31)).days / 365.25 if is_last else 1.0
    return person.wages.annual * min(worked, 1.0)


def _social_security(person: Person, year: int) -> float:
    """Return the year's benefits: from the month after the birthday of the claiming age on, twelve months a year."""
    months = min(
        max((year - person.born.year - person.social_security.claiming_age) * 12 + 12 - person.born.month, 0), 12
    )
    return person.social_security.annual_at_claiming * months / 12


def _pension(person: Person, year: int) -> float:
    days = ((date(year, 12, 31) - pension.starts).days + 1 for pension in person.pensions)
    shares = (min(max(n, 0) / 365, 1.0) for n in days)
    return sum(pension.annual * share for pension, share in zip(person.pensions, shares, strict=True))


def required_distribution(scenario: Scenario, owner: Owner, year: int) -> float:
    """Return a person's required distribution from plans and traditional IRAs, on the balances of the start [USD].

    Reference: 26 CFR 1.401(a)(9)-9(c), Uniform Lifetime Table. A plan's Roth part has none (IRC 402A(d)(5)).
    """
    person = scenario.household.person(owner)
    if person is None or first_distribution_year(person.born) > year:
        return 0.0
    accounts = [a for a in scenario.holdings.accounts if a.type in PRE_TAX and a.owner is owner]
    held = positions(scenario).items()
    balance = sum(account.cash - account.roth_amount for account in accounts)
    ids = {account.id for account in accounts}
    balance += sum(n * scenario.security(symbol).price for (where, symbol), n in held if where in ids)
    period = load_rmd_tables().uniform[min(year - person.born.year, 120)]
    return balance / period if period > 0 else 0.0


def _investment_income(scenario: Scenario) -> dict[str, float]:
    """Return a year's dividends and interest of the taxable accounts at the start's holdings and yields [USD/yr]."""
    taxable = {account.id: account for account in scenario.holdings.accounts if account.type is AccountType.TAXABLE}
    dividends = qualified = 0.0
    for (where, symbol), n in positions(scenario).items():
        if where in taxable:
            security = scenario.security(symbol)
            paid = n * security.price * security.dividend_yield
            dividends, qualified = dividends + paid, qualified + paid * security.qualified_share
    means, _ = means_and_volatilities(scenario.market)
    rate = max(float(means[CLASSES.index(AssetClass.CASH)]), 0.0)
    interest = sum(account.cash for account in taxable.values()) * rate
    return {"ordinary_dividends": dividends, "qualified_dividends": qualified, "interest": interest}


def year_input(scenario: Scenario, year: int, short: float = 0.0, long: float = 0.0) -> ReturnInput:
    """Return the household's return of a year with gains and losses already realised by term [USD]."""
    household = scenario.household
    first, second = household.person(Owner.SELF), household.person(Owner.SPOUSE)
    people = [person for person in (first, second) if person is not None]
    is_joint = len(household.people) == 2
    return return_input(
        filing_status=CODE_OF[household.filing_status],
        age1=year - household.people[0].born.year,
        age2=year - household.people[1].born.year if is_joint else 0,
        wages1=_wages(first, year),
        wages2=_wages(second, year),
        social_security=sum(_social_security(person, year) for person in people),
        pension=sum(_pension(person, year) for person in people),
        ira_401k=sum(required_distribution(scenario, owner, year) for owner in Owner),
        stcg=short,
        ltcg=long,
        st_carryover=household.loss_carryover_short,
        lt_carryover=household.loss_carryover_long,
        **_investment_income(scenario),
    )


class Returns:
    """The returns of many cases of one household, year after year, each case with its own gains and carryovers."""

    def __init__(self, scenario: Scenario, n_cases: int) -> None:
        household = scenario.household
        self._scenario = scenario
        self.carried = np.tile((household.loss_carryover_short, household.loss_carryover_long), (n_cases, 1))
        self.taxable_income = np.zeros(n_cases)

    def file(self, year: int, like: int, gains: np.ndarray) -> np.ndarray:
        """Return the tax of each case (n_cases,) [USD] and move its carryovers on.

        Parameters
        ----------
        year : int
            Whose law applies.
        like : int
            Whose income applies.
        gains : (n_cases, 2) short-term and long-term, signed [USD]
        """
        household = self._scenario.household
        table = np.repeat(input_table([year_input(self._scenario, like)]), len(gains), axis=0)
        table[:, [_TABLE_COLUMN["stcg"], _TABLE_COLUMN["ltcg"]]] = gains
        table[:, [_TABLE_COLUMN["st_carryover"], _TABLE_COLUMN["lt_carryover"]]] = self.carried
        law = load_federal_law(law_year(year), household.filing_status)
        state_law = load_state_law(household.state, law_year(year), household.filing_status)
        filed = federal_returns(law, table)
        self.carried = filed[:, [_OUT_COLUMN["st_carryover_out"], _OUT_COLUMN["lt_carryover_out"]]]
        self.taxable_income = filed[:, _OUT_COLUMN["unfloored_taxable_income"]]
        return filed[:, _OUT_COLUMN["federal_tax_due"]] + state_taxes(law, state_law, table)


def tax_effects(
    scenario: Scenario, cases: Sequence[Sequence[Losses]], realized_short: float = 0.0, realized_long: float = 0.0
) -> list[TaxEffect]:
    """Return the effect of each case against no sale at all; a case is what its sales do in each calendar year.

    `realized_short` and `realized_long` are the gains of the plan's first year that are there in any case [USD].
    """
    years = sorted({losses.year for case in cases for losses in case})
    if not years:
        return [TaxEffect(0.0, 0.0, 0.0) for _ in cases]
    rows: list[Sequence[Losses]] = [(), *cases]
    returns, saved = Returns(scenario, len(rows)), np.zeros(len(rows))
    for year in range(min(scenario.start.year, years[0]), years[-1] + 1):
        gains = np.zeros((len(rows), 2))
        if year == scenario.start.year:
            gains += (realized_short, realized_long)
        for index, case in enumerate(rows):
            for losses in case:
                if losses.year == year:
                    gains[index] += (losses.short, losses.long)
        tax = returns.file(year, year, gains)
        saved += tax[0] - tax
    carried = returns.carried.sum(axis=1)
    later = np.zeros((len(rows), 2))
    later[:, 1] = [sum(losses.given_up for losses in case) for case in rows]
    tax_later = returns.file(years[-1] + 1, years[-1], later)
    return [
        TaxEffect(float(saved[i]), float(carried[i] - carried[0]), float(tax_later[i] - tax_later[0]))
        for i in range(1, len(rows))
    ]
