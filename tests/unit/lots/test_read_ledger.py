"""Reading a ledger: what is accepted as written, and every mistake named by row and column, all at once."""

from datetime import date
from decimal import Decimal

import pytest

from sim.errors import InputError
from sim.lots.events import Action, LotMethod
from sim.lots.ledger import run_ledger
from sim.lots.reading.cells import CellError, day, number, ratio
from sim.lots.reading.read_ledger import parse_ledger, read_ledger
from sim.lots.reading.read_table import decode

HEADER = (
    "date,account,account_type,owner,action,symbol,quantity,amount,lot_id,sell_lots,order_group,from_account,currency\n"
)
BUY = "2025-01-02,T,taxable,self,buy,VTI,100,30000,A,,,,\n"


def _problems(text):
    with pytest.raises(InputError) as caught:
        parse_ledger(text)
    return [(problem.place, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.5", "1234.5"),
        ("$1,234.50", "1234.50"),
        (" 7 ", "7"),
        (".5", "0.5"),
        ("+3", "3"),
        ("1,234,567", "1234567"),
        ("1E-06", "0.000001"),
        ("33.333333333333336", "33.333333333333336"),
    ],
)
def test_numbers_as_people_write_them(text, value):
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "missing"),
        ("-5", "negative"),
        ("(5.00)", "negative"),
        ("-$5", "negative"),
        ("€5", "currency"),
        ("5 EUR", "currency"),
        ("1,23", "not a number"),
        ("1.234,50", "not a number"),
        ("1e3", "not a number"),
        ("nan", "not a number|currency"),
        ("$", "not a number"),
        ("0.1234567890123456789012345", "decimal places"),
        ("9" * 16, "digits"),
    ],
)
def test_numbers_that_cannot_be_used(text, message):
    with pytest.raises(CellError, match=message):
        number(text)


def test_dates_and_ratios():
    assert day("2025-12-31") == day("12/31/2025") == date(2025, 12, 31)
    assert ratio("2") == (2, 1)
    assert ratio("3:2") == (3, 2)
    assert Decimal(ratio("0.1")[0]) / ratio("0.1")[1] == Decimal("0.1")
    for text, message in (("2025-02-30", "does not exist"), ("31.12.2025", "not a date"), ("1066-01-01", "year")):
        with pytest.raises(CellError, match=message):
            day(text)


def test_byte_order_mark_blank_lines_quotes_and_missing_optional_columns():
    content = (
        "\ufeffDate,Account,Account Type,Action,Symbol,Quantity,Amount\r\n\r\n"
        '2025-01-02,"My, own",taxable,BUY,vti,"1,000","$30,000.00"\r\n,,,,,,\r\n'
    )
    (event,) = parse_ledger(decode(content.encode("utf-8")))
    assert event.account is not None
    assert (event.account.name, event.symbol, event.quantity, event.amount) == ("My, own", "VTI", 1000, 30000)
    assert event.row == 3
    assert parse_ledger(decode(content.encode("utf-16")))[0].symbol == "VTI"


def test_superfluous_commas_are_fine_and_bare_thousands_are_not():
    assert len(parse_ledger(HEADER + BUY.replace("\n", ",,,\n"))) == 1
    assert _problems(HEADER + BUY.replace("30000", "30,000"))[0][0] == "row 2"


def test_us_dates_throughout_are_fine():
    events = parse_ledger(
        HEADER + "01/02/2025,T,taxable,,buy,VTI,1,300,,,,,USD\n1/15/2025,T,taxable,,sell,VTI,1,300,,,,,\n"
    )
    assert [event.day for event in events] == [date(2025, 1, 2), date(2025, 1, 15)]


def test_lots_methods_and_lot_id_of_a_sale():
    sales = [
        "2025-02-03,T,taxable,self,sell,VTI,10,3000,,A:10;,,,",
        "2025-02-04,T,taxable,self,sell,VTI,10,3000,,hifo,,,",
        "2025-02-05,T,taxable,self,sell,VTI,10,3000,A,,,,",
    ]
    events = parse_ledger(HEADER + BUY + "\n".join(sales))
    assert events[1].sell_lots == (("A", Decimal(10)),)
    assert events[2].method is LotMethod.HIFO
    assert events[3].sell_lots == (("A", None),)


def test_a_split_may_name_no_account():
    events = parse_ledger(
        HEADER + BUY + "2025-02-03,,,,split,VTI,3:1,,,,,,\n2025-02-04,T,taxable,,sell,VTI,300,1,,,,,\n"
    )
    assert (events[1].action, events[1].account, events[1].ratio) == (Action.SPLIT, None, (3, 1))


