"""What an operator set in the environment, against its bounds."""

import os
from collections.abc import Mapping

from sim.compile.choice import SWITCH
from sim.doctor.finding import NOTICE, PROBLEM, Finding
from sim.environment import SETTINGS
from sim.errors import InputError

WHAT = "settings"


def environment_finding(environ: Mapping[str, str] = os.environ) -> list[Finding]:
    """Return a line for each variable of this program's that holds what it may not; one line if none does."""
    found = []
    for setting in SETTINGS:
        try:
            setting.value(environ)
        except InputError as error:
            words = "; ".join(str(problem) for problem in error.problems)
            found.append(Finding(WHAT, words, PROBLEM, f"correct {setting.name}, or unset it."))
    wish = environ.get(SWITCH, "").strip().lower()
    if wish not in ("", "fast", "plain"):
        words = f"{SWITCH} is neither fast nor plain; the mode is chosen by itself"
        found.append(Finding(WHAT, words, NOTICE, f"correct {SWITCH}, or unset it."))
    return found or [Finding(WHAT, "the environment's are within their bounds")]
