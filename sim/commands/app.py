"""`app`: start the app in this process, from any folder, for this computer only unless another address is asked for."""

import argparse
import json
import os
import re
import runpy
import signal
import socket
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.api import InputError, Problem
from sim.api.store import URL_VARIABLE, data_folder, database_url

ADDRESS, MOST_PORT = "127.0.0.1", 65_535
EVERY_ADDRESS = ("0.0.0.0", "::")
ALLOWED_HOSTS = "server.allowedHosts"
HOSTS_VARIABLE = "ROLLOVER_SIM_HOSTS"
"""Names as for ``--host``, with spaces between them: in a container everything is set by the environment."""
HOST = re.compile(r"(\*\.)?[A-Za-z0-9.:_-]{1,253}|\*")
BESIDE_SIM = Path(__file__).resolve().parents[2]
INSTALLED = "rollover_sim_app"
"""The folder beside `sim` that holds the app in an installed package; a checkout holds it itself."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--address", metavar="A", default=ADDRESS, help="address to listen to; %(default)s is this computer only"
    )
    parser.add_argument("--port", metavar="P", help="port to listen to; the first free one from 8501 where not given")
    parser.add_argument(
        "--host",
        metavar="NAME",
        action="append",
        default=[],
        help="another name under which browsers may ask for the app, as plans.example.com; repeat it for several "
        f"(or {HOSTS_VARIABLE}, with spaces between them)",
    )
    parser.add_argument("--headless", action="store_true", help="open no browser; print the address only")


def run(arguments: argparse.Namespace) -> int:
    """Serve the app until it is stopped and return Streamlit's exit code.

    Raises
    ------
    InputError
        The address is not one of this computer, the port is no port or is in use, or the app's pages are not installed.
    """
    hosts = [*arguments.host, *os.environ.get(HOSTS_VARIABLE, "").split()]
    problems = [
        *_address_problems(arguments.address),
        *_port_problems(arguments.port),
        *_host_problems(hosts),
    ]
    if problems := problems or _port_in_use_problems(arguments.address, arguments.port):
        raise InputError(problems)
    give_a_home_folder()
    script = entry_point()
    own = {"server.address": arguments.address, "server.headless": arguments.headless, "server.showEmailPrompt": False}
    if arguments.port is not None:
        own["server.port"] = int(arguments.port)
    table = settings(script) | own
    table[ALLOWED_HOSTS] = names_of(table[ALLOWED_HOSTS], arguments.address, hosts)
    return _streamlit(["run", str(script), *flags(table)])


def give_a_home_folder() -> None:
    """Name the folder of saved plans as home where the system knows none: Streamlit does not start without one.

    Modifies the environment; the saved plans stay where the shell finds them too.
    """
    try:
        Path.home()
    except RuntimeError:
        os.environ.setdefault(URL_VARIABLE, database_url().render_as_string(hide_password=False))
        os.environ["HOME"] = str(data_folder())


def entry_point() -> Path:
    """Return the app's script: in the installed package beside `sim`, or in the checkout that holds `sim`."""
    for folder in (BESIDE_SIM / INSTALLED, BESIDE_SIM):
        script = folder / "streamlit_app.py"
        if script.is_file():
            return script
    raise InputError([Problem(str(BESIDE_SIM), "", "The app's pages are not there; install rollover-sim again.")])


def settings(script: Path) -> dict[str, object]:
    """Return the app's own settings, the file beside its script, as one flat table: ``server.headless`` to its value.

    Streamlit itself reads this file after others, but lets the environment overrule it, and loses it where the script
    is reached through a link: given as options of the command, nothing overrules them.
    """
    text = (script.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def names_of(own: object, address: str, more: Sequence[str]) -> list[str]:
    """Return the names under which the app may be asked: its own, the address it listens to, and those given.

    An address that stands for all of this computer's (0.0.0.0) adds them all, and the computer's name.
    """
    names = [*own] if isinstance(own, list) else []
    if address in EVERY_ADDRESS:
        name = socket.gethostname()
        names += [name, *(str(found[4][0]) for found in _looked_up(name))]
    else:
        names.append(address)
    return list(dict.fromkeys([*names, *more]))


def _looked_up(name: str) -> list[tuple[Any, ...]]:
    try:
        return list(socket.getaddrinfo(name, None, type=socket.SOCK_STREAM))
    except OSError:  # a computer whose own name leads nowhere
        return []


def flags(table: dict[str, object]) -> list[str]:
    """Return the settings as Streamlit's options; a truth value or a list is written as JSON, hosts one by one."""
    words: list[str] = []
    for name, value in table.items():
        values = value if name == ALLOWED_HOSTS and isinstance(value, list) else [value]
        words += [f"--{name}={one if isinstance(one, str) else json.dumps(one)}" for one in values]
    return words


def _flat(table: dict[str, object], prefix: str = "") -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = []
    for name, value in table.items():
        rows += _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(prefix + name, value)]
    return rows


def _streamlit(words: list[str]) -> int:
    """Run Streamlit's own command in this process, as `python -m streamlit` would, and return its exit code."""
    sys.argv = ["streamlit", *words]
    _end_when_stopped()
    try:
        runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _end_when_stopped() -> None:
    """Have Ctrl+C end a server as it should end: Streamlit takes it for an error, and says "Aborted!"."""

    def end(_signal: int, _frame: object) -> None:
        raise SystemExit(0)

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end)


def _address_problems(address: str) -> list[Problem]:
    """Return what is wrong with the address: it must be one that this computer can listen to."""
    if can_listen(address, 0):
        return []
    return [Problem("--address", address, "This is not an address of this computer; 127.0.0.1 always is.")]


def _host_problems(names: Sequence[str]) -> list[Problem]:
    """Return what is wrong with the names under which the app may be asked."""
    words = "This must be a name as it stands in an address, without http:// and port, such as plans.example.com."
    return [Problem(f"--host or {HOSTS_VARIABLE}", name, words) for name in names if not HOST.fullmatch(name)]


def _port_problems(port: str | None) -> list[Problem]:
    """Return what is wrong with the port."""
    if port is None or (port.isdecimal() and port.isascii() and len(port) < 6 and 1 <= int(port) <= MOST_PORT):
        return []
    return [Problem("--port", port, f"This must be a whole number from 1 to {MOST_PORT}.")]


def _port_in_use_problems(address: str, port: str | None) -> list[Problem]:
    """Return what is wrong with a port that another program listens to, or that this user may not use."""
    if port is None or can_listen(address, int(port)):
        return []
    words = "This port is in use or not allowed; choose another, or leave --port out and the first free one is taken."
    return [Problem("--port", port, words)]


def can_listen(address: str, port: int) -> bool:
    """Return whether this computer can listen to a port of an address now; port 0 is any free one."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if sys.platform != "win32":  # there it would take a port that is in use
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was just left is free
            probe.bind(place)
    except (OSError, UnicodeError):
        return False
    return True
