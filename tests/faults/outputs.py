"""What is killed while it writes: a run's folder, files that belong together, one file."""

from pathlib import Path

from sim.files import write_files, write_run

NAMES = ("report.json", "summary.json", "scenario.json", "yearly.csv")
"""What the made-up runs of these tests write."""
GONE_WITH_IT = ("attribution.csv", "summary.pdf")
"""What an earlier run alone has; it goes with that run."""


def contents(household: str) -> dict[str, bytes]:
    """Return a made-up run of this household: each file tells whose it is."""
    return {name: f"{household} {name} ".encode() * 50 for name in NAMES}


def is_ours(name: str) -> bool:
    return name in (*NAMES, *GONE_WITH_IT)


def run_of(household: str, folder: str) -> None:
    write_run(Path(folder), contents(household), is_ours)


def pair_of(household: str, folder: str) -> None:
    write_files({Path(folder, name): contents(household)[name] for name in NAMES[:2]})


def file_of(household: str, folder: str) -> None:
    write_files({Path(folder, NAMES[0]): contents(household)[NAMES[0]]})


def found(folder: Path) -> dict[str, str]:
    """Return whose each of our files in the folder is; a part of a file is nobody's."""
    whole = {text: household for household in ("old", "new") for text in contents(household).values()}
    return {place.name: whole.get(place.read_bytes(), "nobody") for place in folder.iterdir() if is_ours(place.name)}
