"""The law as data, and the loaders that turn (year, filing status, state) into plain tables for kernels."""

from sim.law.version import law_version

__all__ = ["law_version"]
