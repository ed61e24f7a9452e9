"""Files that cannot be used: each is named for what it is, with its place and its fix, and nothing else is raised."""

import io
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.importers.dates import DateOrder
from sim.importers.registry import columns_seen, import_content, map_columns
from sim.importers.session import Options

FILES = Path(__file__).parents[2] / "fixtures" / "brokers"
TODAY = Options(today=date(2026, 2, 3))
HEAD = "account,symbol,quantity,acquired,cost_basis\n"


def _problems(content: bytes | str, options: Options = TODAY, broker: str = "") -> list[str]:
    with pytest.raises(InputError) as caught:
        import_content(content.encode() if isinstance(content, str) else content, broker, options)
    return [str(problem) for problem in caught.value.problems]


def _workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("lots.csv", HEAD)
    return out.getvalue()


MERRILL_ACTIVITY = (
    "Trade Date,Settlement Date,Account #,Type,Description 1,Symbol/CUSIP #,Quantity,Price ($),Amount ($)\n"
)
BANK_LEDGER = "Transaction Date,Post Date,Description,Debit,Credit\n01/05/2026,01/06/2026,COFFEE,4.50,\n"


@pytest.mark.parametrize("content", [MERRILL_ACTIVITY + "01/05/2026,01/06/2026,x,Buy,FUND,VTI,1,1\n", BANK_LEDGER])
def test_transactions_of_an_unknown_layout_are_no_holdings(content: str) -> None:
    (problem,) = _problems(content)
    assert "lists transactions, not holdings" in problem


def test_columns_are_those_of_the_delimiter_that_finds_most() -> None:
    (problem,) = _problems("Fund;Units;Bought;Paid\nVTI;5,5;2024-03-16;300\n")
    assert "Columns seen: Fund, Units, Bought, Paid." in problem


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (_workbook(), "Excel workbook (.xlsx)"),
        (_workbook()[:40], "zip archive or an Excel workbook (.xlsx), cut off"),
        (_archive(), "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "old Excel workbook"),
        (b"\x1f\x8b\x08\x00abc", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(1, 32)) * 8, "binary data"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
        (b"V042\nAself\nD01/05/2026\n^\nTD\nN321\n", "TXF"),
        (b"!Type:Invst\nD1/5/2026\nNBuy\n", "QIF"),
        (b'{"household": {}}', "JSON"),
        ("a,b\n1,2\n".encode("utf-16")[2:], "UTF-16"),
        (b"\xff\xfea", "UTF-16 but is damaged"),
        (b"account,symbol\x81\x8d\n", "neither UTF-8 nor Windows-1252"),
        (b"<notes><note>hello</note></notes>", "not an Interactive Brokers Flex Query"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # an archive's bytes hold the time it was made
)
def test_other_files_are_named(content: bytes, named: str) -> None:
    (problem,) = _problems(content)
    assert named in problem


def test_a_file_of_20_mb_is_refused_with_the_limit() -> None:
    (problem,) = _problems(b"a" * 20_000_000)
    assert "20.0 MB" in problem
    assert "limit is 5 MB" in problem


def test_unknown_header_lists_the_columns_seen() -> None:
    content = "Report of 2026\nFund,Units,Bought,Paid\nVTI,3,2024-01-02,600\n"
    (problem,) = _problems(content)
    assert "Fund, Units, Bought, Paid" in problem
    assert columns_seen(content.encode()) == ["Fund", "Units", "Bought", "Paid"]


def test_user_made_mapping_reads_an_unknown_table() -> None:
    content = b"Report of 2026\nFund;Units;Bought;Paid\nVTI;3;2024-01-02;600\nAll funds;;;\n"
    mapping = {"symbol": "Fund", "quantity": "units", "acquired": "Bought", "cost_basis": "Paid"}
    result = map_columns(content, mapping, TODAY)
    (lot,) = result.lots
    assert (lot.symbol, lot.quantity, lot.acquired, lot.cost_basis) == ("VTI", 3, date(2024, 1, 2), 600)
    assert [row.row for row in result.skipped] == [1, 4]


def test_mapping_problems_come_all_at_once() -> None:
    with pytest.raises(InputError) as caught:
        map_columns(b"Fund,Units\nVTI,3\n", {"symbol": "Fund", "units": "Units"})
    assert [problem.place for problem in caught.value.problems] == [
        "mapping.units",
        "mapping.quantity",
    ]
    full = {"symbol": "Fund", "quantity": "Units", "acquired": "Day", "cost_basis": "Units"}
    with pytest.raises(InputError, match="columns seen: Fund, Units"):
        map_columns(b"Fund,Units\nVTI,3\n", full)


def test_wrong_broker_and_unknown_broker() -> None:
    content = (FILES / "schwab_lots.csv").read_bytes()
    assert "no header of fidelity" in _problems(content, broker="fidelity")[0]
    assert "not a broker known here" in _problems(content, broker="acme")[0]
    assert import_content(content, "schwab").format == "schwab_lots"


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        ("a,VTI,-5,2024-01-02,10", "row 2, column quantity", "above zero"),
        ("a,VTI,0,2024-01-02,10", "row 2, column quantity", "above zero"),
        ("a,VTI,ten,2024-01-02,10", "row 2, column quantity", "not a number"),
        ("a,VTI,nan,2024-01-02,10", "row 2, column quantity", "not a number"),
        ("a,VTI,1e5,2024-01-02,10", "row 2, column quantity", "not a number"),
        ('a,VTI,"1,5",2024-01-02,10', "row 2, column quantity", "not a number"),
        ("a,VTI,1,2024-01-02,-10", "row 2, column cost_basis", "negative"),
        ("a,VTI,1,2024-02-30,10", "row 2, column acquired", "does not exist"),
        ("a,VTI,1,2027-01-02,10", "row 2, column acquired", "future"),
        ("a,VTI,1,1824-01-02,10", "row 2, column acquired", "before 1900"),
        ("a,VTI,1,01/02/24,10", "row 2, column acquired", "two-digit year"),
        ("a,VTI,1,45292,10", "row 2, column acquired", "spreadsheet"),
        ("a,VTI,1,soon,10", "row 2, column acquired", "not a date"),
        ("a,VTI,1,03/04/2024,10", "row 2, column acquired", "day first or month first"),
        ("a,=cmd|x,1,2024-01-02,10", "row 2, column symbol", "not a symbol"),
        ("a,,1,2024-01-02,10", "row 2, column symbol", "not a symbol"),
        ("a,VTI,1", "row 2", "cut off"),
        ("VTI", "row 2", "cut off"),
    ],
)
def test_bad_cell_is_named_by_row_and_column(row: str, place: str, message: str) -> None:
    (problem,) = _problems(HEAD + row + "\n")
    assert problem.startswith(place + ":")
    assert message in problem


