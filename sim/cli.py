"""The shell: `rollover-sim COMMAND`. Exit code 0 on success, 2 where the input cannot be used.

What takes time to load is loaded by `main`, which ends in words whenever the user stops it.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

SUMMARY = "The shell of rollover-sim. Exit code 0 on success, 2 where the input cannot be used."
COMMANDS = {
    "app": "start the app and open it in a browser",
    "doctor": "check the installation, and say how to fix what is wrong",
    "sample": "print a sample household's scenario as JSON",
    "import": "read a broker's file and print its lots",
    "run": "simulate a scenario and write what came of it: summary, tables, and what export reads",
    "book": "work out many households at once and rank them: for whom is harvesting worth a call?",
    "export": "turn the results of a run into a PDF, workbook, page, calendar or tables",
    "tax": "compute one year's return for every row of a CSV",
    "law": "say which tax years the law's data hold, and what of them is stale",
    "plans": "copy all saved plans into one file, or take them back",
    "wash-sales": "match wash sales over every account of a household and write Form 8949",
}


STOPPED = 130
"""The exit code of a command that the user stopped, as shells expect it."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code; input errors are printed one a line, never as a traceback."""
    is_program = argv is None
    try:
        if is_program:
            _end_at_once_if_stopped()
        return _main(list(sys.argv[1:] if argv is None else argv), is_program)
    except KeyboardInterrupt:
        from sim.streams import say

        say("stopped")
        return STOPPED


def _main(argv: list[str], is_program: bool) -> int:
    from sim.api import InputError
    from sim.streams import Lost, open_streams, say, write_nowhere

    open_streams(is_program)
    try:
        arguments = _arguments(argv)
        if is_program:
            _can_be_interrupted()
        code: int = arguments.run(arguments)
        if not (arguments.command == "app" and isinstance(sys.stdout, Lost)):  # a server has nothing to say
            sys.stdout.flush()
        return code
    except InputError as error:
        say(*error.problems)
        return 2
    except BrokenPipeError:
        write_nowhere()
        return 0
    except MemoryError:
        say("this needs more memory than there is; fewer paths, years or strategies need less")
        return 2
    except OSError as error:
        say(f"{error.filename or 'standard output'}: cannot be written: {error.strerror}.")
        write_nowhere()
        return 2


def _arguments(argv: list[str]) -> argparse.Namespace:
    """Return the arguments of the chosen command and what runs it; help and version end here, once they are told."""
    import argparse
    import importlib

    from sim import __version__

    class Parser(argparse.ArgumentParser):
        """One that notices where its help cannot be written."""

        def _print_message(self, message: str, file: Any = None) -> None:
            if message:
                (file or sys.stderr).write(message)

    parser = Parser(prog="rollover-sim", description=SUMMARY)
    parser.add_argument("--version", action="version", version=f"rollover-sim {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command, summary in COMMANDS.items():
        subparser = subparsers.add_parser(command, help=summary, description=summary)
        if argv and argv[0] == command:  # only the chosen command's module is imported: the others would load numba
            module = importlib.import_module(_module(command))
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    try:
        return parser.parse_args(argv)
    except SystemExit:
        sys.stdout.flush()
        raise


def _module(command: str) -> str:
    return "sim.commands." + command.replace("-", "_").replace("import", "import_file")


def _end_at_once_if_stopped() -> None:
    """Until the command begins, nothing is written: being stopped ends the process where it stands.

    An interrupt that is raised while libraries are loaded may be swallowed, or told in a traceback.
    """
    import signal

    def end(_signal: int, _frame: object) -> None:
        try:
            os.write(2, b"error: stopped\n")
        finally:
            os._exit(STOPPED)

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end)


def _can_be_interrupted() -> None:
    import signal

    if signal.getsignal(signal.SIGINT) not in (signal.SIG_IGN, signal.SIG_DFL, None):
        signal.signal(signal.SIGINT, signal.default_int_handler)
