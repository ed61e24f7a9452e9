"""A row that cannot be read is listed with its reason and its dollars; it never costs the rows that can.

Every expected lot and dollar is read by hand from the rows written here.
"""

from datetime import date
from decimal import Decimal

import pytest

from sim.errors import InputError
from sim.importers.records import ImportResult
from sim.importers.registry import import_content, map_columns
from sim.importers.session import Options

ETRADE = "Symbol,Last Price $,Change $,Change %,Quantity,Price Paid $,Day's Gain $,Total Gain $,Total Gain %,Value $\n"
SCHWAB = (
    '"Positions for account Individual ...111 as of 04:48 PM ET, 2026/09/19"\n\n"Symbol","Description",'
    '"Qty (Quantity)","Price","Mkt Val (Market Value)","Cost Basis","Asset Type"\n'
    '"SWPPX","SCHWAB S&P 500 INDEX","300","90.00","$27,000.00","$20,000.00","Mutual Fund"\n'
)
FIDELITY = (
    "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,"
    "Average Cost Basis,Type\nZ1,Joint,VTI,VANGUARD TOTAL STOCK MKT ETF,50,$300.00,$15000.00,$16000.00,$320.00,Cash,\n"
)
PLAIN = "account,symbol,quantity,acquired,cost_basis\nJ,VTI,10,2024-01-02,2500\n"
PLAN = "Fund,Units,Unit Price,Balance\nUS Equity Index Fund,100,$50.00,$5000.00\n"


def _lots(result: ImportResult) -> list[tuple[str, Decimal, str, Decimal | None]]:
    return [(lot.symbol, lot.quantity, str(lot.acquired), lot.cost_basis) for lot in result.lots]


def test_etrade_lots_beneath_a_position_are_lots_at_the_price_paid() -> None:
    """30 at 330 is 9,900 and 20 at 305 is 6,100: the 16,000 of 50 at 320."""
    rows = (
        "VTI,300.00,0.44,0.76,50,320.00,22.00,-1000.00,-6.25,15000.00\n07/01/2026,300,0.4,0.7,30,330.00,13,-900,-9,9000\n"
        "03/15/2024,300.00,0.44,0.76,20,305.00,8.80,-100.00,-1.64,6000.00\nCASH,,,,,,,,,690.22,\nTOTAL,,,,,,,,,15690.22\n"
    )
    result = import_content((ETRADE + rows).encode())
    assert _lots(result) == [
        ("VTI", 30, "2026-07-01", Decimal("9900")),
        ("VTI", 20, "2024-03-15", Decimal("6100")),
    ]
    assert [one.amount for one in result.cash] == [Decimal("690.22")]
    assert result.reconciliation == result.questions == []
    assert result.dollars_not_read == 0


def test_total_cost_is_taken_before_the_price_paid() -> None:
    head = "Symbol,Quantity,Price Paid $,Total Cost,Value $\n"
    rows = "VTI,30,330.00,9907.50,9000\n07/01/2026,30,330.00,9907.50,9000.00\n"
    assert _lots(import_content((head + rows).encode())) == [("VTI", 30, "2026-07-01", Decimal("9907.50"))]


