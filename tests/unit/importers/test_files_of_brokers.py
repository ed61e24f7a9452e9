"""Files as their brokers' customers have them, with what stands around the holdings.

Every expected lot, dollar and day is read by hand from the rows written here.
"""

import time
from datetime import date
from decimal import Decimal

import pytest

from sim.errors import InputError
from sim.importers.records import ImportResult
from sim.importers.registry import import_content

IB_HEAD = (
    "Statement,Header,Field Name,Field Value\n"
    'Statement,Data,Period,"January 1, 2026 - November 27, 2026"\n'
    "Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Open,Quantity,Mult,Cost Price,Cost Basis,"
    "Close Price,Value,Unrealized P/L,Code\n"
)
PLAN_TITLE = "Balances as of 11/27/2026\n"


def _read(text: str) -> ImportResult:
    return import_content(text.encode())


def test_a_position_and_its_lots_are_listed_at_the_dollars_of_one() -> None:
    """5 at 500 are 2,500, whether the broker writes them once or also lot by lot."""
    lots = (
        'Open Positions,Data,Lot,Stocks,EUR,SXR8,"2024-01-05, 10:00:00",2,,400,800,500,1000,200,LT\n'
        'Open Positions,Data,Lot,Stocks,EUR,SXR8,"2025-01-06, 10:00:00",3,,400,1200,500,1500,300,LT\n'
    )
    usd = "Open Positions,Data,Summary,Stocks,USD,VTI,-,30,1,200,6000,300,9000,3000,\n"
    total = "Open Positions,Data,Summary,Stocks,EUR,SXR8,-,5,1,400,2000,500,2500,500,\n"
    assert _read(IB_HEAD + usd + total).dollars_not_read == 2500
    assert _read(IB_HEAD + usd + total + lots).dollars_not_read == 2500
    assert _read(IB_HEAD + usd + lots).dollars_not_read == 2500


def test_a_position_that_stands_for_unreadable_lots_is_counted_once() -> None:
    lot = 'Open Positions,Data,Lot,Stocks,USD,VTI,"soon",30,,200,6000,300,9000,3000,LT\n'
    result = _read(IB_HEAD + "Open Positions,Data,Summary,Stocks,USD,VTI,-,30,1,200,6000,300,9000,3000,\n" + lot)
    assert [(one.symbol, one.value) for one in result.lots] == [("VTI", 9000)]
    assert result.dollars_not_read == 0
    assert any("not a date" in row.reason for row in result.skipped)


def test_an_activity_statement_has_its_day_and_its_cash() -> None:
    cash = (
        "Cash Report,Header,Currency Summary,Currency,Total,Securities,Futures,\n"
        "Cash Report,Data,Starting Cash,USD,900,900,0,\n"
        "Cash Report,Data,Ending Cash,Base Currency Summary,1700.5,1700.5,0,\n"
        "Cash Report,Data,Ending Cash,USD,1500.5,1500.5,0,\n"
    )
    result = _read(IB_HEAD + "Open Positions,Data,Summary,Stocks,USD,VTI,-,30,1,200,6000,300,9000,3000,\n" + cash)
    assert result.as_of == date(2026, 11, 27)
    assert [one.amount for one in result.cash] == [Decimal("1500.5")]


def test_a_footer_of_one_sentence_with_commas_is_a_footer() -> None:
    head = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total\n"
    rows = "Z1,Joint,VTI,VANGUARD TOTAL STOCK MKT ETF,50,$300.00,$15000.00,$16000.00\n\n"
    footer = '"Services are provided by Fidelity Brokerage Services LLC, 900 Salem Street, Smithfield, RI 02917."\n'
    assert [row.reason for row in _read(head + rows + footer).skipped] == ["a title or footer, not a holding"]


def test_lines_that_a_spreadsheet_quoted_whole_are_still_rows() -> None:
    result = _read('"account,symbol,quantity,acquired,cost_basis"\n"J,VTI,10,2024-01-02,""2,500"""\n')
    assert [(lot.symbol, lot.quantity, lot.cost_basis) for lot in result.lots] == [("VTI", 10, 2500)]


def test_the_day_of_a_title_settles_its_own_order() -> None:
    table = "Fund,Units,Unit Price,Balance\nUS Equity Index Fund,100,$50.00,$5000.00\n"
    result = _read(PLAN_TITLE + table)
    assert result.as_of == date(2026, 11, 27)
    assert not any("title's date" in warning for warning in result.warnings)
    assert _read("Balances as of 04/03/2026\n" + table).as_of is None


