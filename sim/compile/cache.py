"""Give numba a cache folder that belongs to exactly these sources.

Numba indexes a cached kernel by the file that holds it, not by the files it calls: a change in a callee would go
unnoticed. A folder named by a hash of every source that holds kernels cannot hold such a stale kernel.
"""

import hashlib
import os
import shutil
import sys
import time
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
STALE_AFTER_SECONDS = 14 * 86400
KERNEL_ROOMS = ("compile", "law", "tax", "lots", "market", "engine")
"""The rooms that hold kernels; a change elsewhere compiles nothing again."""


def sources_hash() -> str:
    """Return a short hash of the names and contents of the decorators and of every Python file in the kernel rooms."""
    digest = hashlib.sha256()
    in_rooms = sorted(path for room in KERNEL_ROOMS for path in (PACKAGE / room).rglob("*.py"))
    for path in in_rooms:
        digest.update(str(path.relative_to(PACKAGE)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def cache_root() -> Path:
    """Return the folder that holds one numba cache per state of the sources."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "rollover-sim" / "numba"


def use_cache_folder_of_these_sources() -> None:
    """Point numba at this package's cache folder, within the one that the user chose; modifies the environment."""
    chosen, of_sources = os.environ.get("NUMBA_CACHE_DIR"), sources_hash()
    if chosen and Path(chosen).name == of_sources:
        return  # a process that began this one has been here
    folder = (Path(chosen) if chosen else cache_root()) / of_sources
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
    if "numba" in sys.modules:
        sys.modules["numba"].config.CACHE_DIR = str(folder)
    if not chosen:
        _drop_old_folders(folder)


def _drop_old_folders(current: Path) -> None:
    try:
        for folder in current.parent.iterdir():
            if folder != current and time.time() - folder.stat().st_mtime > STALE_AFTER_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return  # no cache yet, or another process is tidying up: nothing depends on this
