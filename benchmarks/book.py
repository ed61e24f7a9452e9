"""How long a book of clients takes: ``python -m benchmarks.book [--households N] [--paths N] [--workers W ...]``.

Works out made-up households (`benchmarks.synthetic_households`) with three strategies once for every number of workers,
each in a process and a folder of its own, and prints the seconds, the processor time of client and workers (on a quiet
machine the seconds are that over the workers), the most memory of any of these processes, and a hash of the files.
"""

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.synthetic_households import write
from sim.book.files import NOT_WORKED_OUT, PAGE, TABLE, WORKBOOK
from sim.book.hands.worker import ready
from sim.book.stamp import own_stamp

FILES = (TABLE, WORKBOOK, PAGE, NOT_WORKED_OUT)


def run(clients: Path, out: Path, n_paths: int, n_workers: int) -> tuple[float, float]:
    """Work a book out and return the seconds that it took, and those of the processors."""
    command = [sys.executable, "-m", "sim", "book", str(clients), "--out", str(out), "--paths", str(n_paths)]
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "--workers", str(n_workers)], check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def digest(out: Path) -> str:
    """Return a hash of a book's files."""
    return hashlib.sha256(b"".join((out / name).read_bytes() for name in FILES)).hexdigest()[:12]


def main() -> None:
    """Print a line for each number of workers."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--households", type=int, default=1_000)
    parser.add_argument("--paths", type=int, default=500)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    arguments = parser.parse_args()
    ready(own_stamp())
    with tempfile.TemporaryDirectory() as folder:
        clients = Path(folder) / "clients"
        write(clients, arguments.households)
        for n_workers in arguments.workers:
            out = Path(folder) / f"out-{n_workers}"
            seconds, worked = run(clients, out, arguments.paths, n_workers)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
            times = f"{seconds:.1f} s, {worked:.1f} s of processors"
            print(f"{n_workers} workers: {times}, {peak:.0f} MB, {digest(out)}", flush=True)


if __name__ == "__main__":
    main()
