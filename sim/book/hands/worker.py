"""What a worker of a cluster does: say which program it is, compile the kernels, work households out."""

from contextlib import nullcontext

from sim.book.locking import kernel_lock, one_at_a_time
from sim.book.stamp import Stamp, own_stamp
from sim.book.work import Done, Job, do
from sim.engine.lowering.lower import lower
from sim.engine.run.side_by_side import arguments_of, chunk_runner
from sim.scenario.written.samples import SAMPLES, sample_scenario


def ready(wanted: Stamp) -> Stamp:
    """Return this process's stamp, once its kernels are compiled where it is the one that is wanted.

    Of the processes of a computer one compiles, and the others load what it kept.
    """
    if own_stamp() == wanted:
        place = kernel_lock()
        with nullcontext() if place is None else one_at_a_time(place):
            chunk_runner(*arguments_of(lower(sample_scenario(next(iter(SAMPLES))))))
    return own_stamp()


def work_on(jobs: list[Job]) -> list[Done]:
    """Return what came of some households, one after another on one thread: a worker has as many as it was given."""
    return do(jobs, threads=1)
