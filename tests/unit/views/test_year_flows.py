"""One year's money: both sides are the same to the cent, and what they show is what the path's figures say."""

import pytest

from sim.api import sample_scenario
from sim.trace.path_record import PathRecord
from sim.trace.recorder import record_path
from sim.views.years.year_flows import in_cents, sides_of, year_flows

CENT = 0.0151
"""An amount is rounded, and may take one cent more, so that the sides close."""


@pytest.fixture(scope="module")
def record() -> PathRecord:
    return record_path(sample_scenario("californian-couple"), 1, 7)


def test_both_sides_close_to_the_cent_in_every_year(record: PathRecord) -> None:
    for year in range(len(record.year_ends)):
        came, went = sides_of(record, year)
        assert sum(came.values()) == sum(went.values()) > 0
        assert min(*came.values(), *went.values()) >= 0


def test_what_is_spent_and_paid_is_what_the_paths_figures_say(record: PathRecord) -> None:
    for year in range(len(record.year_ends)):
        _, went = sides_of(record, year)
        of = {name: float(values[year]) for name, values in record.yearly.items()}
        assert went["Spending"] / 100 == pytest.approx(of["spending"] - of["charity_gifts"], abs=CENT)
        assert went.get("Taxes and Medicare paid", 0) / 100 == pytest.approx(of["tax_paid"], abs=CENT)
        assert went.get("Trading cost", 0) / 100 == pytest.approx(of["trading_cost"], abs=CENT)


def test_the_picture_lets_as_much_out_as_in_and_says_so_in_words(record: PathRecord) -> None:
    view = year_flows(record, 12)
    link, node = view.figure.data[0].link, view.figure.data[0].node
    (middle,) = set(link.source) & set(link.target)
    into = sum(value for value, target in zip(link.value, link.target, strict=True) if target == middle)
    out = sum(value for value, source in zip(link.value, link.source, strict=True) if source == middle)
    assert round(into, 2) == round(out, 2)
    assert len(node.label) == len(link.value) + 1 == len(view.table) + 1
    assert f"${into:,.2f} came in" in view.words
    assert all(f"${amount:,.2f}" in view.words for amount in view.table["Amount [USD]"])


def test_the_last_cent_goes_where_most_was_cut_off() -> None:
    assert in_cents({"a": 0.333, "b": 0.333, "c": 0.334}, 100) == {"a": 33, "b": 33, "c": 34}
