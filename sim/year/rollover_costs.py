"""What a rollover does to the bill of its own year: what is withheld, what is income, what that income costs."""

from dataclasses import dataclass
from datetime import date

from sim.law.ages import early_until
from sim.law.benefits.early_share import early_share
from sim.law.federal_law import federal_years, figures_of
from sim.scenario.enums import AccountType, FilingStatus, RolloverMethod
from sim.scenario.holdings import Account
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.scenario.stock import paid_as_shares
from sim.year.basis import YearBasis, in_year, year_basis
from sim.year.bill import bills
from sim.year.received.income import still_required


@dataclass(frozen=True)
class RolloverCost:
    """What one rollover does in its year, at the prices of the plan's first day [USD].

    year : of the rollover, whose bill this is; figures : how its law's figures came about
    required : required distribution of the owner's year, paid before anything moves
    untaxed : after-tax and Roth money, to the Roth IRA free of tax
    pretax : pretax money that moves
    withheld : paid to the tax authority at once, a payment of the year's tax
    to_replace : what must come from other money for the chosen share to reach the IRA
    income : what becomes income of the year
    tax : what that income adds to the year's bill, the sum of `parts`
    parts : of it federal tax, state tax, Medicare two years later, premium credit lost; the additional tax is federal
    additional : the 10% additional tax on it
    days_out : days from the payment to the IRA
    is_too_late : whether these are more than the law allows
    stock : employer stock that is distributed in kind; its cost, less after-tax money that the rest of the plan cannot
        take to the Roth IRA, is the income
    nua : its net unrealized appreciation
    """

    required: float
    untaxed: float
    pretax: float
    withheld: float
    to_replace: float
    income: float
    tax: float
    parts: dict[str, float]
    additional: float
    days_out: int
    is_too_late: bool
    stock: float
    nua: float
    year: int
    figures: str


def rollover_cost(scenario: Scenario, rollover: Rollover) -> RolloverCost:
    """Return what a rollover costs in its own year: that year's income and law, projected where none is published.

    Simplification: the household holds then what it holds on the plan's first day, wages and prices are those of that
    day, and the sales that raise replacement money are left out.
    """
    account = next(a for a in scenario.holdings.accounts if a.id == rollover.from_account)
    if rollover.method is RolloverMethod.LOAN_OFFSET:
        return _loan_cost(scenario, rollover, account)
    required = _still_required(scenario, account, rollover.date.year)
    stock, stock_cost = _employer_stock(scenario, rollover)
    required = max(0.0, required - stock)  # the shares count toward it
    value = max(0.0, scenario.account_value(account.id) - stock - required) * rollover.share
    untaxed = min(value, account.after_tax_amount) if stock > 0 else _untaxed_share(scenario, account) * value
    pretax = value - untaxed
    is_indirect = rollover.method is RolloverMethod.INDIRECT
    is_from_plan = account.type is AccountType.PLAN_401K
    days_out = (rollover.purchase_date - rollover.date).days if is_indirect else 0
    is_too_late = is_indirect and rollover.purchase_date > rollover.last_day_in_time
    share_back = 0.0 if is_too_late else rollover.redeposited_share
    withheld = withholding_rate() * pretax if is_indirect and is_from_plan else 0.0
    income = 0.0
    if rollover.method is RolloverMethod.DIRECT_TO_ROTH:
        income = pretax
    elif is_indirect:
        income = pretax * (1.0 - share_back)
    elif stock > 0:
        income = max(0.0, stock_cost - (account.after_tax_amount - untaxed))
    is_early = (is_indirect or stock > 0) and rollover.date < _free_from(scenario, account)
    early = income * early_share(account, scenario.account_value(account.id)) if is_early else 0.0
    basis = _basis(scenario, rollover)
    parts, additional = _tax_on(basis, income, early)
    return RolloverCost(
        required=required,
        untaxed=untaxed,
        pretax=pretax,
        withheld=withheld,
        to_replace=max(0.0, pretax * share_back - (pretax - withheld)) if is_indirect else 0.0,
        income=income,
        tax=sum(parts.values()),
        parts=parts,
        additional=additional,
        days_out=days_out,
        is_too_late=is_too_late,
        stock=stock,
        nua=stock - stock_cost,
        year=basis.year,
        figures=basis.figures_in_words,
    )


