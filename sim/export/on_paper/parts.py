"""Parts of the report on paper that the page itself draws: every year, what a difference is made of, the dates."""

import math
from datetime import date
from typing import Any

import pandas as pd
from plotly.colors import sample_colorscale

from sim.results.explain import signed_usd, usd
from sim.results.findings import PORTFOLIO, TAX_KINDS
from sim.results.paired import STANDARD_ERRORS
from sim.views.theme import LIGHT
from sim.views.timing_map import colors_of, day_words

HEADINGS_OF_DAYS = 4
YEARLY = {
    "Spent": ("spending_real",),
    "Tax and surcharges": tuple(TAX_KINDS),
    "Medicare surcharge": ("irmaa",),
    "Required distributions": ("rmd",),
    "Converted to Roth": ("converted",),
    "Losses harvested": ("harvested_loss",),
    "Owned at the year's end": PORTFOLIO,
}
"""The columns of the years, and the yearly fields that each adds up."""


def parts_of(summary: dict[str, Any], yearly: pd.DataFrame) -> dict[str, Any]:
    """Return what the page shows beside the pictures; a part that nobody has worked out is None.

    yearly : means of every year by strategy, the table of that name
    """
    goal = summary["goal"]
    strategy = goal.get("strategy") or goal.get("compared_with") or summary["strategies"][0]["name"]
    return {
        "years": years_of(yearly, strategy),
        "years_note": f"With {strategy}: means over all paths, nothing after the last death.",
        "waterfall": waterfall_of(summary, strategy),
        "date_map": date_map_of(summary.get("timing_map")),
    }


def years_of(yearly: pd.DataFrame, strategy: str) -> list[list[str]]:
    """Return a row a year under a strategy, the headings first; a column that is zero in every year is left out."""
    own = yearly[yearly["Strategy"] == strategy]
    columns = {name: own[list(fields)].sum(axis=1).tolist() for name, fields in YEARLY.items()}
    seen = {name: amounts for name, amounts in columns.items() if max(map(abs, amounts), default=0.0) >= 1.0}
    rows = [[str(year), *(usd(of[k]) for of in seen.values())] for k, year in enumerate(own["Year"].tolist())]
    return [["Year", *seen], *rows]


def waterfall_of(summary: dict[str, Any], strategy: str) -> dict[str, Any] | None:
    """Return the parts of the answer's difference as bars from where the one before ended [% of the width]."""
    found, objective = summary["attribution"], summary["goal"].get("decided_by")
    row = next((one for one in (found or {}).get("strategies", ()) if one["name"] == strategy), None)
    if found is None or row is None or objective not in row:
        return None
    parts, total = [part for part in row[objective]["parts"] if not part["is_zero"]], row[objective]["total"]
    steps, at = [], 0.0
    for part in parts:
        steps.append((found["pieces"][part["piece"]]["label"], at, part))
        at += part["mean"]
    steps.append(("Total", 0.0, total))
    ends = [0.0, *(end for _, start, one in steps for end in (start, start + one["mean"]))]
    low, wide = min(ends), (max(ends) - min(ends)) or 1.0
    bars = [
        {
            "label": label,
            "amount": f"{signed_usd(one['mean'])} ± {usd(STANDARD_ERRORS * (one['standard_error'] or 0.0))}",
            "left": 100.0 * (min(start, start + one["mean"]) - low) / wide,
            "width": 100.0 * abs(one["mean"]) / wide,
            "color": _color_of(one, label == "Total"),
        }
        for label, start, one in steps
    ]
    words = f"{strategy} less {found['compared_with']}, mean over paths; gray could be chance."
    return {"bars": bars, "words": words}


def _color_of(part: dict[str, Any], is_total: bool) -> str:
    if not part["is_measurable"]:
        return LIGHT.quiet
    return LIGHT.text if is_total else LIGHT.color(0 if part["mean"] > 0 else 1)


def date_map_of(found: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the map of dates as a grid of colors, a row a harvest date; None where it was not drawn."""
    if found is None:
        return None
    values, washed = found["mean_real"], found["is_in_61_day_band"]
    low, high, stops = colors_of(values)
    best = tuple(found["best_safe"])
    rows = [
        {
            "day": _day(found["harvest_days"][h]),
            "cells": [
                {
                    "color": _hex(stops, (value - low) / (high - low)),
                    "mark": _mark((h, r) == best, washed[h][r]),
                    "ink": "#ffffff" if (h, r) == best else LIGHT.quiet,
                }
                for r, value in enumerate(row)
            ],
        }
        for h, row in enumerate(values)
    ]
    days = found["reinvestment_days"]
    step = math.ceil(len(days) / HEADINGS_OF_DAYS)
    heads = [{"day": _day(days[k]), "span": min(step, len(days) - k)} for k in range(0, len(days), step)]
    words = (
        f"A row is the day of the harvest, a column the day on which the rollover's money is invested. From "
        f"{usd(min(map(min, values)))} (palest) to {usd(max(map(max, values)))} (darkest), against no harvest; × marks "
        f"days inside the 61 of the wash-sale rule, ● the best safe pair."
    )
    return {"heads": heads, "rows": rows, "n": len(days), "words": words}


def _mark(is_best: bool, is_washed: bool) -> str:
    return "●" if is_best else "×" if is_washed else ""


def _day(iso: str) -> str:
    return day_words(date.fromisoformat(iso))


def _hex(stops: list[list[Any]], share: float) -> str:
    (color,) = sample_colorscale(stops, [min(max(share, 0.0), 1.0)], colortype="tuple")
    return "#" + "".join(f"{round(255 * part):02x}" for part in color)
