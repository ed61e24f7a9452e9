"""Simulate tax-loss harvesting around a 401(k) rollover inside a household Monte Carlo."""

from sim.compile.cache import use_cache_folder_of_these_sources

__version__ = "0.1.0"

use_cache_folder_of_these_sources()
