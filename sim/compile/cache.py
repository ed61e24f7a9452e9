"""Give numba a cache folder that belongs to exactly these sources, this compiler mode and this numba.

Numba indexes a cached kernel by the file that holds it, not by the files it calls: a change in a callee would go
unnoticed. A folder named by a hash of every source whose values enter kernels cannot hold such a stale kernel. Where
the folder of choice cannot be written, a private temporary folder with the same hash takes its place, never the
`__pycache__` that numba would take by itself: what lies there is named by one file.
"""

import atexit
import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sim.compile.choice import log, mode, numba_version

PACKAGE = Path(__file__).resolve().parents[1]
UNUSED_DAYS = 14
"""A folder goes after so many days on which the program was used, and the folder was not."""
DAY_FILE, IDLE_FILE = "day", "idle"
"""In the root, the day of the last use; in a folder, a byte for each day of use without it."""
PREFIX = "kernels-"
HASHED_SOURCES = (
    "compile/*.py",
    "law/*.py",
    "law/itemizing/*.py",
    "law/state_lines/*.py",
    "tax/**/*.py",
    "lots/kernels/**/*.py",
    "market/**/*.py",
    "engine/records/**/*.py",
    "engine/kernels/**/*.py",
)
"""Every source that holds kernels, or values that they keep (a house test); a change elsewhere compiles nothing."""

PROBE = b"\0" * 65536
"""What is written to see whether a folder takes files: on a full disk an empty file can still be made."""


def hashed_sources() -> list[Path]:
    """Return every Python file whose change compiles the kernels again, sorted."""
    return sorted({path for pattern in HASHED_SOURCES for path in PACKAGE.glob(pattern)})


def kernels_hash() -> str:
    """Return a short hash of all that decides what a compiled kernel does.

    These are the names and contents of the hashed sources, the compiler mode, numba's version, and whether indices are
    checked (numba does not tell checked kernels from unchecked ones).
    """
    digest = hashlib.sha256()
    for path in hashed_sources():
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for said in (mode().name, numba_version(), os.environ.get("NUMBA_BOUNDSCHECK", "")):
        digest.update(said.encode() + b"\0")
    return digest.hexdigest()[:16]


def use_cache_folder_of_these_sources() -> Path | None:
    """Point numba at the first folder that takes files, and return it; None, and no cache, where there is none.

    Modifies the environment, so that a process that this one begins finds the same folder, and numba's setting.
    """
    name = PREFIX + kernels_hash()
    folder = next(_usable_folders(name), None)
    if folder is None:
        log.warning("No folder can be written to keep compiled kernels in: every process compiles them again.")
    os.environ["NUMBA_CACHE_DIR"] = str(folder or "")
    if "numba" in sys.modules:
        sys.modules["numba"].config.CACHE_DIR = str(folder or "")
    return folder


def _usable_folders(name: str) -> Iterator[Path]:
    """Yield folders of this name that take files: in the place of choice, then in a private temporary one."""
    root, fault = chosen_root(), "there is no home folder"
    if root is not None:
        found = fault_in(root / name)
        if found is None:
            if not os.environ.get("NUMBA_CACHE_DIR"):
                _drop_old_folders(root / name)
            yield root / name
            return
        fault = str(found)
    try:
        folder = _private_temporary_folder() / name
        if root is not None and (root / name).is_dir() and not folder.exists():
            shutil.copytree(root / name, folder)  # what was compiled before the folder could no longer be written
    except OSError as trouble:
        log.debug("No temporary folder for compiled kernels, or no copy in it: %s", trouble)
        return
    if fault_in(folder) is None:
        log.warning("Compiled kernels cannot be kept in the usual folder (%s); they are kept in %s.", fault, folder)
        yield folder


def chosen_root() -> Path | None:
    """Return the folder that holds one cache per state of the sources; None where the user has no home folder."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    if chosen:
        folder = Path(chosen).absolute()
        return folder.parent if folder.name.startswith(PREFIX) else folder  # a process that began this one was here
    base = Path(os.environ.get("XDG_CACHE_HOME") or "")
    if not base.is_absolute():  # the specification ignores relative paths
        try:
            base = Path.home() / ".cache"
        except RuntimeError:  # HOME is not set, and the system does not know the user
            return None
    return base / "rollover-sim" / "numba" if base.is_absolute() else None


def fault_in(folder: Path) -> OSError | None:
    """Return why a folder takes no files, None where it does; makes it where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(PROBE)
            probe.flush()
    except OSError as fault:
        return fault
    return None


def _private_temporary_folder() -> Path:
    """Return a temporary folder that only this user can enter, as what lies in it is run.

    The same one for every process of the user where that can be had, else one that goes with this process.
    """
    user = os.getuid() if hasattr(os, "getuid") else "user"
    folder = Path(tempfile.gettempdir()) / f"rollover-sim-{user}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        is_ours = not hasattr(os, "getuid") or (found.st_uid == user and not found.st_mode & 0o077)
        if stat.S_ISDIR(found.st_mode) and is_ours:
            return folder
    except FileExistsError:
        pass  # somebody's file is in its place
    own = Path(tempfile.mkdtemp(prefix="rollover-sim-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


def _drop_old_folders(current: Path) -> None:
    """Count a day of use for every other folder, once a day, and remove those that were not used for long.

    Days are counted, not subtracted: a clock that jumps by years makes one day of it.
    """
    root, today = current.parent, datetime.now(UTC).date().isoformat()
    try:
        (current / IDLE_FILE).unlink(missing_ok=True)
        seen = root / DAY_FILE
        if seen.is_file() and seen.read_text() == today:
            return
        seen.write_text(today)
        for folder in root.glob(f"{PREFIX}*"):
            if folder == current or not folder.is_dir():
                continue
            with (folder / IDLE_FILE).open("a") as idle:
                idle.write(".")
            if (folder / IDLE_FILE).stat().st_size > UNUSED_DAYS:
                shutil.rmtree(folder, ignore_errors=True)
    except (OSError, ValueError):
        return  # another process is tidying up: nothing depends on this
