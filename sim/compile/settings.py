"""numba's own settings in the environment: one that numba cannot read is left out, and told in one line.

numba itself prints a traceback for it, or fails while it is imported.
"""

import os
from collections.abc import Callable, MutableMapping
from pathlib import Path

WHOLE = (
    "NUMBA_DISABLE_JIT",
    "NUMBA_BOUNDSCHECK",
    "NUMBA_DEVELOPER_MODE",
    "NUMBA_FULL_TRACEBACKS",
    "NUMBA_SHOW_HELP",
    "NUMBA_DISABLE_PERFORMANCE_WARNINGS",
    "NUMBA_DEBUG",
    "NUMBA_DEBUG_CACHE",
    "NUMBA_DEBUG_JIT",
    "NUMBA_DEBUGINFO",
    "NUMBA_ENABLE_AVX",
    "NUMBA_DISABLE_INTEL_SVML",
    "NUMBA_LOOP_VECTORIZE",
    "NUMBA_SLP_VECTORIZE",
    "NUMBA_ENABLE_PROFILING",
    "NUMBA_LLVM_REFPRUNE_PASS",
    "NUMBA_LLVM_PASS_TIMINGS",
    "NUMBA_DISABLE_CUDA",
    "NUMBA_FUNCTION_CACHE_SIZE",
)
"""Settings that are whole numbers, 0 for off."""
COLORS = ("no_color", "dark_bg", "light_bg", "blue_bg", "jupyter_nb")
OPTIMIZATION = ("0", "1", "2", "3", "max")
FILE = ".numba_config.yaml"
"""numba's own name of a file in the working folder that it takes settings from, where PyYAML is installed."""
left_out: dict[str, str] = {}
"""What was left out in this process, by name: what was wrong with it, in words."""


def leave_out_what_cannot_be_read(environ: MutableMapping[str, str] = os.environ) -> dict[str, str]:
    """Take every setting out of the environment that numba cannot read, and return them, with words.

    Modifies `environ`, so that a process that this one begins is spared them too.
    """
    checks: dict[str, tuple[Callable[[str], bool], str]] = dict.fromkeys(WHOLE, (_is_whole, "a whole number"))
    checks["NUMBA_NUM_THREADS"] = (lambda text: _is_whole(text) and int(text) > 0, "a whole number from 1")
    checks["NUMBA_COLOR_SCHEME"] = (COLORS.__contains__, f"one of {', '.join(COLORS)}")
    checks["NUMBA_CPU_NAME"] = (("", "generic").__contains__, "generic or empty: other code may not run here")
    checks["NUMBA_CPU_FEATURES"] = (_only_takes_away, "features taken away, such as -avx512f")
    checks["NUMBA_OPT"] = (OPTIMIZATION.__contains__, f"one of {', '.join(OPTIMIZATION)}")
    found = {}
    for name, (is_right, wanted) in checks.items():
        given = environ.get(name)
        if given is not None and not is_right(given):
            shown = given if len(given) <= 20 else given[:19] + "…"
            found[name] = f"{name} is {shown!r}, and must be {wanted}; it is left out"
            del environ[name]
    return found


def leave_out_the_file() -> dict[str, str]:
    """Return words about `FILE` where the working folder has one: `sim.compile.numba_alone` has numba not read it.

    A fault in it ends numba in a traceback, and a setting of it would hold in that folder only, unseen by the cache.
    """
    found = Path(FILE).exists()
    return {FILE: f"{FILE} in this folder is not read; set NUMBA_... in the environment instead"} if found else {}


def _only_takes_away(text: str) -> bool:
    """Return whether these features of the processor make code that runs on every processor that ran it without."""
    return all(feature.strip().startswith("-") for feature in text.split(",") if feature.strip())


def _is_whole(text: str) -> bool:
    """Return whether numba reads this as a whole number, and as one of a size that means anything."""
    try:
        return len(text) < 10 and int(text) > -1_000
    except ValueError:
        return False
