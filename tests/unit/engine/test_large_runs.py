"""Large runs keep less and say the same; the preview is the first paths of the run; a full wash book is counted."""

import numpy as np
import pytest

from sim.api import sample_scenario, simulate
from sim.engine.records.fields import YEARLY_FIELDS
from sim.engine.run.reduced import KEPT
from sim.engine.run.result import RunResult
from sim.engine.run.run import PREVIEW_PATHS
from sim.lots.kernels.wash_book import MAX_PURCHASES, WASH_BOOK, Purchase, remember_purchase
from sim.results.findings import Findings
from sim.results.summary import summary_json
from sim.results.tables import yearly_table
from sim.scenario.models import Scenario


def of(n_paths: int, n_years: int = 6) -> Scenario:
    sample = sample_scenario("californian-couple")
    return sample.model_copy(
        update={
            "simulation": sample.simulation.model_copy(update={"n_paths": n_paths}),
            "household": sample.household.model_copy(update={"horizon_years": n_years}),
        }
    )


def test_a_reduced_run_has_the_summary_and_the_tables_of_a_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = simulate(of(150))
    monkeypatch.setattr("sim.engine.run.reduced.MOST_BYTES", 0)
    reduced = simulate(of(150), chunk_paths=64)
    assert set(reduced.yearly) == set(KEPT)
    assert set(whole.yearly) == set(YEARLY_FIELDS)
    for is_future in (False, True):
        ours, theirs = Findings(reduced, is_future), Findings(whole, is_future)
        assert summary_json(ours) == summary_json(theirs)
        numbers = yearly_table(ours).drop(columns="Strategy"), yearly_table(theirs).drop(columns="Strategy")
        np.testing.assert_allclose(*(table.to_numpy() for table in numbers), rtol=1e-12, atol=1e-5)


def test_chunks_and_threads_do_not_change_what_a_reduced_run_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engine.run.reduced.MOST_BYTES", 0)
    one, *others = [simulate(of(150), threads=threads, chunk_paths=most) for threads, most in ((1, 64), (2, 9), (4, 1))]
    for field, amounts in one.reduced.means.items():
        assert all(amounts.tobytes() == other.reduced.means[field].tobytes() for other in others), field
        assert all(np.array_equal(one.reduced.sums[field], other.reduced.sums[field]) for other in others), field


def test_the_preview_is_the_first_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engine.run.run.PREVIEW_PATHS", (20,))
    previews: list[RunResult] = []
    whole = simulate(of(50), chunk_paths=10, on_preview=previews.append)
    alone = simulate(of(20))
    assert len(previews) == 1
    for field, amounts in alone.terminal.items():
        assert np.array_equal(previews[0].terminal[field], amounts)
        assert np.array_equal(whole.terminal[field][:, :20], amounts)
    assert previews[0].n_paths == 20


def test_a_run_that_is_hardly_longer_has_no_preview() -> None:
    previews: list[RunResult] = []
    simulate(of(2 * PREVIEW_PATHS[0], 1), on_preview=previews.append)
    assert not previews


def test_a_purchase_that_finds_no_room_in_the_wash_book_is_counted() -> None:
    book = np.zeros(1, WASH_BOOK)[0]
    book["window_days"] = 30  # IRC 1091(a)
    for number in range(MAX_PURCHASES + 3):
        remember_purchase(book, 0, Purchase(0, -1, 740_000, number, 1.0))
    assert book["group"][0]["bought_to"] == MAX_PURCHASES
    assert book["n_forgotten"] == 3
