"""The panes of a figure: where each lies, what it spans, and its marks and words."""

import math
from dataclasses import dataclass
from typing import Any

from sim.export.svg.numbers import numbers
from sim.export.svg.text import block, lines, write

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 680.0, 92.0, 14.0, 64.0, 62.0


@dataclass(frozen=True)
class Pane:
    """One pair of axes: pixels of its box and the values at its ends."""

    x: dict[str, Any]
    y: dict[str, Any]
    box: tuple[float, float, float, float]  # left, top, right, bottom
    x_ends: tuple[float, float]
    y_ends: tuple[float, float]

    def px(self, value: float) -> float:
        """Return the pixel of a horizontal value."""
        low, high = self.x_ends
        return self.box[0] + (value - low) / (high - low) * (self.box[2] - self.box[0])

    def py(self, value: float) -> float:
        """Return the pixel of a vertical value."""
        low, high = self.y_ends
        return self.box[3] - (value - low) / (high - low) * (self.box[3] - self.box[1])


def pane(layout: dict[str, Any], number: str, traces: list[dict[str, Any]], height: float) -> Pane:
    """Return the pane of the axes ``x{number}`` and ``y{number}``, wide enough for its traces."""
    x, y = layout.get(f"xaxis{number}", {}), layout.get(f"yaxis{number}", {})
    left, right = (LEFT + share * (WIDTH - LEFT - RIGHT) for share in x.get("domain", (0, 1)))
    low, high = y.get("domain", (0, 1))
    inner = height - TOP - BOTTOM
    box = (left, TOP + (1 - high) * inner, right, TOP + (1 - low) * inner)
    across = [value for trace in traces for value in numbers(trace.get("x"))]
    return Pane(x, y, box, _ends(x, across, 0.03), _ends(y, heights(traces, layout.get("barmode", "")), 0.06))


def heights(traces: list[dict[str, Any]], barmode: str) -> list[float]:
    """Return every vertical value that a pane must show; stacked bars count as their sums."""
    found: list[float] = []
    sums: dict[tuple[float, bool], float] = {}
    for trace in traces:
        values = numbers(trace.get("y"))
        for key in ("lowerfence", "upperfence"):
            found += numbers(trace.get(key))
        if trace["type"] == "bar":
            found.append(0.0)
            for x, value in zip(numbers(trace.get("x")), values, strict=False):
                sums[x, value < 0] = sums.get((x, value < 0), 0.0) + value
        error = numbers((trace.get("error_y") or {}).get("array"))
        found += [value + sign * part for value, part in zip(values, error, strict=False) for sign in (-1, 1)]
        found += values
    return found + (list(sums.values()) if barmode in ("relative", "stack") else [])


def _ends(axis: dict[str, Any], values: list[float], margin: float) -> tuple[float, float]:
    if axis.get("range"):
        return _apart(*sorted(float(end) for end in axis["range"]))
    sound = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(sound), max(sound)
    if axis.get("rangemode") == "tozero":
        low, high = min(low, 0.0), max(high, 0.0)
    room = (high - low) * margin or abs(high) * 0.1 or 1.0
    return _apart(low if low == 0 else low - room, high + room)


def _apart(low: float, high: float) -> tuple[float, float]:
    """Return two ends far enough apart to be told from each other."""
    least = max(abs(low), abs(high), 1.0) * 1e-9
    return (low, high) if high - low > least else (low - least, high + least)


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Return round values between two ends."""
    raw = (high - low) / most
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw)
    first = math.ceil(low / step)
    return [index * step for index in range(first, math.floor(high / step + 1e-9) + 1)]


def tick_text(value: float, form: str) -> str:
    """Return a tick's label in the few formats that our figures use."""
    if form.startswith("$"):
        return f"{'-' if value < 0 else ''}${abs(value):,.0f}"
    if form.endswith("%"):
        return f"{value:.0%}"
    return f"{value:.0f}" if form == "d" else f"{value:,.6g}"


def frame(found: Pane) -> str:
    """Return grid, ticks and titles of a pane."""
    left, top, right, bottom = found.box
    parts = []
    for value in ticks(*found.y_ends):
        y = found.py(value)
        color = "#5a6675" if value == 0 else "#d8dbe0"
        parts.append(f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{color}"/>')
        parts.append(write(left - 6, y + 4, tick_text(value, found.y.get("tickformat", "")), 11, "end"))
    if found.x.get("showticklabels") is False:
        labels = []
    elif found.x.get("tickvals") is not None:
        labels = list(zip(numbers(found.x["tickvals"]), found.x.get("ticktext", []), strict=False))
    else:
        form = found.x.get("tickformat", "")
        labels = [(value, tick_text(value, form)) for value in ticks(*found.x_ends, most=9)]
    parts += [block(found.px(value), bottom + 15, str(text), 11) for value, text in labels]
    title = (found.x.get("title") or {}).get("text", "")
    deepest = max([len(lines(str(text))) for _, text in labels], default=1)
    parts.append(block((left + right) / 2, bottom + 17 + deepest * 12.5, title, 12) if title else "")
    for index, words in enumerate(lines((found.y.get("title") or {}).get("text", ""))):
        parts.append(write(left - 76 + index * 14, (top + bottom) / 2, words, 12, "middle", -90))
    return "".join(parts)
