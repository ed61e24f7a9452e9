"""How lots came into the household, in a table of one's own."""

from datetime import date
from decimal import Decimal

from sim.importers.records import ImportResult
from sim.importers.registry import import_content

HEAD = "account,symbol,quantity,acquired,cost_basis,Came by,Donor's basis,donor_acquired\n"


def read(rows: str) -> ImportResult:
    return import_content((HEAD + rows).encode())


def test_bought_inherited_and_given() -> None:
    lots = read(
        "J,VTI,10,2024-01-02,2500,,,\n"
        "J,VTI,20,2024-03-04,5000,Inherited,,\n"
        "J,VTI,30,2025-05-06,6000,gift,7500,2011-02-03\n"
    ).lots
    assert [lot.came_by for lot in lots] == ["bought", "inherited", "given"]
    assert (lots[2].donor_basis, lots[2].donor_acquired) == (Decimal(7500), date(2011, 2, 3))


def test_a_way_that_is_none_is_named_with_its_row() -> None:
    found = read("J,VTI,10,2024-01-02,2500,,,\nJ,BND,5,2024-01-02,400,won,,\nJ,BND,5,2024-01-02,400,gift,-1,\n")
    assert [lot.symbol for lot in found.lots] == ["VTI"]
    said = " ".join([row.reason for row in found.skipped])
    assert "write bought, inherited or given" in said
    assert "donor_basis is negative" in said
