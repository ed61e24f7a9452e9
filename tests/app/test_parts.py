"""The parts behind the pages: documents, text, values, tables, fields, runs, the bounded cache."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import BaseModel

from sim.api import Canceled
from sim.scenario.models import Scenario
from sim.scenario.written.samples import sample_scenario
from tests.unit.results.synthetic import random_result
from ui.core import document, saving, text, values
from ui.entry import tables
from ui.fields import FIELDS, Kind
from ui.plan import holdings
from ui.runs import jobs
from ui.runs.cache import ResultCache
from ui.runs.outcome import Outcome

NOT_ON_A_PAGE = {"schema_version"}


def leaves(model: type[BaseModel], place: str = "") -> Iterator[str]:
    """Yield the pattern of every field of the model that holds a value and not a part."""
    for name, field in model.model_fields.items():
        inner = list(_models(field.annotation))
        here = f"{place}{name}"
        if not inner:
            yield here
        for part, is_list in inner:
            yield from leaves(part, f"{here}[]." if is_list else f"{here}.")


def _models(annotation: Any) -> list[tuple[type[BaseModel], bool]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [(annotation, False)]
    return [(part, True) for inner in getattr(annotation, "__args__", ()) for part, _ in _models(inner)]


def test_every_field_of_the_scenario_has_a_label_and_help() -> None:
    assert set(leaves(Scenario)) - NOT_ON_A_PAGE == set(FIELDS)
    for place, field in FIELDS.items():
        for sentence in (field.what, field.why, field.where):
            assert len(sentence) > 8, place
            assert sentence.endswith((".", "?")) or sentence == "Brokerage statement", place


@pytest.mark.parametrize(
    ("amount", "shown"), [(1234.4, "$1,234"), (-1234.6, "-$1,235"), (-0.2, "$0"), (0, "$0"), (None, "n/a")]
)
def test_money_is_written_the_us_way(amount: float | None, shown: str) -> None:
    assert text.usd(amount) == shown


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (Kind.USD, "$1,234.50", 1234.5),
        (Kind.PERCENT, "31.5 %", 0.315),
        (Kind.WHOLE, "30", 30),
        (Kind.WHOLE, "30.5", 30.5),
        (Kind.DATE, "2/11/1959", "1959-02-11"),
        (Kind.DATE, "02-11", "02-11"),
        (Kind.USD, "a lot", "a lot"),
        (Kind.USD, "", None),
        (Kind.FLAG, "yes", True),
    ],
)
def test_typed_text_becomes_what_it_says_or_stays(kind: Kind, typed: str, kept: object) -> None:
    assert values.from_text(kind, typed) == kept


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300, True, "1", [1], {}])
def test_what_no_number_field_can_show_is_shown_as_text(value: object) -> None:
    assert not values.fits(FIELDS["household.spending"], value)


def test_a_path_is_read_and_written() -> None:
    tree: dict[str, Any] = {"a": [{"b": 1}]}
    document.put(tree, "a[0].b", 2)
    document.put(tree, "c.d", 3)
    assert tree == {"a": [{"b": 2}], "c": {"d": 3}}
    assert document.get(tree, "a[7].b", "none") == "none"


def test_filling_a_sample_changes_nothing() -> None:
    whole = sample_scenario("californian-couple").model_dump(mode="json")
    assert document.filled(whole) == whole
    assert not document.misshapen(whole)


@pytest.mark.parametrize("wrong", [{"household": 1}, {"holdings": []}, {"holdings": {"lots": 5}}, {"strategies": [3]}])
def test_a_document_of_another_shape_is_told_apart(wrong: dict[str, Any]) -> None:
    assert document.misshapen({**json.loads(document.canonical(document.blank(date(2026, 1, 1)))), **wrong})


def lots_source(model: Any) -> tables.Source:
    return tables.Source("holdings.accounts", model, list, lambda rows: None, "account")


def test_table_edits_are_applied_to_the_rows_they_were_made_in() -> None:
    from sim.scenario.holdings import Account

    rows = [{"id": "account-1", "name": "A", "cash": 1.0, "kept": "x"}, {"id": "b", "name": "B", "cash": 2.0}]
    changes = {"edited_rows": {"0": {"cash": 5}}, "deleted_rows": [1], "added_rows": [{"name": "C", "type": "hsa"}]}
    after = tables.apply(rows, changes, lots_source(Account))
    assert after[0] == {"id": "account-1", "name": "A", "cash": 5, "kept": "x"}
    assert after[1]["id"] == "account-2"
    assert (after[1]["name"], after[1]["type"], after[1]["cash"]) == ("C", "hsa", 0.0)
    assert len(after) == 2
    assert rows[0]["cash"] == 1.0  # the rows given are left alone


def test_holding_period_agrees_with_the_ledger() -> None:
    from sim.lots.kernels.holding_period import is_held_long

    for acquired in (date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29), date(2025, 1, 31), date(2025, 12, 31)):
        for days in range(360, 371):
            sold = acquired + timedelta(days=days)
            expected = "long" if is_held_long(acquired.toordinal(), sold.toordinal(), 1) else "short"
            assert holdings._term({"acquired": acquired.isoformat()}, False, sold) == expected, (acquired, sold)


def outcome() -> Outcome:
    return Outcome.of(random_result(n_paths=4, n_years=2))


def test_the_cache_is_bounded_by_number_and_by_memory() -> None:
    one = outcome()
    by_number = ResultCache(most_results=2, most_bytes=10**12)
    for name in "abc":
        by_number.put(name, one)
    assert [by_number.get(name) is not None for name in "abc"] == [False, True, True]
    by_memory = ResultCache(most_results=9, most_bytes=one.n_bytes)
    by_memory.put("a", one)
    by_memory.put("b", one)
    assert by_memory.get("a") is None
    assert by_memory.get("b") is one


def job(monkeypatch: pytest.MonkeyPatch, simulate: Any, kept: list[str]) -> jobs.Job:
    monkeypatch.setattr(jobs.api, "simulate", simulate)
    made = jobs.Job(sample_scenario("early-retiree"), "sha", lambda sha256, _: kept.append(sha256)).start()
    return made


def test_a_job_reports_progress_and_keeps_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    half, go_on = threading.Event(), threading.Event()

    def simulate(scenario: Scenario, on_progress: Any, should_cancel: Any) -> Any:
        on_progress(0.5)
        half.set()
        go_on.wait(10)
        return random_result(n_paths=4, n_years=2)

    kept: list[str] = []
    made = job(monkeypatch, simulate, kept)
    assert half.wait(10)
    assert (made.state, made.progress) == ("running", 0.5)
    go_on.set()
    made.wait(10)
    assert (made.state, kept) == ("done", ["sha"])


def test_a_job_stops_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def simulate(scenario: Scenario, on_progress: Any, should_cancel: Any) -> Any:
        while not should_cancel():
            time.sleep(0.005)
        raise Canceled

    kept: list[str] = []
    made = job(monkeypatch, simulate, kept)
    made.cancel()
    made.wait(10)
    assert (made.state, kept) == ("canceled", [])


def test_a_run_that_is_stopped_has_ended_when_the_page_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """*Cancel* waits for what is under way: the page need not look again later."""

    def simulate(scenario: Scenario, on_progress: Any, should_cancel: Any) -> Any:
        while not should_cancel():
            time.sleep(0.005)
        time.sleep(0.05)
        raise Canceled

    made = job(monkeypatch, simulate, [])
    made.stop()
    assert made.state == "canceled"


def test_a_fault_in_the_engine_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def simulate(scenario: Scenario, on_progress: Any, should_cancel: Any) -> Any:
        raise ZeroDivisionError("secret detail")

    made = job(monkeypatch, simulate, [])
    made.wait(10)
    assert made.state == "failed"
    assert "secret detail" not in made.message


def test_the_browser_is_known_under_every_mask() -> None:
    token = bytes(range(16))

    def cookie(mask: bytes) -> str:
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(token))
        return f"2|{mask.hex()}|{masked.hex()}|1795477611"

    assert saving.unmasked(cookie(b"\x01\x02\x03\x04")) == saving.unmasked(cookie(b"\xf0\x0f\xaa\x55")) == token
    assert [saving.unmasked(text) for text in ("", "x", "1|aa|bb|1", "2||bb|1", "2|zz|bb|1")] == [b""] * 5