NOT_READ = [
    (
        ETRADE,
        "VTI,300,0,0,50,320,0,0,0,15000\nSPY Jan 15 '27 $600 Put,5.10,0,0,-1,6.00,0,0,0,-510.00",
        "option",
        "-510",
    ),
    (
        ETRADE,
        "VTI,300,0,0,50,320,0,0,0,15000\nUS TREASURY 4.25% 02/15/2030,98.5,0,0,10000,99,0,0,0,9850",
        "bond",
        "9850",
    ),
    (ETRADE, "VTI,300,0,0,50,320,0,0,0,15000\n91282CXX1,98.5,0,0,10000,99,0,0,0,9850", "bond", "9850"),
    (ETRADE, "VTI,300,0,0,50,320,0,0,0,15000\nABC,10,0,0,-20,12,0,0,0,-200", "short", "-200"),
    (ETRADE, "VTI,300,0,0,50,320,0,0,0,15000\nABC,10,0,0,ten,12,0,0,0,100", "not a number", "100"),
    (SCHWAB, '"Futures Cash","--","--","--","$0.00","--","--"', "futures", "0"),
    (SCHWAB, '"/ESZ26","E-MINI S&P 500","1","6,000.00","$300,000.00","--","Future"', "futures", "300000"),
    (
        SCHWAB,
        '"SPY 01/15/2027 600.00 P","PUT SPDR S&P 500","-1","$5.10","-$510.00","$600.00","Option"',
        "option",
        "-510",
    ),
    (
        SCHWAB,
        '"912828XX1","US TREASURY NOTE 2% 2028","5,000","$98.00","$4,900.00","$4,950.00","Fixed Income"',
        "bond",
        "4900",
    ),
    (SCHWAB, '"ABC","ABC CORP","-20","$10.00","-$200.00","-$180.00","Equity"', "short", "-200"),
    (SCHWAB, '"Bitcoin","BITCOIN","0.5","$60,000.00","$30,000.00","$9,000.00","Cryptocurrency"', "coins", "30000"),
    (
        FIDELITY,
        'Z1,Joint, -SPY270115P600,"SPY JAN 15 2027 $600 PUT",-1,$5.10,-$510.00,n/a,n/a,Margin,',
        "option",
        "-510",
    ),
    (FIDELITY, "Z1,Joint,Pending Activity,,,,-$250.00,,,,", "pending", "-250"),
    (
        FIDELITY,
        "Z1,Joint,91282CXX1,UNITED STATES TREAS NTS 4.25% 02/15/2030,10000,98.5,$9850.00,$9900,99,Cash,",
        "bond",
        "9850",
    ),
    (FIDELITY, "Z1,Joint,ABC,ABC CORP,5,oops,$100.00,$90.00,$18,Cash,", "not a number", "100"),
    (FIDELITY, "54321,ACME 401(K) PLAN,,OUTSTANDING LOAN,,,$3000.00,,,,", "loan", "3000"),
    (FIDELITY, "54321,ACME 401(K) PLAN,BROKERAGELINK,BROKERAGELINK,,,$700.00,,,,", "brokerage window", "700"),
    (PLAIN, "J,VTI,ten,2024-01-02,700", "not a number", "700"),
    (PLAIN, "J,VTI,5,soon,700", "not a date", "700"),
    (PLAIN, "J,VTI,5,2024-02-30,700", "does not exist", "700"),
    (PLAIN, "J,VTI,-5,2024-01-02,700", "above zero", "700"),
    (PLAIN, "J,SPY 01/15/2027 600.00 P,1,2024-01-02,700", "option", "700"),
    (FIDELITY, "777,NH 529 PLAN,NHXAA,NH PORTFOLIO 2030,10,$20.00,$200.00,$100.00,$10,Cash,", "529", "200"),
    (
        PLAIN.replace("basis", "basis,price").replace("2500", "2500,300"),
        "J,912828XX1,5000,2024-01-02,4950,98",
        "bond",
        "4900",
    ),
    (
        PLAIN.replace("basis", "basis,price").replace("2500", "2500,300"),
        "J,SPY 01/15/2027 600.00 P,2,2024-01-02,900,5",
        "option",
        "1000",
    ),
    (PLAN, "General Loan,,,$3000.00", "loan", "3000"),
    (PLAN, "Loan Balance,,,$3000.00", "loan", "3000"),
]


@pytest.mark.parametrize(("head", "rows", "reason", "listed"), NOT_READ)
def test_what_is_not_read_is_listed_with_its_reason_and_dollars(head: str, rows: str, reason: str, listed: str) -> None:
    result = import_content((head + rows + "\n").encode())
    assert len(result.lots) == 1
    (row,) = [row for row in result.skipped if row.dollars is not None]
    assert reason in row.reason
    assert row.dollars == result.dollars_not_read == Decimal(listed)
    assert any("were not read" in warning for warning in result.warnings) == (row.dollars != 0)