def _basis(scenario: Scenario, rollover: Rollover) -> YearBasis:
    """Return the household's year in which a rollover happens; its first where the date lies before the plan."""
    return year_basis(in_year(scenario, max(scenario.start.year, rollover.date.year)))


def _still_required(scenario: Scenario, account: Account, year: int) -> float:
    then = in_year(scenario, max(scenario.start.year, year))
    return still_required(then, next(one for one in then.holdings.accounts if one.id == account.id), year)


def _loan_cost(scenario: Scenario, rollover: Rollover, account: Account) -> RolloverCost:
    """Return what the offset of a plan's loan costs: what of it is not rolled over in time is income."""
    is_too_late = rollover.purchase_date > rollover.last_day_in_time
    back = 0.0 if is_too_late else rollover.loan_balance * rollover.redeposited_share
    income, share = rollover.loan_balance - back, early_share(account, scenario.account_value(account.id))
    early = income * share if rollover.date < _free_from(scenario, account) else 0.0
    basis = _basis(scenario, rollover)
    parts, additional = _tax_on(basis, income, early)
    days = (rollover.purchase_date - rollover.date).days
    none = dict.fromkeys(("required", "untaxed", "pretax", "withheld", "stock", "nua"), 0.0)
    return RolloverCost(**none, to_replace=back, income=income, tax=sum(parts.values()), parts=parts,
                        additional=additional, days_out=days, is_too_late=is_too_late,
                        year=basis.year, figures=basis.figures_in_words)  # fmt: skip


def _employer_stock(scenario: Scenario, rollover: Rollover) -> tuple[float, float]:
    """Return value and cost of the employer stock that is paid out as shares [USD]. Reference: IRC 402(e)(4)(B)."""
    found = paid_as_shares(rollover, scenario.holdings, scenario.securities)
    if found is None:
        return 0.0, 0.0
    stock, price = found
    return stock.quantity * price, min(stock.quantity * price, stock.cost)


def withholding_rate() -> float:
    """Return the share withheld from what a plan pays to the person. Reference: IRC 3405(c)(1)(B)."""
    figure = figures_of("retirement")["indirect_rollover_withholding_rate"]
    return figure.number(federal_years()[-1], FilingStatus.SINGLE)


def last_day_in_time(rollover: Rollover) -> str:
    """Return the last day on which the money can be put back, as a US date."""
    return f"{rollover.last_day_in_time:%m/%d/%Y}"


def _untaxed_share(scenario: Scenario, account: Account) -> float:
    value = scenario.account_value(account.id)
    if account.type is not AccountType.PLAN_401K or value <= 0:
        return 0.0
    return min(1.0, (account.after_tax_amount + account.roth_amount) / value)


def _free_from(scenario: Scenario, account: Account) -> date:
    person = scenario.household.person(account.owner)
    assert person is not None  # the scenario's checks: an account's owner exists
    is_plan = account.type is AccountType.PLAN_401K
    return early_until(person, account.type if is_plan else AccountType.TRADITIONAL_IRA, scenario.start)


def _tax_on(basis: YearBasis, income: float, early: float) -> tuple[dict[str, float], float]:
    """Return what an income adds to the year's bill by kind, and the additional tax in it [USD]."""
    if income <= 0:
        return {}, 0.0
    inputs = basis.inputs
    more = inputs._replace(ira_401k=inputs.ira_401k + income, early_withdrawal=inputs.early_withdrawal + early)
    found = bills(basis, [inputs, more])
    additional = found.amount("early_withdrawal_tax")
    kinds = {
        "federal tax": found.amount("federal_tax_due"),
        "state tax": found.state,
        "Medicare surcharge two years later": found.surcharge,
        "premium credit lost": -found.credit,
    }
    return {name: float(of[1] - of[0]) for name, of in kinds.items()}, float(additional[1] - additional[0])
