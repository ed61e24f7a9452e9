"""`doctor`: look at what a run and the app need, and say what was found and how to fix it. Changes nothing."""

import argparse
import ipaddress
import platform
import socket
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from sim.api import InputError, doctor
from sim.api.compile import mode
from sim.api.doctor import NOTICE, PROBLEM, Finding
from sim.commands.app import ADDRESS, can_listen, entry_point, settings

FIRST_PORT = 8501
"""Streamlit's own, where nobody sets another."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: there are none."""


def run(_arguments: argparse.Namespace) -> int:
    """Print a line for each thing looked at; 2 where something cannot work, 0 with notices too."""
    found = findings(date.today())
    for finding in found:
        print(finding)
    counts = {level: sum(finding.level == level for finding in found) for level in (PROBLEM, NOTICE)}
    print(f"{counts[PROBLEM]} problem(s), {counts[NOTICE]} notice(s)")
    return 2 if counts[PROBLEM] else 0


def findings(today: date) -> list[Finding]:
    """Return what is found, one finding or more for each thing that a run or the app needs.

    Parameters
    ----------
    today : date
        The day by the computer's clock.
    """
    checks: dict[str, Callable[[], Finding | Iterable[Finding]]] = {
        "Python": lambda: doctor.python_finding(doctor.declared_bounds().python, platform.python_version()),
        "packages": lambda: doctor.package_findings(doctor.declared_bounds().packages),
        "compiler": lambda: doctor.compiler_finding(mode()),
        "settings of numba": lambda: doctor.settings_findings(),
        "settings": lambda: doctor.environment_finding(),
        "compiled kernels": lambda: doctor.cache_finding(doctor.chosen_root()),
        "saved plans": lambda: doctor.store_finding(),
        "browser address": lambda: address_findings(settings(entry_point())),
        "law": lambda: doctor.law_finding(doctor.federal_years(), today),
    }
    return [finding for what, check in checks.items() for finding in _checked(what, check)]


def _checked(what: str, check: Callable[[], Finding | Iterable[Finding]]) -> list[Finding]:
    """Return what a check found; a check that fails itself is a problem, and the others go on."""
    try:
        found = check()
        return [found] if isinstance(found, Finding) else list(found)
    except InputError as error:
        return [Finding(what, str(problem), PROBLEM, "install rollover-sim again.") for problem in error.problems]
    except Exception as fault:
        words = f"cannot be looked at ({type(fault).__name__}: {fault})"
        return [Finding(what, words, PROBLEM, "install rollover-sim again, in a fresh virtual environment.")]


def address_findings(table: Mapping[str, object]) -> list[Finding]:
    """Return who can open the app at the address of its settings, and whether its port is free.

    Parameters
    ----------
    table : mapping
        The app's settings as `sim.commands.app.settings` returns them.
    """
    address, port = str(table.get("server.address", ADDRESS)), int(str(table.get("server.port", FIRST_PORT)))
    hosts = table.get("server.allowedHosts")
    what, where = "browser address", f"{address}:{port}"
    names = f"; asked for as {', '.join(map(str, hosts))}" if isinstance(hosts, list) and hosts else ""
    if not can_listen(address, 0):
        fix = f"write {ADDRESS} as address under [server] in .streamlit/config.toml."
        return [Finding(what, f"{address} is no address of this computer", PROBLEM, fix)]
    found = [Finding(what, f"{where}, open to this computer only{names}")]
    if not is_of_this_computer(address):
        words = f"{where}, open to everybody who can reach this computer{names}"
        fix = f"write {ADDRESS} as address, or put a sign-in before it: docs/trust.md says what is yours to do."
        found = [Finding(what, words, NOTICE, fix)]
    if not can_listen(address, port):
        words = f"port {port} is in use, perhaps by the app itself"
        fix = "nothing, if it is: `rollover-sim app` takes the next free port; --port names another."
        found.append(Finding(what, words, NOTICE, fix))
    return found


def is_of_this_computer(address: str) -> bool:
    """Return whether only this computer can reach an address that a server listens to."""
    try:
        places = {str(info[4][0]) for info in socket.getaddrinfo(address, 0, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return False
    return bool(places) and all(ipaddress.ip_address(place.partition("%")[0]).is_loopback for place in places)
