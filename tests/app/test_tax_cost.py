"""The taxable account's tax cost on *Tax drag*: it begins by itself, once, and stands in the run's files."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.results.paired import PairedDifference
from sim.results.tables import result_tables
from sim.studies.tax_cost import StrategyCost, TaxCost
from tests.app.conftest import drawn_after, go, load, texts
from ui.core import document, problems
from ui.results import on_demand, tax_cost
from ui.runs.cache import ResultCache

PAGE = "pages/results/tax_drag.py"
Put = Callable[[AppTest], AppTest]
ASKED: list[int] = []


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the simulation, and let pages begin by themselves."""
    ASKED.clear()

    def made(scenario: Any, n_paths: int, *rest: Any) -> TaxCost:
        ASKED.append(n_paths)
        less = PairedDifference(-0.08, 0.01, -0.08, 0.9, 0.1, False, True)
        names = [one.name for one in scenario.strategies]
        return TaxCost(
            n_paths, names[0], tuple(StrategyCost(one, {"mean": 0.5}, less, {"mean": 0.9}, less) for one in names)
        )

    monkeypatch.setattr(tax_cost, "tax_cost", made)
    monkeypatch.setattr(on_demand, "BEGINS_BY_ITSELF", True)


def test_it_begins_by_itself_and_once(sample_app: AppTest, with_results: Put, fresh_cache: ResultCache) -> None:
    app = drawn_after(go(with_results(sample_app), PAGE), "tax-cost")
    assert not app.exception
    assert "by Morningstar" in texts(app)
    assert app.dataframe[-1].value.iloc[1].tolist()[1:] == [
        "0.50%",
        "-0.080 ± 0.020 points",
        "0.90%",
        "-0.080 ± 0.020 points",
    ]
    app.run()
    assert ASKED == [1_000]
    outcome = fresh_cache.get(problems.check(document.canonical(app.session_state["_draft"])).sha256)
    assert outcome is not None
    assert len(result_tables(outcome.findings)["tax_cost"]) == len(outcome.strategies)


def test_without_a_taxable_account_nothing_is_asked(app: AppTest, with_results: Put) -> None:
    app = go(with_results(load(app, "no-taxable-account")), PAGE)
    assert not app.exception
    assert ASKED == []
