"""One path at a glance: balances that stack up to what is left, sentences on hover, color never alone."""

import pytest

from sim.trace.recorder import record_path
from sim.views.one_path import path_view
from sim.views.theme import DARK, LIGHT, Theme
from tests.unit.results.closed_forms import loss_of


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_balances_stack_up_and_every_mark_has_a_sentence(theme: Theme) -> None:
    record = record_path(loss_of(3_000.0, 0.0), 1, 0)
    view = path_view(record, theme)
    bars = [trace for trace in view.figure.data if trace.type == "bar"]
    lines = [trace for trace in view.figure.data if trace.type == "scatter"]
    assert sum(bar.y[-1] for bar in bars) == pytest.approx(record.terminal["wealth_before_tax"])
    assert len({bar.marker.pattern.shape for bar in bars}) == len(bars)
    assert len({(line.line.dash, line.marker.symbol) for line in lines}) == len(lines) > 0
    sentences = [text.replace("<br>", " ") for trace in (*bars, *lines) for text in trace.customdata]
    assert all(text.endswith(".") and "$" in text.replace("&#36;", "$") for text in sentences)
    for axis in (view.figure.layout.yaxis, view.figure.layout.yaxis2):
        assert "[future dollars]" in axis.title.text
    assert view.figure.layout.xaxis2.title.text == "Calendar year"
    assert list(view.table["Year"]) == [2026, 2027]
    assert "Path 1 with “Every December”" in view.words
