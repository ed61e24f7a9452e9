"""Nothing is lost: plans are saved as they are typed, found again, listed, and never silently overwritten."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim.store.database import open_database
from sim.store.plans import PlanStore
from tests.app.conftest import PAGES, ROOT, go, load, texts, widget
from ui.core import store as store_of_app

HOME, HOUSEHOLD = "pages/start/home.py", "pages/plan/household.py"


def new_tab(plan: str = "") -> AppTest:
    """Return a new session, as a new tab or a restarted server makes it: on a plan's address, or on none."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    if plan:
        app.query_params["plan"] = plan
    return app.run()


def plan_of(app: AppTest) -> str:
    """Return the plan that the page's address names."""
    found = app.query_params["plan"]
    return found if isinstance(found, str) else found[0]


def store() -> PlanStore:
    return PlanStore(open_database())


def spend(app: AppTest, amount: float) -> AppTest:
    widget(go(app, HOUSEHOLD), "household.spending").set_value(amount).run()
    return app


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def spending(app: AppTest) -> float:
    return float(app.session_state["_draft"]["household"]["spending"])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_saved_plan_of_another_age_opens_and_says_so_at_the_field(app: AppTest, day: str) -> None:
    draft = load(app, "californian-couple").session_state["_draft"]
    draft["start"] = draft["household"]["people"][0]["born"] = draft["holdings"]["lots"][0]["acquired"] = day
    saved = store().create({**draft, "rollovers": [{**draft["rollovers"][0], "date": day}]})
    found = new_tab(saved.id)
    for page in PAGES:
        assert not go(found, page).exception, page
    go(found, HOUSEHOLD)
    assert widget(found, "start").value == day
    assert texts(found).count("choose a day from 01/01/1900 to 12/31/2199") >= 1


def test_a_page_nobody_typed_into_is_not_saved(app: AppTest) -> None:
    go(app, HOUSEHOLD)
    assert store().plans() == []
    assert "plan" not in app.query_params


def test_what_is_typed_is_saved_at_once_and_found_by_a_new_session(app: AppTest) -> None:
    spend(app, 81_000.0)
    again = new_tab(plan_of(app))
    assert spending(again) == 81_000
    assert "Saved at" in texts(again)


def test_a_draft_with_faults_is_found_with_its_faults(sample_app: AppTest) -> None:
    sample_app.session_state["_draft"]["household"]["people"][0]["born"] = "1959-02-31"
    sample_app.session_state["_draft"]["holdings"]["lots"][0]["quantity"] = "many"
    sample_app.run()
    again = new_tab(plan_of(sample_app))
    assert again.session_state["_draft"] == sample_app.session_state["_draft"]
    assert not go(again, "pages/plan/holdings.py").exception


def test_what_the_planner_keeps_beside_the_plan_is_found_too(sample_app: AppTest) -> None:
    go(sample_app, "pages/results/this_year.py")
    slider = next(found for found in sample_app.slider if "conversion" in found.label.lower())
    slider.set_value(20_000).run()
    go(sample_app, HOME)
    again = go(new_tab(plan_of(sample_app)), "pages/results/this_year.py")
    assert next(found for found in again.slider if "conversion" in found.label.lower()).value == 20_000


def test_gains_so_far_that_pages_once_kept_for_themselves_are_the_plans_now(sample_app: AppTest) -> None:
    plan = plan_of(spend(sample_app, 71_000.0))
    kept = store().get(plan)
    assert kept is not None
    planner = {"day": "2026-01-01", "realised_long": -17.0, "of": '["2026-01-01", []]'}
    old = {"this_year": {"realised_short": 4_321.0}, "harvest": planner}
    store().save(plan, kept.version, kept.document, old)
    again = go(new_tab(plan), "pages/results/this_year.py")
    assert 4_321.0 in [field.value for field in again.number_input]
    spend(again, 72_000.0)
    saved = store().get(plan)
    assert saved is not None
    so_far = saved.document["household"]["so_far"]
    assert (so_far["gains_short"], so_far["gains_long"]) == (4_321.0, -17.0)
    assert "this_year" not in saved.beside


def test_the_later_of_two_tabs_goes_on_in_a_copy_and_is_told(sample_app: AppTest) -> None:
    first, second = sample_app, new_tab(plan_of(sample_app))
    plan = plan_of(first)
    spend(first, 71_000.0)
    spend(second, 72_000.0)
    assert "changed in another tab" in texts(second)
    assert "saved as a copy" in texts(second)
    kept = store().get(plan)
    assert kept is not None
    assert kept.document["household"]["spending"] == 71_000
    copy = store().get(plan_of(second))
    assert copy is not None
    assert copy.document["household"]["spending"] == 72_000
    assert plan_of(second) != plan
    press(second, "Keep this one as a copy")
    assert "changed in another tab" not in texts(second)
    assert len(store().plans()) == 2


def test_the_later_tab_may_take_the_others_version(sample_app: AppTest) -> None:
    plan, second = plan_of(sample_app), new_tab(plan_of(sample_app))
    spend(sample_app, 71_000.0)
    spend(second, 72_000.0)
    press(second, "Open the other tab's version")
    assert spending(second) == 71_000
    assert plan_of(second) == plan
    assert [head.id for head in store().plans()] == [plan]
    assert len(store().deleted()) == 1  # what was typed in the second tab can still be taken back
    spend(second, 73_000.0)
    kept = store().get(plan)
    assert kept is not None
    assert kept.document["household"]["spending"] == 73_000


