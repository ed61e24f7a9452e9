import json
import tomllib
from pathlib import Path

import pytest

from sim import views
from sim.results.findings import Findings
from sim.views.theme import DARK, DARK_COLORS, LIGHT, LIGHT_COLORS, label, plain
from tests.unit.results.synthetic import made_up_result, random_result

CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"
ALL = (views.tax_drag, views.retirement_income, views.comparison, views.lifetime_tax, views.harvest_ledger)
HOSTILE = ("<script>alert(1)</script>", "**bold** $x^2$ [a](javascript:b)", "%{x} &amp; =1+1", "A" * 120)


def texts(value):
    """Return every string in a figure's JSON."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


@pytest.fixture(scope="module")
def findings():
    return Findings(random_result())


@pytest.mark.parametrize("view", ALL)
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_picture_has_units_a_table_words_and_no_background(findings, view, theme):
    shown = view(findings, theme)
    layout = shown.figure.to_dict()["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    for name in ("yaxis", "yaxis2"):
        if name in layout:
            assert "[" in layout[name]["title"]["text"]
    titles = [layout[name].get("title", {}).get("text") for name in ("xaxis", "xaxis2") if name in layout]
    assert any(titles)
    assert len(shown.table) >= 3
    assert shown.words.endswith((".", "paths."))
    assert set(findings.names) <= set(shown.table["Strategy"])


@pytest.mark.parametrize("view", ALL)
def test_hover_is_a_full_sentence(findings, view):
    for trace in view(findings).figure.data:
        if trace.hoverinfo == "skip":
            continue
        sentences = trace.customdata if trace.customdata is not None else [trace.hovertext]
        assert all(sentence.rstrip().endswith(".") and " " in sentence for sentence in sentences)


@pytest.mark.parametrize("view", ALL)
def test_color_is_never_alone(findings, view):
    traces = view(findings).figure.data
    lines = [trace for trace in traces if trace.type == "scatter" and trace.legendgroup]
    medians = [(trace.line.dash, trace.marker.symbol) for trace in lines if trace.hoverinfo != "skip"]
    assert len(set(medians)) == len(medians)
    bars = [trace for trace in traces if trace.type == "bar"]
    shapes = [tuple(b.marker.pattern.shape) if len(bars) == 1 else b.marker.pattern.shape for b in bars]
    assert len(set(shapes)) == len(shapes)
    if len(bars) == 1:
        assert len(set(shapes[0])) == len(shapes[0])


@pytest.mark.parametrize("view", ALL)
def test_a_strategy_name_is_text_and_nothing_else(view):
    names = ("No harvesting", *HOSTILE)
    result = random_result(n_strategies=5)
    shown = view(Findings(made_up_result(50, 6, names, **{**result.yearly, **result.terminal})))
    document = json.loads(shown.figure.to_json())
    for text in texts(document):
        assert "<script" not in text
        assert "$x^2$" not in text
        assert "%{x}" not in text
    assert "<script>alert(1)</script>" in set(shown.table["Strategy"])  # the table holds data, its page escapes it


def test_names_that_look_alike_keep_their_own_places():
    names = ("B" * 100 + "1", "B" * 100 + "2", "2026")
    figure = views.lifetime_tax(Findings(made_up_result(4, 3, names, tax_state=5.0))).figure
    assert list(figure.data[0].x) == [0, 1, 2]
    assert len(figure.layout.xaxis.ticktext) == 3


def test_labels_are_broken_and_shortened():
    assert label("Before the rollover, thirty-one days") == "Before the<br>rollover, thirty-<br>one days"
    assert len(label("A" * 120)) < 70
    assert plain("a\u202eb\x00") == "a b "


def test_the_colors_are_those_of_the_app():
    config = tomllib.loads(CONFIG.read_text())
    assert tuple(config["theme"]["light"]["chartCategoricalColors"]) == LIGHT_COLORS
    assert tuple(config["theme"]["dark"]["chartCategoricalColors"]) == DARK_COLORS
    assert len(set(LIGHT_COLORS)) == len(set(DARK_COLORS)) == 10


def test_the_drag_picture_shows_what_differs_with_two_standard_errors_and_the_drag_itself_as_text():
    # $300 a year of a portfolio of $100,000 is 30 bp (see test_findings): the same on every path
    tax = [[[300.0] * 2] * 4, [[0.0] * 2] * 4]
    result = made_up_result(n_years=2, tax_gains=tax, balance_taxable=100_000.0)
    (points,) = views.tax_drag(Findings(result)).figure.data
    assert points.text == ("30.0 bp", "0.0 bp")
    assert points.y[1] == pytest.approx(-30.0)
    assert points.error_y.array[1] == pytest.approx(0.0, abs=1e-9)


def test_error_bars_are_two_standard_errors_of_the_paired_difference():
    # differences 1, 2, 3, 6 (see test_paired): mean 3, standard error sqrt(14 / 12)
    wealth = [[10.0, 20.0, 30.0, 40.0], [11.0, 22.0, 33.0, 46.0]]
    points = views.comparison(Findings(made_up_result(after_tax_wealth=wealth))).figure.data[-1]
    assert list(points.y) == [0.0, 3.0]
    assert list(points.error_y.array) == pytest.approx([0.0, 2 * (14 / 12) ** 0.5])
    assert points.marker.symbol == ("circle-open", "square")


def test_the_fans_bands_are_the_percentiles():
    spending = [[[1.0], [2.0], [3.0], [4.0], [5.0]]]
    figure = views.retirement_income(Findings(made_up_result(5, 1, ("Only",), spending_real=spending))).figure
    wide, narrow, median = figure.data[:3]
    assert list(wide.y) == pytest.approx([1.2, 4.8])
    assert list(narrow.y) == [2.0, 4.0]
    assert list(median.y) == [3.0]


def test_only_the_chosen_fans_are_open(findings):
    figure = views.retirement_income(findings, shown=(2,)).figure
    visible = {trace.legendgroup: trace.visible for trace in figure.data if trace.legendgroup}
    assert visible == {"0": "legendonly", "1": "legendonly", "2": True}


def test_kinds_and_entries_that_never_occur_are_left_out():
    findings = Findings(made_up_result(tax_state=10.0, harvested_loss=20.0))
    assert [trace.name for trace in views.lifetime_tax(findings).figure.data] == ["State income tax"]
    assert [trace.name for trace in views.harvest_ledger(findings).figure.data] == ["Losses harvested"]
    assert list(views.lifetime_tax(findings).figure.data[0].y) == [30.0, 30.0]


def test_nothing_at_all_can_still_be_shown():
    findings = Findings(made_up_result(start_wealth=0.0, names=("Only",)))
    for view in ALL:
        json.loads(view(findings).figure.to_json())
        assert view(findings).words
    assert "No strategy harvests" in views.harvest_ledger(findings).words


def test_zero_is_said_to_be_exactly_zero():
    assert "exactly that of" in views.comparison(Findings(made_up_result())).words
