"""Clients: every saved plan in one table, worked out here or on the other pages, with what is noted beside it."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from sim.api import sample_scenario
from sim.store.client_list import ClientLine
from sim.store.database import open_database
from sim.store.plans import PlanStore
from tests.app.conftest import go, load, texts
from ui.runs.client_runs import ClientRuns
from ui.start import client_table
from ui.start.client_table import Wanted, filtered

CLIENTS = "pages/start/clients.py"
HEADS = ["Client", "Plan", "Verdict", "Gain", "Act by", "Follow up", "State", "Rollover", "Losses on hand"]


def saved(store: PlanStore, name: str, sample: str = "no-taxable-account", **household: object) -> str:
    plan = sample_scenario(sample).model_dump(mode="json")
    plan["name"], plan["simulation"]["n_paths"] = name, 8
    plan["household"] |= household
    return store.create(plan).id


@pytest.fixture
def store(app: AppTest) -> PlanStore:
    """Return the store of the app's test."""
    return PlanStore(open_database())


def row_of(app: AppTest, client: str) -> dict[str, object]:
    table = app.dataframe[0].value
    (row,) = table[table["Client"] == client].to_dict("records")
    return row


def ended(app: AppTest) -> ClientRuns:
    runs: ClientRuns = app.session_state["_slots"]["client-runs"]
    runs.wait(120)
    assert not runs.is_running
    return runs


def test_without_a_plan_it_says_how_to_get_one(app: AppTest) -> None:
    assert "No plan is saved yet" in "".join(one.value for one in go(app, CLIENTS).info)


def ways_to_the_list(app: AppTest) -> list[object]:
    return [link for link in app.get("page_link") if "All clients" in link.proto.label]


def test_home_leads_to_it_once_there_are_two_plans(app: AppTest, store: PlanStore) -> None:
    saved(store, "Ames")
    assert not ways_to_the_list(app.run())
    saved(store, "Bell")
    assert len(ways_to_the_list(app.run())) == 1


def test_what_is_old_or_missing_is_worked_out_and_a_bad_plan_is_named_with_what_to_do(
    app: AppTest, store: PlanStore
) -> None:
    saved(store, "Ames")
    saved(store, "Bell", spending="lots")
    go(app, CLIENTS)
    assert list(app.dataframe[0].value.columns[: len(HEADS)]) == HEADS
    assert row_of(app, "Ames")["Verdict"] == "Not worked out yet"
    app.button(key="clients-run-old").click().run()
    assert ended(app).n_done == 2
    app.run()
    assert not app.exception
    assert row_of(app, "Ames")["Verdict"] == "There is nothing to harvest"
    assert (row_of(app, "Ames")["State"], row_of(app, "Ames")["Losses on hand"]) == ("FL", 0.0)
    assert "1 plan worked out" in texts(app)
    assert "**Bell** was not worked out" in texts(app)
    assert "This is not a number" in texts(app)
    assert app.button(key="clients-run-old").label.endswith("(1)")


def test_a_changed_plan_is_marked_old_and_worked_out_again(app: AppTest, store: PlanStore) -> None:
    plan_id = saved(store, "Ames")
    go(app, CLIENTS).button(key="clients-run-old").click().run()
    ended(app)
    plan = store.get(plan_id)
    assert plan is not None
    store.save(plan_id, plan.version, {**plan.document, "seed of a remark": 1})
    assert str(row_of(app.run(), "Ames")["Worked out"]).endswith("old, the plan changed")


def test_figures_of_the_law_that_changed_make_an_answer_old(
    app: AppTest, store: PlanStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(store, "Ames")
    go(app, CLIENTS).button(key="clients-run-old").click().run()
    ended(app)
    monkeypatch.setattr(client_table, "law_version", lambda: "another")
    assert str(row_of(app.run(), "Ames")["Worked out"]).endswith("old, the law’s figures changed")


def test_what_was_run_on_the_other_pages_is_known_here(
    app: AppTest, with_results: Callable[[AppTest], AppTest]
) -> None:
    with_results(load(app, "californian-couple"))
    go(app, CLIENTS)
    assert not app.exception
    (row,) = app.dataframe[0].value.to_dict("records")
    assert row["State"] == "CA"
    assert row["Verdict"] != "Not worked out yet"


def test_the_search_is_over_names_and_notes(app: AppTest, store: PlanStore) -> None:
    saved(store, "Ames")
    saved(store, "Bell")
    go(app, CLIENTS)
    box = next(one for one in app.text_input if one.label == "Search")
    box.set_value("bel").run()
    assert list(app.dataframe[0].value["Client"]) == ["Bell"]
    box.set_value("no such client").run()
    assert not app.exception
    assert "0 plans of 2 plans" in texts(app)


def lines(store: PlanStore) -> list[ClientLine]:
    """Return three clients: one that acts soon and has much at stake, one that acts late, one without an answer."""
    answers = {
        "Soon": {"act_by": "2026-12-31", "state": "CA", "losses_at_stake": 9_000.0, "rollover_date": "2027-02-01"},
        "Late": {"act_by": "2027-06-30", "state": "NY", "losses_at_stake": 0.0, "rollover_date": None},
        "None": None,
    }
    for name, answer in answers.items():
        head = store.create({"name": name})
        if answer is not None:
            rest = dict.fromkeys(("household", "place", "headline", "strategy", "do_first", "missing"), "")
            numbers = dict.fromkeys(("gain", "two_errors", "alpha_bp"), 0.0)
            kept = {**rest, **numbers, "is_measurable": False, "losses_on_hand": 9_000.0, "advice": "harvest", **answer}
            store.clients.keep_answer(head.id, {"name": name}, kept)
    return store.clients.lines()


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(), ["Late", "None", "Soon"]),
        (Wanted(act_by=date(2026, 12, 31)), ["Soon"]),
        (Wanted(act_by=date(2026, 12, 30)), []),
        (Wanted(rollover_by=date(2027, 2, 1)), ["Soon"]),
        (Wanted(states=("NY", "TX")), ["Late"]),
        (Wanted(at_stake=9_000.0), ["Soon"]),
        (Wanted(at_stake=9_000.01), []),
        (Wanted(text="o"), ["None", "Soon"]),
        (Wanted(verdicts=("Not worked out yet",)), ["None"]),
    ],
)
def test_filters(store: PlanStore, wanted: Wanted, names: list[str]) -> None:
    assert [line.client for line in filtered(lines(store), wanted)] == names


def test_an_answer_of_a_version_that_kept_other_figures_is_none(store: PlanStore) -> None:
    head = store.create({"name": "Ames"})
    store.clients.keep_answer(head.id, {"name": "Ames"}, {"verdict": "of a later version"})
    (line,) = store.clients.lines()
    assert client_table.shown([line])["Verdict"].tolist() == ["Not worked out yet"]
    assert not client_table.is_up_to_date(line)
