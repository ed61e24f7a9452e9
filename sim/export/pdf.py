"""The report on paper: at most eight pages of PDF, typeset without a browser, charts as vectors."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sim.export.key_inputs import inputs
from sim.export.on_paper.parts import parts_of
from sim.export.paper import Draft, Letterhead, typeset, what_to_do
from sim.export.pdf_trades import Trades, trade_tables
from sim.export.report import DISCLAIMER, Picture, Report, about
from sim.export.svg.draw import svg
from sim.export.text import breakable, shown
from sim.planner.advised import Advised
from sim.results.compare_words import (
    asked_sentences,
    comparison_sentences,
    ending_figures,
    key_figures,
    tax_figures,
)

MOST_WORDS = 420
MOST_PAGES = 8
LINES_OF_TRADES = (12, 8, 4, 0)
ON_SCREEN_ONLY = ("tax_drag", "lifetime_tax")
"""Pictures that the report on paper leaves out: its figures by strategy and its taxes by kind and year say the same."""
DROPPED_FIRST = ("harvest_ledger", "income")
"""Further pictures that give way, in this order, where the report would not fit on its pages."""
METHOD = (
    "Every strategy runs on the same random paths. A difference is a strategy less the first one on the same path, as "
    "the mean over all paths; ± is two standard errors. A smaller difference could be chance, and the summary then "
    "says no measurable difference. Returns and inflation are assumptions, and the law changes; the error covers "
    "chance only.",
    "After-tax wealth is everything owned at the end of the plan, less the tax of cashing it over the plan's years. "
    "Harvested losses are not wealth: each one lowers the cost basis of the replacement, and most of the tax comes "
    "due later.",
)


def pdf(
    report: Report,
    day: date,
    letterhead: Letterhead | None = None,
    on_progress: Callable[[float, str], None] = lambda share, words: None,
    trades: Trades | None = None,
    advice: Advised | None = None,
) -> bytes:
    """Return the report as PDF; equal reports, days, letterheads, trades and advice give equal pages.

    Raises
    ------
    InputError
        The logo is no picture that can be used.
    """
    head = letterhead or Letterhead()

    shown_here = [one for one in report.pictures if one.name not in ON_SCREEN_ONLY]

    def fill(draft: Draft) -> None:
        for number, picture in enumerate(shown_here):
            on_progress(0.1 + 0.7 * number / len(shown_here), f"Chart: {picture.title}")
            (draft.place / f"{picture.name}.svg").write_text(svg(picture.figure), encoding="utf-8")
        on_progress(0.8, "Typesetting")
        _fit(draft, _data(report, day, head.firm, draft.logo) | what_to_do(report, advice), trades or Trades())

    made = typeset("summary.typ", day, head.logo, fill)
    on_progress(1.0, "Done")
    return made


def _fit(draft: Draft, data: dict[str, Any], trades: Trades) -> None:
    """Write what the page is made of, with as many lines of the trade list and pictures as a report has pages for."""
    n_dropped = 0
    for most in (*LINES_OF_TRADES, *(0 for _ in DROPPED_FIRST)):
        left = [one for one in data["pictures"] if one["name"] not in DROPPED_FIRST[:n_dropped]]
        draft.write(data | {"trades": trade_tables(trades, most), "pictures": left})
        if draft.n_pages() <= MOST_PAGES:
            return
        n_dropped += most == 0


def _data(report: Report, day: date, firm: str, logo: str) -> dict[str, Any]:
    found = report.summary
    footer = (
        f"{up_to(shown(report.scenario.name), 60)} | seed {found['seed']} | law {found['law_version']} | {day:%m/%d/%Y}"
    )
    years = found["years"]
    return {
        "title": breakable(report.scenario.name),
        "subtitle": (
            f"Tax-loss harvesting around a 401(k) rollover, {years[0]} to {years[-1]}; prepared on {day:%m/%d/%Y}."
        ),
        "day": [day.year, day.month, day.day],
        "firm": breakable(firm),
        "logo": logo,
        "footer": footer,
        "disclaimer": DISCLAIMER,
        "verdicts": [breakable(sentence) for sentence in comparison_sentences(report.summary)],
        "asked": [breakable(sentence) for sentence in asked_sentences(report.summary)],
        "key_figures": _table(key_figures(report.summary)),
        "more_figures": [
            {"title": "What the portfolio costs in tax, and what harvesting adds", "rows": _table(tax_figures(found))},
            {"title": "How the end is valued, means", "rows": _table(ending_figures(found))},
        ],
        "note": f"Amounts in dollars of {found['start']}; {found['n_paths']:,} random paths.",
        "inputs": [[name, breakable(value)] for name, value in inputs(report)],
        "pictures": [_picture(picture) for picture in report.pictures if picture.name not in ON_SCREEN_ONLY],
        **_parts(report),
        "about": [[name, breakable(value)] for name, value in about(report, day)],
        "method": list(METHOD),
    }


def _parts(report: Report) -> dict[str, Any]:
    """Return the parts that the page draws, the user's words in them as a page can break them."""
    made = parts_of(report.summary, report.tables["yearly"])
    if made["waterfall"] is not None:
        made["waterfall"]["words"] = breakable(made["waterfall"]["words"])
    return made | {"years_note": breakable(made["years_note"])}


def _table(rows: list[list[str]]) -> list[list[str]]:
    return [[breakable(cell) for cell in row] for row in rows]


def _picture(picture: Picture) -> dict[str, str]:
    return {
        "name": picture.name,
        "title": picture.title,
        "file": f"{picture.name}.svg",
        "words": breakable(_whole_sentences(picture.words)),
    }


def _whole_sentences(words: str) -> str:
    """Return as many whole sentences as there is room for, and at least a part of the first."""
    if len(words) <= MOST_WORDS:
        return words
    end = words.rfind(". ", 0, MOST_WORDS)
    return up_to(words, MOST_WORDS) if end < 0 else words[: end + 1]


def up_to(text: str, most: int) -> str:
    """Return as many whole words of a text as there is room for, with an ellipsis where there are more."""
    if len(text) <= most:
        return text
    return (text[: most - 1].rpartition(" ")[0] or text[: most - 1]) + "…"
