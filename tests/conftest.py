"""What holds for the whole suite: which tests are slow, and how hypothesis draws its examples."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent

SLOW_PLACES = (
    "app/test_pages.py",
    "contracts/recipes",
    "properties",
    "unit/commands/test_sample_and_run.py",
    "unit/engine/test_twin.py",
    "unit/engine/test_twin_alone.py",
    "unit/engine/test_twin_features.py",
    "unit/engine/test_twin_ledger.py",
)
"""Folders and files whose every test counts as slow: together they take most of the suite's time."""

# The same examples on every machine that checks a change, so that a change is not blamed for an old bug; other runs
# draw new ones. No deadline: a kernel's first call compiles it.
settings.register_profile("each run the same", derandomize=True, deadline=None)
settings.register_profile("each run new", deadline=None)
settings.load_profile("each run the same" if os.environ.get("CI") else "each run new")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in a slow place."""
    for item in items:
        place = item.path.relative_to(TESTS).as_posix()
        if any(place == slow or place.startswith(f"{slow}/") for slow in SLOW_PLACES):
            item.add_marker(pytest.mark.slow)
