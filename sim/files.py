"""Files written whole or not at all: written aside, brought to the disk, then renamed into place.

A process that is killed, or a disk that is full, leaves what was there before or what is new, never a part of a file
and never files of two runs side by side.
"""

import ctypes
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sim.errors import InputError, Problem

PREFIX = ".rollover-sim-"
"""What is written aside is called so, with the process's number behind it: `name_beside`."""
RENAME_EXCHANGE, CURRENT_FOLDER = 2, -100
_NUMBERS = count()


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write every file, or none of them.

    Several files belong together: where the first one is new, no other is an old one. A device or a pipe is written to
    as it stands; a link stays a link.

    Raises
    ------
    InputError
        Naming the file that cannot be written.
    """
    with told_in_words() as telling:
        special = {target: content for target, content in files.items() if _is_special(telling(target))}
        plain = {target: content for target, content in files.items() if target not in special}
        _write_aside_and_rename(
            {Path(os.path.realpath(telling(target))): content for target, content in plain.items()}, telling
        )
        for target, content in special.items():
            with telling(target).open("wb", buffering=0) as file:
                write_all(file.fileno(), content)


def write_run(folder: Path, files: Mapping[str, bytes], is_ours: Callable[[str], bool]) -> None:
    """Make the files the one run that the folder holds; the first one names the run.

    The folder's other files stay, but for those of an earlier run, which `is_ours` tells by their names. Where the
    system can swap two folders in one step, the folder holds the earlier run or this one at any moment; elsewhere, for
    an instant, a part of this one.

    Raises
    ------
    InputError
        The folder, or a file in it, cannot be written.
    """
    with told_in_words() as telling:
        telling(folder).mkdir(parents=True, exist_ok=True)
        folder = telling(Path(os.path.realpath(folder)))
        if not _swapped(folder, files, is_ours, telling):
            mine = {folder / name: content for name, content in files.items()}
            others = [place for place in folder.iterdir() if is_ours(place.name) and place not in mine]
            others = [place for place in others if not place.is_dir()]
            _write_aside_and_rename(mine, telling, others)


def check_targets(
    targets: Sequence[tuple[str, Path | None]],
    sources: Sequence[Path],
    fix: str = "This is the file that is read; choose another name.",
) -> None:
    """See that no file is written over one of the sources, and no two files into one place; a device takes any number.

    targets : the option that names each, and the file

    Raises
    ------
    InputError
        Naming the option.
    """
    problems, seen = [], dict[str, str]()
    for option, target in targets:
        if target is None or _is_special(target):
            continue
        if any(_is_same(target, source) for source in sources):
            problems.append(Problem(option, str(target), fix))
        place = os.path.normcase(os.path.realpath(target))
        if place in seen:
            problems.append(Problem(option, str(target), f"{seen[place]} names the same file; choose another name."))
        seen[place] = option
    if problems:
        raise InputError(problems)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


@contextmanager
def told_in_words() -> Iterator[Callable[[Path], Path]]:
    """Turn a fault of the system into an `InputError` that names the place last given to what this yields."""
    at = Path()

    def telling(place: Path) -> Path:
        nonlocal at
        at = place
        return place

    try:
        yield telling
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        fix = f"Cannot be written: {reason(error)}. Where a file cannot be written, the earlier one stays."
        raise InputError([Problem(str(at), "", fix)]) from None


def reason(error: Exception) -> str:
    """Return a fault of the system in its own words."""
    return str(getattr(error, "strerror", None) or error)


def _write_aside_and_rename(
    files: Mapping[Path, bytes], telling: Callable[[Path], Path], earlier: Collection[Path] = ()
) -> None:
    """Write the files beside their places, then rename them; `earlier` goes as soon as all of them are written."""
    aside: dict[Path, Path] = {}
    try:
        for target in files:
            if telling(target).is_dir():
                raise IsADirectoryError(0, "this is a folder")
            if target.exists() and not os.access(target, os.W_OK):
                raise PermissionError(0, "it is write-protected")
        for folder in {target.parent for target in files}:
            drop_leftovers(folder)
        for target, content in files.items():
            telling(target)
            aside[target] = name_beside(target)
            _new_file(aside[target], content, target)
        for place in (*earlier, *list(files)[1:]):  # from here on nothing of an earlier run stands beside the new file
            telling(place).unlink(missing_ok=True)
        for target in files:
            os.replace(aside[target], telling(target))
        for parent in {target.parent for target in files}:
            sync_folder(parent)
    finally:
        for place in aside.values():
            place.unlink(missing_ok=True)


def name_beside(target: Path) -> Path:
    """Return a new name beside a target, under which what will take its place is written.

    `drop_leftovers` reads the process's number in it, and knows by it what nobody writes any more.
    """
    return target.with_name(f"{PREFIX}{os.getpid()}-{next(_NUMBERS)}")


def _new_file(place: Path, content: bytes, like: Path | None = None) -> None:
    """Write a file and wait until the disk has it; it may be read by whom `like` could be read by."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        if like is not None and like.exists():
            os.chmod(place, stat.S_IMODE(like.stat().st_mode))
        write_all(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(handle: int, content: bytes) -> None:
    """Write all of it to an open file, however little the system takes at a time."""
    rest = memoryview(content)
    while len(rest):
        rest = rest[os.write(handle, rest) :]


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's new names; Windows has no such wait."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network folders cannot; the names are there, only not yet on the disk
    finally:
        os.close(handle)


def _is_special(place: Path) -> bool:
    """Return whether this is a device, a pipe or an open file by its number, which no file can take the place of."""
    if place.is_absolute() and place.parts[1:2] in (("dev",), ("proc",)):
        return True
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def drop_leftovers(folder: Path) -> None:
    """Remove what killed processes left half written in this folder."""
    for place in folder.glob(f"{PREFIX}*"):
        if _is_running(place.name.removeprefix(PREFIX).partition("-")[0]):
            continue
        try:
            if place.is_dir() and not place.is_symlink():
                for inner in place.iterdir():  # the old folder of a swap, or a new one half made: files only
                    inner.unlink()
                place.rmdir()
            else:
                place.unlink()
        except OSError:
            continue  # another process was quicker, or it is not ours to remove


def _is_running(number: str) -> bool:
    if sys.platform == "win32":  # there a file in use cannot be removed anyway
        return number == str(os.getpid())
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError, OverflowError):
        return True
    return True


