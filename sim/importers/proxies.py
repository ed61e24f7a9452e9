"""Which listed fund stands for a plan's fund that has no ticker, by the words of its name; data in `proxies.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_YEAR = re.compile(r"\b(20[2-7][05])\b")
_SHORT_WORD = 3


@dataclass(frozen=True)
class Proxy:
    """A listed fund and the asset class of its largest part."""

    symbol: str
    asset_class: str


def proxy_of(name: str) -> Proxy | None:
    """The listed fund that the name suggests, None where it suggests none. A suggestion, never taken unasked."""
    lowered = f" {name.lower()} "
    data = _data()
    target = data["target_date"]
    is_target = any(_has(lowered, word) for word in target["words"])
    if is_target and (year := _YEAR.search(lowered)):
        return Proxy(target["years"][year[1]], target["asset_class"])
    if is_target and _has(lowered, "income") and _has(lowered, "target|tgt|lifepath|freedom|lifecycle|retirement"):
        return Proxy(target["income"], target["asset_class"])
    for one in data["names"]:
        is_other = any(_has(lowered, word) for word in one.get("but", ()))
        if not is_other and all(_has(lowered, word) for word in one["words"]):
            return Proxy(one["symbol"], one["asset_class"])
    return None


def all_proxies() -> dict[str, str]:
    """Every listed fund that may be suggested, with its asset class."""
    data = _data()
    target = data["target_date"]
    years = dict.fromkeys([*target["years"].values(), target["income"]], target["asset_class"])
    return {**years, **{one["symbol"]: one["asset_class"] for one in data["names"]}}


def _has(lowered: str, words: str) -> bool:
    """True where one of `a|b` begins a word of the text; a word of three letters at most must be the whole word."""
    return any(_begins(lowered, word) for word in words.split("|"))


def _begins(lowered: str, word: str) -> bool:
    at = lowered.find(word)
    while at > 0:
        follows = lowered[at + len(word)]
        if not lowered[at - 1].isalnum() and (len(word) > _SHORT_WORD or not follows.isalnum()):
            return True
        at = lowered.find(word, at + 1)
    return False


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("sim.importers.data").joinpath("proxies.toml").read_text(encoding="utf-8"))
