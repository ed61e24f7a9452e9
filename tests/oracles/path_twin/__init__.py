"""One path for one strategy in plain Python, written from docs/engine.md: slow, obvious, and sharing nothing with the
kernels but the tax return. The random market is given; everything else happens here."""

from tests.oracles.path_twin.law import YearLaw, published_law_of_year, zero_rate_law_of_year
from tests.oracles.path_twin.path import run_path
from tests.oracles.path_twin.records import Trade, TwinPath

__all__ = ["Trade", "TwinPath", "YearLaw", "published_law_of_year", "run_path", "zero_rate_law_of_year"]