def test_every_problem_at_once():
    rows = [
        BUY,
        "2025-02-30,T,taxable,self,buy,VTI,10,-300,A,,,,USD\n",  # 3: date, amount, duplicate lot
        "03/04/2025,T,taxable,self,short,VTI,10,300,,,,,\n",  # 4: mixed formats, unknown action
        "2025-03-10,T,taxable,self,sell,VTI,1000,1000,,,,,\n",  # 5: more than held
        "\n",
        "2025-03-11,T,roth,bob,sell,VTI,-5,100,,,,,\n",  # 7: account type, owner, negative shares
        "2025-03-12,I,traditional_ira,self,transfer,VTI,5000,,,,,T,\n",  # 8: not allowed, more than held
        "2025-03-12,I,traditional_ira,self,transfer,VTI,50,,,,,Z,\n",  # 9: unknown account
        "2025-03-13,T,taxable,self,sell,VTI,10,€100,,,,,\n",  # 10: currency
        "2025-03-13,T,taxable,self,sell,VTI,10,100,,A:5;Q:5,,,EUR\n",  # 11: currency, no such lot
        "2025-03-14,T,taxable,self,sell,VTI,x,1,000,,,,,,,\n",  # 12: too many cells
        "2025-03-15,T,hsa,spouse,buy,,0,,,A:1,,T,\n",  # 13: type, owner, symbol, quantity, amount, lots, from
    ]
    problems = _problems(HEADER + "".join(rows))
    places = {place.replace("row ", "").replace(" column ", "") for place, _ in problems}
    expected = {
        "3,date", "3,amount", "3,lot_id", "4,date", "4,action", "5,quantity", "7,account_type", "7,owner", "7,quantity",
        "8,from_account", "8,quantity", "9,from_account", "10,amount", "11,currency", "11,sell_lots", "12",
        "13,account_type", "13,owner", "13,symbol", "13,quantity", "13,amount", "13,sell_lots", "13,from_account",
    }  # fmt: skip
    assert expected <= places
    rows_in_order = [int(place.split()[1].rstrip(",")) for place, _ in problems]
    assert rows_in_order == sorted(rows_in_order)


