"""Every page: with nothing entered, with a sample, with a faulty draft; and what a widget writes is kept."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.scenario.written.samples import SAMPLES
from tests.app.conftest import PAGES, PLAN_PAGES, PRESENT, RESULT_PAGES, ROOT, go, load, texts, widget

HOUSEHOLD = "pages/plan/household.py"


def faulty(document: dict[str, Any]) -> dict[str, Any]:
    """Return the sample with one fault of every kind that the issue names."""
    broken = json.loads(json.dumps(document))
    broken["household"]["people"][0]["born"] = "1959-02-31"
    broken["household"]["spending"] = "a lot"
    broken["holdings"]["lots"][0]["quantity"] = -5
    broken["holdings"]["lots"][1]["account"] = "nowhere"
    broken["holdings"]["lots"][2]["symbol"] = "NOPE"
    broken["holdings"]["lots"][3]["acquired"] = "soon"
    broken["rollovers"][0]["date"] = 7
    broken["strategies"][0]["harvest"] = "sometimes"
    broken["simulation"]["n_paths"] = 1.5
    broken["market"]["classes"] = {"us_stock": {"expected_return": "high", "volatility": 0.2}}
    return broken


def open_document(app: AppTest, document: dict[str, Any]) -> AppTest:
    app.session_state["_draft"] = document
    app.session_state["_revision"] = 99
    return app.run()


@pytest.mark.parametrize("page", PAGES)
def test_page_with_nothing_entered(app: AppTest, page: str) -> None:
    assert not go(app, page).exception
    assert app.title


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("page", PAGES)
def test_page_with_a_sample(app: AppTest, page: str, sample: str) -> None:
    assert not go(load(app, sample), page).exception
    assert "to complete or fix" not in texts(app)


@pytest.mark.parametrize("page", PAGES)
def test_page_with_a_faulty_draft(sample_app: AppTest, page: str) -> None:
    app = open_document(sample_app, faulty(sample_app.session_state["_draft"]))
    assert not go(app, page).exception
    if page == PRESENT:  # nothing to enter there, and no sidebar
        assert not [button for button in app.button if button.key == "run"]
    else:
        assert app.button(key="run").disabled
    assert app.session_state["_draft"] == faulty(sample_app.session_state["_draft"])  # nothing typed was lost


BESIDE = {
    HOUSEHOLD: ("Alex, Date of birth", "Spending target"),
    "pages/plan/rollover.py": ("Rollover 1, Date",),
    "pages/plan/strategies.py": ("Number of paths",),
}
"""Places whose fault stands beside the field, and so not once more in the list at the page's foot."""
STANDING = [page for page in PLAN_PAGES if "standing.box()" in (ROOT / page).read_text("utf-8")]
"""Pages with the box that lists everything that is missing, a click away; *Check* lists it once, in sight."""


@pytest.mark.parametrize("page", [page for page in PLAN_PAGES if page != "pages/plan/interview.py"])
def test_every_fault_is_listed_at_once_with_place_and_fix(sample_app: AppTest, page: str) -> None:
    app = go(open_document(sample_app, faulty(sample_app.session_state["_draft"])), page)
    words = texts(app).replace("\\", "")
    for place in (
        "Alex, Date of birth",
        "Spending target",
        "Lot 1 (VTI), Shares",
        "Lot 2 (VTI), Account",
        "Lot 3 (NOPE), Symbol",
        "Lot 4 (VTI), Acquired",
        "Rollover 1, Date",
        "No harvesting, Harvests",
        "Number of paths",
        "Expected return",
    ):
        named = words.count(place) - (page in STANDING)
        assert named == (place not in BESIDE.get(page, ())), place
    assert "write it like 03/15/2021" in words
    assert "There is no such security" in words


def test_a_fault_stands_beside_its_field_and_is_fixed_there(sample_app: AppTest) -> None:
    app = go(open_document(sample_app, faulty(sample_app.session_state["_draft"])), HOUSEHOLD)
    born = widget(app, "household.people[0].born")
    assert born.value == "1959-02-31"  # what was typed, in a text field, for no calendar shows it
    assert any(":red[" in mark.value and "not a date" in mark.value for mark in app.markdown)
    born.set_value("02/11/1959").run()
    assert app.session_state["_draft"]["household"]["people"][0]["born"] == "1959-02-11"
    assert widget(app, "household.people[0].born").value == "02/11/1959"


