"""The counties and cities whose income tax is in the list, by name, read from the law's data.

Below the scenario, as `sim/statute` is: a plan may name only a place that its state's list holds.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "law" / "local"


@lru_cache(maxsize=64)
def local_places(state: str) -> tuple[str, ...]:
    """Return the counties and cities of a state that are in the list, in order; none where the state has no list."""
    path = FOLDER / f"{state}.toml"
    if not path.exists():
        return ()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    own = [str(entry.get("name", "")) for entry in data.get("locality", [])]
    return tuple(sorted({*data.get("rates", {}), *own}))


def _plain(name: str) -> str:
    return " ".join("".join(letter for letter in name.lower() if letter.isalnum() or letter.isspace()).split())


@lru_cache(maxsize=64)
def _by_plain_name(state: str) -> dict[str, str]:
    return {_plain(name): name for name in local_places(state)}


def listed_place(state: str, name: str) -> str:
    """Return a county or city as its state's list writes it, empty where it is not there.

    Case, dots and a missing "County" do not matter, unless a city is meant.
    """
    by_name, wanted = _by_plain_name(state), _plain(name)
    if wanted not in by_name and f"{wanted} city" not in by_name:
        wanted = f"{wanted} county"
    return by_name.get(wanted, "")


def states_of_place(name: str) -> list[str]:
    """Return the states whose lists hold a county or city of this name."""
    return [path.stem for path in sorted(FOLDER.glob("*.toml")) if listed_place(path.stem, name)]


def fix_of_place(state: str, name: str) -> str:
    """Return what to do about a place that is not in its state's list."""
    others, places = states_of_place(name), local_places(state)
    if not places:
        said = f"This is in {' and '.join(others)}, and no" if others else "No"
        return f"{said} county or city of {state} is in the list; leave it empty."
    if others:
        return (
            f"This is in {' and '.join(others)}, not in {state}; name a county or city of {state}, or leave it empty."
        )
    return f"Not in the list for {state}; write one of: {', '.join(places)}; or leave it empty."
