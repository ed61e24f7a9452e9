"""The shell: `rollover-sim COMMAND`. Exit code 0 on success, 2 where the input cannot be used."""

import argparse
import importlib
import io
import os
import sys

from sim import __version__
from sim.api import InputError

COMMANDS = {
    "app": "start the app and open it in a browser",
    "doctor": "check the installation, and say how to fix what is wrong",
    "sample": "print a sample household's scenario as JSON",
    "import": "read a broker's file and print its lots",
    "run": "simulate a scenario and write summary.json",
    "export": "turn the results of a run into a PDF, workbook, page, calendar or tables",
    "tax": "compute one year's return for every row of a CSV",
    "law": "say which tax years the law's data hold, and what of them is stale",
    "plans": "copy all saved plans into one file, or take them back",
    "wash-sales": "match wash sales over every account of a household and write Form 8949",
}


STOPPED = 130
"""The exit code of a command that the user stopped, as shells expect it."""


def _module(command: str) -> str:
    return "sim.commands." + command.replace("-", "_").replace("import", "import_file")


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code; input errors are printed one a line, never as a traceback."""
    argv = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="rollover-sim", description=__doc__)
    parser.add_argument("--version", action="version", version=f"rollover-sim {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command, summary in COMMANDS.items():
        subparser = subparsers.add_parser(command, help=summary, description=summary)
        if argv and argv[0] == command:  # only the chosen command's module is imported: the others would load numba
            module = importlib.import_module(_module(command))
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    arguments = parser.parse_args(argv)
    if sys.stdout is None:  # closed by the shell
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name may hold letters that the terminal has not
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except InputError as error:
        _say(*error.problems)
        return 2
    except BrokenPipeError:
        _write_nowhere()
        return 0
    except KeyboardInterrupt:
        _say("stopped")
        return STOPPED
    except MemoryError:
        _say("this needs more memory than there is; fewer paths, years or strategies need less")
        return 2
    except OSError as error:
        _say(f"{error.filename or 'standard output'}: cannot be written: {error.strerror}.")
        _write_nowhere()
        return 2


def _say(*problems: object) -> None:
    """Print problems, one a line; who has nowhere to read them gets the exit code."""
    try:
        for problem in problems:
            print(f"error: {problem}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        sys.stderr = None  # its buffer would fail again at the end


def _write_nowhere() -> None:
    """Have what is still to be printed go nowhere: the interpreter would fail on it at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None  # another program's own stream: nothing more is written to it
