"""What the user decides in the harvest planner: kept in the session, saved beside the plan."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

from sim.api.planner import PurchaseToCome


@dataclass
class Choices:
    """What the user decides on the page. `chosen` is None until something was chosen: all that can be harvested."""

    day: date
    chosen: list[int] | None = None
    days: dict[int, date] = field(default_factory=dict)
    shares: dict[int, float] = field(default_factory=dict)
    realized_short: float = 0.0
    realized_long: float = 0.0
    payroll: float = 0.0
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

    @property
    def is_untouched(self) -> bool:
        """Whether everything is as the page proposed it: such choices need not be saved."""
        return bool(self.of) and self == Choices(date.fromisoformat(json.loads(self.of)[0]), of=self.of)