NOTES = [
    (ETRADE + "VTI,300,0,0,50,320,0,0,0,15000\n", "TOTAL,,,,,,10.00,-1000.00,-6.25,15690.22"),
    (ETRADE + "VTI,300,0,0,50,320,0,0,0,15000\n", "Generated at Nov 20 2026 11:42 AM ET"),
    (SCHWAB, '"Positions Total","","--","--","$27,000.00","N/A","--"'),
    (SCHWAB, '"Account Total","","--","--","$27,000.00","N/A","--"'),
    (FIDELITY, '"Date downloaded Nov-24-2026 2:26 p.m ET"'),
    (FIDELITY, "Brokerage services are provided by a member of NYSE, SIPC."),
    (PLAIN, "Disclosures"),
    (PLAIN, "Disclosures,See the last page"),
    (PLAIN, "End of file"),
    (PLAIN, "Total,,10,,2500"),
    (PLAIN, "Grand Total,,10,,2500"),
    (PLAN, "Total,,,$5000.00"),
    (PLAN, "Total Account Balance,,,$5000.00"),
    (PLAIN, "Sum,,10,,2500"),
    (PLAN, "Employee Pretax,,,$5000.00"),
    (PLAN, "Employer matching contributions,,,$5000.00"),
    (PLAN, "Prices are of the last trading day."),
]


@pytest.mark.parametrize(("head", "row"), NOTES)
def test_a_total_or_a_footer_is_listed_and_holds_nothing(head: str, row: str) -> None:
    result = import_content((head + row + "\n").encode())
    assert len(result.lots) == 1
    assert result.skipped[-1].dollars is None
    assert result.dollars_not_read == 0


CASH = [
    (ETRADE + "VTI,300,0,0,50,320,0,0,0,15000\n", "CASH,,,,,,,,,690.22", "690.22"),
    (ETRADE + "VTI,300,0,0,50,320,0,0,0,15000\n", "VMFXX,1.00,0,0,690.22,1.00,0,0,0,690.22", "690.22"),
    (SCHWAB, '"Cash & Cash Investments","--","--","--","$81.05","--","Cash and Money Market"', "81.05"),
    (SCHWAB, '"SNAXX","SCHWAB VALUE ADVANTAGE MONEY ULTRA","500","$1.00","$500.00","$500.00","Mutual Fund"', "500"),
    (FIDELITY, "Z1,Joint,SPAXX**,HELD IN MONEY MARKET,,,$450.25,,,Cash,", "450.25"),
    (FIDELITY, "Z1,Joint,FDRXX,FIDELITY GOVERNMENT CASH RESERVES,450.25,$1.00,$450.25,$450.25,$1,Cash,", "450.25"),
    (FIDELITY, "Z1,Joint,31617H102,FIDELITY GOVERNMENT MONEY MARKET,450.25,$1.00,$450.25,--,--,,", "450.25"),
    (FIDELITY, "54321,ACME 401(K) PLAN,,GOVT MONEY MKT FUND,450.25,$1.00,$450.25,--,--,,", "450.25"),
    (PLAIN, "J,VMFXX,500,,", "500"),
    (PLAIN, "J,CASH,500,,", "500"),
    (PLAN, "Federal Money Market Fund,500,$1.00,$500.00", "500"),
]


@pytest.mark.parametrize(("head", "row", "amount"), CASH)
def test_cash_and_money_funds_are_cash(head: str, row: str, amount: str) -> None:
    result = import_content((head + row + "\n").encode())
    assert len(result.lots) == 1
    assert [one.amount for one in result.cash] == [Decimal(amount)]
    assert result.dollars_not_read == 0


def test_a_stock_whose_symbol_is_a_word_for_cash_is_a_stock() -> None:
    row = '"CASH","PATHWARD FINANCIAL INC","10","$80.00","$800.00","$700.00","Equity"\n'
    assert [lot.symbol for lot in import_content((SCHWAB + row).encode()).lots] == ["SWPPX", "CASH"]


@pytest.mark.parametrize(
    "name",
    ["Total Bond Market Index Fund", "Total Intl Stock Index Trust", "Total Return Bond Fund", "Senior Loan Fund"],
)
def test_a_fund_whose_name_begins_as_a_total_is_a_fund(name: str) -> None:
    result = import_content((PLAN + f"{name},10,$20.00,$200.00\n").encode())
    assert [lot.quantity for lot in result.lots] == [100, 10]
    assert result.lots[-1].description == name


