"""A file is read in a process of its own: the same result, and an end whatever the file does."""

import os
import sys
import threading
from pathlib import Path

import pytest

from sim import apart
from sim.apart import Apart, Request, read
from sim.scenario.written.load import scenario_json
from sim.scenario.written.samples import sample_scenario

FILES = Path(__file__).parents[1] / "fixtures" / "brokers"
RETURNS = ("date,us_stock\n" + "".join(f"{year},0.05\n" for year in range(1990, 2010))).encode()
SCENARIO = scenario_json(sample_scenario("californian-couple")).encode()
ENDLESS_PATTERN = (sys.executable, "-c", "import re; re.match('(a+)+$', 'a' * 100 + 'b')")
PATIENCE = 60


def done(work: Apart) -> apart.Answer:
    assert work.start().wait(PATIENCE)
    return work.answer


@pytest.mark.parametrize(
    ("request_", "content"),
    [
        (Request("lots", "a.csv"), (FILES / "vanguard_realized.csv").read_bytes()),
        (Request("lots", "a.xml", date_order="mdy"), (FILES / "ib_flex.xml").read_bytes()),
        (Request("lots", "a\n\ud800.csv", symbol="VTI"), (FILES / "schwab_lots.csv").read_bytes()),
        (
            Request("lots", mapping={"symbol": "F", "quantity": "U", "acquired": "B", "cost_basis": "P"}),
            b"F,U,B,P\nVTI,3.000000001,2024-01-05,700.10\n",
        ),
        (Request("lots"), b"Fund,Units\nVTI,3\n"),
        (Request("lots"), b"%PDF-1.7"),
        (Request("returns", "mine.csv"), RETURNS),
        (Request("returns"), b"date,us_stock\n2000,x\n"),
        (Request("scenario", "plan.json"), SCENARIO),
        (Request("scenario"), SCENARIO.replace(b'"CA"', b'"Narnia"')),
        (Request("scenario"), SCENARIO[:900]),
        (Request("scenario"), b'{"schema_version": 99}'),
    ],
)
def test_the_answer_is_the_same_as_in_this_process(request_: Request, content: bytes) -> None:
    found, wanted = done(Apart(request_, content)), read(request_, content)
    assert (found.result, found.headings, found.faulty) == (wanted.result, wanted.headings, wanted.faulty)
    assert list(map(str, found.problems)) == list(map(str, wanted.problems))
    assert found.result is not None or found.problems


def test_a_scenario_with_a_fault_comes_back_to_be_corrected() -> None:
    found = done(Apart(Request("scenario"), SCENARIO.replace(b'"CA"', b'"Narnia"')))
    assert found.result is None
    assert [problem.place for problem in found.problems] == ["household.state"]
    assert found.faulty is not None
    assert found.faulty["household"]["state"] == "Narnia"


def test_a_pattern_without_an_end_is_stopped_and_holds_nobody_up() -> None:
    work = Apart(Request("lots"), b"x", seconds=1.0, command=ENDLESS_PATTERN).start()
    answered: list[int] = []
    other = threading.Thread(target=lambda: answered.extend(range(1_000)))
    other.start()
    other.join(PATIENCE)
    assert len(answered) == 1_000
    assert not work.is_done
    assert work.wait(PATIENCE)
    assert "longer than 1 seconds" in work.answer.problems[0].message
    assert work._process is not None
    assert work._process.poll() is not None


@pytest.mark.parametrize("is_begun", [True, False])
def test_reading_can_be_canceled(is_begun: bool) -> None:
    work = Apart(Request("lots"), b"x", command=ENDLESS_PATTERN)
    if is_begun:
        work.start()
        work.cancel()
    else:
        work.cancel()
        work.start()
    assert work.wait(PATIENCE)
    assert work.answer.problems[0].message == "Reading was canceled."


@pytest.mark.parametrize(
    "program", ["print('no answer')", "raise SystemExit(3)", "import os; os.abort()", "print('{\"problems\": []}')"]
)
def test_a_process_that_ends_otherwise_is_told(program: str) -> None:
    found = done(Apart(Request("lots"), b"x", command=(sys.executable, "-c", program)))
    assert "stopped on a fault" in found.problems[0].message


def test_a_program_that_is_missing_is_told() -> None:
    found = done(Apart(Request("lots"), b"x", command=("no such program",)))
    assert "could not be read" in found.problems[0].message


def test_memory_has_a_limit() -> None:
    """The very process, made to ask for more than it may have."""
    program = (
        "import sim.apart as apart; apart.read = lambda *_: bytearray(apart.MOST_MEMORY); "
        "raise SystemExit(apart.main())"
    )
    found = done(Apart(Request("lots"), b"x", command=(sys.executable, "-P", "-c", program)))
    assert "more memory" in found.problems[0].message


def test_the_process_is_given_no_address_of_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", "postgresql://ann:hunter2@db/plans")
    environ = apart._environ()
    assert "hunter2" not in str(environ)
    assert environ["PATH"] == os.environ["PATH"]
