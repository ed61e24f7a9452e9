"""The results as one HTML file that needs nothing else: interactive charts, tables, and where they come from."""

import base64
import hashlib
import html
import json
from datetime import date

import pandas as pd
from plotly.offline import get_plotlyjs

from sim.export.headings import heading
from sim.export.report import Report, about
from sim.results.compare_words import asked_sentences, comparison_sentences, ending_figures, key_figures, tax_figures
from sim.results.goal import plain_words
from sim.results.tables import RESULT_TABLES, table_title

STYLE = """
body{font-family:system-ui,sans-serif;color:#1a2330;background:#fff;max-width:72rem;margin:2rem auto;padding:0 1rem;
line-height:1.5;overflow-wrap:anywhere}h1,h2{color:#0b5cad}table{border-collapse:collapse;margin:1rem 0}
.wide{overflow-x:auto}th,td{border-bottom:1px solid #8fa3b0;padding:.3rem .7rem;text-align:right;overflow-wrap:anywhere}
th:first-child,td:first-child{text-align:left}footer{margin-top:3rem;font-size:.85rem;color:#5a6675}
"""
SCRIPT = """
for (const one of document.querySelectorAll("script[type='application/json']")) {
  const figure = JSON.parse(one.textContent);
  if (innerWidth < 600) for (const words of figure.layout.annotations || []) words.font = {...words.font, size: 10};
  Plotly.newPlot(one.dataset.target, figure.data, figure.layout, {responsive: true, displaylogo: false});
}
"""
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""No script runs but those with the page's own nonce; plotly sets styles, and makes pictures to save."""


def page(report: Report, day: date, actions: pd.DataFrame) -> bytes:
    """Return the file; it asks no other computer for anything, and no name in it is more than text."""
    name = html.escape(report.scenario.name)
    said = [*comparison_sentences(report.summary), *asked_sentences(report.summary)]
    sentences = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in said)
    figures = [make(report.summary) for make in (key_figures, tax_figures, ending_figures)]
    body = [
        f"<body><main><h1>{name}</h1><p>{html.escape(plain_words(report.summary['goal']))}</p>",
        *([f"<h2>What to do</h2>{_table(actions)}"] if len(actions) else []),
        f"<h2>What the comparison says</h2><ul>{sentences}</ul>",
        *(_table(pd.DataFrame(rows, columns=head)) for head, *rows in figures),
        *(_picture(picture.name, picture.title, picture.words) for picture in report.pictures),
    ]
    for key, table in report.tables.items():
        words = f"<p>{html.escape(RESULT_TABLES[key].words)}</p>" if key in RESULT_TABLES else ""
        body.append(f"<details><summary>{html.escape(table_title(key))}</summary>{words}{_table(table)}</details>")
    lines = "<br>".join(f"<b>{html.escape(label)}:</b> {html.escape(value)}" for label, value in about(report, day))
    body.append(f"</main><footer>{lines}</footer>")
    scripts = [
        (_for_script(one.figure), f'type="application/json" data-target="{html.escape(one.name)}"')
        for one in report.pictures
    ]
    scripts += [(get_plotlyjs(), ""), (SCRIPT, "")]
    nonce = _nonce("".join([*body, *(text for text, _ in scripts)]))
    head_parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY.format(nonce=nonce)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}</title><style>{STYLE}</style></head>",
    ]
    tail = [f'<script nonce="{nonce}" {kind}>{text}</script>' for text, kind in scripts]
    return "".join([*head_parts, *body, *tail, "</body></html>\n"]).encode("utf-8", "replace")


def _nonce(content: str) -> str:
    """Return the page's nonce: equal pages have equal ones, and no text in the page can know its own page's."""
    return base64.b64encode(hashlib.sha256(content.encode("utf-8", "replace")).digest()[:18]).decode()


def _for_script(content: object) -> str:
    """Return JSON in which no text can end the script element, or begin another one."""
    return json.dumps(content).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _picture(name: str, title: str, words: str) -> str:
    place, heading, text = html.escape(name), html.escape(title), html.escape(words)
    return f'<h2>{heading}</h2><div id="{place}" role="img" aria-label="{text}"></div><p>{text}</p>'


def _table(table: pd.DataFrame) -> str:
    head = "".join(f'<th scope="col">{html.escape(heading(str(column)))}</th>' for column in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_cell(value))}</td>" for value in row) + "</tr>"
        for row in table.itertuples(index=False)
    )
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:,.2f}"
    return "" if value is None else str(value)
