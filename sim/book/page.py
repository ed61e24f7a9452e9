"""A book as one HTML page that needs nothing else and runs no script."""

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sim.book.ranked import Ranked
from sim.errors import Problem
from sim.results.explain import usd
from sim.results.verdict import HEADLINES, Advice

MOST_LINES = 2_000
STYLE = """
body{font-family:system-ui,sans-serif;color:#1a2330;background:#fff;max-width:96rem;margin:2rem auto;padding:0 1rem;
line-height:1.5}h1,h2{color:#0b5cad}table{border-collapse:collapse;margin:1rem 0;font-size:.9rem}.wide{overflow-x:auto}
th,td{border-bottom:1px solid #8fa3b0;padding:.3rem .6rem;text-align:left;vertical-align:top}td.n{text-align:right;
white-space:nowrap}td.w{min-width:22rem}footer{margin-top:3rem;font-size:.85rem;color:#5a6675}
@media(prefers-color-scheme:dark){body{color:#e6ebf0;background:#12181f}h1,h2{color:#7db8f0}footer{color:#a9b6c2}}
"""
HEAD = (
    "Rank", "Household", "State", "Verdict", "Strategy", "Gain, today's dollars", "Gain a year", "Losses on hand",
    "At stake by the rollover", "Rollover", "Act by", "Do first", "Not in the data",
)  # fmt: skip
FIGURES, WIDE = frozenset((0, 5, 6, 7, 8)), frozenset((11, 12))
TERMS = {
    "Gain": "how much better the household ends with the strategy than with the one that never harvests, on the same "
    "random paths, ± two standard errors; smaller differences than that are not measurable.",
    "Gain a year": "the same in basis points (hundredths of a percent) of the taxable account.",
    "Losses on hand": "what the lots in taxable accounts are below their cost on the plan's first day.",
    "At stake by the rollover": "of these, what would be lost for good if they were sold within 30 days of what the "
    "rollover buys (IRC 1091, Rev. Rul. 2008-5).",
    "Act by": "the last day of the first thing to do; after it the verdict no longer holds.",
}


def page(lines: Sequence[Ranked], not_read: Sequence[Problem], notes: Iterable[tuple[str, str]]) -> bytes:
    """Return the page: how many of each verdict, the households in order, and those that could not be worked out."""
    counts = Counter(one.advice for one in lines)
    verdicts = [f"<li>{counts[one]:,} × {_text(HEADLINES[one])}</li>" for one in Advice if counts[one]]
    shown = lines[:MOST_LINES]
    body = [
        "<body><main><h1>For whom is harvesting around a rollover worth a call?</h1>",
        f"<ul>{''.join(verdicts)}</ul>",
        _table(HEAD, [_cells(rank, one) for rank, one in enumerate(shown, 1)], FIGURES, WIDE),
        f"<p>The other {len(lines) - MOST_LINES:,} are in the workbook.</p>" if len(lines) > MOST_LINES else "",
        "<h2>What the columns say</h2><ul>",
        *(f"<li><b>{_text(term)}</b>: {_text(words)}</li>" for term, words in TERMS.items()),
        "</ul>",
    ]
    if not_read:
        cells = [(one.place, one.message, one.value) for one in not_read[:MOST_LINES]]
        body += ["<h2>Not worked out</h2>", _table(("Where", "Why, and what to do", "Found"), cells)]
    lines_about = "<br>".join(f"<b>{_text(label)}:</b> {_text(words)}" for label, words in notes)
    head = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Clients</title><style>{STYLE}</style></head>",
    ]
    tail = [f"</main><footer>{lines_about}</footer></body></html>\n"]
    return "".join([*head, *body, *tail]).encode("utf-8", "replace")


def _cells(rank: int, one: Ranked) -> tuple[str, ...]:
    alpha = "" if one.alpha_bp is None else f"{one.alpha_bp:,.1f} bp"
    return (
        str(rank), one.household, one.state, one.headline, one.strategy, one.gain_in_words, alpha,
        usd(one.losses_on_hand), usd(one.losses_at_stake), _day(one.rollover_date), _day(one.act_by), one.do_first,
        one.missing,
    )  # fmt: skip


def _day(text: str | None) -> str:
    return "" if text is None else f"{date.fromisoformat(text):%m/%d/%Y}"


def _table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    figures: frozenset[int] = frozenset(),
    wide: frozenset[int] = frozenset(),
) -> str:
    kinds = ["n" if index in figures else "w" if index in wide else "" for index in range(len(head))]
    names = "".join(f'<th scope="col">{_text(name)}</th>' for name in head)
    body = "".join(f"<tr>{''.join(map(_cell, row, kinds))}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(text: str, kind: str) -> str:
    return f'<td class="{kind}">{_text(text)}</td>' if kind else f"<td>{_text(text)}</td>"


def _text(text: str) -> str:
    return html.escape(text)
