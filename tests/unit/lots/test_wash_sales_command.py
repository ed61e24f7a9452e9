"""The shell command: columns, formats, totals, exit codes, nothing half-done."""

import csv
import json
import random
from datetime import date, timedelta

import openpyxl
import pytest

from sim.cli import main

HEADER = "date,account,account_type,owner,action,symbol,quantity,amount,lot_id,sell_lots,order_group,from_account\n"
LEDGER = (
    HEADER
    + """2024-12-02,T,taxable,self,buy,VTI,3,10,A,,,
2025-12-20,T,taxable,self,sell,VTI,1.5,4.50,,,,
2026-01-05,I,roth_ira,self,reinvest,VTI,0.25,0.77,D1,,,
2026-01-06,T,taxable,self,buy,VTI,0.5,1.50,B,,,
"""
)


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER)
    return path


def _read(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_columns_and_formats(ledger, tmp_path, capsys):
    form, lots = tmp_path / "form.csv", tmp_path / "open.csv"
    assert main(["wash-sales", str(ledger), "--out", str(form), "--open-lots", str(lots), "--json"]) == 0
    assert form.read_text().splitlines()[0] == (
        "account,lot_id,symbol,quantity,date_acquired,date_sold,proceeds,basis,code,disallowed_loss,permanent_loss,"
        "gain,term,holding_period_start"
    )
    assert lots.read_text().splitlines()[0] == "lot_id,account,symbol,quantity,basis,holding_period_start"
    (row,) = _read(form)
    # 1.5 of 3 shares that cost $10: basis $5, loss $0.50; half of the shares replaced, a third of these in the Roth IRA
    assert row == {
        "account": "T", "lot_id": "A", "symbol": "VTI", "quantity": "1.5", "date_acquired": "2024-12-02",
        "date_sold": "2025-12-20", "proceeds": "4.50", "basis": "5.00", "code": "W", "disallowed_loss": "0.25",
        "permanent_loss": "0.08", "gain": "-0.25", "term": "long", "holding_period_start": "2024-12-02",
    }  # fmt: skip
    assert _read(lots)[-1] == {
        "lot_id": "B", "account": "T", "symbol": "VTI", "quantity": "0.5", "basis": "1.67",
        "holding_period_start": "2024-12-19",
    }  # fmt: skip
    printed = json.loads(capsys.readouterr().out)
    assert printed["total_disallowed"] == 0.25
    assert printed["total_permanent"] == 0.08
    assert printed["total_allowed_gain"] == -0.25
    assert list(printed["schedule_d"]) == ["2024", "2025", "2026"]
    assert printed["schedule_d"]["2025"]["line_15_net_long_term"] == -0.25
    assert printed["schedule_d"]["2025"]["carryover_worksheet"]["line_13_long_term_carryover"] == 0


def test_carryover_and_filing_status(tmp_path, capsys):
    ledger, form = tmp_path / "ledger.csv", tmp_path / "form.csv"
    rows = "2024-01-02,T,taxable,self,buy,X,10,20000,A,,,\n2025-03-03,T,taxable,self,sell,X,10,12000,,,,\n"
    ledger.write_text(HEADER + rows)
    for status, carried in (("single", 5000), ("mfj", 5000), ("mfs", 6500)):
        assert main(["wash-sales", str(ledger), "--out", str(form), "--json", "--filing-status", status]) == 0
        year = json.loads(capsys.readouterr().out)["schedule_d"]["2025"]
        assert year["long_term_carryover_to_next_year"] == carried


def test_workbook_holds_every_record_with_its_reason(ledger, tmp_path, capsys):
    out = tmp_path / "records.xlsx"
    assert main(["wash-sales", str(ledger), "--out", str(out)]) == 0
    assert "lost for good: $0.08" in capsys.readouterr().out
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Form 8949", "Schedule D", "Wash matches", "Not final", "Open lots"]
    cells = {name: [[cell.value for cell in row] for row in book[name].iter_rows()] for name in book.sheetnames}
    assert cells["Form 8949"][1][6] == 4.5
    reasons = [row[-1] for row in cells["Wash matches"][1:]]
    assert len(reasons) == 2
    assert "Roth IRA I (self) on 2026-01-05, 16 days after the sale" in reasons[0]
    assert "Rev. Rul. 2008-5" in reasons[0]
    assert "383 days tacked on" in reasons[1]
    assert "provisional until 2026-01-19" in cells["Not final"][1][0]
    assert {row[0]: row[2] for row in cells["Schedule D"]}["line_21_allowed_loss"] == 0.25


def test_bad_input_leaves_nothing_behind(ledger, tmp_path, capsys):
    ledger.write_text(
        LEDGER + "2026-02-01,T,taxable,self,sell,VTI,999,1,,,,\n2026-02-31,T,taxable,self,buy,VTI,1,1,,,,\n"
    )
    out = tmp_path / "out.csv"
    assert main(["wash-sales", str(ledger), "--out", str(out)]) == 2
    printed = capsys.readouterr()
    assert "row 6, column quantity" in printed.err
    assert "row 7, column date" in printed.err
    assert printed.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.csv"]


def test_an_output_that_cannot_be_written_leaves_the_other_unwritten(ledger, tmp_path, capsys):
    form = tmp_path / "form.csv"
    assert main(["wash-sales", str(ledger), "--out", str(form), "--open-lots", str(tmp_path / "no" / "open.csv")]) == 2
    assert "open.csv" in capsys.readouterr().err
    assert not form.exists()
    assert main(["wash-sales", str(ledger), "--out", str(tmp_path)]) == 2


def test_identical_needs_two_symbols(ledger, tmp_path, capsys):
    assert main(["wash-sales", str(ledger), "--out", str(tmp_path / "f.csv"), "--identical", "VTI"]) == 2
    assert "--identical" in capsys.readouterr().err


def test_same_day_tie_between_ira_and_taxable(tmp_path, capsys):
    ledger, form = tmp_path / "ledger.csv", tmp_path / "form.csv"
    ledger.write_text(
        HEADER
        + """2025-01-02,T,taxable,self,buy,X,10,1000,A,,,
2025-03-03,T,taxable,self,sell,X,10,800,,,,
2025-03-10,I,traditional_ira,self,buy,X,10,810,I1,,,
2025-03-10,T,taxable,self,buy,X,10,810,B,,,
"""
    )
    for tie, permanent in (("ledger_order", 200), ("taxable_first", 0), ("ira_first", 200)):
        assert main(["wash-sales", str(ledger), "--out", str(form), "--json", "--same-day-tie", tie]) == 0
        assert json.loads(capsys.readouterr().out)["total_permanent"] == permanent


def test_random_ledger_totals_are_the_sums_of_the_form(tmp_path, capsys):
    rng, rows, held = random.Random(4), [], 0
    for index in range(300):
        day = date(2024, 1, 2) + timedelta(days=index)
        if rng.random() < 0.55 or held == 0:
            held += 7
            rows.append(f"{day},T,taxable,self,buy,X,0.7,{rng.randint(50, 90)}.{rng.randint(10, 99)},L{index},,,")
        else:
            sold = rng.randint(1, held)
            held -= sold
            rows.append(
                f"{day},T,taxable,self,sell,X,{sold / 10},{rng.randint(5, 13) * sold}.{rng.randint(10, 99)},,,,"
            )
    ledger, form = tmp_path / "ledger.csv", tmp_path / "form.csv"
    ledger.write_text(HEADER + "\n".join(rows))
    assert main(["wash-sales", str(ledger), "--out", str(form), "--json"]) == 0
    printed, lines = json.loads(capsys.readouterr().out), _read(form)
    for key, column in (("total_disallowed", "disallowed_loss"), ("total_allowed_gain", "gain")):
        assert printed[key] == pytest.approx(sum(float(line[column]) for line in lines), abs=1e-6)
    by_year = sum(year["short_term"]["gain"] + year["long_term"]["gain"] for year in printed["schedule_d"].values())
    assert by_year == pytest.approx(printed["total_allowed_gain"], abs=1e-6)
    assert printed["total_disallowed"] > 0


@pytest.mark.parametrize("options", [["--out", "ledger.csv"], ["--out", "form.csv", "--open-lots", "./ledger.csv"]])
def test_the_ledger_is_not_written_over(ledger, tmp_path, monkeypatch, capsys, options):
    monkeypatch.chdir(tmp_path)
    assert main(["wash-sales", "ledger.csv", *options]) == 2
    assert "the file that is read" in capsys.readouterr().err
    assert ledger.read_text() == LEDGER


def test_two_files_of_one_name_are_refused(ledger, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["wash-sales", "ledger.csv", "--out", "x.csv", "--open-lots", "./x.csv"]) == 2
    assert "--open-lots: --out names the same file" in capsys.readouterr().err
    assert not (tmp_path / "x.csv").exists()


def test_what_is_printed_reads_as_people_write(ledger, tmp_path, capsys):
    """One row is one line, and a minus stands before the dollar sign."""
    assert main(["wash-sales", str(ledger), "--out", str(tmp_path / "form.csv")]) == 0
    told = capsys.readouterr().out
    assert told.startswith("1 line of Form 8949")
    assert "gain after adjustments: -$0.25" in told


def test_more_events_than_there_is_time_for_are_refused(ledger, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sim.lots.reading.read_table.MOST_EVENTS", 3)
    assert main(["wash-sales", str(ledger), "--out", str(tmp_path / "form.csv")]) == 2
    assert "more than 3 rows" in capsys.readouterr().err


def test_workbook_says_what_corporations_did_to_each_lot(tmp_path):
    """Pub. 550's nondividend distribution: $80 of $100 come back, then $30, of which $10 is gain (IRC 301(c))."""
    ledger, out = tmp_path / "ledger.csv", tmp_path / "records.xlsx"
    rows = ["2019-03-04,T,taxable,self,buy,X,10,100,A,,,", "2022-06-15,T,taxable,self,return_of_capital,X,,80,,,,"]
    ledger.write_text(HEADER + "\n".join([*rows, "2025-06-16,T,taxable,self,return_of_capital,X,,30,,,,"]))
    assert main(["wash-sales", str(ledger), "--out", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[-1] == "Basis changes"
    cells = [[cell.value for cell in row][2:] for row in book["Basis changes"].iter_rows(min_row=2)]
    assert cells == [
        ["A", "X", "return_of_capital", 100, 20, 80, 0, "", "IRC 301(c)(2), (3)"],
        ["A", "X", "return_of_capital", 20, 0, 30, 10, "", "IRC 301(c)(2), (3)"],
    ]


TXF_LEDGER = (
    HEADER.replace("from_account", "from_account,held_as")
    + """2023-08-05,T,taxable,self,buy,WMT,400,4000,A,,,,
2024-01-05,T,taxable,self,buy,RBK,200,1000,B,,,,
2024-09-05,T,taxable,self,sell,WMT,400,1200,,,,,
2024-10-01,T,taxable,self,sell,RBK,200,2000,,,,,
2024-10-02,T,taxable,self,inherit,QCOM,50,1500,C,,,,
2024-11-15,T,taxable,self,sell,QCOM,50,1300,,,,,
2024-11-20,T,taxable,self,buy,QCOM,50,1300,D,,,,
2024-12-02,W,taxable,self,buy,BTC,1,9000,E,,,,property
2024-12-03,W,taxable,self,sell,BTC,1,8000,,,,,
2025-02-03,T,taxable,self,sell,QCOM,50,1800,,,,,
"""
)


def test_txf_is_as_its_specification_writes_it(tmp_path, capsys):
    """The records of Examples 2A and 2D of TXF Spec 042, with later days; format 5 with an empty last field."""
    ledger, out, txf = tmp_path / "ledger.csv", tmp_path / "f.csv", tmp_path / "f.txf"
    ledger.write_text(TXF_LEDGER)
    command = ["wash-sales", str(ledger), "--out", str(out), "--txf", str(txf)]
    assert main([*command, "--year", "2024"]) == 0
    assert "1 line of coins is not in" in capsys.readouterr().err
    head, *records = txf.read_bytes().decode("ascii").split("\r\n^\r\n")
    assert head.split("\r\n")[0] == "V042"
    assert [record.split("\r\n") for record in records if record] == [
        ["TD", "N323", "C1", "L1", "P400 sh WMT", "D08/05/2023", "D09/05/2024", "$4000.00", "$1200.00", "$"],
        ["TD", "N321", "C1", "L1", "P200 sh RBK", "D01/05/2024", "D10/01/2024", "$1000.00", "$2000.00", "$"],
        ["TD", "N323", "C1", "L1", "P50 sh QCOM (INHERITED)", "D", "D11/15/2024", "$1500.00", "$1300.00", "$200.00"],
    ]
    assert main(command) == 0, "the last year with a sale"
    assert "P50 sh QCOM\r\nD11/20/2024\r\nD02/03/2025\r\n$1500.00\r\n$1800.00\r\n$\r\n^" in txf.read_bytes().decode()


@pytest.mark.parametrize(("basis", "short", "long"), [("not_reported", 711, 713), ("no_1099b", 712, 714)])
def test_txf_numbers_go_by_the_box_of_form_8949(tmp_path, basis, short, long):
    """TXF Spec 042, section IV: copy B 711 and 713, copy C 712 and 714."""
    ledger, txf = tmp_path / "ledger.csv", tmp_path / "f.txf"
    ledger.write_text(TXF_LEDGER)
    command = ["wash-sales", str(ledger), "--out", str(tmp_path / "f.csv"), "--txf", str(txf), "--basis", basis]
    assert main([*command, "--year", "2024"]) == 0
    numbers = [line for line in txf.read_text().splitlines() if line.startswith("N")]
    assert numbers == [f"N{long}", f"N{short}", f"N{long}"]


def test_a_year_without_a_sale_is_told(tmp_path, capsys):
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(TXF_LEDGER)
    command = ["wash-sales", str(ledger), "--out", str(tmp_path / "f.csv"), "--txf", str(tmp_path / "f.txf")]
    assert main([*command, "--year", "2020"]) == 2
    assert "years with sales: 2024, 2025" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.csv"]


def test_rows_that_cannot_be_used_do_not_cost_the_others_where_asked(tmp_path, capsys):
    """A gift without the donor's basis, and the sale of its shares, are listed with their dollars."""
    ledger, out = tmp_path / "ledger.csv", tmp_path / "f.csv"
    header = HEADER.replace("from_account", "from_account,fair_value,acquired")
    ledger.write_text(
        header
        + """2024-01-02,T,taxable,self,buy,VTI,10,1000,A,,,,,
2025-02-03,T,taxable,self,gift,X,10,,G,,,,900,2020-01-02
2025-03-03,T,taxable,self,sell,VTI,10,1200,,,,,,
2025-03-04,T,taxable,self,sell,X,10,950,,,,,,
"""
    )
    command = ["wash-sales", str(ledger), "--out", str(out), "--json"]
    assert main(command) == 2
    assert not out.exists()
    capsys.readouterr()
    assert main([*command, "--leave-out"]) == 0
    printed = capsys.readouterr()
    (line,) = _read(out)
    assert (line["lot_id"], line["gain"], line["term"]) == ("A", "200.00", "long")
    left_out = json.loads(printed.out)["left_out"]
    assert [(one["place"], one["amount"]) for one in left_out] == [
        ("row 3, column amount", ""), ("row 5, column quantity", "950"),
    ]  # fmt: skip
    assert "the donor's basis of all these shares" in printed.err
    assert "dollars of the row: 950" in printed.err
    assert "every figure of X can change" in printed.err


def test_a_file_of_which_nothing_can_be_used_is_refused_all_the_same(tmp_path, capsys):
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(HEADER + "2024-01-02,T,taxable,self,buy,VTI,ten,1000,A,,,\n")
    assert main(["wash-sales", str(ledger), "--out", str(tmp_path / "f.csv"), "--leave-out"]) == 2
    assert "row 2, column quantity" in capsys.readouterr().err


def test_what_not_to_buy_by_account_until_when(tmp_path):
    """A loss of December 20: 30 days later is January 19 (IRC 1091(a)); only what no purchase has met is at stake."""
    ledger, stay = tmp_path / "ledger.csv", tmp_path / "stay.csv"
    ledger.write_text(
        HEADER
        + """2024-12-02,T,taxable,self,buy,VTI,10,1000,A,,,
2024-12-02,H,hsa,self,buy,BND,1,70,H1,,,
2024-12-02,P,401k,spouse,buy,VTSAX,1,70,P1,,,
2025-11-03,T,taxable,self,sell,VTI,2,100,,,,
2025-12-20,T,taxable,self,sell,VTI,5,400,,,,
2025-12-21,T,taxable,self,buy,VTI,1,80,B,,,
"""
    )
    command = ["wash-sales", str(ledger), "--out", str(tmp_path / "f.csv"), "--do-not-buy", str(stay)]
    assert main([*command, "--identical", "VTI,VTSAX"]) == 0
    # the loss of November 3 is final; of December 20's $100, $20 went into the share of December 21
    for_good = "destroy the loss for good, in {} (Rev. Rul. 2008-5)"
    lines = {row["account"]: row for row in _read(stay)}
    assert {name: row["a_purchase_would"] for name, row in lines.items()} == {
        "T": "defer the loss into the shares bought",
        "H": for_good.format("an HSA"),
        "P": for_good.format("a 401(k)"),
    }
    assert {(row["symbols"], row["until"], row["buy_again_from"], row["loss_at_stake"]) for row in lines.values()} == {
        ("VTI, VTSAX", "2026-01-19", "2026-01-20", "80.00")
    }
    assert main([*command, "--no-spouse-counts"]) == 0
    assert [row["account"] for row in _read(stay)] == ["H", "T"]


def test_a_fund_that_the_ledger_does_not_have_is_told(ledger, tmp_path, capsys):
    assert main(["wash-sales", str(ledger), "--out", str(tmp_path / "f.csv"), "--average", "VTI,VFIAX"]) == 2
    assert capsys.readouterr().err.strip() == (
        "error: --average: no row of the ledger has this symbol (found: 'VFIAX')"
    )
