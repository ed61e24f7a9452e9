"""The pages show nothing that ``summary.json`` lacks: every number of their pictures and tables is found in it."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from sim import views
from sim.results.findings import Findings
from sim.results.paired import DETAILS, MEASURE, MEASURES, versus
from sim.results.summary import summary
from sim.results.verdict import OBJECTIVES, reference_of
from tests.unit.results.synthetic import random_result

PICTURES = (views.tax_drag, views.retirement_income, views.comparison, views.lifetime_tax, views.harvest_ledger)


def numbers(value: Any) -> Iterator[float]:
    """Yield every number of a nested structure."""
    if isinstance(value, dict):
        for item in value.values():
            yield from numbers(item)
    elif isinstance(value, list | tuple | np.ndarray):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, int | float | np.number) and not isinstance(value, bool):
        yield float(value)


class Held:
    """The numbers of a summary, to look others up in."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.sorted = np.array(sorted(set(numbers(content))))

    def missing(self, wanted: Iterator[float]) -> list[float]:
        found = []
        for number in wanted:
            if math.isnan(number):
                continue
            at = np.searchsorted(self.sorted, number)
            near = self.sorted[max(0, at - 1) : at + 1]
            if not np.isclose(near, number, rtol=1e-9, atol=1e-9).any():
                found.append(number)
        return found


@pytest.fixture(scope="module", params=[False, True], ids=["today", "future"])
def shown(request: pytest.FixtureRequest) -> tuple[Findings, Held]:
    findings = Findings(random_result(n_strategies=3))
    content = summary(findings)
    if request.param:
        return findings.in_future_dollars(), Held({**content, **content["future_dollars"]})
    return findings, Held(content)


def of_a_picture(figure: Any) -> Iterator[float]:
    """Yield what is drawn: values, fences of boxes and error bars, these as single standard errors."""
    for trace in figure.data:
        values = [trace.y] if trace.type != "box" else [trace.q1, trace.median, trace.q3, trace.lowerfence]
        values += [trace.upperfence] if trace.type == "box" else []
        for row in values:
            yield from numbers(list(row))
        if trace.type != "box" and trace.error_y is not None and trace.error_y.array is not None:
            yield from (number / 2.0 for number in numbers(list(trace.error_y.array)))


@pytest.mark.parametrize("view", PICTURES)
def test_every_number_of_a_picture_is_in_the_summary(shown: tuple[Findings, Held], view: Any) -> None:
    findings, held = shown
    drawn = list(of_a_picture(view(findings).figure))
    assert len(drawn) > 5
    assert held.missing(iter(drawn)) == []


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_answers_distribution_is_in_the_summary(shown: tuple[Findings, Held], objective: str) -> None:
    findings, held = shown
    verdict = summary(findings)["verdict"][objective]
    pair = [findings.names.index(verdict[key]) for key in ("strategy", "compared_with")]
    view = views.difference_distribution(findings, strategy=pair[0], reference=pair[1], measure=MEASURE[objective])
    assert held.missing(of_a_picture(view.figure)) == []
    amounts = [number for trace in view.figure.data if trace.type == "scatter" for number in numbers(list(trace.x))]
    assert held.missing(iter(amounts)) == []
    assert held.missing(iter(view.table.iloc[:, 1].tolist())) == []


def test_key_figures_and_the_comparison_are_in_the_summary(shown: tuple[Findings, Held]) -> None:
    """Means of every measure of the first strategy, as *The answer* lists them; the key figures' paired differences."""
    findings, held = shown
    reference = reference_of(findings)
    for measure in (*MEASURES, *DETAILS):
        level = float(np.nanmean(findings.figure(measure.key)[0]))
        scale = 100.0 if measure.unit.startswith("%") else 1.0
        assert held.missing(iter([level / scale])) == [], measure.key
    for objective in OBJECTIVES:
        verdict = summary(findings)["verdict"][objective]
        if verdict["strategy"] is not None:
            index = findings.names.index(verdict["strategy"])
            for measure in MEASURES:
                row = versus(findings, measure, reference)[index]
                assert held.missing(iter([row.mean, row.standard_error])) == [], measure.key
