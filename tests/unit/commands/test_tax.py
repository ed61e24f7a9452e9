"""``python -m sim tax``: good rows computed, bad rows named by row and column, unusable files refused."""

import csv
from pathlib import Path

import pytest

from sim.cli import main
from sim.tax.sheets.household_csv import read_households

CASES = Path(__file__).parents[2] / "law_cases" / "federal.csv"
COLUMN_OF = {
    "expected_agi": "agi",
    "expected_taxable_ss": "taxable_social_security",
    "expected_taxable_income": "taxable_income",
    "expected_regular_tax": "regular_tax",
    "expected_amt": "amt",
    "expected_niit": "niit",
    "expected_addl_medicare": "additional_medicare",
    "expected_total": "federal_total",
    "expected_senior_deduction": "senior_deduction",
    "expected_standard_deduction": "standard_deduction",
    "expected_early_withdrawal_tax": "early_withdrawal_tax",
    "expected_st_carryover_out": "st_carryover_out",
    "expected_lt_carryover_out": "lt_carryover_out",
}
PROMISED = [
    "case_id",
    "agi",
    "taxable_social_security",
    "taxable_income",
    "regular_tax",
    "amt",
    "niit",
    "additional_medicare",
    "early_withdrawal_tax",
    "federal_total",
    "state_tax",
    "senior_deduction",
    "standard_deduction",
    "st_carryover_out",
    "lt_carryover_out",
    "irmaa_part_b_month",
    "irmaa_part_d_month",
]
HEADER = "case_id,year,filing_status,age1,wages,ordinary_dividends,qualified_dividends,ira_401k,early_withdrawal\n"


@pytest.fixture
def tax(tmp_path, capsys):
    """Return a function that runs the command on a file's content: (exit code, output rows by case_id, stderr)."""

    def run(content):
        source, target = tmp_path / "in.csv", tmp_path / "out.csv"
        source.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = main(["tax", str(source), "--out", str(target)])
        rows = {}
        if target.exists():
            with target.open(newline="") as stream:
                rows = {row["case_id"]: row for row in csv.DictReader(stream)}
        return code, rows, capsys.readouterr().err

    return run


def test_every_sourced_household_within_a_dollar(tax):
    code, rows, errors = tax(CASES.read_bytes())
    assert (code, errors, len(rows)) == (0, "", 320)
    for row in rows.values():
        for expected, column in COLUMN_OF.items():
            assert abs(float(row[column]) - float(row[expected])) <= 1.0, (row["case_id"], column)


def test_columns_stand_as_promised(tax):
    _, rows, _ = tax(HEADER + "a,2026,single,60,50000,0,0,0,0\n")
    assert list(rows["a"]) == PROMISED
    assert rows["a"]["regular_tax"] == "3820.00"  # 33,900 taxable: 1,240 + 12% of 21,500
    assert rows["a"]["state_tax"] == "0.00"


def test_a_row_with_a_state_pays_its_tax(tax):
    # Pennsylvania taxes wages at 3.07% without a deduction (72 P.S. 7302); Texas has no income tax.
    lines = "p,2026,single,60,50000,PA\nt,2026,single,60,50000,tx\nn,2026,single,60,50000,\nx,2026,single,60,1,ZZ\n"
    code, rows, errors = tax("case_id,year,filing_status,age1,wages,state\n" + lines)
    assert [rows[name]["state_tax"] for name in "ptn"] == ["1535.00", "0.00", "0.00"]
    assert code == 2
    assert "row 5, column state: use the two letters" in errors


def test_irmaa_columns_read_this_rows_magi(tax):
    _, rows, _ = tax(HEADER + "a,2026,single,66,109001,0,0,0,0\nb,2026,single,66,109000,0,0,0,0\n")
    assert (rows["a"]["irmaa_part_b_month"], rows["a"]["irmaa_part_d_month"]) == ("81.20", "14.50")
    assert rows["b"]["irmaa_part_b_month"] == "0.00"