def test_a_trust_without_a_ticker_is_a_position_under_its_name() -> None:
    row = "54321,ACME CORP 401(K) PLAN,,VANG TARGET RET 2030 TR II,500.000,$40.00,$20000.00,--,--,,\n"
    result = import_content((FIDELITY + row).encode())
    trust = result.lots[-1]
    assert (trust.symbol, trust.description) == ("VANG TGT RET 2030 TR II", "VANG TARGET RET 2030 TR II")
    assert (trust.quantity, trust.price, trust.value) == (500, 40, 20000)
    assert (trust.is_named_only, trust.proxy) == (True, "VTHRX")
    (asked,) = [question for question in result.questions if question.field == "proxy"]
    assert "VANG TARGET RET 2030 TR II" in asked.message
    assert result.dollars_not_read == 0


def test_a_second_account_in_the_file_has_its_own_summary() -> None:
    block = 'Account Summary\nAccount,Net Account Value\n"{}",1\n\n' + ETRADE + "{},10,0,0,5,12,0,0,0,50\n\n"
    result = import_content((block.format("Brokerage -1234", "VTI") + block.format("Roth IRA -5678", "BND")).encode())
    assert [(lot.account_hint, lot.symbol) for lot in result.lots] == [
        ("Brokerage -1234", "VTI"),
        ("Roth IRA -5678", "BND"),
    ]


def test_two_trusts_whose_names_are_cut_to_the_same_stay_two() -> None:
    rows = "Collective Investment Trust Alpha One,1,$5,$5\nCollective Investment Trust Alpha Two,2,$5,$10\n"
    symbols = [lot.symbol for lot in import_content((PLAN + rows).encode()).lots]
    assert len(set(symbols)) == 3
    assert all(len(symbol) <= 24 for symbol in symbols)


def test_a_brokerage_window_is_inside_its_plan() -> None:
    rows = (
        "54321,ACME 401(K) PLAN,31617E745,FID CONTRAFUND POOL,100,$25.00,$2500.00,$2000.00,$20,,\n"
        "54321,ACME 401(K) PLAN,BROKERAGELINK,BROKERAGELINK,,,$20000.00,,,,\n"
        "652999888,BrokerageLink,FXAIX,FIDELITY 500 INDEX FUND,100.000,$200.00,$20000.00,$18000.00,$180.00,Cash,\n"
    )
    result = import_content((FIDELITY + rows).encode())
    assert [lot.account_hint for lot in result.lots[1:]] == ["ACME 401(K) PLAN ...4321"] * 2
    assert result.dollars_not_read == 0  # the plan's row is the sum of the window's own rows


def test_a_position_and_its_lots_in_one_table_are_counted_once() -> None:
    table = (
        "Symbol,Description,Date Acquired,Quantity,Cost Basis,Market Value\nVTI,FUND,,30,6000,9000\n"
        "VTI,FUND,2024-01-02,10,2000,3000\nVTI,FUND,2025-01-03,20,4000,6000\nBND,FUND,,5,350,360\n"
    )
    result = import_content(table.encode())
    assert [(lot.symbol, lot.quantity) for lot in result.lots] == [("VTI", 10), ("VTI", 20), ("BND", 5)]
    assert [row.row for row in result.skipped] == [2]
    other = import_content(table.replace("30,6000,9000", "30,6100,9000").encode())
    assert len(other.lots) == 4  # another basis: not the sum of these lots