def test_a_tab_that_changed_nothing_is_told_as_well(sample_app: AppTest) -> None:
    second = new_tab(plan_of(sample_app))
    spend(sample_app, 71_000.0)
    second.run()
    assert "is the earlier version" in texts(second)
    press(second, "Open the other tab's version")
    assert spending(second) == 71_000
    assert "changed in another tab" not in texts(second)


def test_an_old_tab_may_keep_its_earlier_version(sample_app: AppTest) -> None:
    second, before = new_tab(plan_of(sample_app)), spending(sample_app)
    spend(sample_app, 71_000.0)
    press(second.run(), "Keep this one as a copy")
    copy = store().get(plan_of(second))
    assert copy is not None
    assert copy.document["household"]["spending"] == before
    assert copy.name.endswith("(copy)")
    assert len(store().plans()) == 2


def test_a_plan_deleted_in_another_tab_goes_on_as_a_copy(sample_app: AppTest) -> None:
    store().delete(plan_of(sample_app))
    spend(sample_app, 75_000.0)
    assert "deleted in another tab" in texts(sample_app)
    copy = store().get(plan_of(sample_app))
    assert copy is not None
    assert copy.document["household"]["spending"] == 75_000
    press(sample_app, "Go on with the copy")
    assert "deleted in another tab" not in texts(sample_app)


def test_saved_plans_are_listed_opened_renamed_duplicated_deleted_and_undeleted(sample_app: AppTest) -> None:
    plan = plan_of(sample_app)
    sample_app.text_input(key=f"name-{plan}").set_value("Ours <b>bold</b>").run()
    assert sample_app.session_state["_draft"]["name"] == "Ours <b>bold</b>"
    sample_app.button(key=f"duplicate-{plan}").click().run()
    assert sorted(head.name for head in store().plans()) == ["Ours <b>bold</b>", "Ours <b>bold</b> (copy)"]
    copy = next(head.id for head in store().plans() if head.id != plan)
    assert plan_of(sample_app) == copy  # the copy is what goes on
    sample_app.button(key=f"open-{plan}").click().run()
    assert plan_of(sample_app) == plan
    sample_app.button(key=f"open-{copy}").click().run()
    assert plan_of(sample_app) == copy
    sample_app.text_input(key=f"name-{plan}").set_value("Renamed").run()
    assert {head.name for head in store().plans()} == {"Renamed", "Ours <b>bold</b> (copy)"}
    sample_app.button(key=f"delete-{copy}").click().run()
    assert [head.id for head in store().plans()] == [plan]
    assert "plan" not in sample_app.query_params
    sample_app.button(key="undo-delete").click().run()
    assert {head.id for head in store().plans()} == {plan, copy}
    assert not sample_app.exception


def test_everything_typed_can_be_undone_and_redone(sample_app: AppTest) -> None:
    before = json.dumps(sample_app.session_state["_draft"], sort_keys=True)
    spend(sample_app, 71_000.0)
    go(sample_app, "pages/plan/rollover.py").button(key="remove-rollovers[0]").click().run()
    assert sample_app.session_state["_draft"]["rollovers"] == []
    sample_app.button(key="undo").click().run()
    assert len(sample_app.session_state["_draft"]["rollovers"]) == 1
    sample_app.button(key="undo").click().run()
    assert json.dumps(sample_app.session_state["_draft"], sort_keys=True) == before
    assert sample_app.button(key="undo").disabled
    sample_app.button(key="redo").click().run()
    assert spending(sample_app) == 71_000
    assert spending(new_tab(plan_of(sample_app))) == 71_000


def test_another_plan_is_not_undone_into_this_one(sample_app: AppTest) -> None:
    spend(sample_app, 71_000.0)
    load(go(sample_app, HOME), "early-retiree")
    assert sample_app.button(key="undo").disabled
    assert len(store().plans()) == 2


def test_the_database_may_fail_and_nothing_typed_is_lost(
    app: AppTest, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    spend(load(go(app, HOME), "early-retiree"), 64_000.0)
    assert not app.exception
    assert "Not saved" in texts(app)
    assert "cannot be read now" in texts(go(app, HOME))
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", f"sqlite:///{database}")
    spend(app, 65_000.0)
    assert "Not saved" not in texts(app)
    assert spending(new_tab(plan_of(app))) == 65_000


def test_an_address_of_no_plan_says_so(database: Path) -> None:
    app = new_tab("0" * 32)
    assert not app.exception
    assert "is not here" in texts(app)
    assert "plan" not in app.query_params


def test_a_failing_database_is_not_asked_at_every_click(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    asked = []
    monkeypatch.setattr(store_of_app, "open_database", lambda url: asked.append(url) or open_database(url))
    found = store_of_app.Connections()
    for _ in range(3):
        with pytest.raises(ValueError, match="The database has a problem"):
            found.engine()
    assert len(asked) == 1


def test_each_step_says_how_it_stands(app: AppTest) -> None:
    go(app, "pages/plan/check.py")
    assert "Date of birth" in texts(app)
    assert "no account yet" in texts(app)
    go(load(go(app, HOME), "californian-couple"), "pages/plan/check.py")
    assert texts(app).count("complete") == 5
    assert "not run yet" in texts(app)
