"""Exceptions to the 10% additional tax, as data, for the page of the law."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA_FILE = Path(__file__).with_name("early_distribution.toml")


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
