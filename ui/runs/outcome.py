"""A finished run with everything the pages read of it, worked out once, on the run's own thread."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sim import api
from sim.api import results

if TYPE_CHECKING:
    from sim.api.studies import Attribution


T = TypeVar("T")
FUTURE, MOST_KEPT = "future_dollars", 24


@dataclass(frozen=True)
class Outcome:
    """findings : the figures by path, for charts and files.

    summary : the content of ``summary.json``; what is in future dollars is half of the work, and done when asked for
    kept : what pages made of it, by name, until more is known of the run
    """

    findings: api.Findings
    summary: dict[str, Any]
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, result: api.RunResult) -> Outcome:
        findings = api.Findings(result)
        return cls(findings, api.summary(findings, with_future=False))

    def in_future_dollars(self) -> Outcome:
        """Return the same run with every amount in the dollars of its own year."""
        self.complete()
        return self.once(
            FUTURE, lambda: Outcome(self.findings.in_future_dollars(), {**self.summary, **self.summary[FUTURE]})
        )

    def once(self, name: Hashable, make: Callable[[], T]) -> T:
        """Return what was made under this name before, else make it; the newest ones are kept."""
        found: T | None = self.kept.get(name)
        if found is None:
            found = self.kept[name] = make()
            for oldest in list(self.kept)[:-MOST_KEPT]:
                self.kept.pop(oldest, None)
        return found

    def complete(self) -> None:
        """Add what nobody waits for to the summary: the figures in future dollars."""
        if FUTURE not in self.summary:
            self.summary[FUTURE] = results.future_dollars(self.findings)

    def take(self, found: Attribution) -> None:
        """Add where the differences come from to the figures and to the summary."""
        self.complete()
        self.findings.attribution = found
        self.summary[FUTURE]["attribution"] = found.as_json(is_future=True)
        self.summary["attribution"] = found.as_json()
        self.kept.clear()

    def add(self, key: str, content: dict[str, Any]) -> None:
        """Add what was worked out on demand, by its key in ``summary.json``, in today's dollars."""
        if key in self.findings.asked and self.summary.get(key) == content:
            return  # pages add it again whenever they are drawn: what was made stays good
        self.findings.asked[key] = self.summary[key] = content
        self.summary["goal"] = results.goal_json(self.findings)  # what is safe to spend may decide
        self.kept.clear()

    @property
    def result(self) -> api.RunResult:
        return self.findings.result

    @property
    def strategies(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.summary["strategies"]
        return found

    @property
    def n_bytes(self) -> int:
        """The memory of the run's arrays and of what was worked out from them, about [bytes]."""
        arrays = [*self.result.yearly.values(), *self.result.terminal.values(), self.result.price_level]
        return 2 * sum(array.nbytes for array in arrays)
