"""Lots rebuilt from transactions: every basis worked by hand from the rows."""

from datetime import date
from decimal import Decimal

import pytest

from sim.importers.records import ImportResult
from sim.importers.registry import import_content
from sim.importers.session import Options

HEAD = '"Date","Action","Symbol","Description","Quantity","Price","Fees & Comm","Amount"\n'
TODAY = date(2026, 2, 3)


def _read(rows: str, average: bool = False) -> ImportResult:
    """The result of rows written as `day,action,symbol,quantity,amount`."""
    lines = []
    for row in rows.split():
        day, action, symbol, quantity, amount = row.split(",")
        lines.append(f'"{day}","{action.replace("_", " ")}","{symbol}","","{quantity}","","","{amount}"\n')
    return import_content((HEAD + "".join(lines)).encode(), options=Options(today=TODAY, average=average))


def _lots(result: ImportResult) -> list[tuple[str, str, str]]:
    return [(str(lot.acquired), f"{lot.quantity.normalize():f}", f"{lot.cost_basis}") for lot in result.lots]


def test_sales_take_the_first_shares_bought() -> None:
    """15 of 10 at 20 and 10 at 30: 200 and 150 of basis leave, 5 shares at 30 stay."""
    result = _read("03/01/2023,Buy,VTI,10,-200 03/01/2024,Buy,VTI,10,-300 09/02/2025,Sell,VTI,15,600")
    assert _lots(result) == [("2024-03-01", "5", "150.00")]
    assert [(sale.quantity, sale.proceeds, sale.cost_basis) for sale in result.sales] == [(10, 400, 200), (5, 200, 150)]


def test_the_average_of_a_fund_is_what_each_share_cost() -> None:
    """10 at 20 and 10 at 30 average 25; 15 leave at 375, and 5 stay at 125, of the later day (Reg. 1.1012-1(e))."""
    rows = "03/01/2023,Buy,VTSAX,10,-200 03/01/2024,Buy,VTSAX,10,-300 09/02/2025,Sell,VTSAX,15,600"
    result = _read(rows, average=True)
    assert _lots(result) == [("2024-03-01", "5", "125.00")]
    assert sum(sale.cost_basis or 0 for sale in result.sales) == Decimal(375)
    assert all(lot.is_average_basis for lot in result.lots)
    assert _lots(_read(rows)) == [("2024-03-01", "5", "150.00")]


def test_the_average_is_for_mutual_funds_alone() -> None:
    rows = "03/01/2023,Buy,VTI,10,-200 03/01/2024,Buy,VTI,10,-300 09/02/2025,Sell,VTI,15,600"
    assert _lots(_read(rows, average=True)) == [("2024-03-01", "5", "150.00")]


def test_a_loss_bought_back_within_30_days_is_in_the_basis_of_what_replaced_it() -> None:
    """10 at 30 sold for 200 lose 100; 10 bought 10 days later for 210 cost 310, held since 06/01/2025 less 0 days."""
    result = _read("06/01/2025,Buy,VTI,10,-300 09/01/2025,Sell,VTI,10,200 09/11/2025,Buy,VTI,10,-210")
    assert _lots(result) == [("2025-09-11", "10", "310.00")]
    assert result.sales[0].disallowed_loss == 100
    assert result.lots[0].holding_period_start == date(2025, 6, 11)  # 92 days held are tacked on
    assert any("1 wash sale" in warning for warning in result.warnings)


def test_a_split_leaves_the_basis_and_multiplies_the_shares() -> None:
    result = _read("03/01/2023,Buy,NVDA,10,-1000 06/10/2024,Stock_Split,NVDA,90, 09/02/2025,Sell,NVDA,40,600")
    assert _lots(result) == [("2023-03-01", "60", "600.00")]
    assert result.sales[0].cost_basis == 400


def test_rows_may_come_newest_first() -> None:
    """A purchase and a sale on one day: the list is turned as a whole, so the purchase stays first."""
    result = _read("09/02/2025,Sell,VTI,10,250 09/02/2025,Buy,VTI,10,-200 03/01/2023,Buy,VTI,10,-100")
    assert _lots(result) == [("2025-09-02", "10", "200.00")]


def test_what_was_sold_without_being_bought_is_said() -> None:
    result = _read("03/01/2024,Buy,VTI,10,-300 09/02/2025,Sell,VTI,15,600")
    assert result.lots == []
    assert [(sale.quantity, sale.proceeds, sale.cost_basis) for sale in result.sales] == [(10, 400, 300)]
    assert any("5 more shares were sold" in warning for warning in result.warnings)
    assert "5 of these shares were not bought in the file" in result.skipped[0].reason


def test_shares_that_came_in_are_a_lot_whose_day_and_cost_are_asked() -> None:
    result = _read("03/01/2024,Security_Transfer,VTI,10, 09/02/2025,Buy,VTI,5,-150")
    assert _lots(result) == [("2025-09-02", "5", "150.00"), ("None", "10", "None")]
    assert {question.field for question in result.questions} == {"acquired", "cost_basis"}


def test_shares_that_left_are_no_sale() -> None:
    result = _read("03/01/2023,Buy,VTI,10,-200 09/02/2025,Security_Transfer,VTI,-4,")
    assert [lot.quantity for lot in result.lots] == [6]
    assert result.sales == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("09/02/2025,Sell,VTI,ten,600", "not a number"),
        ("soon,Sell,VTI,1,600", "not a date"),
        ("09/02/2025,Exchanged_by_law,VTI,1,600", "not known here"),
        ("09/02/2025,Buy_to_Open,SPY,1,600", "an option"),
        ("09/02/2025,Cash_Dividend,VTI,,600", "moves no shares"),
    ],
)
def test_a_row_that_cannot_be_read_costs_no_other(row: str, reason: str) -> None:
    result = _read(f"03/01/2023,Buy,VTI,10,-200 {row}")
    assert [lot.quantity for lot in result.lots] == [10]
    (listed,) = result.skipped
    assert reason in listed.reason
