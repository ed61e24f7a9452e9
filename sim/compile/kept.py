"""Keep what is compiled, and trust no file of it: whatever is wrong with one, the kernel is compiled again.

Numba reads its index (`*.nbi`) and its machine code (`*.nbc`) as they are: an empty or a cut file ends the run in a
traceback (numba issue 10434), a changed one ends the process or, worse, does not. Here every file that was written
whole gets a seal, an empty file that is named by the hash of its contents, and a file without its seal counts as
missing. A seal cannot belong to other contents, so processes that compile at once need no lock. Numba itself writes
aside and renames.
"""

import glob
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.compile.choice import log
from sim.compile.numba_alone import numba

NOT_KEPT = "Compiled kernels cannot be kept (%s); the next process compiles them again."
_TOLD: set[str] = set()


class CheckedCache:
    """Stands before numba's cache of one kernel: nothing that is wrong on the disk reaches the caller.

    It has the methods of numba's own caches, which its dispatcher calls.
    """

    def __init__(self, cache: Any, kernel: Any) -> None:
        self._cache, self._kernel = cache, kernel

    @property
    def cache_path(self) -> str:
        return str(self._cache.cache_path)

    def load_overload(self, signature: Any, target: Any) -> Any:
        """Return what was compiled for a signature; None where nothing was, or a file is not as it was written."""
        try:
            for file in files_of(self._kernel):
                if not is_sealed(file):
                    raise ValueError(f"{file} is damaged or was not written to its end")
            found = self._cache.load_overload(signature, target)
            return found if _is_for(found, signature) else None
        except Exception as fault:
            _tell_once("A compiled kernel that was kept cannot be used (%s); it is compiled again.", fault)
            return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep what was compiled; where that fails, the next process compiles it again."""
        try:
            for file in files_of(self._kernel):
                if not is_sealed(file):
                    file.unlink(missing_ok=True)  # numba would read it, and add to it
            self._cache.save_overload(signature, compiled)
            for file in files_of(self._kernel):
                seal_of(file).touch()
        except Exception as fault:
            _tell_once(NOT_KEPT, fault)

    def enable(self) -> None:
        """Keep again."""
        self._cache.enable()

    def disable(self) -> None:
        """Keep nothing from now on."""
        self._cache.disable()

    def flush(self) -> None:
        """Forget what was kept."""
        self._cache.flush()


def files_of(kernel: Any) -> list[Path]:
    """Return the files that hold a kernel's machine code for this version of Python, the index first."""
    if kernel.stats.cache_path is None:
        return []
    function = kernel.py_func
    name = f"{Path(function.__code__.co_filename).stem}.{function.__qualname__.replace('<', '').replace('>', '')}"
    version = f"py{sys.version_info.major}{sys.version_info.minor}"
    pattern = f"{glob.escape(name)}-{function.__code__.co_firstlineno}.{version}*.nb[ic]"
    return sorted(Path(kernel.stats.cache_path).glob(pattern), reverse=True)


def seal_of(file: Path) -> Path:
    """Return where the seal of a file's present contents belongs."""
    return file.with_name(f"{hashlib.sha256(file.read_bytes()).hexdigest()}.seal")


def is_sealed(file: Path) -> bool:
    """Return whether a file is as it was written; a directory in its place, or one that cannot be read, is not."""
    try:
        return seal_of(file).exists()
    except OSError:
        return False


def _is_for(found: Any, signature: Any) -> bool:
    """Return whether numba found what was asked for: two processes may have written under one number at once."""
    if found is None or not hasattr(found, "signature"):
        return True
    return tuple(found.signature.args) == tuple(getattr(signature, "args", signature))


def _tell_once(message: str, what: object) -> None:
    """Log a warning, once a process for each kind of message."""
    if message not in _TOLD:
        _TOLD.add(message)
        log.warning(message, what)


def kept(make: Callable[[], Any]) -> Any:
    """Return the kernel that `make` returns, kept between processes in the folder that numba was pointed at.

    Where numba would take another folder, nothing is kept: in a `__pycache__` a kernel outlives an edit of its callees.
    """
    kernel, folder = make(), getattr(numba.config, "CACHE_DIR", "")
    if not folder or not hasattr(kernel, "enable_caching"):  # no folder, or no compiler
        return kernel
    try:
        kernel.enable_caching()
        if not Path(kernel.stats.cache_path).is_relative_to(folder):
            raise RuntimeError(f"numba would use {kernel.stats.cache_path}")
    except (OSError, RuntimeError) as fault:
        _tell_once(NOT_KEPT, fault)
        return make()
    if hasattr(getattr(kernel, "_cache", None), "load_overload"):  # numba's own name: a version may have another
        kernel._cache = CheckedCache(kernel._cache, kernel)
    return kernel
