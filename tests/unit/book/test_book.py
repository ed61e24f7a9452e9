"""A book from clients to files: every household's figures are those of its own run, and a bad one stops nobody."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from sim import cli
from sim.api import Findings, read_scenario, sample_scenario, scenario_from, simulate, summary
from sim.api.book import PAGE, clients_in, run_book
from sim.book.at_stake import losses, losses_at_stake, lots_below_cost
from sim.book.files import NOT_WORKED_OUT, TABLE, WORKBOOK
from sim.book.hands.threads import Threads
from sim.book.journal import JOURNAL
from sim.book.work import Done, Job
from tests.unit.book.households import N_PATHS, SINGLE, document, folder_of

FILES = (TABLE, WORKBOOK, PAGE, NOT_WORKED_OUT)


class Stopped(Exception):
    """What ends a run in the middle."""


class Counting(Threads):
    """Hands that count what they work out, and drop it all after so many."""

    def __init__(self, most: int = 1_000) -> None:
        super().__init__(1)
        self.most, self.n_done = most, 0

    def work(self, jobs: Iterable[Job]) -> Iterator[list[Done]]:
        for done in super().work(jobs):
            if self.n_done == self.most:
                raise Stopped
            self.n_done += 1
            yield done


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of three households, one of them twice, and a bad one."""
    plans = {"ames": document(), "bell": document(SINGLE), "cole": document(state="NY"), "dean": document()}
    return folder_of(tmp_path_factory.mktemp("book") / "plans", **plans, eames={"name": "nobody"})


@pytest.fixture(scope="module")
def out(folder: Path) -> Path:
    """Return the folder of the book's files."""
    target = folder.parent / "out"
    book = run_book(clients_in(str(folder)), target, Threads(), N_PATHS)
    assert (book.n_worked_out, book.n_kept) == (4, 0)
    return target


def table(out: Path) -> pd.DataFrame:
    return pd.read_parquet(out / TABLE)


def of_its_own_run(folder: Path, name: str) -> dict[str, Any]:
    plan = read_scenario(folder / f"{name}.json").with_paths(N_PATHS)
    return summary(Findings(simulate(plan)))


@pytest.mark.parametrize("name", ["ames", "bell"])
def test_a_households_figures_are_those_of_its_own_run(folder: Path, out: Path, name: str) -> None:
    own = of_its_own_run(folder, name)
    rows = table(out).query("household == @name")
    told = own["verdict"][rows["decided_by"].iloc[0]]
    assert set(rows["advice"]) == {told["advice"]}
    assert set(rows["sentence"]) == {told["sentence"]}
    assert list(rows["strategy"]) == [one["name"] for one in own["strategies"]]
    for (_, row), one in zip(rows.iterrows(), own["strategies"], strict=True):
        for key, difference in one["versus_baseline_by_measure"].items():
            if f"{key}_difference" in row:
                assert row[f"{key}_difference"] == difference["mean"]
                assert row[f"{key}_standard_error"] == difference["standard_error"]
        assert row["alpha_bp"] == one["harvest_alpha_bp"][row["decided_by"]]["mean"]
        assert row["success_rate"] == one["success_rate"]


def test_a_row_for_every_household_and_strategy_in_the_order_of_the_clients(out: Path) -> None:
    assert list(table(out)["household"]) == [name for name in ("ames", "bell", "cole", "dean") for _ in range(3)]


def test_bad_households_are_listed_with_what_to_do(out: Path) -> None:
    listed = pd.read_csv(out / NOT_WORKED_OUT)
    assert {"eames.json, start", "eames.json, household"} <= set(listed["Where"])
    assert "eames.json, start" in (out / PAGE).read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(out / WORKBOOK)["Not worked out"]
    assert sheet["A2"].value == "eames.json, start"


def test_the_workbook_ranks_harvests_by_their_gain(out: Path) -> None:
    sheet = openpyxl.load_workbook(out / WORKBOOK)["Clients"]
    head, *rows = sheet.iter_rows(values_only=True)
    lines = [dict(zip(head, row, strict=True)) for row in rows]
    worth = [line["Gain [today's USD]"] for line in lines if line["Verdict"] == "Harvesting is worth it here."]
    assert worth == sorted(worth, reverse=True)
    assert [line["Rank"] for line in lines] == [1, 2, 3, 4]


def test_a_stopped_run_goes_on_where_it_stopped(folder: Path, out: Path, tmp_path: Path) -> None:
    """Of five clients two are equal and worked out once; the files are those of a run that nobody stopped."""
    clients = clients_in(str(folder))
    first, second, third = Counting(most=1), Counting(), Counting()
    with pytest.raises(Stopped):
        run_book(clients, tmp_path, first, N_PATHS)
    book = run_book(clients, tmp_path, second, N_PATHS)
    run_book(clients, tmp_path, third, N_PATHS)
    assert (first.n_done, second.n_done, third.n_done) == (1, 3, 0)
    assert book.n_worked_out == 4
    assert (tmp_path / JOURNAL).read_text().count("\n") == 4
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_a_household_that_was_changed_is_worked_out_again(tmp_path: Path) -> None:
    plans = folder_of(tmp_path / "plans", ames=document(SINGLE))
    run_book(clients_in(str(plans)), tmp_path / "out", Threads(), N_PATHS)
    folder_of(plans, ames=document(SINGLE, spending=50_000))
    hands = Counting()
    run_book(clients_in(str(plans)), tmp_path / "out", hands, N_PATHS)
    run_book(clients_in(str(plans)), tmp_path / "out", hands, N_PATHS + 1)
    assert hands.n_done == 2


def test_losses_at_stake_are_those_of_what_the_rollover_buys() -> None:
    """By hand: the sample's rollover buys more VTI, VXUS and BND than all lots of these below cost hold.

    VTI 12,908.60 - 38 x 335.50 and 549.02 - 1.62 x 335.50; VXUS 18,456 - 240 x 75.30 and 786.24 - 10.4 x 75.30;
    BND 37,506 - 420 x 74.10, 33,326 - 380 x 74.10, 25,830 - 300 x 74.10 and 290.16 - 3.9 x 74.10: 15,705.40 in all.
    VNQ, PFE and NKE are below cost by 49,042.08 more, and nothing buys them. Rev. Rul. 2008-5.
    """
    plan = sample_scenario("californian-couple")
    lots = lots_below_cost(plan)
    assert losses_at_stake(plan, lots) == pytest.approx(15_705.40, abs=0.01)
    assert losses(lots) == pytest.approx(15_705.40 + 49_042.08, abs=0.01)


def test_a_rollover_in_kind_puts_no_loss_at_stake() -> None:
    changed = document()
    changed["rollovers"][0] |= {"method": "direct_in_kind", "buys": []}
    plan = scenario_from(changed)
    assert losses_at_stake(plan, lots_below_cost(plan)) == 0


def test_the_command_lists_what_it_could_not_work_out(
    folder: Path, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["book", str(folder), "--out", str(tmp_path), "--paths", str(N_PATHS), "--workers", "1"]) == 2
    said = capsys.readouterr().err
    assert "error: eames.json, start: This field is required; add it." in said
    assert "4 households" in said
    assert (tmp_path / TABLE).read_bytes() == (out / TABLE).read_bytes()


def test_numbers_that_cannot_be_are_all_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["book", str(tmp_path), "--out", str(tmp_path), "--paths", "0", "--workers", "x"]) == 2
    said = capsys.readouterr().err
    assert "--paths: This must be a whole number from 1" in said
    assert "--workers: This must be a whole number from 1" in said
