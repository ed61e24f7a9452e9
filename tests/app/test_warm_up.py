"""What the app loads once, while the user reads: afterward a rerun looks for garbage among its own objects only."""

import gc
from collections.abc import Iterator

import pytest

from sim import api
from ui.core import running


@pytest.fixture(autouse=True)
def nothing_stays_aside() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.parametrize("fault", [None, RuntimeError("no compiler")])
def test_what_was_loaded_is_not_looked_through_again(
    monkeypatch: pytest.MonkeyPatch, fault: RuntimeError | None
) -> None:
    loaded = [object()]

    def simulate(_scenario: api.Scenario) -> None:
        if fault:
            raise fault

    monkeypatch.setattr(running, "WARM_UP_AFTER_SECONDS", 0)
    monkeypatch.setattr(api, "simulate", simulate)
    assert any(one is loaded for one in gc.get_objects())
    running._load()
    assert not any(one is loaded for one in gc.get_objects())
