"""`export RESULTS --format pdf`: turn the folder that `run` wrote into a file, without running again."""

import argparse
import sys
from datetime import date
from pathlib import Path

from sim.api import FORMATS, Wish, exported, read_report
from sim.api.export import REPORT_FILE, RUN_FILES, Letterhead, check_targets, export_file, read_logo, write_files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("results", metavar="RESULTS", help="the folder that `run --out` wrote")
    parser.add_argument("--format", required=True, choices=[*FORMATS, "all"], help="what to write")
    parser.add_argument(
        "--out", metavar="FILE", help="the file to write, or a folder with `all`; default: next to the results"
    )
    parser.add_argument("--firm", metavar="NAME", default="", help="the firm's name to print on the PDF")
    parser.add_argument("--logo", metavar="FILE", help="a logo for the PDF: PNG or JPEG, at most 1 MB")


def run(arguments: argparse.Namespace) -> int:
    """Write the files and return 0; raises `InputError` where results or logo cannot be used."""
    folder = Path(arguments.results)
    letterhead = Letterhead(arguments.firm, read_logo(arguments.logo) if arguments.logo else b"")
    wish = Wish(read_report(folder), date.today(), letterhead=letterhead)
    names = list(FORMATS) if arguments.format == "all" else [arguments.format]
    targets = {name: _target(arguments, folder, name) for name in names}
    own = [folder / name for name in (REPORT_FILE, *RUN_FILES)]
    named = [("--out", target) for target in targets.values()]
    check_targets(named, own, "This is a file of the run itself; choose another name.")
    if arguments.logo:
        check_targets(named, [Path(arguments.logo)])
    if arguments.format == "all" and arguments.out is not None:
        Path(arguments.out).mkdir(parents=True, exist_ok=True)
    write_files({target: exported(name, wish) for name, target in targets.items()})
    for target in targets.values():
        print(target, file=sys.stderr)
    return 0


def _target(arguments: argparse.Namespace, folder: Path, name: str) -> Path:
    file = export_file(name)
    if arguments.out is None:
        return folder / file
    return Path(arguments.out) / file if arguments.format == "all" else Path(arguments.out)
