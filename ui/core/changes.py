"""What was changed in the plan since the result on the pages was made."""

from __future__ import annotations

from ui.core import problems, session
from ui.core.text import count
from ui.runs.outcome import Outcome


def words(outcome: Outcome, sha256: str) -> str:
    """Return ``4 changes since this result``; the plan as it stands may not be complete."""
    checked = problems.checked()
    if checked.scenario is None:
        return "Changed since this result"
    between = (sha256, checked.sha256)
    kept: tuple[tuple[str, str], int] | None = session.slot("changes", lambda: None)
    if kept is None or kept[0] != between:
        from sim.api.results import input_differences  # the first page stands without the engine

        kept = (between, len(input_differences([outcome.result.scenario, checked.scenario])))
        session.fill_slot("changes", kept)
    return f"{count(kept[1], 'change')} since this result" if kept[1] else "Another name since this result"
