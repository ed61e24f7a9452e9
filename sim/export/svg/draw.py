"""The whole picture: panes, their traces, subtitles and the legend."""

from typing import Any

from sim.export.svg.axes import BOTTOM, LEFT, RIGHT, TOP, WIDTH, frame, pane
from sim.export.svg.marks import color_of, drawn, hatch_name, hatches
from sim.export.svg.text import lines, write

MOST_HEIGHT = 360.0
SWATCH, LETTER = 14, 6.2


def svg(figure: dict[str, Any]) -> str:
    """Return a plotly figure's JSON as SVG: boxes, bars, lines and areas on one or more panes."""
    layout = figure.get("layout", {})
    traces = [trace for trace in figure.get("data", []) if trace.get("visible", True) is True]
    height = min(float(layout.get("height", 420)), MOST_HEIGHT)
    parts = [hatches()]
    for number in sorted({trace.get("xaxis", "x")[1:] for trace in traces} or {""}):
        here = [trace for trace in traces if trace.get("xaxis", "x")[1:] == number]
        found = pane(layout, number, here, height)
        parts += [frame(found), drawn(found, here, layout)]
    parts += [_subtitle(one, height) for one in layout.get("annotations", []) if one.get("xref") == "paper"]
    parts.append(_legend(traces))
    size = f'viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" height="{height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _subtitle(annotation: dict[str, Any], height: float) -> str:
    x = LEFT + float(annotation.get("x", 0.5)) * (WIDTH - LEFT - RIGHT)
    y = TOP + (1 - float(annotation.get("y", 1))) * (height - TOP - BOTTOM) - 6
    return write(x, y, " ".join(lines(str(annotation.get("text", "")))), 13)


def _legend(traces: list[dict[str, Any]]) -> str:
    """Return swatch and name of every trace that has one, in as many rows as they need."""
    parts, x, y = [], LEFT, 14.0
    for trace in traces:
        if trace.get("showlegend") is False or not trace.get("name"):
            continue
        name = " ".join(lines(trace["name"]))
        wide = SWATCH + 8 + len(name) * LETTER + 14
        if x + wide > WIDTH and x > LEFT:
            x, y = LEFT, y + 17
        marker, line = trace.get("marker") or {}, trace.get("line") or {}
        color = color_of(marker.get("color") or line.get("color"))
        place = f'x="{x:.1f}" y="{y - 9:.1f}" width="{SWATCH}" height="10"'
        parts.append(f'<rect {place} fill="{color}"/>')
        shape = (marker.get("pattern") or {}).get("shape", "")
        hatch = hatch_name(shape) if isinstance(shape, str) else ""
        parts.append(f'<rect {place} fill="url(#{hatch})"/>' if hatch else "")
        parts.append(write(x + SWATCH + 5, y, name, 12, "start"))
        x += wide
    return "".join(parts)
