"""A finished run with everything the pages read of it, worked out once, on the run's own thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim import api
from sim.api import results

if TYPE_CHECKING:
    from sim.api.studies import Attribution


@dataclass(frozen=True)
class Outcome:
    """findings : the figures by path, for charts and files. summary : the content of ``summary.json``."""

    findings: api.Findings
    summary: dict[str, Any]

    @classmethod
    def of(cls, result: api.RunResult) -> Outcome:
        findings = api.Findings(result)
        return cls(findings, api.summary(findings))

    def in_future_dollars(self) -> Outcome:
        """Return the same run with every amount in the dollars of its own year."""
        return Outcome(self.findings.in_future_dollars(), {**self.summary, **self.summary["future_dollars"]})

    def take(self, found: Attribution) -> None:
        """Add where the differences come from to the figures and to the summary."""
        self.findings.attribution = found
        self.summary["future_dollars"]["attribution"] = found.as_json(is_future=True)
        self.summary["attribution"] = found.as_json()

    def add(self, key: str, content: dict[str, Any]) -> None:
        """Add what was worked out on demand, by its key in ``summary.json``, in today's dollars."""
        self.findings.asked[key] = self.summary[key] = content
        self.summary["goal"] = results.goal_json(self.findings)  # what is safe to spend may decide

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
