"""Wrappers around the kernels of a step that write down what moves: cash, account values, returns, year ends."""

from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any

from sim.engine.kernels.path import record_year_end
from sim.engine.kernels.rollovers.rollover import roll_over_due
from sim.engine.kernels.sheltered.annuities import pay_annuities
from sim.engine.kernels.sheltered.conversions import convert
from sim.engine.kernels.sheltered.payroll import contribute_payroll
from sim.engine.kernels.sheltered.required import take_missing_rmds
from sim.engine.kernels.sheltered.required_first import take_rmds_early
from sim.engine.kernels.sheltered.series import pay_series
from sim.engine.kernels.sheltered.sheltered import reinvest_sheltered
from sim.engine.kernels.spending.cash_flow import earn_interest, pay_distributions, receive_income
from sim.engine.kernels.spending.fund_gifts import give_to_fund
from sim.engine.kernels.spending.gifts import give_to_charity, pay_medical_costs
from sim.engine.kernels.spending.spending import spend_and_settle
from sim.engine.kernels.taxes.laws_on_path import federal_law_of
from sim.engine.kernels.taxes.tax_year import returns_of, settle_year
from sim.engine.kernels.trading.come_back import come_back
from sim.engine.kernels.trading.gains import harvest_gains
from sim.engine.kernels.trading.location import balance_household
from sim.engine.kernels.trading.losses import harvest_losses
from sim.engine.kernels.trading.rebalance import rebalance
from sim.engine.kernels.trading.trades import sell_for
from sim.engine.records.fields import Quote, Yearly
from sim.trace.interpreted import Function, Wrapper, interpreted, names_of
from sim.trace.path_record import AccountFlow, CashFlow, FiledReturn, HeldLot, PathRecord, YearEnd

SETTLING = "Invested"
GIVEN = "Gifts to a donor-advised fund"
PHASES: dict[Function, str] = {
    pay_distributions: "Distributions paid out",
    reinvest_sheltered: "Distributions reinvested",
    roll_over_due: "Rollover",
    come_back: "Buying back",
    harvest_losses: "Harvest of losses",
    earn_interest: "Interest on cash",
    receive_income: "Income from other sources",
    contribute_payroll: "Payroll contributions",
    spend_and_settle: SETTLING,
    balance_household: "Rebalancing",
    rebalance: "Rebalancing",
    pay_annuities: "Annuity payments",
    pay_series: "Equal periodic payments",
    pay_medical_costs: "Medical costs paid by HSAs",
    give_to_charity: "Gifts from IRAs to charity",
    give_to_fund: GIVEN,
    take_rmds_early: "Required distributions",
    take_missing_rmds: "Required distributions",
    convert: "Roth conversion",
    harvest_gains: "Harvest of gains",
}
"""What a step is made of. Cash that such a kernel moves and no line below names goes by the kernel's own name."""

RAISED, PAID, SPENT, COST = "Sold to raise cash", "Taxes and Medicare paid", "Spending", "Trading cost"
LEAST = 1e-9
"""A smaller amount [USD] is the rounding of a sum."""


@dataclass
class Moment:
    """What is happening: to whom, the step, its quotes, which part of the step, and the flows that a kernel named.

    household, state : the records that the watched kernels read and change
    """

    household: Any
    state: Any
    now: Any = None
    quotes: Any = None
    why: str = ""
    named: list[tuple[str, float]] = field(default_factory=list)

    @property
    def day(self) -> date:
        return date.fromordinal(int(self.now["day"]))

    @property
    def year(self) -> int:
        return int(self.now["year"])

    @property
    def cash(self) -> float:
        return float(self.state["cash"]["balance"])

    @property
    def taxable(self) -> Any:
        return self.state["positions"]["taxable"]

    def account_values(self) -> list[float]:
        """Return the value of each sheltered account at this moment's quotes [USD]."""
        n, units = int(self.household["n_securities"]), self.state["positions"]["sheltered"]["units"]
        prices = self.quotes[Quote.TOTAL_RETURN, :n]
        return [float(units[a, :n] @ prices) for a in range(int(self.household["n_accounts"]))]


