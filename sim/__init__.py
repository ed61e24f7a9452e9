"""Simulate tax-loss harvesting around a 401(k) rollover inside a household Monte Carlo."""

__version__ = "0.1.0"
