"""One path for one strategy in plain Python, written from docs/engine.md: slow, obvious, and sharing nothing with the
kernels but the tax return. The random market is given; everything else happens here."""

from tests.oracles.path_twin.law import PublishedLaw
from tests.oracles.path_twin.path import Courses, run_path
from tests.oracles.path_twin.records import Trade, TwinPath

__all__ = ["Courses", "PublishedLaw", "Trade", "TwinPath", "run_path"]
