"""The results as one HTML file that needs nothing else: interactive charts, tables, and where they come from."""

import html
import json
from datetime import date

import pandas as pd
from plotly.offline import get_plotlyjs

from sim.export.report import Report, about
from sim.results.compare_words import comparison_sentences, key_figures
from sim.results.tables import RESULT_TABLES, table_title

STYLE = """
body{font-family:system-ui,sans-serif;color:#1a2330;background:#fff;max-width:72rem;margin:2rem auto;padding:0 1rem;
line-height:1.5}h1,h2{color:#0b5cad}table{border-collapse:collapse;margin:1rem 0}.wide{overflow-x:auto}
th,td{border-bottom:1px solid #8fa3b0;padding:.3rem .7rem;text-align:right;overflow-wrap:anywhere}
th:first-child,td:first-child{text-align:left}footer{margin-top:3rem;font-size:.85rem;color:#5a6675}
"""
SCRIPT = """
for (const one of document.querySelectorAll("script[type='application/json']")) {
  const figure = JSON.parse(one.textContent);
  Plotly.newPlot(one.dataset.target, figure.data, figure.layout, {responsive: true, displaylogo: false});
}
"""
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:"
)


def page(report: Report, day: date) -> bytes:
    """Return the file; it asks no other computer for anything, and no name in it is more than text."""
    name = html.escape(report.scenario.name)
    sentences = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in comparison_sentences(report.summary))
    head, *rows = key_figures(report.summary)
    parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}</title><style>{STYLE}</style></head><body><main>",
        f"<h1>{name}</h1><ul>{sentences}</ul>",
        _table(pd.DataFrame(rows, columns=head)),
        *(_picture(picture.name, picture.title, picture.words, picture.figure) for picture in report.pictures),
    ]
    for key, table in report.tables.items():
        words = f"<p>{html.escape(RESULT_TABLES[key].words)}</p>" if key in RESULT_TABLES else ""
        parts.append(f"<details><summary>{html.escape(table_title(key))}</summary>{words}{_table(table)}</details>")
    lines = "<br>".join(f"<b>{html.escape(label)}:</b> {html.escape(value)}" for label, value in about(report, day))
    parts.append(f"</main><footer>{lines}</footer><script>{get_plotlyjs()}</script><script>{SCRIPT}</script>")
    return "".join([*parts, "</body></html>\n"]).encode("utf-8", "replace")


def _picture(name: str, title: str, words: str, figure: dict[str, object]) -> str:
    content = json.dumps(figure).replace("<", "\\u003c")  # no name can end the script element
    return (
        f'<h2>{html.escape(title)}</h2><div id="{name}" role="img" aria-label="{html.escape(words)}"></div>'
        f'<p>{html.escape(words)}</p><script type="application/json" data-target="{name}">{content}</script>'
    )


def _table(table: pd.DataFrame) -> str:
    head = "".join(f'<th scope="col">{html.escape(str(column))}</th>' for column in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_cell(value))}</td>" for value in row) + "</tr>"
        for row in table.itertuples(index=False)
    )
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:,.2f}"
    return "" if value is None else str(value)