class FlowWatch:
    """Writes cash flows, account flows, filed returns and year ends into a record."""

    def __init__(self, record: PathRecord, moment: Moment) -> None:
        self._record, self._moment = record, moment
        self._filing = -1

    def wrappers(self) -> dict[Function, Wrapper]:
        """Return what is put around which kernel."""
        made = {kernel: self._phase(what) for kernel, what in PHASES.items()}
        return made | {
            sell_for: self._sell_for,
            settle_year: self._settle,
            returns_of: self._returns,
            record_year_end: self._year_end,
        }

    def _phase(self, what: str) -> Wrapper:
        moment = self._moment

        def wrap(kernel: Function) -> Function:
            named = names_of(kernel)

            @wraps(kernel)
            def watched(*args: Any) -> Any:
                of = named(*args)
                moment.now, moment.why = of["now"], what
                moment.quotes = of.get("quotes", moment.quotes)  # else those of the same step's phase before
                moment.named.clear()
                before = self._levels()
                found = kernel(*args)
                self._note(what, before, self._levels())
                return found

            return watched

        return wrap

    def _levels(self) -> tuple[dict[str, float], list[float]]:
        moment = self._moment
        yearly = moment.state["positions"]["tally"]["yearly"]
        # of this year, or taken ahead for the next; gifts from IRAs and of lots were never cash
        spent = yearly[:, Yearly.SPENDING].sum() - yearly[:, Yearly.CHARITY_GIFTS].sum()
        levels = {
            "cash": moment.cash,
            PAID: float(yearly[moment.year, Yearly.TAX_PAID]),
            SPENT: float(spent),
            COST: float(yearly[moment.year, Yearly.TRADING_COST]),
        }
        return levels, moment.account_values()

    def _note(self, what: str, before: Any, after: Any) -> None:
        moment, (was, held), (is_now, holds) = self._moment, before, after
        flows = list(moment.named) if what in (SETTLING, GIVEN) else []
        # elsewhere a tax that is paid was withheld at the source, and never in the household's cash
        flows += [(GIVEN if what == GIVEN else SPENT, was[SPENT] - is_now[SPENT]), (COST, was[COST] - is_now[COST])]
        if what == SETTLING:
            flows.append((PAID, was[PAID] - is_now[PAID]))
        flows.append((what, is_now["cash"] - was["cash"] - sum(amount for _, amount in flows)))
        self._record.cash_flows += [
            CashFlow(moment.day, moment.year, label, amount) for label, amount in flows if abs(amount) > LEAST
        ]
        self._record.account_flows += [
            AccountFlow(moment.day, moment.year, account, what, new - old)
            for account, (old, new) in enumerate(zip(held, holds, strict=True))
            if abs(new - old) > LEAST * max(1.0, abs(old))
        ]

    def _sell_for(self, kernel: Function) -> Function:
        @wraps(kernel)
        def watched(*args: Any) -> Any:
            raised = kernel(*args)
            self._moment.named.append((RAISED, float(raised)))
            return raised

        return watched

    def _settle(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            self._filing = int(named(*args)["year"])
            due = kernel(*args)
            self._filing = -1
            return due

        return watched

    def _returns(self, kernel: Function) -> Function:
        named, law_of = names_of(kernel), interpreted(federal_law_of, {})

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            filed, on_state = kernel(*args)
            if self._filing >= 0:
                of = named(*args)
                law = law_of(of["laws"], of["year"])
                self._record.returns.append(FiledReturn(self._filing, law, of["inputs"], filed, float(on_state)))
            return filed, on_state

        return watched

    def _year_end(self, kernel: Function) -> Function:
        named, moment = names_of(kernel), self._moment

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of = named(*args)
            moment.quotes = of["quotes"]
            values, held = tuple(moment.account_values()), tuple(_held_lots(moment))
            self._record.year_ends.append(YearEnd(int(of["now"]["year"]), moment.cash, held, values))
            return kernel(*args)

        return watched


def _held_lots(moment: Moment) -> list[HeldLot]:
    held, lots = [], moment.taxable["lots"]
    for line in range(int(moment.household["n_lines"])):
        price = float(moment.quotes[Quote.PRICE, line])
        for i in range(int(lots["n"][line])):
            lot = lots["lot"][line, lots["slot"][line, i]]
            held.append(
                HeldLot(
                    line,
                    int(lot["side"]),
                    int(lot["order"]),
                    float(lot["units"]),
                    float(lot["unit_basis"]),
                    price,
                    date.fromordinal(int(lot["bought"])),
                    date.fromordinal(int(lot["held_from"])),
                )
            )
    return sorted(held, key=lambda one: (one.line, one.side, one.lot))
