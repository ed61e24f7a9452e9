"""Wrappers around the kernels of a step that write down what moves: cash, account values, returns, year ends."""

from dataclasses import dataclass, field
from datetime import date
from inspect import signature
from typing import Any

from sim.engine.kernels.taxes.laws_on_path import federal_law_of
from sim.engine.records.fields import Quote, Yearly
from sim.trace.interpreted import Function, Wrapper, interpreted
from sim.trace.path_record import AccountFlow, CashFlow, FiledReturn, HeldLot, PathRecord, YearEnd

SETTLING = "Invested"
PHASES = {
    "sim.engine.kernels.spending.cash_flow.pay_distributions": "Distributions paid out",
    "sim.engine.kernels.sheltered.sheltered.reinvest_sheltered": "Distributions reinvested",
    "sim.engine.kernels.rollovers.rollover.roll_over_due": "Rollover",
    "sim.engine.kernels.trading.come_back.come_back": "Coming back",
    "sim.engine.kernels.trading.losses.harvest_losses": "Harvest of losses",
    "sim.engine.kernels.spending.cash_flow.earn_interest": "Interest on cash",
    "sim.engine.kernels.spending.cash_flow.receive_income": "Income from outside",
    "sim.engine.kernels.spending.cash_flow.contribute_payroll": "Payroll contributions",
    "sim.engine.kernels.spending.spending.spend_and_settle": SETTLING,
    "sim.engine.kernels.trading.rebalance.rebalance": "Rebalancing",
    "sim.engine.kernels.sheltered.annuities.pay_annuities": "Annuity payments",
    "sim.engine.kernels.spending.gifts.pay_medical_costs": "Medical costs paid by HSAs",
    "sim.engine.kernels.spending.gifts.give_to_charity": "Gifts from IRAs to charity",
    "sim.engine.kernels.sheltered.sheltered.take_missing_rmds": "Required distributions",
    "sim.engine.kernels.sheltered.conversions.convert": "Roth conversion",
    "sim.engine.kernels.trading.gains.harvest_gains": "Harvest of gains",
}
"""What a step is made of. Cash that such a kernel moves and no line below names goes by the kernel's own name."""

RAISED, PAID, SPENT, COST = "Sold to raise cash", "Taxes and Medicare paid", "Spending", "Trading cost"
LEAST = 1e-9
"""A smaller amount [USD] is the rounding of a sum."""


@dataclass
class Moment:
    """What is happening: the step, its quotes, which part of the step, and the flows that a kernel below named."""

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


def account_values(household: Any, state: Any, quotes: Any) -> list[float]:
    """Return the value of each sheltered account [USD]."""
    n, prices = int(household["n_securities"]), quotes[Quote.TOTAL_RETURN]
    return [float(state["units"][a, :n] @ prices[:n]) for a in range(int(household["n_accounts"]))]


class FlowWatch:
    """Writes cash flows, account flows, filed returns and year ends into a record."""

    def __init__(self, record: PathRecord, moment: Moment) -> None:
        self._record, self._moment = record, moment
        self._filing = -1

    def wrappers(self) -> dict[str, Wrapper]:
        """Return what is put around which kernel."""
        made: dict[str, Wrapper] = {name: self._phase(what) for name, what in PHASES.items()}
        return made | {
            "sim.engine.kernels.trading.trades.sell_for": self._sell_for,
            "sim.engine.kernels.taxes.tax_year.settle_year": self._settle,
            "sim.engine.kernels.taxes.tax_year.returns_of": self._returns,
            "sim.engine.kernels.path.record_year_end": self._year_end,
        }

    def _phase(self, what: str) -> Wrapper:
        moment = self._moment

        def wrap(kernel: Function) -> Function:
            place = {name: k for k, name in enumerate(signature(kernel).parameters)}

            def watched(*args: Any) -> Any:
                household, state = args[0], args[place["state"]]
                moment.now, moment.why = args[place["now"]], what
                if "quotes" in place:  # else those of the same step's phase before
                    moment.quotes = args[place["quotes"]]
                moment.named.clear()
                before = self._levels(household, state)
                found = kernel(*args)
                self._note(what, before, self._levels(household, state))
                return found

            return watched

        return wrap

    def _levels(self, household: Any, state: Any) -> tuple[dict[str, float], list[float]]:
        moment, yearly = self._moment, state["yearly"]
        # of this year, or taken ahead for the next; gifts from IRAs were never cash
        spent = yearly[:, Yearly.SPENDING].sum() - yearly[:, Yearly.CHARITY_GIFTS].sum()
        levels = {
            "cash": float(state["cash"]),
            PAID: float(yearly[moment.year, Yearly.TAX_PAID]),
            SPENT: float(spent),
            COST: float(yearly[moment.year, Yearly.TRADING_COST]),
        }
        return levels, account_values(household, state, moment.quotes)

    def _note(self, what: str, before: Any, after: Any) -> None:
        moment, (was, held), (is_now, holds) = self._moment, before, after
        flows = list(moment.named) if what == SETTLING else []
        # elsewhere a tax that is paid was withheld at the source, and never in the household's cash
        flows += [(SPENT, was[SPENT] - is_now[SPENT]), (COST, was[COST] - is_now[COST])]
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
        def watched(*args: Any) -> Any:
            raised = kernel(*args)
            self._moment.named.append((RAISED, float(raised)))
            return raised

        return watched

    def _settle(self, kernel: Function) -> Function:
        def watched(household: Any, laws: Any, state: Any, year: Any, price_at_year_end: Any) -> Any:
            self._filing = int(year)
            due = kernel(household, laws, state, year, price_at_year_end)
            self._filing = -1
            return due

        return watched

    def _returns(self, kernel: Function) -> Function:
        def watched(laws: Any, state: Any, year: Any, inputs: Any) -> Any:
            filed, on_state = kernel(laws, state, year, inputs)
            if self._filing >= 0:
                law = interpreted(federal_law_of, {})(laws, year)
                self._record.returns.append(FiledReturn(self._filing, law, inputs, filed, float(on_state)))
            return filed, on_state

        return watched

    def _year_end(self, kernel: Function) -> Function:
        def watched(household: Any, state: Any, now: Any, quotes: Any) -> Any:
            values = tuple(account_values(household, state, quotes))
            held = tuple(_held_lots(household, state, quotes))
            self._record.year_ends.append(YearEnd(int(now["year"]), float(state["cash"]), held, values))
            return kernel(household, state, now, quotes)

        return watched


def _held_lots(household: Any, state: Any, quotes: Any) -> list[HeldLot]:
    held, lots = [], state["lots"]
    for line in range(int(household["n_lines"])):
        price = float(quotes[Quote.PRICE, line])
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
