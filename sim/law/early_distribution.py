"""Exceptions to the 10% additional tax, as data, and what is left under the tax after the exceptions claimed."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sim.errors import InputError, Problem
from sim.law.federal_law import figures_of
from sim.scenario.enums import FilingStatus

DATA_FILE = Path(__file__).with_name("early_distribution.toml")


class EarlyDistributionAges(NamedTuple):
    """Ages of IRC 72(t)(2)(A)(i) and (v) [years]."""

    free_from: float
    separation_from: float


@dataclass(frozen=True)
class EarlyException:
    """One exception: the accounts it holds for and the most that is free [USD], 0 for no limit."""

    code: str
    label: str
    accounts: tuple[str, ...]
    limit: float
    reference: str


@lru_cache(maxsize=1)
def early_exceptions() -> dict[str, EarlyException]:
    """Return every exception by code."""
    rows = tomllib.loads(DATA_FILE.read_text(encoding="utf-8"))["exception"]
    found = [
        EarlyException(row["code"], row["label"], tuple(row["accounts"]), float(row["limit"]), row["reference"])
        for row in rows
    ]
    return {exception.code: exception for exception in found}


@lru_cache(maxsize=8)
def load_early_distribution_ages(year: int, is_public_safety: bool = False) -> EarlyDistributionAges:
    """Return the ages of the year; public safety employees may separate at 50."""
    figures = figures_of("retirement")
    separation = "separation_age_public_safety" if is_public_safety else "separation_age"
    return EarlyDistributionAges(
        free_from=figures["early_withdrawal_age"].number(year, FilingStatus.SINGLE),
        separation_from=figures[separation].number(year, FilingStatus.SINGLE),
    )


def amount_under_additional_tax(amount: float, account: str, claimed: list[str]) -> float:
    """Return the part of an early distribution [USD] that stays under the additional tax.

    Parameters
    ----------
    account : str
        "plan", "ira" or "annuity".
    claimed : list of str
        Codes of exceptions; one that does not hold for the account is refused, not ignored.

    Raises
    ------
    InputError
        Unknown code, or an exception that does not hold for the account.
    """
    exceptions = early_exceptions()
    problems, free = [], 0.0
    for code in claimed:
        if code not in exceptions:
            problems.append(Problem("exceptions", code, f"use one of {', '.join(exceptions)}"))
        elif account not in exceptions[code].accounts:
            message = f"does not hold for this account ({account}): {exceptions[code].reference}"
            problems.append(Problem("exceptions", code, message))
        else:
            free += exceptions[code].limit or amount
    if problems:
        raise InputError(problems)
    return max(amount - free, 0.0)
