"""A PostgreSQL server of our own, on a socket in a temporary folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER_PLACES = ("/usr/lib/postgresql", "/usr/local/opt")


def server_program(name: str) -> str:
    """Return where a program of the PostgreSQL server is.

    Raises
    ------
    RuntimeError
        There is none; the message says how to install it.
    """
    found = shutil.which(name)
    places = [place for root in SERVER_PLACES for place in sorted(Path(root).glob(f"**/bin/{name}"))]
    if found is None and not places:
        raise RuntimeError("The store is tested on a real PostgreSQL server; install it: apt-get install postgresql")
    return found or str(places[-1])


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server, yield its URL, and stop it; it refuses to run as root, so nobody runs it."""
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    as_user = {"user": user.pw_uid, "group": user.pw_gid} if user else {}
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = Path(folder) / "data"
        clean = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PGTZ": "UTC"}
        options = {"cwd": folder, "env": clean, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **as_user}
        made = subprocess.run([server_program("initdb"), "-D", data, "-U", "tester", "-A", "trust"], **options)
        assert made.returncode == 0, made.stdout
        control = [server_program("pg_ctl"), "-D", data, "-w", "-l", f"{folder}/log"]
        arguments = f"-k {folder} -c listen_addresses= -c fsync=off"
        started = subprocess.run([*control, "-o", arguments, "start"], **{**options, "stdout": subprocess.DEVNULL})
        assert started.returncode == 0, Path(folder, "log").read_text()
        yield f"postgresql://tester@/postgres?host={folder}"
        subprocess.run([*control, "-m", "immediate", "stop"], **options)