def test_columns_nobody_reads_pass_through(tax):
    _, rows, _ = tax("case_id,year,filing_status,age1,note,agi\nx,2026,single,60,hello,wrong\n")
    assert rows["x"]["note"] == "hello"
    assert rows["x"]["agi"] == "0.00"
    assert rows["x"]["input_agi"] == "wrong"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + (HEADER + "a,2026,single,60,50000,,,,\n").encode(),
        (HEADER + "a,2026,single,60,50000,,,,\n").encode("utf-16"),
        (HEADER + '\n , \na,2026,single,60,"50,000",0,0,0,0\n\n').encode(),
        (HEADER + 'a,2026.0,SINGLE,60,"$50,000.00",0,0,0,0\n').encode(),
        (HEADER + "a,2026,single,60,50000\n").encode(),
        (HEADER + "a,2026,single,60,50000,0,0,0,0\n").replace("\n", "\r\n").encode(),
        (HEADER + "a,2026,single,60,50000,0,0,0,0\n").replace(",", ";").encode(),
    ],
    ids=["BOM", "UTF-16", "blank rows and separators", "dollar sign", "short row", "CRLF", "semicolons"],
)
def test_what_spreadsheets_write_is_read(tax, content):
    code, rows, errors = tax(content)
    assert (code, errors) == (0, "")
    assert rows["a"]["agi"] == "50000.00"


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("a,2024,single,60,1,0,0,0,0", "column year", "2025, 2026"),
        ("a,2060,single,60,1,0,0,0,0", "column year", "inflation assumption"),
        ("a,soon,single,60,1,0,0,0,0", "column year", "2025, 2026"),
        ("a,2026,married,60,1,0,0,0,0", "column filing_status", "single, mfj, hoh, mfs, qss"),
        ("a,2026,single,,1,0,0,0,0", "column age1", "whole number"),
        ("a,2026,single,60.5,1,0,0,0,0", "column age1", "whole number"),
        ("a,2026,mfj,60,1,0,0,0,0", "column age2", "spouse's age"),
        ("a,2026,single,60,-1,0,0,0,0", "column wages", "negative"),
        ("a,2026,single,60,abc,0,0,0,0", "column wages", "not a number"),
        ("a,2026,single,60,nan,0,0,0,0", "column wages", "not a number"),
        ("a,2026,single,60,1e400,0,0,0,0", "column wages", "larger than"),
        ('a,2026,single,60,"1.234,56",0,0,0,0', "column wages", "not a number"),
        ("a,2026,single,60,1_000,0,0,0,0", "column wages", "not a number"),
        ("a,2026,single,60,0,5,6,0,0", "column qualified_dividends", "must not exceed"),
        ("a,2026,single,60,0,0,0,5,6", "column early_withdrawal", "must not exceed"),
        ("a,2026,single,60,50,000,0,0,0,0", "column 10", "more cells"),
    ],
)
def test_a_bad_row_is_named_and_the_good_one_computed(tax, line, place, message):
    code, rows, errors = tax(HEADER + line + "\ngood,2026,single,60,50000,0,0,0,0\n")
    assert code == 2
    assert list(rows) == ["good"]
    assert f"row 2, {place}: " in errors
    assert message in errors
    assert "1 bad row(s) skipped, 1 computed" in errors


@pytest.mark.parametrize(
    ("line", "column"),
    [("a,2026,single,60,0,0,0,-5,0", "ira_401k"), ("a,2026,single,60,0,-5,0,0,0", "ordinary_dividends")],
)
def test_a_negative_amount_is_one_problem_not_two(tax, line, column):
    _, _, errors = tax(HEADER + line + "\n")
    assert errors.count("error: row 2") == 1
    assert f"row 2, column {column}: must not be negative" in errors


def test_every_problem_at_once(tax):
    _, _, errors = tax(HEADER + "a,1999,x,0,-1,0,1,0,1\n\nb,2026,single,60,-1,0,0,0,0\n")
    for place in ("year", "filing_status", "age1", "wages", "qualified_dividends", "early_withdrawal"):
        assert f"row 2, column {place}" in errors
    assert "row 4, column wages" in errors  # as the spreadsheet counts, blank row included


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"%PDF-1.7 \xe2\xe3", "not a CSV"),
        (b"PK\x03\x04rest of a spreadsheet", "not a CSV"),
        (b"a\x00b", "not a CSV"),
        (b"hello world\n", "column year: is missing"),
        (b"case_id,year,filing_status,age1,wages,wages\n", "appears twice"),
        (b'case_id,year,filing_status,age1\n"' + b"x" * 200_000 + b'",2026,single,60\n', "is not CSV"),
    ],
)
def test_unusable_files_are_refused(tax, content, message):
    code, rows, errors = tax(content)
    assert (code, rows) == (2, {})
    assert message in errors
    assert "Traceback" not in errors


