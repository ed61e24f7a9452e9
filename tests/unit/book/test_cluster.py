"""A book on a cluster: whoever works and whatever is killed, the files are those of one process."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from sim import cli
from sim.api import InputError
from sim.api.book import PAGE, clients_in, hands_for, run_book
from sim.book.files import NOT_WORKED_OUT, TABLE, WORKBOOK
from sim.book.hands import cluster
from sim.book.hands.cluster import Cluster
from sim.book.hands.threads import Threads
from sim.book.journal import JOURNAL
from tests.unit.book.households import COUPLE, N_PATHS, SINGLE, document, folder_of

pytestmark = pytest.mark.slow
N_HOUSEHOLDS = 12
PATIENCE = 240
"""Seconds until a test gives up waiting; a busy machine takes long to begin a process."""


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def begun(*words: str, **environment: str) -> subprocess.Popen[bytes]:
    """Begin a program of Dask, as a user does by hand."""
    command = [sys.executable, "-m", "dask", *words]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env={**os.environ, **environment}, stdout=quiet, stderr=quiet)


def begun_worker(address: str, **environment: str) -> subprocess.Popen[bytes]:
    return begun("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", **environment)


def ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


@contextmanager
def scheduler(protocol: str = "tcp", **environment: str) -> Iterator[str]:
    """Begin a scheduler on this computer and yield its address."""
    port = free_port()
    where = ("--host", "127.0.0.1", "--port", str(port), "--protocol", protocol)
    process = begun("scheduler", *where, "--no-dashboard", **environment)
    try:
        until(lambda: process.poll() is None and socket.socket().connect_ex(("127.0.0.1", port)) == 0)
        yield f"{protocol}://127.0.0.1:{port}"
    finally:
        ended(process)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of households, one of them bad."""
    samples = (COUPLE, SINGLE)
    plans = {f"h{n:02}": document(samples[n % 2], spending=50_000 + n) for n in range(N_HOUSEHOLDS - 1)}
    return folder_of(tmp_path_factory.mktemp("book") / "plans", **plans, wrong={"name": "nobody"})


@pytest.fixture(scope="module")
def alone(folder: Path) -> dict[str, bytes]:
    """Return the files of the book as one process makes them."""
    out = folder.parent / "alone"
    run_book(clients_in(str(folder)), out, Threads(1), N_PATHS)
    return files_of(out)


def files_of(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in (TABLE, WORKBOOK, PAGE, NOT_WORKED_OUT)}


def finished(out: Path) -> int:
    """Return how many households are finished in a folder."""
    return (out / JOURNAL).read_bytes().count(b"\n") if (out / JOURNAL).exists() else 0


def test_two_workers_joined_by_address_give_the_same_bytes_though_one_is_killed(
    folder: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    """The one that is killed has work in its hands; nothing is lost and nothing counted twice."""
    told: list[str] = []
    with scheduler() as address:
        workers = [begun_worker(address) for _ in range(2)]
        try:

            def kill_one(_share: float) -> None:
                if workers[0].poll() is None:
                    os.kill(workers[0].pid, signal.SIGKILL)

            book = run_book(clients_in(str(folder)), tmp_path, Cluster(address, 2, told.append), N_PATHS, kill_one)
        finally:
            for worker in workers:
                ended(worker)
    assert (book.n_worked_out, len({one.place.split(",")[0] for one in book.problems})) == (N_HOUSEHOLDS - 1, 1)
    assert files_of(tmp_path) == alone
    assert finished(tmp_path) == N_HOUSEHOLDS
    assert told == []


def test_a_killed_client_goes_on_where_it_was(folder: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    """It works with processes of this computer, which end with it; what it had finished is not done again."""
    command = [sys.executable, "-m", "sim", "book", str(folder), "--out", str(tmp_path), "--paths", str(N_PATHS)]
    client = subprocess.Popen([*command, "--workers", "2"], stderr=subprocess.DEVNULL)
    until(lambda: finished(tmp_path) > 0 or client.poll() is not None)
    ended(client)
    n_before = finished(tmp_path)
    lines = (tmp_path / JOURNAL).read_bytes()
    assert n_before > 0
    assert cli.main([*command[3:], "--workers", "1"]) == 2
    assert files_of(tmp_path) == alone
    assert (tmp_path / JOURNAL).read_bytes().startswith(lines[: lines.rindex(b"\n") + 1])
    assert finished(tmp_path) == N_HOUSEHOLDS


def test_a_worker_of_another_version_is_refused_with_both_named(folder: Path, tmp_path: Path) -> None:
    """Kernels that check their bounds are other kernels; alone, such a worker leaves nobody to do the work."""
    told: list[str] = []
    with scheduler() as address:
        worker = begun_worker(address, NUMBA_BOUNDSCHECK="1")
        try:
            with pytest.raises(
                InputError, match=r"None of its workers can be used.*Install the same version"
            ) as caught:
                run_book(clients_in(str(folder)), tmp_path, Cluster(address, 1, told.append), N_PATHS)
        finally:
            ended(worker)
    assert str(caught.value).count("kernels ") == 2
    assert told[0].startswith("refused: the worker tcp://127.0.0.1:")
    assert finished(tmp_path) == 0


@pytest.mark.long
@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates")
def test_certificates_let_in_who_has_one_and_nobody_else(folder: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    """By the environment that docs/book.md names, on scheduler, worker and command."""
    cert, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "9"]
    subprocess.run([*made, "-keyout", key, "-out", cert], check=True, capture_output=True)
    tls = "DASK_DISTRIBUTED__COMM__TLS__"
    environment = {f"{tls}CA_FILE": cert, "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true"}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        environment |= {f"{tls}{role}__CERT": cert, f"{tls}{role}__KEY": key}
    command = [sys.executable, "-m", "sim", "book", str(folder), "--out", str(tmp_path / "out")]
    with scheduler("tls", **environment) as address:
        worker = begun_worker(address, **environment)
        try:
            asked = [*command, "--paths", str(N_PATHS), "--scheduler", address]
            stranger = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE)
            friend = subprocess.run(asked, env={**os.environ, **environment}, timeout=PATIENCE, capture_output=True)
        finally:
            ended(worker)
    assert "--scheduler: No scheduler answers at this address" in stranger.stderr
    assert (stranger.returncode, friend.returncode) == (2, 2), friend.stderr
    assert files_of(tmp_path / "out") == alone


def test_no_scheduler_there_is_said_with_its_address(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    assert cli.main(["book", str(folder), "--out", str(tmp_path), "--scheduler", address]) == 2
    said = capsys.readouterr().err
    assert "--scheduler: No scheduler answers at this address" in said
    assert address in said


def test_a_scheduler_without_workers_is_not_waited_for_forever(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 1.0)
    with scheduler() as address, pytest.raises(InputError, match="It has had no worker for 1 seconds"):
        run_book(clients_in(str(folder)), tmp_path, Cluster(address, 1, print), N_PATHS)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="Write it as tcp://HOST:8786"):
        hands_for("localhost", None, 100, print)


def test_a_small_book_needs_no_processes() -> None:
    assert isinstance(hands_for(None, 2, 3, print), Threads)
    assert isinstance(hands_for(None, 2, 100, print), Cluster)
