"""`sample NAME`: print a sample household's scenario as JSON, ready for `run`."""

import argparse
import sys

from sim.api import SAMPLES, sample_scenario, scenario_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("name", metavar="NAME", help="; ".join(f"{name}: {text}" for name, text in SAMPLES.items()))


def run(arguments: argparse.Namespace) -> int:
    """Print the sample and return 0; an unknown name is an `InputError`."""
    sys.stdout.write(scenario_json(sample_scenario(arguments.name)))
    return 0
