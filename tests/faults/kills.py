"""Processes killed in the middle of a write, over and over, and what they leave: nothing lost, nothing mixed.

A child is a fork that writes until it dies, and tells of each write once it is done: what it told of must be there
afterward, whole. It is killed after a time by chance, or in a step by chance where it does much else beside writing.
"""

import os
import signal
import sys
import time
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.faults.steps import counted, kill

Say = Callable[[int], None]
BEGUN = 0
"""What a child says when it is about to write for the first time."""


@dataclass
class Tally:
    """What came of the kills of a place.

    told : writes that were told of as done
    lost : of them, those that were not there afterward
    mixed : times that what was found was of two writes, or a part of one
    """

    kills: int = 0
    told: int = 0
    lost: int = 0
    mixed: int = 0

    def line(self, name: str) -> str:
        """Return the figures in one line."""
        return f"{name:11}{self.kills:5} kills, {self.told:6} writes told of; {self.lost} lost, {self.mixed} mixed"


class Place(ABC):
    """A place that is written to. `steps`: in how many steps it is written once; 0 where only a time ends a child."""

    name: str
    steps = 0
    seconds = 0.05
    """At most so long after its first word a child is killed."""
    may_end_itself = False
    """Whether a child may also end because what it writes to was killed."""

    @abstractmethod
    def write(self, say: Say) -> None:
        """Write until the process ends, and tell of every write that is done by its number."""

    @abstractmethod
    def check(self, told: list[int], tally: Tally) -> None:
        """Look at what is there after a kill, and add what is wrong with it to the tally."""

    def kill(self, child: int) -> None:
        """End the child as a power cut would."""
        os.kill(child, signal.SIGKILL)


def kills_of(place: Place, n_kills: int, random: Random) -> Tally:
    """Kill so many children of a place, each in its middle, and return what came of it."""
    tally = Tally()
    while tally.kills < n_kills:
        at_step = random.randint(1, place.steps) if place.steps and random.random() < 0.8 else 0
        delay = 10.0 if at_step else random.uniform(0, place.seconds)
        told, was_killed = killed(place, at_step, delay)
        tally.kills += was_killed
        tally.told += len(told)
        place.check(told, tally)
    return tally


def killed(place: Place, at_step: int, delay: float) -> tuple[list[int], bool]:
    """Return what a child told of before it was killed, and whether it was: it may have ended before.

    Raises
    ------
    RuntimeError
        The child ended on a fault of its own.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        live(place, at_step, writing)
    os.close(writing)
    words = os.read(reading, 8)  # the first one, or the end
    status = status_within(child, delay)
    if status is None:
        place.kill(child)
        _, status = os.waitpid(child, 0)
    while part := os.read(reading, 1 << 16):
        words += part
    os.close(reading)
    if status and not os.WIFSIGNALED(status) and not place.may_end_itself:
        raise RuntimeError(f"{place.name}: a child ended on a fault of its own, see above")
    numbers = [int.from_bytes(words[at : at + 8], "big") for at in range(0, len(words) - 7, 8)]
    return [number for number in numbers if number != BEGUN], status != 0


def status_within(child: int, seconds: float) -> int | None:
    """Return how a child ended, None where it still lives after so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return status
        time.sleep(0.0005)
    return None


def live(place: Place, at_step: int, writing: int) -> None:
    """Be the child: write, and never come back."""
    write = os.write

    def say(number: int) -> None:
        write(writing, number.to_bytes(8, "big"))

    try:
        if at_step:
            counted(at_step, kill)
        place.write(say)
        os._exit(0)
    except BaseException:
        if not place.may_end_itself:
            traceback.print_exc()
        os._exit(1)
