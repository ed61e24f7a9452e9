"""Clients of a folder, a table and the store: what a row says of a household, and what is said of a bad one."""

from pathlib import Path

import pandas as pd
import pytest

from sim.api import InputError, parse_scenario, sample_scenario
from sim.api.book import clients_in
from sim.api.store import URL_VARIABLE, PlanStore, open_database
from sim.book.clients.client import Client
from tests.unit.book.households import COUPLE, SINGLE, document, folder_of, table_of

HEAD = ["Client ID", "State", "DOB", "401k Balance", "Brokerage Value", "Cost Basis", "Rollover Date", "Template"]
GOOD = ["C-1", "NY", "03/14/1960", "$900,000", "500,000.00", "650000", "2026-07-15", COUPLE]


def read(place: Path, **options: str) -> list[Client]:
    return list(clients_in(str(place), **options).read())


def problems_of(client: Client) -> list[str]:
    return [str(client.located(problem)) for problem in client.problems]


def test_a_row_says_what_the_template_does_not(tmp_path: Path) -> None:
    """The sample's 401(k) holds 888,165 at its prices and its rollover is of 06/15; the row says 900,000 and 07/15."""
    (client,) = read(table_of(tmp_path / "t.csv", HEAD, GOOD))
    plan = parse_scenario(client.text)
    assert (client.id, client.place) == ("C-1", "row 2")
    assert plan.household.state == "NY"
    assert plan.household.people[0].born.isoformat() == "1960-03-14"
    assert plan.account_value("plan") == pytest.approx(900_000, abs=1)
    assert plan.account_value("joint") == pytest.approx(500_000, abs=1)
    cost = sum(lot.cost_basis for lot in plan.holdings.lots if lot.account == "joint")
    assert cost == pytest.approx(650_000, abs=1)
    assert plan.rollovers[0].date.isoformat() == "2026-07-15"
    assert "Spending" in client.assumed
    assert "State" not in client.assumed


def test_an_empty_cell_leaves_the_template_as_it_is(tmp_path: Path) -> None:
    (client,) = read(table_of(tmp_path / "t.csv", HEAD, ["C-1", "", "", "", "", "", "", COUPLE]))
    assert parse_scenario(client.text) == sample_scenario(COUPLE).model_copy(update={"name": "C-1"})
    assert "401(k) value" in client.assumed


def test_nothing_in_an_account_leaves_it_empty(tmp_path: Path) -> None:
    (client,) = read(table_of(tmp_path / "t.csv", HEAD, ["C-1", "", "", "", "0", "", "", COUPLE]))
    assert parse_scenario(client.text).account_value("joint") == 0


def test_csv_workbook_and_parquet_say_the_same(tmp_path: Path) -> None:
    table = table_of(tmp_path / "t.csv", HEAD, GOOD)
    frame = pd.read_csv(table, dtype=str)
    frame.to_excel(tmp_path / "t.xlsx", index=False)
    frame.to_parquet(tmp_path / "t.parquet")
    texts = {read(tmp_path / name)[0].text for name in ("t.csv", "t.xlsx", "t.parquet")}
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("State", "ZZ", "row 2, column State: This is not a US state"),
        ("DOB", "1960-02-30", "row 2, column DOB: This is a date that does not exist"),
        ("DOB", "04/05/1960", "row 2, column DOB: This can be read day first or month first"),
        ("Brokerage Value", "lots", "row 2, column Brokerage Value: This is not a number"),
        ("Brokerage Value", "-5", "row 2, column Brokerage Value: This must not be below 0"),
        ("Template", "nobody.json", "row 2, template: There is no template of this name"),
        ("Client ID", "", "row 2, column Client ID: No household is named here"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, column: str, cell: str, said: str) -> None:
    row = [cell if name == column else "" if name == "DOB" else value for name, value in zip(HEAD, GOOD, strict=True)]
    (client,) = read(table_of(tmp_path / "t.csv", HEAD, row))
    assert any(found.startswith(said) for found in problems_of(client)), problems_of(client)
    assert client.text == ""


def test_what_the_template_lacks_is_said_by_the_cell(tmp_path: Path) -> None:
    """The single sample has no spouse; that with everything in plans has no taxable account."""
    table = table_of(
        tmp_path / "t.csv",
        ["Household", "Spouse DOB", "Taxable value", "Template"],
        ["A", "1960-01-02", "", SINGLE],
        ["B", "", "1000", "no-taxable-account"],
    )
    first, second = (problems_of(client) for client in read(table))
    assert first[0].startswith("row 2, column Spouse DOB: The template has no second person")
    assert second[0].startswith("row 3, column Taxable value: The template has no such account")


def test_a_household_stands_in_one_row_only(tmp_path: Path) -> None:
    clients = read(table_of(tmp_path / "t.csv", HEAD, GOOD, GOOD))
    assert not clients[0].problems
    assert problems_of(clients[1])[0].startswith("row 3, column Client ID: Row 2 has this household too")


def test_columns_that_nobody_reads_are_named_with_what_they_may_mean(tmp_path: Path) -> None:
    table = table_of(tmp_path / "t.csv", [*HEAD, "Anual Spending", "Advisor"], [*GOOD, "1", "Ann"])
    (notice,) = clients_in(str(table)).notices
    assert "Anual Spending (is it Spending?), Advisor." in notice


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["State", "Value"], ["NY", "1"]], "No column names the households"),
        ([["Household", "State", "State"], ["A", "NY", "CA"]], "stand over two columns"),
        ([["Household", "Template"]], "no row below it"),
        ([["Household"], ["A"]], "Name a scenario file"),
    ],
)
def test_a_table_that_cannot_be_used_as_a_whole_is_refused(tmp_path: Path, rows: list[list[str]], said: str) -> None:
    with pytest.raises(InputError, match=said):
        clients_in(str(table_of(tmp_path / "t.csv", *rows)))


def test_a_folder_is_read_by_name_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "plans", b=document(), a=document(SINGLE))
    (folder / "notes.txt").write_text("not a plan")
    (folder / "c.json").write_text("{")
    clients = clients_in(str(folder))
    assert [client.id for client in clients.read()] == ["a", "b", "c"]
    assert "notes.txt" in clients.notices[0]
    assert problems_of(list(clients.read())[2])[0].startswith("c.json, line 1")


def test_names_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for named, said in ((tmp_path / "none", "There is no folder or table"), (tmp_path / "empty", "no scenario file")):
        with pytest.raises(InputError, match=said):
            clients_in(str(named))


def test_saved_plans_are_a_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of one name are told apart."""
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'plans.sqlite3'}")
    with pytest.raises(InputError, match="no saved plans"):
        clients_in("saved")
    store = PlanStore(open_database())
    for _ in range(2):
        store.create(document() | {"name": "Smith"})
    clients = list(clients_in("saved").read())
    assert [client.id for client in clients] == ["Smith", "Smith (2)"]
    assert parse_scenario(clients[0].text).name == "Smith"


def test_one_date_in_another_order_refuses_no_row_that_is_clear(tmp_path: Path) -> None:
    """With the order said, only the row that breaks it is refused."""
    rows = [["C-1", "03/14/1960"], ["C-2", "14/03/1960"], ["C-3", "1960-03-04"], ["C-4", "03/04/1960"]]
    table = table_of(tmp_path / "t.csv", ["Household", "DOB", "Template"], *([*row, COUPLE] for row in rows))
    assert "--dates" in clients_in(str(table)).notices[0]
    assert [client.id for client in read(table) if client.problems] == ["C-1", "C-2", "C-4"]
    assert [client.id for client in read(table, date_order="mdy") if client.problems] == ["C-2"]
