"""What became of the harvested losses."""

from sim.results.explain import usd
from sim.results.findings import LEDGER, Findings
from sim.results.tables import ledger_table
from sim.views.bars import bars_of_means
from sim.views.theme import LIGHT, Theme, dressed
from sim.views.view import View

SENTENCES = {
    "harvested_loss": "harvests losses of {amount}",
    "harvested_gain": "harvests gains of {amount}",
    "wash_deferred": "moves {amount} of losses into another lot's basis in wash sales",
    "wash_permanent": "loses {amount} of losses for good to purchases in an IRA or a plan",
    "loss_used_gains": "uses {amount} of losses against gains",
    "loss_used_income": "uses {amount} of losses against ordinary income",
    "unused_carryover": "leaves {amount} of losses unused at the end",
}


def harvest_ledger(findings: Findings, theme: Theme = LIGHT) -> View:
    """Return the mean harvest ledger as grouped bars; entries that never occur are left out."""

    def sentence(entry: str, name: str, amount: str) -> str:
        return f"On average {name} {SENTENCES[entry].format(amount=amount)}, in {findings.dollars}."

    kinds = {**LEDGER, "unused_carryover": "Losses never used"}
    figure = bars_of_means(findings, kinds, findings.ledger, sentence, theme)
    figure.update_layout(barmode="group", bargap=0.25)
    figure.update_yaxes(title_text=f"Over the whole plan, mean<br>[{findings.dollars}]")
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