def test_all_problems_come_at_once_and_are_bounded() -> None:
    assert len(_problems(HEAD + "a,VTI,x,2024-01-02,1\na,VTI,1,2024-13-02,1\na,VTI,1,2024-01-02,y\n")) == 3
    many = _problems(HEAD + "a,VTI,x,2024-01-02,1\n" * 1000)
    assert len(many) == 5
    assert "996 more" in many[-1]


def test_file_cut_off_inside_a_quote() -> None:
    content = (FILES / "schwab_positions_2025.csv").read_bytes()
    cut = import_content(content[: content.index(b"BERKSHIRE") + 5])
    whole = import_content(content)
    assert cut.lots == [lot for lot in whole.lots if lot.row < cut.skipped[-1].row]
    assert any("cut off" in warning for warning in cut.warnings)


def test_schwab_lots_cut_off_before_the_total_are_warned_of() -> None:
    content = (FILES / "schwab_lots.csv").read_bytes()
    result = import_content(content[: content.index(b'"Total"')])
    assert any("cut off" in warning for warning in result.warnings)
    assert not any("cut off" in warning for warning in import_content(content).warnings)


def test_schwab_lots_without_title_need_the_symbol() -> None:
    content = b"\n".join((FILES / "schwab_lots.csv").read_bytes().splitlines()[2:])
    (problem,) = _problems(content)
    assert problem.startswith("title:")
    assert {lot.symbol for lot in import_content(content, options=Options(symbol="SCHA")).lots} == {"SCHA"}


def test_pasted_lots_without_symbol_need_it() -> None:
    content = b"Sep-24-2020\tLong\t+$1.00\t+1.00%\t$101.00\t2\t$50.00\t$100.00\n"
    assert _problems(content)[0].startswith("symbol:")
    assert import_content(content, options=Options(symbol="FSKAX")).lots[0].symbol == "FSKAX"


def test_pasted_lots_with_every_cell_on_its_own_line() -> None:
    content = b"FSKAX\nSep-24-2020\nLong\n+$1.00\n+1.00%\n$101.00\n2\n$50.00\n$100.00\n"
    (lot,) = import_content(content).lots
    assert (lot.symbol, lot.quantity, lot.cost_basis, lot.acquired) == ("FSKAX", 2, 100, date(2020, 9, 24))


def test_pasted_lot_cut_off_is_listed() -> None:
    content = b"FSKAX\nSep-24-2020 Long +$1.00 +1.00% $101.00 2 $50.00 $100.00\nSep-25-2020 Long +$1.00\n"
    result = import_content(content)
    assert [lot.quantity for lot in result.lots] == [2]
    assert "without all its figures" in result.skipped[0].reason


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><FlexQueryResponse><OpenPosition symbol="&c;"/></FlexQueryResponse>'
)