def test_a_purchase_nobody_can_count_is_not_held_against_later_sales():
    text = HEADER + "2025-01-02,T,taxable,self,buy,VTI,ten,300,A,,,,\n2025-02-03,T,taxable,self,sell,VTI,10,300,,,,,\n"
    assert [place for place, _ in _problems(text)] == ["row 2, column quantity"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "Excel"),
        (b"a,b\x00c", "not a text file"),
        (HEADER.encode(), "no rows"),
        (b"date,account\n2025-01-02,T\n", "columns missing: account_type, action, symbol, quantity, amount"),
        (HEADER.replace("sell_lots", "sell_lot").encode() + BUY.encode(), "did you mean sell_lots"),
        (HEADER.replace("currency", "date").encode() + BUY.encode(), "appears twice"),
    ],
)
def test_files_that_are_no_ledger(content, message, tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_ledger(path)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        read_ledger(tmp_path / "none.csv")
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    with pytest.raises(InputError, match="larger than"):
        read_ledger(huge)


def test_thousands_of_problems_are_cut_off_with_their_number():
    text = HEADER + "2025-01-02,T,taxable,self,buy,VTI,x,1,,,,,\n" * 2000
    problems = _problems(text)
    assert len(problems) == 501
    assert "1500 more" in problems[-1][1]


MORE = (
    "date,account,account_type,action,symbol,quantity,amount,lot_id,"
    "new_symbol,basis_share,fair_value,acquired,held_as\n"
)


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        ("2025-02-03,T,taxable,gift,X,10,,G,,,900,2020-01-02,", "amount", "the donor's basis of all these shares"),
        ("2025-02-03,T,taxable,gift,X,10,1000,G,,,,2020-01-02,", "fair_value", "value of all these shares on the day"),
        ("2025-02-03,T,taxable,gift,X,10,1000,G,,,900,,", "acquired", "the day on which the donor acquired"),
        ("2025-02-03,T,taxable,gift,X,10,1000,G,,,900,2025-02-04,", "acquired", "after the gift"),
        ("2025-02-03,T,taxable,inherit,X,10,,G,,,,,", "amount", "on the day of death, or on the alternate valuation"),
        ("2025-02-03,T,taxable,return_of_capital,X,,,,,,,,", "amount", "the cash that was paid on all shares"),
        ("2025-02-03,T,taxable,spin_off,X,1,,,Y,120%,,,", "basis_share", "more than 100%; write the part of the basis"),
        ("2025-02-03,T,taxable,spin_off,X,1,,,Y,25,,,", "basis_share", "like 25% or 0.25"),
        ("2025-02-03,T,taxable,spin_off,X,1,,,Y,,,,", "basis_share", "missing: write the part of the basis"),
        ("2025-02-03,T,taxable,spin_off,X,1,,,X,25%,,,", "new_symbol", "the new shares have one of their own"),
        ("2025-02-03,T,taxable,merger,X,0,,,Y,,,,", "quantity", "write the new shares for each share held"),
        ("2025-02-03,T,taxable,merger,X,-1,,,Y,,,,", "quantity", "write the new shares for each share held"),
        ("2025-02-03,T,taxable,merger,X,1,,,,,,,", "new_symbol", "the symbol of the new shares"),
        ("2025-02-03,T,taxable,merger,X,1,50,,Y,,,,", "fair_value", "with cash, the gain depends on it"),
        ("2025-02-03,,,merger,X,1,50,,Y,,900,,", "account", "a merger without cash may leave it empty"),
        ("2025-02-03,T,taxable,convert,Z,1,,,Y,,,,", "symbol", "account T holds no shares of Z on this day"),
        ("2025-02-03,T,taxable,buy,X,10,1000,B,Y,,,,", "new_symbol", "leave it empty here"),
        ("2025-02-03,T,taxable,buy,X,10,1000,B,,,,,token", "held_as", "write property for coins held directly"),
        ("2025-02-03,T,taxable,buy,X,10,1000,B,,,,,property", "held_as", "X is security in row 2"),
    ],
)
def test_what_corporations_donors_and_estates_leave_out_is_named_with_its_fix(row, place, words):
    """Beside a row that is right and one that is wrong in another way: all problems come at once."""
    text = (
        MORE + "2024-01-02,T,taxable,buy,X,10,1000,A,,,,,security\n" + row + "\n2025-03-03,T,taxable,buy,Q,x,1,,,,,,\n"
    )
    with pytest.raises(InputError) as caught:
        run_ledger(parse_ledger(text))
    problems = [(problem.place, problem.message) for problem in caught.value.problems]
    assert any(where == f"row 3, column {place}" and words in message for where, message in problems), problems
    assert ("row 4, column quantity", "not a number; write it like 1234.50 or $1,234.50") in problems
    assert {where.split(",")[0] for where, _ in problems} == {"row 3", "row 4"}


RANGE = "2025-01-10,T,taxable,buy,X,100,1000,A,,,,2024-02-05,\n"


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ("2025-03-03,T,taxable,sell,X,100,1200,,,,,,\n", "row 3, column date", "some of its shares are long-term"),
        ("2025-02-03,T,taxable,sell,X,100,900,,,,,,\n", "row 3, column date", "end the range before 2025-01-04"),
        (
            "2024-01-02,T,taxable,buy,X,10,200,B,,,,,\n2024-12-20,T,taxable,sell,X,10,100,B,,,,,\n",
            "row 2, column acquired",
            "makes the loss of 2024-12-20 a wash sale",
        ),
    ],
)
def test_a_range_of_purchases_is_refused_where_its_days_matter(rows, place, words):
    """IRC 1222: long-term from February 6, 2025 and from January 11, 2026; IRC 1091(a): 30 days around a loss."""
    with pytest.raises(InputError) as caught:
        run_ledger(parse_ledger(MORE + RANGE + rows))
    assert any(place == problem.place and words in problem.message for problem in caught.value.problems)


def test_a_range_ends_on_the_row_s_date():
    assert _problems(MORE + RANGE.replace("2024-02-05", "2025-01-11"))[0] == (
        "row 2, column acquired",
        "after the date; write the first day of purchase here and the last one in the column date",
    )


def test_shares_of_a_refused_range_are_there_for_later_sales():
    """The one problem is the range's: the sale after it is not blamed for shares that are there."""
    rows = "2024-01-02,T,taxable,buy,X,10,200,B,,,,,\n2024-12-20,T,taxable,sell,X,10,100,B,,,,,\n"
    with pytest.raises(InputError) as caught:
        run_ledger(parse_ledger(MORE + RANGE + rows + "2026-03-02,T,taxable,sell,X,100,1500,,,,,,\n"))
    assert [problem.place for problem in caught.value.problems] == ["row 2, column acquired"]
