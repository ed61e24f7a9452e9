"""What a household-year costs: return, state, payroll tax, Medicare now and two years later, less the credit."""

from dataclasses import dataclass, replace

import numpy as np

from sim.law.local.home_law import without_local_tax
from sim.tax.batch import federal_returns, input_table, irmaa_amounts, premium_credits, returns_with_lists, state_taxes
from sim.tax.records import FederalReturn, ReturnInput
from sim.year.basis import YearBasis, YearLaw

AMOUNT = {name: column for column, name in enumerate(FederalReturn._fields)}
"""Column of each amount of the federal return in a table of returns."""


@dataclass(frozen=True)
class Bills:
    """Bills of many variants of one household-year. Axis: variant, all [USD/yr].

    federal : (n_variants, n_outputs) every line of the federal return
    state : (n_variants,) state income tax, with a county's or city's where one is counted
    surcharge : (n_variants,) Medicare's income-related adjustment of all people, in the premium year
    credit : (n_variants,) premium tax credit, 0 where nobody is insured on the Marketplace
    premiums, payroll_tax : of the year, the same in every variant
    """

    federal: np.ndarray
    state: np.ndarray
    surcharge: np.ndarray
    credit: np.ndarray
    premiums: float
    payroll_tax: float

    def amount(self, name: str) -> np.ndarray:
        """Return one line of the federal return of every variant."""
        column: np.ndarray = self.federal[:, AMOUNT[name]]
        return column

    @property
    def total(self) -> np.ndarray:
        """All of it, the credit taken off [USD/yr]."""
        of_income = self.amount("federal_tax_due") + self.state + self.surcharge - self.credit
        return of_income + self.premiums + self.payroll_tax

    def returned(self, variant: int) -> FederalReturn:
        """Return one variant's federal return."""
        return FederalReturn._make(self.federal[variant].tolist())


def both_returns(law: YearLaw, table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return federal returns and state taxes of a table of inputs, with the larger deduction where some is listed."""
    if law.lists is None:
        return federal_returns(law.federal, table), state_taxes(law.federal, law.state, table, law.state_growth)
    lists = np.tile(np.array(law.lists, dtype=np.float64), (len(table), 1))
    return returns_with_lists(law.federal, law.itemizing, law.state, table, lists, law.state_growth)


def bills_of_table(basis: YearBasis, table: np.ndarray) -> Bills:
    """Return the bills of a table of inputs, one row a variant."""
    law = basis.law
    federal, state = both_returns(law, table)
    monthly = irmaa_amounts(law.irmaa, federal[:, AMOUNT["irmaa_magi"]]).sum(axis=1)
    credit = np.zeros(len(table))
    if basis.beside.benchmark_premium > 0 and basis.has_anyone_under_65:
        magi = federal[:, AMOUNT["aca_magi"]]
        credit = premium_credits(law.aca, magi, basis.n_people, basis.beside.benchmark_premium)
    return Bills(federal, state, monthly * basis.medicare_months, credit, basis.fixed.premiums, basis.fixed.payroll_tax)


def local_tax_of(basis: YearBasis, variants: list[ReturnInput]) -> np.ndarray:
    """Return what of the bill's state tax is a county's or city's, shape (n_variants,) [USD/yr]."""
    law, table = basis.law, input_table(variants)
    if not basis.locality:
        return np.zeros(len(variants))
    of_state = replace(law, state=without_local_tax(law.state))
    both: np.ndarray = both_returns(law, table)[1] - both_returns(of_state, table)[1]
    return both


def bills(basis: YearBasis, variants: list[ReturnInput]) -> Bills:
    """Return the bills of some variants of the year."""
    return bills_of_table(basis, input_table(variants))
