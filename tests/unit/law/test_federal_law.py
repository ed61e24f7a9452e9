"""Law data files: complete, checked, and never behind the calendar."""

import pytest

from sim.errors import InputError
from sim.law import law_version
from sim.law.federal_law import federal_topics, federal_years, load_federal_law
from sim.law.figures import FIRST_YEAR, read_topic
from sim.law.version import law_version as fresh_law_version
from sim.scenario.enums import FilingStatus


def test_years_from_2025_without_gap():
    assert federal_years() == tuple(range(FIRST_YEAR, federal_years()[-1] + 1))


def test_every_figure_names_its_source():
    for topic, (title, figures) in federal_topics().items():
        assert title
        assert figures, topic
        for figure in figures.values():
            assert figure.reference
            assert figure.label
            assert bool(figure.frozen_by) != bool(figure.indexed_by)


@pytest.mark.parametrize("status", FilingStatus)
@pytest.mark.parametrize("year", federal_years())
def test_every_status_loads(year, status):
    law = load_federal_law(year, status)
    assert law.ordinary.thresholds[0] == 0.0
    assert len(law.ordinary.rates) == len(law.ordinary.thresholds) == 7


SET_BY_STATUTE = {  # P.L. 119-21 sec. 70102 writes 23,625 itself; IRC 414(v)(2)(E) says 150% of 7,500
    ("standard", 23_625),
    ("older_catch_up_limit", 11_250),
}


def test_published_figures_lie_on_their_rounding_step():
    # What the statute's rounding can produce: a typing error in a published figure mostly falls off the grid.
    figures = [figure for _, found in federal_topics().values() for figure in found.values() if figure.indexed_by]
    for figure in figures:
        for by_status in figure.values.values():
            for status, value in by_status.items():
                for amount in value if isinstance(value, tuple) else (value,):
                    steps = amount / figure.step[status]
                    is_on_grid = steps == pytest.approx(round(steps), abs=1e-6)
                    assert is_on_grid or (figure.name, amount) in SET_BY_STATUTE, (figure.name, status, amount)


def test_separate_amt_addback_start_as_the_revenue_procedure_states_it():
    # Rev. Proc. 2024-40: 900,350 for 2025; for 2026 start + exemption / 50% = 640,200.
    for year, stated in ((2025, 900_350), (2026, 640_200)):
        amt = load_federal_law(year, FilingStatus.MARRIED_FILING_SEPARATELY).amt
        assert amt.phaseout_start + amt.exemption / amt.phaseout_rate == stated


@pytest.mark.parametrize("year", [2024, 1900, 2060])
def test_a_year_without_law_is_refused_with_a_way_out(year):
    with pytest.raises(InputError) as caught:
        load_federal_law(year, FilingStatus.SINGLE)
    last = federal_years()[-1]
    assert f"2025 to {last}" in str(caught.value)
    assert ("inflation" in str(caught.value)) == (year > last)


GOOD = """
title = "t"
[a]
label = "l"
unit = "USD/yr"
reference = "r"
indexed_by = "C-CPI-U"
rounding = "down"
step = 50
[a.years]
2025 = 100
2026 = 150
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2026 = 150", "2027 = 150", "without a gap"),
        ("2025 = 100", "2024 = 100", "first year"),
        ("2026 = 150", '"from 2026" = 150', "only a frozen figure"),
        ("2026 = 150", "2026 = -5", "range of the unit"),
        ("2026 = 150", "2026 = { single = 1, mfj = 2 }", "by filing status"),
        ("USD/yr", "EUR", "use one of"),
        ('reference = "r"', "", "missing"),
        ('rounding = "down"', "", "needs rounding"),
        ('indexed_by = "C-CPI-U"', 'indexed_by = "x"\nfrozen_by = "y"', "exactly one"),
        ("2026 = 150", "2026 = [3, 2]", "must increase"),
    ],
)
def test_the_schema_refuses(tmp_path, old, new, message):
    text = GOOD.replace(old, new)
    if message == "must increase":
        text = text.replace('unit = "USD/yr"', 'unit = "USD/yr"\nshape = "ascending"')
    path = tmp_path / "topic.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        read_topic(path)


def test_the_schema_accepts_a_good_topic(tmp_path):
    path = tmp_path / "topic.toml"
    path.write_text(GOOD)
    title, figures = read_topic(path)
    assert title == "t"
    assert figures["a"].number(2026, FilingStatus.SINGLE) == 150.0


def test_law_version_changes_with_a_figure(tmp_path, monkeypatch):
    (tmp_path / "a.toml").write_text("x = 1")
    monkeypatch.setattr("sim.law.version.LAW_FOLDER", tmp_path)
    fresh_law_version.cache_clear()
    first = fresh_law_version()
    (tmp_path / "a.toml").write_text("x = 2")
    fresh_law_version.cache_clear()
    second = fresh_law_version()
    monkeypatch.undo()
    fresh_law_version.cache_clear()
    assert first != second
    assert len(law_version()) == 12
