"""Files in and out: scenario files good and bad, broker files, downloads."""

import json
import sys
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from sim import apart
from sim.scenario.written.samples import sample_scenario
from tests.app.conftest import ROOT, go, load, texts
from ui.core import reading

HOME, HOLDINGS = "pages/start/home.py", "pages/plan/holdings.py"
SAMPLE = json.dumps(sample_scenario("early-retiree").model_dump(mode="json"))


def give(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    return app


def test_a_saved_plan_is_opened(app: AppTest) -> None:
    give(app, "plan.json", SAMPLE.encode())
    assert app.session_state["_draft"] == json.loads(SAMPLE)
    assert "opened" in texts(app)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 \xff\xfe", "This is a PDF"),
        (SAMPLE.encode()[:500], "Was the file cut off"),
        (b"\xff\xfe\x00\x01\x02", "Not a text file"),
        (b"[1, 2]", "JSON object"),
        (b"", "The file is empty"),
        (SAMPLE.replace('"start":', '"start": "2020-01-01", "start":', 1).encode(), "appears twice"),
        (SAMPLE.encode("utf-16-le"), "UTF-16 without its byte-order mark"),
        (b" " * 6_000_000, "Larger than 5 MB"),
        (b'{"schema_version": 99}', "version 5"),
        (b'{"household": 3, "holdings": []}', "object"),
        (b"[" * 100_000, "cannot be used"),
    ],
)
def test_an_unusable_file_gets_a_message_and_changes_nothing(app: AppTest, content: bytes, words: str) -> None:
    load(app, "californian-couple")
    before = json.dumps(app.session_state["_draft"])
    give(app, "file.json", content)
    assert json.dumps(app.session_state["_draft"]) == before
    assert app.error
    assert words in texts(app).replace("\\", "")


def test_a_faulty_plan_can_be_opened_and_fixed(app: AppTest) -> None:
    document = json.loads(SAMPLE)
    document["holdings"]["lots"][0]["acquired"] = "13/45/2020"
    document["holdings"]["lots"][0]["quantity"] = -1
    before = json.dumps(app.session_state["_draft"])
    give(app, "plan.json", json.dumps(document).encode())
    assert json.dumps(app.session_state["_draft"]) == before
    assert "Lot 1 (VTI), Acquired" in texts(app).replace("\\", "")
    assert "Lot 1 (VTI), Shares" in texts(app).replace("\\", "")
    next(button for button in app.button if button.label.startswith("Open it")).click().run()
    assert app.session_state["_draft"]["holdings"]["lots"][0]["acquired"] == "13/45/2020"
    assert not go(app, HOLDINGS).exception


def broker(app: AppTest, name: str, content: bytes) -> AppTest:
    return give(go(load(app, "californian-couple"), HOLDINGS), name, content)


LOTS = b"""account,symbol,quantity,acquired,cost_basis
Brokerage,VTI,10,2024-03-04,2600.00
Brokerage,ZZZ,5,,500.00
Total,,,,
"""


def test_a_missing_date_is_asked_for_and_lots_are_added_only_then(app: AppTest) -> None:
    broker(app, "lots.csv", LOTS)
    before = len(app.session_state["_draft"]["holdings"]["lots"])
    assert "acquisition date" in texts(app)
    assert "1 row skipped" in texts(app) or "skipped" in texts(app)
    add = next(button for button in app.button if button.label == "Add 2 lots")
    assert add.disabled
    app.date_input(key="import-day").set_value("2023-05-06").run()
    next(button for button in app.button if button.label == "Use this date").click().run()
    next(button for button in app.button if button.label == "Add 2 lots").click().run()
    lots = app.session_state["_draft"]["holdings"]["lots"]
    assert len(lots) == before + 2
    assert lots[-1]["acquired"] == "2023-05-06"
    assert lots[-2] == {**lots[-2], "symbol": "VTI", "quantity": 10.0, "cost_basis": 2600.0, "acquired": "2024-03-04"}
    assert "Asset class" in texts(app)  # the new symbol's class is asked for, not guessed
    assert not app.exception


@pytest.mark.parametrize("content", [b"%PDF-1.7 \xff", b"a,b\n1,2\n", b"", b"\xff\xfe\x00", LOTS[:60]])
def test_a_file_that_is_no_lot_list_gets_a_message(app: AppTest, content: bytes) -> None:
    broker(app, "file.csv", content)
    assert app.error or "skipped" in texts(app) or "acquisition date" in texts(app)


def test_columns_of_an_unknown_table_can_be_named(app: AppTest) -> None:
    broker(app, "odd.csv", b"Fund,Units,Bought,Paid\nVTI,3,2024-01-05,700\n")
    assert app.error
    for ours, theirs in (("symbol", "Fund"), ("quantity", "Units"), ("acquired", "Bought"), ("cost_basis", "Paid")):
        app.selectbox(key=f"import-column-{ours}").set_value(theirs)
    app.run()
    next(button for button in app.button if button.label == "Read it again").click().run()
    assert not app.error
    assert any(button.label == "Add 1 lot" for button in app.button)


def test_lots_of_an_ira_need_no_date(app: AppTest) -> None:
    broker(app, "ira.csv", b"symbol,quantity,acquired,cost_basis\nVTI,4,,\n")
    ira = next(a["id"] for a in app.session_state["_draft"]["holdings"]["accounts"] if a["type"] == "traditional_ira")
    app.selectbox(key="import-target-").set_value(ira).run()
    next(button for button in app.button if button.label == "Add 1 lot").click().run()
    assert app.session_state["_draft"]["holdings"]["lots"][-1]["account"] == ira
    assert "to complete or fix" not in texts(app)


def test_downloads(app: AppTest, with_results: Callable[[AppTest], AppTest]) -> None:
    go(with_results(load(app, "californian-couple")), "pages/results/export.py")
    labels = [button.label for button in app.get("download_button")]
    assert labels == ["Plan (.json)", *["Download"] * 6]
    app.button(key="make-pdf").click().run()
    assert not app.exception
    assert len(app.get("download_button")) == 8
    app.text_input(key="letterhead-firm").set_value("Smith & Co").run()
    assert len(app.get("download_button")) == 7  # with another letterhead it is another file


def test_the_samples_files_are_where_the_page_says() -> None:
    assert (ROOT / "sim" / "market" / "data" / "market.toml").is_file()


def test_a_file_that_takes_long_is_shown_at_work_and_can_be_canceled(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE_SECONDS", 0.0)
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", "import time; time.sleep(600)"))
    broker(app, "slow.csv", LOTS)
    assert "Reading **slow\\.csv**" in texts(app)
    before = app.session_state["_slots"]["import"].apart
    app.button(key="reading-cancel").click().run()
    assert before.wait(60)
    app.run()
    assert "Reading was canceled" in texts(app)
    go(app, "pages/plan/market.py")
    assert not app.exception


def test_a_plan_that_takes_long_is_read_beside_the_page_and_can_be_canceled(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE_SECONDS", 0.0)
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", "import time; time.sleep(600)"))
    give(app, "slow.json", SAMPLE.encode())
    assert "Reading **slow\\.json**" in texts(app)
    before, under_way = app.session_state["_draft"], app.session_state["_slots"]["upload-reading"]
    app.button(key="reading-cancel").click().run()
    assert under_way.wait(60)
    app.run()
    assert not app.exception
    assert "Reading was canceled" in texts(app)
    assert app.session_state["_draft"] == before