def test_what_is_borrowed_is_no_cash() -> None:
    result = import_content(b"Symbol,Quantity,Price,Value\nVTI,10,300,3000\nCash,,,-500\n")
    assert result.cash == []
    assert result.dollars_not_read == -500


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("VTI,10,13/01/2024,2500\nBND,10,01/13/2024,2500\n", "rows 2 and 3, column acquired: some dates have the day"),
        ("VTI,10,03/01/2024,2500\n", "row 2, column acquired: acquired can be read day first or month first"),
    ],
)
def test_an_order_of_days_that_is_not_settled_is_one_message(table: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        import_content(("symbol,quantity,acquired,cost_basis\n" + table).encode())
    (problem,) = caught.value.problems
    assert str(problem).startswith(message)


def test_another_currency_is_listed_with_its_amount_and_its_reason() -> None:
    result = import_content((PLAIN.replace("cost_basis", "cost_basis,currency").replace("2500", "2500,USD")
                             + "J,SAP,4,2024-01-02,800,EUR\n").encode())  # fmt: skip
    assert [lot.symbol for lot in result.lots] == ["VTI"]
    assert "another currency" in result.skipped[0].reason
    assert result.skipped[0].dollars == 800


def test_a_file_of_last_year_says_how_old_it_is() -> None:
    old = import_content(SCHWAB.replace("2026/09/19", "2025/11/19").encode(), options=Options(today=date(2026, 11, 30)))
    assert any("2025-11-19" in warning and "download a new one" in warning for warning in old.warnings)
    new = import_content(SCHWAB.encode(), options=Options(today=date(2026, 9, 30)))
    assert not any("download a new one" in warning for warning in new.warnings)


def test_undated_lots_are_asked_for_once_a_file() -> None:
    row = '"SCHB","SCHWAB US BROAD MARKET ETF","100","$26.00","$2,600.00","$2,000.00","ETFs & Closed End Funds"\n'
    (asked,) = import_content((SCHWAB + row).encode()).questions
    assert (asked.field, asked.row, asked.symbol) == ("acquired", 4, "")
    assert "300 SWPPX" in asked.message
    assert "100 SCHB" in asked.message


@pytest.mark.parametrize(
    ("table", "mapping", "lot"),
    [
        (
            '"Symbol","Name","Quantity","Avg. Price","Cost Basis","Unrealized Gain ($)","Value"\n'
            '"VTI","Vanguard Total Stock Market ETF","10.12345","250.00","2530.86","506.18","3037.04"\n',
            {"symbol": "Symbol", "quantity": "Quantity", "cost_basis": "Cost Basis", "value": "Value"},
            ("VTI", "10.12345", "2530.86", "3037.04"),
        ),
        (
            "Option,Units Owned,What it is worth\nVANG TARGET RET 2030,10,400.00\n",
            {"description": "Option", "quantity": "Units Owned", "value": "What it is worth"},
            ("VANG TARGET RET 2030", "10", None, "400"),
        ),
        (
            "Option,What it is worth\nUS Equity Trust,400.00\n",
            {"description": "Option", "value": "What it is worth"},
            ("US EQUITY TRUST", "400", None, "400"),
        ),
        (
            "Code,Number,Paid each\nVTI,10,250.00\n",
            {"symbol": "Code", "quantity": "Number", "average": "Paid each"},
            ("VTI", "10", "2500", None),
        ),
    ],
)
def test_a_table_without_a_day_can_be_mapped(table: str, mapping: dict[str, str], lot: tuple[str | None, ...]) -> None:
    (found,) = map_columns(table.encode(), mapping).lots
    symbol, quantity, basis, value = lot
    assert (found.symbol, found.quantity) == (symbol, Decimal(quantity or 0))
    assert found.cost_basis == (None if basis is None else Decimal(basis))
    assert found.value == (None if value is None else Decimal(value))


@pytest.mark.parametrize("heading", ["*", "", "**", "-"])
def test_a_heading_without_a_letter_is_a_message(heading: str) -> None:
    content = f"symbol,quantity,{heading},cost_basis\nVTI,10,2024-01-02,2500\n".encode()
    mapping = {"symbol": "symbol", "quantity": "quantity", "acquired": heading, "cost_basis": "cost_basis"}
    with pytest.raises(InputError, match="has no letter"):
        map_columns(content, mapping)


def test_a_file_of_which_nothing_can_be_read_is_refused_in_five_lines() -> None:
    rows = "".join(f"J,VTI,ten,2024-01-0{day},700\n" for day in range(1, 9))
    with pytest.raises(InputError) as caught:
        import_content((PLAIN.splitlines()[0] + "\n" + rows).encode())
    assert len(caught.value.problems) == 5
    assert "4 more problems" in str(caught.value.problems[-1])
    with pytest.raises(InputError) as caught:
        import_content((ETRADE + "SPY Jan 15 '27 $600 Put,5.10,0,0,-1,6.00,0,0,0,-510.00\n").encode())
    assert "Nothing in it is a holding" in str(caught.value)
    assert "an option" in str(caught.value)