def test_missing_file_and_folder(tmp_path, capsys):
    assert main(["tax", str(tmp_path / "none.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main(["tax", str(tmp_path)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_output_that_cannot_be_written(tmp_path, capsys):
    source = tmp_path / "in.csv"
    source.write_text(HEADER)
    assert main(["tax", str(source), "--out", str(tmp_path / "no" / "out.csv")]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["in.csv", "./in.csv", "link.csv"])
def test_the_file_that_is_read_is_not_written_over(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "in.csv"
    source.write_text(HEADER + "a,2026,single,60,50000,0,0,0,0\n")
    (tmp_path / "link.csv").hardlink_to(source)
    before = source.read_bytes()
    assert main(["tax", "in.csv", "--out", name]) == 2
    assert "--out" in capsys.readouterr().err
    assert source.read_bytes() == before


def test_more_rows_than_there_is_time_for_are_refused(tax, monkeypatch):
    monkeypatch.setattr("sim.tax.sheets.household_csv.MOST_ROWS", 3)
    line = "a,2026,single,60,50000,0,0,0,0\n"
    assert tax(HEADER + line * 3)[0] == 0
    code, _, errors = tax(HEADER + line * 4)
    assert code == 2
    assert "more than 3 rows; split it" in errors


def test_a_file_that_is_wrong_all_over_is_given_up(tax, monkeypatch):
    monkeypatch.setattr("sim.tax.sheets.household_csv.MOST_PROBLEMS", 5)
    code, rows, errors = tax(HEADER + "a,1999,x,0,-1,0,1,0,1\n" * 50)
    assert (code, rows) == (2, {})
    assert errors.count("error:") < 20
    assert "more than 5 cells are wrong" in errors


def test_the_reading_tells_how_far_it_is(tmp_path):
    source, seen = tmp_path / "in.csv", []
    source.write_text(HEADER + "a,2026,single,60,50000,0,0,0,0\n" * 2_500)
    read_households(source, seen.append)
    assert seen == sorted(seen)
    assert len(seen) == 4
    assert seen[-1] == 1.0


def test_header_only_gives_header_only(tax, tmp_path):
    code, rows, errors = tax(HEADER)
    assert (code, rows, errors) == (0, {}, "")
    assert (tmp_path / "out.csv").read_text().startswith("case_id,agi,")


def test_without_out_the_result_goes_to_standard_output(tmp_path, capsys):
    source = tmp_path / "in.csv"
    source.write_text(HEADER + "a,2026,single,60,50000,0,0,0,0\n")
    assert main(["tax", str(source)]) == 0
    assert "a,50000.00," in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.long
def test_twenty_megabytes(tax, tmp_path):
    header, *lines = CASES.read_text().splitlines()
    block = "\n".join(lines) + "\n"
    n_blocks = 20_000_000 // len(block)
    code, _, errors = tax(header + "\n" + block * n_blocks)
    assert (code, errors) == (0, "")
    with (tmp_path / "out.csv").open() as stream:
        assert sum(1 for _ in stream) == 1 + n_blocks * len(lines)


PARTS = "case_id,year,state,filing_status,age1,age2,wages,wages2,pension,pension2,ira_401k,ira_401k2,social_security,"
PARTS += "social_security2,from_plan,from_plan2\n"


def test_parts_of_each_person_reach_the_state_return(tax):
    # Kentucky 2026, 3.5%: each spouse deducts 3,360 and excludes 31,110 of one's own (Schedule P, Form 740 status 2).
    lines = "both,2026,KY,mfj,60,60,,,90000,40000,,,,,,\none,2026,KY,mfj,60,60,,,90000,0,,,,,,\n"
    code, rows, errors = tax(PARTS + lines)
    assert (code, errors) == (0, "")
    assert rows["both"]["state_tax"] == "737.10"
    assert rows["one"]["state_tax"] == "1943.55"


def test_what_a_plan_paid_is_told_from_an_ira(tax):
    # Rhode Island 2026, 3.75%: 50,000 of plan money from 67, none of an IRA's; deduction 11,200 and exemption 5,250.
    lines = "plan,2026,RI,single,67,0,,,,,80000,,,,80000,\nira,2026,RI,single,67,0,,,,,80000,,,,,\n"
    _, rows, _ = tax(PARTS + lines)
    assert float(rows["plan"]["state_tax"]) == pytest.approx(0.0375 * 13_550, abs=0.01)
    assert float(rows["ira"]["state_tax"]) == pytest.approx(0.0375 * 63_550, abs=0.01)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("mfj,60,60,5,6,,,,,,,,", "column wages2: must not exceed wages"),
        ("mfj,60,60,,,5,6,,,,,,", "column pension2: must not exceed pension"),
        ("mfj,60,60,,,,,5,6,,,,", "column ira_401k2: must not exceed ira_401k"),
        ("mfj,60,60,,,,,,,5,6,,", "column social_security2: must not exceed social_security"),
        ("mfj,60,60,,,,,5,,,,6,", "column from_plan: must not exceed ira_401k"),
        ("mfj,60,60,,,,,9,4,,,5,6", "column from_plan2: must not exceed from_plan"),
        ("mfj,60,60,,,,,9,1,,,5,3", "column from_plan2: must not exceed ira_401k2"),
        ("mfj,60,60,,,,,9,6,,,5,1", "column from_plan: less from_plan2"),
        ("single,60,0,5,3,,,,,,,,", "column wages2: is the second person's part"),
        ("mfj,60,60,,,5,-1,,,,,,", "column pension2: must not be negative"),
    ],
)
def test_a_part_that_cannot_be_is_named_and_good_rows_stay(tax, cells, column):
    code, rows, errors = tax(PARTS + f"bad,2026,KY,{cells}\ngood,2026,KY,single,60,0,1000,,,,,,,,,\n")
    assert code == 2
    assert list(rows) == ["good"]
    assert f"row 2, {column}" in errors.replace(" (5)", "").replace(" (6)", "")


PLACES = "case_id,year,filing_status,age1,state,wages,county\n"


def test_a_county_adds_its_tax_in_a_column_of_its_own(tax):
    """Form 502 lines 20 and 28: 100,000 less 3,350 and 3,200, at 3.2%."""
    code, rows, _ = tax(PLACES + "a,2025,single,60,MD,100000,montgomery\nb,2025,single,60,MD,100000,\n")
    assert code == 0
    assert float(rows["a"]["local_tax"]) == pytest.approx(0.032 * 93_450, abs=0.01)
    assert rows["a"]["state_tax"] == rows["b"]["state_tax"]
    assert float(rows["b"]["local_tax"]) == 0


def test_no_place_named_no_column(tax):
    _, rows, _ = tax(PLACES + "a,2025,single,60,MD,100000,\n")
    assert "local_tax" not in rows["a"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("b,2025,single,60,MD,1,Baltimore", "row 3, column county: Not in the list for MD; write one of: Allegany"),
        ("b,2025,single,60,,1,Kent County", "row 3, column county: needs the state beside it"),
        ("b,2025,single,60,CA,1,Alameda", "row 3, column county: No county or city of CA is in the list"),
    ],
)
def test_an_unknown_place_is_named_and_the_others_are_computed(tax, row, message):
    code, rows, errors = tax(PLACES + "a,2025,single,60,MD,100000,Kent\n" + row + "\n")
    assert (code, list(rows)) == (2, ["a"])
    assert message in errors


def test_locality_is_another_name_of_the_column(tax):
    _, rows, _ = tax(PLACES.replace("county", "Locality") + "a,2025,single,60,NY,60000,yonkers\n")
    on_state = 340 + 144 + 115.5 + 0.055 * (60_000 - 8000 - 13_900)
    assert float(rows["a"]["local_tax"]) == pytest.approx(0.1675 * on_state, abs=0.01)


def test_what_is_listed_is_deducted_where_it_is_more(tmp_path: Path) -> None:
    """IRC 63(b), 164(b)(6), 170(p): 12,000 and 25,000 are more than 16,100; of 900 given, all is beside it."""
    rows = tmp_path / "lists.csv"
    rows.write_text(
        "case_id,year,filing_status,age1,wages,property_tax,mortgage_interest,charity_cash\n"
        "lists,2026,single,50,150000,12000,25000,0\n"
        "gives,2026,single,50,150000,0,0,900\n"
        "plain,2026,single,50,150000,0,0,0\n"
    )
    out = tmp_path / "out.csv"
    assert main(["tax", str(rows), "--out", str(out)]) == 0
    found = {row["case_id"]: row for row in csv.DictReader(out.open(newline=""))}
    taxable = {name: float(row["taxable_income"]) for name, row in found.items()}
    assert taxable == {"lists": 113_000.0, "gives": 133_000.0, "plain": 133_900.0}
    assert found["lists"]["itemized_deductions"] == "37000.00"
    assert found["gives"]["gifts_beside_standard"] == "900.00"


def test_a_states_list_and_its_tax_in_the_federal_one(tmp_path: Path) -> None:
    """Virginia taxes what federal itemized deductions leave, less its own tax in them (Va. Code 58.1-322.03(1)(a)).

    2026: 120,000 less 9,000 and 16,000 and the exemption of $930: 720 and 5.75% of what is above 17,000.
    """
    rows = tmp_path / "lists.csv"
    rows.write_text(
        "year,filing_status,age1,wages,property_tax,mortgage_interest,state\n2026,single,50,120000,9000,16000,VA\n"
    )
    out = tmp_path / "out.csv"
    assert main(["tax", str(rows), "--out", str(out)]) == 0
    (row,) = csv.DictReader(out.open(newline=""))
    on_state = 720 + 0.0575 * (120_000 - 25_000 - 930 - 17_000)
    assert float(row["state_tax"]) == pytest.approx(on_state, abs=0.01)
    assert float(row["itemized_deductions"]) == pytest.approx(25_000 + on_state, abs=0.01)
