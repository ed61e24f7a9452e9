"""Which compiler mode makes the kernels: `fast`, with our own steps, or `plain`, with numba as it comes.

The fast mode (`sim.compile.pipeline`) rests on private names of numba, so it runs only with versions that it was proven
with: the whole suite passed, and both modes gave the same bits (``python -m benchmarks.compiler_modes``). Any other
version gets the plain mode by itself: the same results, but about a minute more of compilation after an update, and
runs that take about twice as long.
"""

import importlib.metadata
import logging
import os
from typing import NamedTuple

PROVEN_NUMBA_VERSIONS = ("0.68.0", "0.68.1")
"""A version joins this list, and `pyproject.toml`, when the suite and the comparison of both modes passed with it."""

SWITCH = "ROLLOVER_SIM_COMPILER"
"""The environment variable that sets the mode by hand: `fast` or `plain`."""

log = logging.getLogger("sim.compile")


class Mode(NamedTuple):
    """A compiler mode.

    name : "fast"; "plain"; or "off", where `NUMBA_DISABLE_JIT` leaves the kernels to Python
    reason : why this mode, as part of a sentence
    notice : what a user of the app should be told, in two sentences; empty where the mode is as it should be
    """

    name: str
    reason: str
    notice: str = ""


_SETTLED: list[Mode] = []


def mode() -> Mode:
    """Return the compiler mode of this process. It needs no numba, so a page may ask before anything is compiled."""
    if not _SETTLED:
        _SETTLED.append(_chosen())
    return _SETTLED[0]


def use_plain_instead(fault: Exception) -> Mode:
    """Return the plain mode, which holds from here on: the fast one could not be loaded."""
    _SETTLED[:] = [_automatic_plain(f"the fast mode could not be loaded ({type(fault).__name__}: {fault})")]
    return mode()


def numba_version() -> str:
    """Return the version of numba that is installed, without importing it where that can be helped."""
    try:
        return importlib.metadata.version("numba")
    except importlib.metadata.PackageNotFoundError:  # a bundle without the notes that installers leave
        import numba

        return str(numba.__version__)


def _chosen() -> Mode:
    wish = os.environ.get(SWITCH, "").strip().lower()
    if os.environ.get("NUMBA_DISABLE_JIT", "0").strip() not in ("", "0"):
        return Mode("off", "NUMBA_DISABLE_JIT is set")
    if wish in ("fast", "plain"):
        return Mode(wish, f"{SWITCH} is set to {wish}")
    if wish:
        log.warning("%s is %r, which is neither fast nor plain; the mode is chosen by itself.", SWITCH, wish)
    version = numba_version()
    if version in PROVEN_NUMBA_VERSIONS:
        return Mode("fast", f"numba {version} is a version that the fast mode was tested with")
    return _automatic_plain(
        f"numba {version} is installed, and the fast mode was tested with {' and '.join(PROVEN_NUMBA_VERSIONS)} only"
    )


def _automatic_plain(reason: str) -> Mode:
    return Mode(
        "plain",
        reason,
        f"The simulator uses its plain compiler mode: {reason}. All results are the same, but the first run after an "
        "update takes about a minute longer, and every run takes about twice as long.",
    )
