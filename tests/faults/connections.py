"""Which computers a process and all it begins connect to, as the system itself tells."""

import re
import shutil
from pathlib import Path

CALL = re.compile(r"(?:connect|sendto|sendmsg)\(.*?sin6?_port=htons\((\d+)\).*?(?:inet_addr\(|AF_INET6, )\"([^\"]+)\"")
"""A call with an address, as strace writes it: `connect(3, {sa_family=AF_INET, sin_port=htons(53), ...`."""


def watched(command: list[str], log: Path, *options: str) -> list[str]:
    """Return the command, run so that every connection that it tries is written into the log.

    options : more of strace's; with ``-D`` the command stays the caller's own child, which it may kill

    Raises
    ------
    RuntimeError
        There is no strace; the message says how to install it.
    """
    strace = shutil.which("strace")
    if strace is None:
        raise RuntimeError("Connections are watched with strace; install it: apt-get install strace")
    calls = "trace=connect,sendto,sendmsg"
    return [strace, "-f", "-qq", "--seccomp-bpf", "-e", calls, "-e", "signal=none", "-o", str(log), *options, *command]


def other_computers(log: Path) -> list[str]:
    """Return the addresses of other computers in a log, each with its port."""
    found = [(address, port) for port, address in CALL.findall(log.read_text(errors="replace"))]
    return sorted({f"{address}:{port}" for address, port in found if not is_this_computer(address)})


def is_this_computer(address: str) -> bool:
    """Return whether an address leads nowhere else; a socket is tried on port 0 without anything being sent."""
    return address.startswith("127.") or address in ("::1", "::ffff:127.0.0.1", "0.0.0.0", "::")
