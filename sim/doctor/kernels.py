"""How the kernels are compiled, and where what was compiled is kept."""

import os
from contextlib import suppress
from pathlib import Path

from sim.compile.cache import PREFIX, fault_in, kernels_hash
from sim.compile.choice import SWITCH, Mode
from sim.compile.settings import left_out
from sim.doctor.finding import NOTICE, Finding

OTHER_FOLDER = "set NUMBA_CACHE_DIR to a folder that you can write to, on a disk with space."


def compiler_finding(mode: Mode) -> Finding:
    """Return the compiler mode, and what the slower ones cost."""
    found = f"{mode.name}: {mode.reason}"
    if mode.name == "off":
        return Finding("compiler", f"{found}; a run takes hours", NOTICE, "unset NUMBA_DISABLE_JIT.")
    if mode.notice:
        fix = "install a version of numba that it was tested with (see packages); results are the same without it."
        return Finding("compiler", f"{found}; a run takes about twice as long", NOTICE, fix)
    if mode.name == "plain":
        return Finding("compiler", f"{found}; a run takes about twice as long", NOTICE, f"unset {SWITCH}.")
    return Finding("compiler", found)


def settings_findings() -> list[Finding]:
    """Return a line for each setting of numba in the environment that it could not read."""
    return [Finding("compiler", words, NOTICE, f"correct or unset {name}.") for name, words in left_out.items()]


def cache_finding(root: Path | None) -> Finding:
    """Return whether compiled kernels can be kept below a folder, and how much lies there.

    Nothing stops where they cannot: a temporary folder takes their place, or every process compiles for itself.
    """
    if root is None:
        found = "there is no home folder to keep compiled kernels in; a temporary one is used"
        return Finding("compiled kernels", found, NOTICE, "set HOME, XDG_CACHE_HOME or NUMBA_CACHE_DIR.")
    fault = fault_in(root / f"{PREFIX}{kernels_hash()}")
    if fault is not None:
        found = f"{root} takes no files ({fault.strerror or fault}); a temporary folder is used"
        return Finding("compiled kernels", found, NOTICE, OTHER_FOLDER)
    return Finding("compiled kernels", f"{root} takes files; {_size(root)} there, which can be deleted at any time")


def _size(root: Path) -> str:
    n_bytes = 0
    for folder, _, names in os.walk(root):
        for name in names:
            with suppress(OSError):  # another process has just tidied up
                n_bytes += Path(folder, name).lstat().st_size
    return f"{n_bytes / 1e6:.0f} MB"
