"""In which states both halves of a couple's property are stepped up at the first death."""

import tomllib
from functools import lru_cache
from pathlib import Path

DATA_FILE = Path(__file__).with_name("community_property.toml")


@lru_cache(maxsize=1)
def community_property_states() -> tuple[str, ...]:
    """Return the two-letter codes of the community-property states. Reference: IRC 1014(b)(6); Pub. 555."""
    return tuple(tomllib.loads(DATA_FILE.read_text(encoding="utf-8"))["states"])