def test_what_is_entered_survives_leaving_the_page(sample_app: AppTest) -> None:
    app = go(sample_app, HOUSEHOLD)
    widget(app, "household.spending").set_value(123_456.0).run()
    widget(app, "household.heirs_tax_rate").set_value(31.5).run()
    go(go(app, "pages/plan/rollover.py"), HOUSEHOLD)
    assert widget(app, "household.spending").value == 123_456
    assert app.session_state["_draft"]["household"]["heirs_tax_rate"] == 0.315


@pytest.mark.parametrize("page", RESULT_PAGES)
def test_results_are_shown_and_then_marked_as_old(
    sample_app: AppTest, page: str, with_results: Callable[[AppTest], AppTest]
) -> None:
    app = go(with_results(sample_app), page)
    assert not app.exception
    assert "Up to date" in texts(app)
    assert "Old result" not in texts(app)
    widget(go(app, HOUSEHOLD), "household.spending").set_value(99_000.0).run()
    go(app, page)
    assert not app.exception
    assert "**Old result.**" in texts(app)
    assert "seed" in texts(app)  # still there, with what it rests on
    widget(go(app, HOUSEHOLD), "household.spending").set_value(102_000.0).run()
    assert "Old result" not in texts(go(app, page))  # the change is undone, so the result is the plan's again


def test_the_page_says_why_nothing_is_gained_without_a_taxable_account(
    app: AppTest, with_results: Callable[[AppTest], AppTest]
) -> None:
    go(with_results(load(app, "no-taxable-account")), "pages/results/compare.py")
    assert "no taxable account" in texts(app)
    assert "no gain or loss" in texts(app) or "no taxable gain" in texts(app)


HOSTILE = (
    "$a_b$ [x](http://e.vil) <script>alert(1)</script> :smile: **bold** :red[r] #tag",
    "=cmd|' /C calc'!A0",
    "#panic(1) `code` ~~gone~~",
    "x" * 300,
    "👵🏽 :material/home: &amp;",
    "אבא \u202eabc",
)
MARKS = ("$a_b$", "[x](", "<script>", ":smile:", ":material/home:", "`code`", "\n#panic", "\u202e", "x" * 200)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_shown_as_they_are(
    sample_app: AppTest, with_results: Callable[[AppTest], AppTest], name: str
) -> None:
    document = json.loads(json.dumps(sample_app.session_state["_draft"]))
    document["name"] = name[:120]
    document["strategies"][1]["name"] = name[:60]
    for part in (*document["household"]["people"], *document["holdings"]["accounts"]):
        part["name"] = name[:60]
    app = with_results(open_document(sample_app, document))
    for page in PAGES:
        go(app, page)
        assert not app.exception
        for element in [*app.markdown, *app.caption, *app.info, *app.warning, *app.success, *app.title, *app.subheader]:
            text = str(element.value)
            assert not [mark for mark in MARKS if mark in text], (page, text[:200])


def test_the_advice_notice_stands_once_and_on_the_first_page(app: AppTest) -> None:
    seen = [page for page in PAGES if "not tax or investment advice" in texts(go(app, page))]
    assert seen == ["pages/start/home.py"]


def test_spouse_and_rollover_come_and_go(sample_app: AppTest) -> None:
    app = go(sample_app, HOUSEHOLD)
    next(b for b in app.button if b.label == "Remove the spouse").click().run()
    assert len(app.session_state["_draft"]["household"]["people"]) == 1
    next(b for b in app.button if b.label.startswith("Add a spouse")).click().run()
    assert app.session_state["_draft"]["household"]["filing_status"] == "mfj"
    go(app, "pages/plan/rollover.py")
    app.button(key="remove-rollovers[0]").click().run()
    assert app.session_state["_draft"]["rollovers"] == []
    next(b for b in app.button if b.label == "Add a rollover").click().run()
    rollover = app.session_state["_draft"]["rollovers"][0]
    types = {a["id"]: a["type"] for a in app.session_state["_draft"]["holdings"]["accounts"]}
    assert types[rollover["from_account"]] == "401k"
    assert types[rollover["to_account"]] == "traditional_ira"
    assert not app.exception