def _swapped(
    folder: Path, files: Mapping[str, bytes], is_ours: Callable[[str], bool], telling: Callable[[Path], Path]
) -> bool:
    """Make a new folder beside this one and swap the two in one step; return whether that could be done.

    It is not tried where a program may stand in the folder, where it is a place of its own in the file system, or holds
    more than plain files.
    """
    new = name_beside(folder)
    if _swap is None or folder.parent == folder or _is_here(folder) or os.path.ismount(folder):
        return False
    if not os.access(folder.parent, os.W_OK) or not os.access(folder, os.W_OK):
        return False
    drop_leftovers(folder.parent)
    there = list(folder.iterdir())
    if not all(stat.S_ISREG(place.lstat().st_mode) for place in there):
        return False
    kept = [place for place in there if not (is_ours(place.name) or place.name in files)]
    try:
        new.mkdir()
    except OSError:
        return False
    try:
        os.chmod(new, stat.S_IMODE(folder.stat().st_mode))
        for name, content in files.items():
            telling(folder / name)
            _new_file(new / name, content, folder / name)
        if not (_linked(kept, new) and _swap(new, folder)):
            return False
        sync_folder(folder.parent)
        for place in new.iterdir():  # what somebody put there in this instant
            if not (is_ours(place.name) or place.name in files or (folder / place.name).exists()):
                os.rename(place, folder / place.name)
        return True
    finally:
        for place in new.iterdir():
            place.unlink()
        new.rmdir()


def _is_here(folder: Path) -> bool:
    """Return whether this process stands in the folder: who began it would stand in a removed one after a swap."""
    try:
        here = Path.cwd()
    except OSError:
        return False
    return folder == here or folder in here.parents


def _linked(places: Collection[Path], folder: Path) -> bool:
    """Give files a second name in a folder; False where the file system knows no second names."""
    try:
        for place in places:
            os.link(place, folder / place.name)
    except OSError:
        return False
    return True


def _exchange() -> Callable[[Path, Path], bool] | None:
    """Return what swaps two folders in one step, None where the system has no such call (Linux: renameat2)."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)

    def swap(one: Path, other: Path) -> bool:
        found = call(CURRENT_FOLDER, os.fsencode(one), CURRENT_FOLDER, os.fsencode(other), RENAME_EXCHANGE)
        return bool(found == 0)

    return swap


_swap = _exchange()
