"""Lifetime tax by kind, stacked by strategy."""

from sim.results.findings import TAX_KINDS, Findings
from sim.results.paired import MEASURE
from sim.results.tables import tax_table
from sim.views.bars import bars_of_means
from sim.views.differences import differences_in_words
from sim.views.theme import LIGHT, Theme, dressed
from sim.views.view import View


def lifetime_tax(findings: Findings, theme: Theme = LIGHT) -> View:
    """Return the mean tax by kind over the plan as stacked bars; kinds that never occur are left out."""

    def sentence(kind: str, name: str, amount: str) -> str:
        return f"{TAX_KINDS[kind]} with {name}: {amount} on average over the whole plan, in {findings.dollars}."

    figure = bars_of_means(findings, TAX_KINDS, findings.tax_by_kind, sentence, theme)
    figure.update_layout(barmode="relative", bargap=0.35)
    figure.update_yaxes(title_text=f"Tax over the whole plan, mean<br>[{findings.dollars}]")
    words = differences_in_words(findings, MEASURE["lifetime_tax_real"])
    return View(dressed(figure, theme, height=520), tax_table(findings), words)