def test_a_deposit_at_a_bank_is_cash_and_its_certificate_is_not() -> None:
    head = "Symbol,Name,Quantity,Last ($),Market Value ($),Total Cost ($)\n"
    stock = 'MSFT,MICROSOFT CORP,20,400.00,"8,000.00","6,000.00"\n'
    deposit = ',MORGAN STANLEY BANK N.A. DEPOSIT,,1.00,"2,500.00",\n,MORGAN STANLEY BANK N.A.,,1.00,100.00,\n'
    certificate = ',WELLS FARGO BANK N.A. CD 4.25% 03/15/2029,5000,99.8,"4,990.00","5,000.00"\n'
    result = _read(head + stock + deposit + certificate)
    assert [one.amount for one in result.cash] == [2500, 100]
    assert [lot.symbol for lot in result.lots] == ["MSFT"]
    assert result.dollars_not_read == 4990


def test_a_table_of_investment_options_is_a_plans() -> None:
    table = "Investment Option,Units/Shares,Unit/Share Value,Balance\nS&P 500 Index Trust,100,$50.00,$5000.00\n"
    result = _read(table)
    assert [lot.account_hint for lot in result.lots] == ["401(k) plan"]
    assert [question.field for question in result.questions] == ["proxy"]


@pytest.mark.parametrize("heading", ["Date,Description,Amount,Balance", "Posting Date,Description,Withdrawals,Balance"])
def test_a_banks_transactions_are_no_holdings(heading: str) -> None:
    with pytest.raises(InputError, match="transactions, not holdings"):
        _read(heading + "\n11/27/2026,COFFEE,-4.50,100.00\n11/26/2026,PAYROLL,1000.00,104.50\n")


def test_coins_are_told_from_the_fund_with_their_symbol() -> None:
    head = "Symbol,Name,Quantity,Avg. Price,Cost Basis,Unrealized Gain ($),Unrealized Gain (%),Value\n"
    fund = "BTC,Grayscale Bitcoin Mini Trust ETF,10,40,400,0,0,400\n"
    result = _read(head + fund + "BTC,Bitcoin,0.1,50000,5000,1000,20,6000\n")
    assert [(lot.symbol, lot.quantity) for lot in result.lots] == [("BTC", 10)]
    assert result.dollars_not_read == 6000


def test_accounts_of_a_jpmorgan_file_stay_apart() -> None:
    head = "Asset Class,Asset Strategy,Description,Ticker,Quantity,Price,Value,Cost,Acquisition Date,Account Number\n"
    rows = "Equity,US Large Cap,VANGUARD,VTI,10,300,3000,2500,01/05/2024,...1234\n" * 2
    result = _read(head + rows.replace("1234", "9876", 1))
    assert [lot.account_hint for lot in result.lots] == ["...9876", "...1234"]


def test_a_persons_own_sheet_may_head_its_tickers_fund_and_write_usd() -> None:
    rows = 'VTI,"1,000","USD 250,000.00",2024-01-05\nBND,100,7200 USD,2024-01-05\nBRK.B,5,US$2000,2024-01-05\n'
    result = _read("Fund,Shares,Cost,Bought\n" + rows)
    assert [(lot.symbol, lot.quantity, lot.cost_basis, lot.acquired) for lot in result.lots] == [
        ("VTI", 1000, 250000, date(2024, 1, 5)),
        ("BND", 100, 7200, date(2024, 1, 5)),
        ("BRK.B", 5, 2000, date(2024, 1, 5)),
    ]
    assert result.questions == []
    euros = _read("Fund,Shares,Cost,Bought\nVTI,10,€2500,2024-01-05\nBND,1,70,2024-01-05\n")
    assert [lot.symbol for lot in euros.lots] == ["BND"]


def test_a_plans_trust_under_a_cusip_has_no_ticker_and_is_asked_for() -> None:
    head = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,"
    head += "Average Cost Basis\n"
    plan = "54321,ACME 401(K),922040100,VANG INST 500 TRUST,10,$25,$250.00,$200,$20\n"
    result = _read(head + plan + "54321,ACME 401(K),31617E745,ACME POOL CL 3,10,$25,$250.00,$200,$20\n")
    asked = [(question.field, question.symbol) for question in result.questions]
    assert asked == [("proxy", "922040100"), ("proxy", "31617E745")]
    assert "by its name VOO" in result.questions[0].message


def test_a_history_says_whose_shares_an_unread_row_may_move() -> None:
    head = "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount\n"
    rows = (
        "05/10/2026,Stock Merger,TWTR,TWITTER,-10,,,\n04/10/2026,Buy,TWTR,TWITTER,10,$40,,-$400.00\n"
        "03/10/2026,Sell,VTI,VANGUARD,2,$300,,$600.00\n03/10/2025,Buy,VTI,VANGUARD,3,$200,,-$600.00\n"
    )
    result = _read(head + rows)
    assert any(warning.startswith("TWTR: rows that could not be read") for warning in result.warnings)
    assert [sale.row for sale in result.sales] == [4]


