"""What the user decides in the harvest planner: kept in the session, saved beside the plan."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from sim.api import Scenario
from sim.api.planner import PurchaseToCome, ledger_accounts
from sim.api.scenario import EARLIEST, LATEST

DAYS_TO_PLAN = 365
LEAST_SHARES, MOST = 1e-9, 1e10
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
Shares = Annotated[float, Field(ge=0, le=MOST, allow_inf_nan=False)]


@dataclass
class Choices:
    """What the user decides on the page. `chosen` is None until something was chosen: all that can be harvested."""

    day: Day
    chosen: list[int] | None = None
    days: dict[int, Day] = field(default_factory=dict)
    shares: dict[int, Shares] = field(default_factory=dict)
    payroll: Annotated[float, Field(ge=0, le=MOST, allow_inf_nan=False)] = 0.0
    buys_replacement: bool = True
    plan_401k_counts: bool = True
    spouse_counts: bool = True
    older_lots_count: bool = True
    purchases: tuple[PurchaseToCome, ...] | None = None
    of: str = ""

    @property
    def token(self) -> str:
        """What tells the widgets of these choices from those of others."""
        return hashlib.sha256(self.of.encode()).hexdigest()[:12]

    def fit(self, scenario: Scenario) -> None:
        """Bring what was saved to what the page's widgets can show for this plan."""
        first, last = days_to_plan(scenario)
        self.day = min(max(self.day, first), last)
        self.days = {lot: min(max(day, first), last) for lot, day in self.days.items()}
        if self.purchases is not None:
            accounts, symbols = ledger_accounts(scenario), {security.symbol for security in scenario.securities}
            self.purchases = tuple(
                one
                for one in self.purchases
                if one.account in accounts and one.symbol in symbols and is_purchase(one.day, one.quantity, first)
            )

    @property
    def is_untouched(self) -> bool:
        """Whether everything is as the page proposed it: such choices need not be saved."""
        try:
            proposed = date.fromisoformat(json.loads(self.of)[0])
        except (ValueError, TypeError, LookupError):  # nothing was proposed, or what was saved says nothing of it
            return False
        return self == Choices(proposed, of=self.of)


def days_to_plan(scenario: Scenario) -> tuple[date, date]:
    """Return the first and the last day of a planned sale: a year from the plan's start."""
    return scenario.start, scenario.start + timedelta(days=DAYS_TO_PLAN)


def is_purchase(day: date, quantity: float, first: date) -> bool:
    """Return whether shares can be bought on this day: not before the first, and neither dust nor beyond all bounds."""
    return first <= day <= LATEST and LEAST_SHARES <= quantity <= MOST
