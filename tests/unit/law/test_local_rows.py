"""Local income taxes as the page of the law shows them; expected figures are those of the forms and codes."""

import pytest

from sim.law.explained.local_rows import local_notes, local_rows, states_with_local_tax
from sim.localities import local_places
from sim.scenario.enums import FilingStatus

SINGLE, JOINT = FilingStatus.SINGLE, FilingStatus.MARRIED_FILING_JOINTLY


@pytest.mark.parametrize(
    ("state", "place", "year", "status", "figures", "base", "years", "badge"),
    [
        (
            "MD",
            "Kent County",
            2026,
            SINGLE,
            "3.3%",
            "the state's taxable income",
            "2025, 2026",
            "verified against one source",
        ),
        (
            "MD",
            "Kent County",
            2025,
            SINGLE,
            "3.2%",
            "the state's taxable income",
            "2025, 2026",
            "verified against two sources",
        ),
        (
            "OR",
            "Multnomah County",
            2027,
            JOINT,
            "0% from $0 · 2.3% from $200,000 · 3.8% from $400,000",
            "the state's taxable income",
            "2025, 2026, 2027",
            "projected",
        ),
        (
            "PA",
            "Philadelphia",
            2026,
            SINGLE,
            "3.74%",
            "wages, dividends",
            "2025, 2026",
            "projected",
        ),
        (
            "MD",
            "Frederick County",
            2025,
            SINGLE,
            "one rate on the whole taxable income: 2.25% from $0 · 2.75% from $25,000 · 2.96% from $50,000 · 3.2% from "
            "$150,000",
            "the state's taxable income",
            "2025, 2026",
            "verified against two sources",
        ),
    ],
)
def test_a_place_is_told(state, place, year, status, figures, base, years, badge):
    (row,) = (one for one in local_rows(state, year, status) if one.place == place)
    assert (row.figures, row.base, row.years, row.badge) == (figures, base, years, badge)
    assert row.source
    assert row.link.startswith("https://") or not row.link


def test_rules_of_a_place_are_told_too():
    rows = {row.place: row.figures for row in local_rows("NY", 2026, SINGLE) + local_rows("MI", 2026, SINGLE)}
    assert rows["New York City"].startswith("3.078% from $0 · 3.762% from $12,000 · 3.819% from $25,000 · 3.876% from")
    assert "school tax credit, fixed amount: amount $63" in rows["New York City"]
    assert rows["Yonkers"] == "16.75%"
    assert rows["Detroit"].startswith("2.4%; exemption: ")


def test_every_place_of_every_list_has_a_row():
    levied = states_with_local_tax()
    assert len(levied) == 12  # AL, DE, IA, IN, KY, MD, MI, MO, NY, OH, OR, PA: one file each
    for state in levied:
        rows = local_rows(state, 2026, JOINT)
        assert [row.place for row in rows] == list(local_places(state))
        assert all(row.figures and row.base and row.source for row in rows)


def test_what_stands_beside_the_figures_is_told():
    assert local_notes("IN") == ("The county where you live on January 1 taxes the whole year.",)
    assert local_notes("IA") == ("None of the districts is in the list: give a rate of your own on the state's tax.",)