def test_a_loss_that_an_ira_replaced_is_not_said_to_be_in_a_basis() -> None:
    head = "Run Date,Account,Account Number,Action,Symbol,Description,Quantity,Price,Amount\n"
    rows = (
        "11/19/2026,ROTH IRA,222222222,YOU BOUGHT (VTI),VTI,VANGUARD,3,300,-900\n"
        "11/10/2026,Individual,Z12345678,YOU SOLD (VTI),VTI,VANGUARD,-3,290,870\n"
        "01/10/2025,Individual,Z12345678,YOU BOUGHT (VTI),VTI,VANGUARD,3,310,-930\n"
    )
    result = _read(head + rows)
    assert [(lot.cost_basis, lot.account_hint) for lot in result.lots] == [(900, "ROTH IRA ...2222")]
    assert any("1 wash sale" in warning and "lost where" in warning for warning in result.warnings)


PLAIN = "account,symbol,quantity,acquired,cost_basis\nJ,VTI,10,2024-01-02,2500\n"


@pytest.mark.parametrize("tail", ['J,"BND,10,2024', 'J,"BND,10,2024-01-02,700\n', '"Prices are delayed; see\n'])
def test_a_quote_that_is_never_closed_costs_its_own_row(tail: str) -> None:
    result = _read(PLAIN + tail)
    assert [lot.symbol for lot in result.lots] == ["VTI"]
    assert [row.row for row in result.skipped] == [3]
    below = _read(PLAIN + 'J,"BND,10,2024-01-02,700\nJ,VXUS,5,2024-01-02,300\n')
    assert [(lot.symbol, lot.row) for lot in below.lots] == [("VTI", 2), ("VXUS", 4)]


@pytest.mark.parametrize("name", ["Account Value", "Net Account Value", "Balance", "Ending balance:", "Plan balance"])
def test_a_balance_below_the_table_is_no_holding(name: str) -> None:
    head = "Symbol,Description,Quantity,Price,Market Value,Cost Basis\nVTI,Vanguard,10,300,3000,2500\n"
    result = _read(head + f"{name},,,,3000,\n")
    assert [lot.symbol for lot in result.lots] == ["VTI"]
    assert result.dollars_not_read == 0


def test_college_savings_are_listed_with_their_dollars() -> None:
    head = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,"
    head += "Average Cost Basis\nZ1,Joint,VTI,VANGUARD,10,$300,$3000,$2500,$250\n"
    result = _read(head + "6123456,NH UNIQUE 529 Plan,NHXCX,NH PORTFOLIO 2036,10,$25,$250.00,$200,$20\n")
    assert ([lot.symbol for lot in result.lots], result.dollars_not_read) == (["VTI"], 250)
    numbered = _read(head.replace("Z1,Joint", "...529,Joint ...529"))  # a number that ends so
    assert [lot.symbol for lot in numbered.lots] == ["VTI"]
    download = (
        "Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,\n1,VANGUARD,VTI,7,300,2100.00,\n\n"
    )
    college = "Fund Account Number,Fund Name,Price,Shares,Total Value\n1234-5678,Vanguard 529 Target 2035,10,100,1000\n"
    assert _read(download + college).dollars_not_read == 1000


def test_a_day_with_its_time_and_zone_is_a_day() -> None:
    rows = "J,VTI,1,2024-01-05T00:00:00Z,100\nJ,VTI,1,2024-01-06T09:30:00-05:00,100\n"
    assert [lot.acquired for lot in _read(PLAIN + rows).lots][1:] == [date(2024, 1, 5), date(2024, 1, 6)]


def test_a_grant_above_its_lots_is_their_sum_where_the_symbol_has_others() -> None:
    head = "Record Type,Symbol,Sellable Qty.,Est. Market Value,Est. Cost Basis (per share),Purchase Date\n"
    rows = "Grant,ACME,25,3750,100,\nSellable Shares,ACME,15,2250,100,08/15/2025\n"
    rows += "Sellable Shares,ACME,10,1500,100,09/15/2025\nGrant,ACME,10,1500,85,\nPurchase,ACME,10,1500,85,11/15/2025\n"
    result = _read(head + rows)
    assert [(lot.quantity, lot.cost_basis) for lot in result.lots] == [(15, 1500), (10, 1000), (10, 850)]
    assert result.dollars_not_read == 0


def test_the_time_of_a_table_grows_with_its_rows() -> None:
    """Eight times the rows may take some 8 times the time: it was 64 where each undated row met every other.

    The least of three each, as a busy machine takes longer by chance.
    """
    assert _time_of(8_000) < 24 * _time_of(1_000)


def _time_of(n_rows: int) -> float:
    head = "acct,symbol,quantity,acquired,total cost\n"
    rows = [f"J,VTI,{n + 1},{'2024-01-02' if n % 2 else ''},{n + 100}\n" for n in range(n_rows)]
    found = []
    for _ in range(3):
        began = time.process_time()
        assert len(_read(head + "".join(rows)).lots) == n_rows
        found.append(time.process_time() - began)
    return min(found)