@pytest.mark.parametrize(
    ("xml", "named"),
    [
        (BOMB, "entities or a document type"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><FlexQueryResponse/>', "entities or a document type"),
        ("<FlexQueryResponse>" + "<a>" * 5000, "nested deeper"),
        ("<FlexQueryResponse><OpenPositions>", "damaged or cut off"),
        ("<FlexQueryResponse></FlexQueryResponse>", "no open positions"),
    ],
)
def test_hostile_or_broken_xml_is_refused(xml: str, named: str) -> None:
    (problem,) = _problems(xml)
    assert named in problem


def test_flex_dates_that_read_both_ways_are_asked() -> None:
    xml = (FILES / "ib_flex_day_first.xml").read_text().replace("25/03/2023", "05/03/2023")
    assert any("day first or month first" in problem for problem in _problems(xml))
    lots = import_content(xml.encode(), options=Options(date_order=DateOrder.DAY_FIRST)).lots
    assert lots[0].acquired == date(2023, 3, 5)


def test_order_of_day_and_month_is_settled_by_the_column_or_refused() -> None:
    rows = "a,VTI,1,{},10\na,VTI,1,{},10\n"
    lots = import_content((HEAD + rows.format("13/02/2024", "03/04/2024")).encode(), options=TODAY).lots
    assert [lot.acquired for lot in lots] == [date(2024, 2, 13), date(2024, 4, 3)]
    lots = import_content((HEAD + rows.format("02/13/2024", "03/04/2024")).encode(), options=TODAY).lots
    assert [lot.acquired for lot in lots] == [date(2024, 2, 13), date(2024, 3, 4)]
    assert "some dates have the day first" in _problems(HEAD + rows.format("13/02/2024", "02/13/2024"))[0]


def test_mixed_date_formats_are_flagged() -> None:
    content = HEAD + "a,VTI,1,2024-01-02,10\na,VTI,1,Jan 5 2024,10\n"
    assert "more than one way" in import_content(content.encode(), options=TODAY).warnings[0]


def test_windows_file_is_read_and_said() -> None:
    result = import_content((HEAD + "Café,VTI,1,2024-01-02,10\n").encode("cp1252"), options=TODAY)
    assert result.lots[0].account_hint == "Café"
    assert "Windows-1252" in result.warnings[0]


def test_utf16_with_its_mark_is_read() -> None:
    assert len(import_content((HEAD + "a,VTI,1,2024-01-02,10\n").encode("utf-16"), options=TODAY).lots) == 1


def test_foreign_currency_cash_comments_and_totals_of_a_plain_file() -> None:
    content = (
        "account,symbol,quantity,acquired,cost_basis,currency\n# my lots\na,VTI,1,2024-01-02,10,USD\n"
        "a,SAP,1,2024-01-02,10,EUR\na,CASH,500,,,\na,VMFXX,70,,,\nTotal,,2,,20,\n"
    )
    result = import_content(content.encode(), options=TODAY)
    assert [lot.symbol for lot in result.lots] == ["VTI"]
    assert [one.amount for one in result.cash] == [500, 70]
    assert [(row.row, row.reason.split(":")[0]) for row in result.skipped] == [
        (2, "a comment"),
        (4, "in another currency"),
        (7, "a total or pending row, not a holding"),
    ]


def test_identical_rows_stay_separate_lots() -> None:
    assert len(import_content((HEAD + "a,VTI,1,2024-01-02,10\n" * 2).encode(), options=TODAY).lots) == 2


def test_a_file_with_more_lines_than_a_household_has_lots_is_refused() -> None:
    assert "more than 50,000 lines" in _problems(HEAD + "a,VTI,1,2024-01-02,10\n" * 50_001)[0]
    assert "more than 50,000 lines" in _problems("aa,bb,cc\n" + "a,VTI,1\n" * 50_001)[0]


def test_a_long_file_of_words_is_refused_soon() -> None:
    """Every layout is looked up, not searched row by row: that took minutes."""
    words = b"Fund house,Type of fund,Symbol ticker,Quantity of,Value of,Date acquired,Shares sold\n" * 20_000
    began = time.thread_time()
    assert "no known header" in _problems(words)[0]
    assert time.thread_time() - began < 15


def test_a_heading_that_stands_twice_is_asked_for_and_not_guessed() -> None:
    content = b"account,symbol,quantity,acquired,cost_basis,Quantity\na,VTI,1,2020-01-02,5,7\n"
    assert _problems(content) == [
        "header: Two columns have this heading; rename or delete the one that is not meant. (found: 'quantity')"
    ]
