"""What is drawn in a pane: boxes, bars, lines, areas, points with their errors."""

import html
import math
import re
from collections import defaultdict
from typing import Any

from sim.export.svg.axes import Pane
from sim.export.svg.numbers import numbers

Trace = dict[str, Any]
DASHES = {"dash": "7 4", "dot": "2 3", "dashdot": "7 3 2 3", "longdash": "12 4", "longdashdot": "12 4 2 4"}


def drawn(pane: Pane, traces: list[Trace], layout: dict[str, Any]) -> str:
    """Return the traces of a pane in SVG; areas first, so that lines stand on them."""
    bars = [trace for trace in traces if trace["type"] == "bar"]
    parts = [_area(pane, trace) for trace in traces if trace.get("fill") == "toself"]
    parts.append(_bars(pane, bars, layout))
    parts += [_box(pane, trace) for trace in traces if trace["type"] == "box"]
    parts += [_scatter(pane, trace) for trace in traces if trace["type"] == "scatter" and trace.get("fill") != "toself"]
    return "".join(parts)


COLOR = re.compile(r"#[0-9a-fA-F]{3,8}|rgba?\([0-9.,]{5,40}\)|[a-z]{3,20}")


def color_of(value: Any, index: int = 0) -> str:
    """Return one color, safe within an attribute: rgba is written as plotly does, a list has one a bar."""
    text = str(value[index % len(value)] if isinstance(value, list) else value or "#3d3d3d").replace(" ", "")
    return text if COLOR.fullmatch(text) else "#3d3d3d"


def _points(pane: Pane, trace: Trace) -> list[tuple[float, float]]:
    pairs = zip(numbers(trace.get("x")), numbers(trace.get("y")), strict=False)
    return [(pane.px(x), pane.py(y)) for x, y in pairs if math.isfinite(x) and math.isfinite(y)]


def _path(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _area(pane: Pane, trace: Trace) -> str:
    return f'<polygon points="{_path(_points(pane, trace))}" fill="{color_of(trace.get("fillcolor"))}"/>'


def _bars(pane: Pane, bars: list[Trace], layout: dict[str, Any]) -> str:
    is_stacked = layout.get("barmode") in ("relative", "stack")
    beside = 1 if is_stacked else max(len(bars), 1)
    width = abs(pane.px(1) - pane.px(0)) * (1 - layout.get("bargap", 0.3)) / beside
    base: dict[tuple[float, bool], float] = defaultdict(float)
    parts = []
    for number, trace in enumerate(bars):
        shape = (trace.get("marker") or {}).get("pattern", {}).get("shape", "")
        for index, (x, value) in enumerate(zip(numbers(trace.get("x")), numbers(trace.get("y")), strict=False)):
            if not math.isfinite(value):
                continue
            start = base[x, value < 0] if is_stacked else 0.0
            base[x, value < 0] = start + value
            left = pane.px(x) - width * beside / 2 + (0 if is_stacked else number * width)
            top, bottom = sorted((pane.py(start), pane.py(start + value)))
            place = f'x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{bottom - top:.1f}"'
            color = color_of((trace.get("marker") or {}).get("color"), index)
            parts.append(f'<rect {place} fill="{color}"/>')
            hatch = hatch_name(shape[index % len(shape)] if isinstance(shape, list) else shape)
            parts.append(f'<rect {place} fill="url(#{hatch})"/>' if hatch else "")
    return "".join(parts)


HATCHES = {"/": "M0,8L8,0", "\\": "M0,0L8,8", "x": "M0,8L8,0M0,0L8,8", "-": "M0,4L8,4", "|": "M4,0L4,8"}
HATCHES |= {"+": "M0,4L8,4M4,0L4,8", ".": "M3,4L5,4"}


def hatch_name(shape: str) -> str:
    """Return the id of a pattern, '' for none."""
    return f"hatch{list(HATCHES).index(shape)}" if shape in HATCHES else ""


def hatches() -> str:
    """Return the definitions of all patterns: white strokes over the color, so that they survive gray print."""
    made = [
        f'<pattern id="{hatch_name(shape)}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path d="{path}" stroke="#ffffff" stroke-width="1.6"/></pattern>'
        for shape, path in HATCHES.items()
    ]
    return f"<defs>{''.join(made)}</defs>"


def _box(pane: Pane, trace: Trace) -> str:
    if not all(numbers(trace.get(key)) for key in ("x", "lowerfence", "q1", "median", "q3", "upperfence")):
        return ""
    x = pane.px(numbers(trace["x"])[0])
    low, q1, middle, q3, high = (
        pane.py(numbers(trace[key])[0]) for key in ("lowerfence", "q1", "median", "q3", "upperfence")
    )
    half = abs(pane.px(1) - pane.px(0)) * 0.25
    color = color_of((trace.get("line") or {}).get("color"))
    strokes = [(x, low, x, q1), (x, q3, x, high), (x - half, middle, x + half, middle)]
    strokes += [(x - half / 2, end, x + half / 2, end) for end in (low, high)]
    body = f'<rect x="{x - half:.1f}" y="{q3:.1f}" width="{2 * half:.1f}" height="{abs(q1 - q3):.1f}"'
    body += f' fill="{color_of(trace.get("fillcolor"))}" stroke="{color}" stroke-width="1.5"/>'
    return body + "".join(_line(stroke, color) for stroke in strokes)


def _line(ends: tuple[float, float, float, float], color: str, width: float = 1.5) -> str:
    x1, y1, x2, y2 = ends
    place = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {place} stroke="{color}" stroke-width="{width:g}"/>'


def _scatter(pane: Pane, trace: Trace) -> str:
    mode, line, marker = trace.get("mode", "lines"), trace.get("line") or {}, trace.get("marker") or {}
    points = _points(pane, trace)
    parts = []
    if "lines" in mode:
        dash = DASHES.get(line.get("dash", ""), line.get("dash", "") if "px" in line.get("dash", "") else "")
        dashed = f' stroke-dasharray="{html.escape(dash.replace("px", ""))}"' if dash else ""
        style = f'stroke="{color_of(line.get("color"))}" stroke-width="{line.get("width", 2):g}"'
        parts.append(f'<polyline points="{_path(points)}" fill="none" {style}{dashed}/>')
    errors = numbers((trace.get("error_y") or {}).get("array"))
    for x, y, part in zip(numbers(trace.get("x")), numbers(trace.get("y")), errors, strict=False):
        if math.isfinite(y) and part > 0:
            at = pane.px(x)
            ends = (at, pane.py(y - part), at, pane.py(y + part))
            parts.append(_line(ends, "#5a6675", 2))
            parts += [_line((at - 5, end, at + 5, end), "#5a6675", 2) for end in (ends[1], ends[3])]
    if "markers" in mode:
        size = marker.get("size", 6) / 2
        for index, (x, y) in enumerate(points):
            color = color_of(marker.get("color") or line.get("color"), index)
            symbol = marker.get("symbol", "circle")
            symbol = symbol[index % len(symbol)] if isinstance(symbol, list) else symbol
            fill = "#ffffff" if str(symbol).endswith("-open") else color
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" fill="{fill}" stroke="{color}" stroke-width="1.5"/>'
            )
    return "".join(parts)
