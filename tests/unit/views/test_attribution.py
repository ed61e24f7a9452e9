"""The waterfall: bars that begin where the last one ended, sentences on hover, color never alone, a table under it."""

import numpy as np
import pytest

from sim.estimate.luck import EACH_ALONE
from sim.studies.attribution import Attribution
from sim.studies.changes.attribution_pieces import PIECES, WORDS, FlatRates
from sim.views.attribution import attribution_view
from sim.views.theme import DARK, LIGHT, Theme

N = 9
FIELDS = ("after_tax_wealth_real", "heirs_wealth_real", "mean_income_real")


@pytest.fixture
def found() -> dict[str, object]:
    """Return an attribution of two strategies whose second one loses 100 a path with each piece switched off."""
    luck = np.linspace(-1.0, 1.0, N)
    rungs = []
    for k in range(len(PIECES) + 1):
        more = 1_000.0 - 100.0 * k + luck * (k % 3)
        rungs.append({field: np.stack([np.zeros(N), more]) for field in (*FIELDS, "estate")})
    rates = FlatRates(0.2, 0.15)
    made = Attribution(
        ("None", "<b>Monthly</b>"), 0, rates, frozenset({"aca"}), {False: rungs, True: rungs}, EACH_ALONE
    )
    return made.as_json()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("objective", FIELDS)
def test_every_bar_begins_where_the_last_one_ended(found: dict[str, object], theme: Theme, objective: str) -> None:
    view = attribution_view(found, "<b>Monthly</b>", objective, "today's dollars", theme)
    bars = [trace for trace in view.figure.data if trace.type == "bar"]
    spans = {
        label: (start, amount) for bar in bars for label, start, amount in zip(bar.y, bar.base, bar.x, strict=True)
    }
    order = list(view.figure.layout.yaxis.categoryarray)[::-1]
    at = 0.0
    for label in order[:-1]:
        assert spans[label][0] == pytest.approx(at)
        at += spans[label][1]
    assert spans[order[-1]] == (0.0, pytest.approx(at))


def test_words_units_and_patterns(found: dict[str, object]) -> None:
    view = attribution_view(found, "<b>Monthly</b>", FIELDS[1], "today's dollars")
    layout = view.figure.layout
    assert "[today's dollars]" in layout.xaxis.title.text
    assert "<b>Monthly" not in layout.xaxis.title.text
    assert "[" in layout.yaxis.title.text
    bars = [trace for trace in view.figure.data if trace.type == "bar"]
    assert len({bar.marker.pattern.shape for bar in bars}) == len(bars)
    sentences = [sentence.replace("<br>", " ") for bar in bars for sentence in bar.customdata]
    assert all(sentence.endswith(".") and "plus or minus" in sentence for sentence in sentences)
    assert view.words.endswith(".")
    assert len(view.table) == len(WORDS) + 1  # judged by what heirs keep: every part
    assert "no effect here" in list(view.table["More than chance?"])


def test_what_cannot_be_told_from_luck_is_called_so(found: dict[str, object]) -> None:
    one = found["strategies"][0][FIELDS[0]]  # type: ignore[index]
    for part in one["parts"]:
        part["is_measurable"] = False
    view = attribution_view(found, "<b>Monthly</b>", FIELDS[0], "today's dollars")
    assert {trace.name for trace in view.figure.data if trace.type == "bar"} == {
        "Could be chance",
        "Total",
    }
    assert "Any part of it could be chance" in view.words


def test_nothing_at_all_is_said(found: dict[str, object]) -> None:
    one = found["strategies"][0][FIELDS[0]]  # type: ignore[index]
    for part in [*one["parts"], one["total"]]:
        part.update(mean=0.0, standard_error=0.0, is_zero=True, is_measurable=False)
    view = attribution_view(found, "<b>Monthly</b>", FIELDS[0], "today's dollars")
    assert "exactly $0" in view.words
