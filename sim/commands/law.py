"""`law`: which tax years the law's data hold; `--check` lists what is behind this year. Changes nothing."""

import argparse
from datetime import date

from sim.api import InputError, Problem
from sim.api.law import all_states, stale_parts, years_shown


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--check", action="store_true", help="list what is stale; the exit code is 2 where anything is, else 0"
    )
    parser.add_argument("--year", type=_year, metavar="YEAR", help="the tax year to check; this year without it")


def _year(text: str) -> int:
    if not (text.isdecimal() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"{text!r} is no year; write four digits, as 2027.")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Print the years held, or what is stale; 2 where something is."""
    year = date.today().year if arguments.year is None else arguments.year
    if not arguments.check:
        years = years_shown()
        print(f"federal: published figures for {years[0]} to {years[-1]}")
        for state in all_states():
            print(f"{state.code}: {', '.join(f'{one} {badge}' for one, badge in state.badge.items())}")
        return 0
    if year < years_shown()[0]:
        raise InputError(
            [Problem("--year", str(year), f"Tax law data begins in {years_shown()[0]}; give that year or a later one.")]
        )
    found = stale_parts(year)
    for part in found:
        print(f"{part.where}: {part.what}")
    print(f"{len(found)} part{'' if len(found) == 1 else 's'} of the law's data to look up for {year}")
    return 2 if found else 0
