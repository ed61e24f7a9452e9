"""What became of the harvested losses."""

import plotly.graph_objects as go

from sim.results.explain import usd
from sim.results.findings import LEDGER, Findings
from sim.results.tables import ledger_table
from sim.views.theme import LIGHT, PATTERNS, Theme, dressed, hover, strategy_axis
from sim.views.view import View

SENTENCES = {
    "harvested_loss": "harvests losses of {amount}",
    "harvested_gain": "harvests gains of {amount}",
    "wash_deferred": "has losses of {amount} washed and moved to another lot's basis",
    "wash_permanent": "loses {amount} of losses for good, washed by a purchase in an IRA or a plan",
    "loss_used_gains": "uses {amount} of losses against gains",
    "loss_used_income": "uses {amount} of losses against ordinary income",
    "unused_carryover": "leaves {amount} of losses unused at the end",
}


def harvest_ledger(findings: Findings, theme: Theme = LIGHT) -> View:
    """Return the mean harvest ledger as grouped bars [real USD]; entries that never occur are left out."""
    figure = go.Figure()
    for number, (field, title) in enumerate({**LEDGER, "unused_carryover": "Losses never used"}.items()):
        amounts = findings.ledger[field].mean(axis=1)
        if not amounts.any():
            continue
        sentences = [
            f"On average {name} {SENTENCES[field].format(amount=usd(amount))}, in {findings.dollars}."
            for name, amount in zip(findings.names, amounts.tolist(), strict=True)
        ]
        figure.add_trace(
            go.Bar(
                x=list(range(len(findings.names))),
                y=amounts.tolist(),
                name=title,
                marker={"color": theme.color(number), "pattern": {"shape": PATTERNS[number % len(PATTERNS)]}},
                customdata=[hover(sentence) for sentence in sentences],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    figure.update_layout(barmode="group", bargap=0.25)
    figure.update_xaxes(title_text="Strategy", **strategy_axis(findings.names))
    figure.update_yaxes(title_text=f"Over the whole plan, mean<br>[{findings.dollars}]", tickformat="$,.0f")
    return View(dressed(figure, theme, height=480), ledger_table(findings), _words(findings))


def _words(findings: Findings) -> str:
    losses, gone = (findings.ledger[field].mean(axis=1) for field in ("harvested_loss", "wash_permanent"))
    if not losses.any():
        return "No strategy harvests a loss on any path."
    parts = [
        f"“{name}” harvests {usd(loss)} of losses on average, of which {usd(lost)} are lost for good."
        for name, loss, lost in zip(findings.names, losses.tolist(), gone.tolist(), strict=True)
        if loss > 0
    ]
    return " ".join(parts)
