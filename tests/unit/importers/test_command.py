"""`python -m sim import`: exit codes, JSON, and messages without a traceback."""

import json
import sys
from pathlib import Path

import pytest

from sim.cli import main

FILES = Path(__file__).parents[2] / "fixtures" / "brokers"


def test_json_of_schwab_lots(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(FILES / "schwab_lots.csv"), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert set(shown) >= {"broker", "lots", "skipped", "questions", "warnings", "reconciliation"}
    first, _, undated = shown["lots"]
    wanted = {"account": "...4321", "symbol": "SCHA", "quantity": 20, "acquired": "2020-09-24", "cost_basis": 1451.2}
    assert wanted.items() <= first.items()
    assert undated["acquired"] is None
    assert [question["field"] for question in shown["questions"]] == ["acquired", "cost_basis"]
    assert shown["skipped"][0]["reason"] == "the total of the lots"


def test_table_lists_lots_questions_and_skipped_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(FILES / "schwab_lots.csv"), "--account", "Mine"]) == 0
    shown = capsys.readouterr().out
    for text in ("Mine     SCHA    20", "Questions (2)", "Skipped rows (1)", "row 7: the total of the lots"):
        assert text in shown


def test_assumed_date_answers_the_question_and_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(FILES / "schwab_positions_2020.csv"), "--json", "--assume-acquired", "2019-01-02"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["lots"][0]["acquired"] == "2019-01-02"
    assert shown["questions"] == []
    assert any("2019-01-02" in warning for warning in shown["warnings"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.csv"], "cannot be read"),
        (["."], "cannot be read"),
        pytest.param(
            ["/dev/zero"],
            "5 MB",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such device among its files"),
        ),
        (["nul\x00.csv"], "cannot be read"),
        ([str(FILES / "plain.csv"), "--assume-acquired", "soon"], "--assume-acquired"),
        ([str(FILES / "plain.csv"), "--assume-acquired", "2999-01-01"], "future"),
        ([str(FILES / "plain.csv"), "--assume-acquired", "0001-01-01"], "before 1900"),
        ([str(FILES / "plain.csv"), "--broker", "acme"], "not a broker known here"),
        ([str(FILES / "plain.csv"), "--map", "symbol"], "OURS=THEIRS"),
    ],
)
def test_bad_use_is_told_with_exit_code_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", *arguments]) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


def test_large_file_and_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large, pdf = tmp_path / "large.csv", tmp_path / "lots.csv"
    with large.open("wb") as file:
        file.truncate(20_000_000)
    pdf.write_bytes(b"%PDF-1.4\n")
    assert main(["import", str(large)]) == 2
    assert "20.0 MB; the limit is 5 MB" in capsys.readouterr().err
    assert main(["import", str(pdf)]) == 2
    assert "PDF" in capsys.readouterr().err


def test_unknown_table_through_a_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fund list.csv"
    path.write_text("Fund,Units,Bought,Paid\nVTI,3,2024-01-02,600\n")
    assert main(["import", str(path)]) == 2
    assert "Columns seen: Fund, Units, Bought, Paid" in capsys.readouterr().err
    pairs = ["symbol=Fund", "quantity=Units", "acquired=Bought", "cost_basis=Paid"]
    mapped = [word for pair in pairs for word in ("--map", pair)]
    assert main(["import", str(path), "--json", *mapped]) == 0
    assert json.loads(capsys.readouterr().out)["lots"][0]["cost_basis"] == 600
