"""Imports numba so that it takes no settings from a file of the working folder, now or later."""

import sys
import warnings
from typing import Any

from sim.compile.settings import FILE, left_out


def _imported() -> Any:
    """Return numba. While it is imported where there is such a file, it is told that nobody can read YAML here."""
    missing = object()
    held = sys.modules.get("yaml", missing)
    if FILE in left_out:
        sys.modules["yaml"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings(action="ignore"):
            import numba
    finally:
        if held is missing:
            sys.modules.pop("yaml", None)
        else:
            sys.modules["yaml"] = held  # type: ignore[assignment]
    if hasattr(numba.core.config, "_config_fname"):
        numba.core.config._config_fname = ""  # it looks again whenever it compiles
    return numba


numba = _imported()
