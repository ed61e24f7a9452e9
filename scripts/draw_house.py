"""Draw the rooms of the house from the table that the house test holds: ``python -m scripts.draw_house``.

Writes docs/pictures/house.svg. A room stands above every room it imports. An arrow is drawn where no longer way leads
to the same room, so that the picture stays readable and says the same.
"""

from functools import cache
from html import escape
from pathlib import Path

from tests.house.test_rooms import ROOMS

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "house.svg"
WIDTH, BOX, HEIGHT, GAP, ROW = 1_080, 140, 34, 60, 70
COLORS = {"pages": "#dbeafe", "ui": "#dbeafe", "sim/engine": "#fde7d0", "sim/law": "#dcfce7", "sim": "#f1f5f9"}


def rooms() -> dict[str, set[str]]:
    """Return what each room imports; the families of `ui` are one room here, and pages stand for the entry point."""

    def shown(name: str) -> str:
        return "ui" if name.startswith("ui/") else name

    left_out = ("streamlit_app.py", "sim/__init__", "sim/__main__")
    found: dict[str, set[str]] = {}
    for name, room in ROOMS.items():
        if name not in left_out:
            below = set(room.rooms.split()).difference(left_out)
            found.setdefault(shown(name), set()).update(map(shown, below))
    return {name: others - {name} for name, others in found.items()}


def picture(graph: dict[str, set[str]]) -> str:
    """Return the drawing as SVG."""

    @cache
    def below(name: str) -> frozenset[str]:
        return frozenset(graph[name]).union(*(below(other) for other in graph[name]))

    @cache
    def floor(name: str) -> int:
        return 1 + max((floor(other) for other in graph[name]), default=-1)

    top = max(map(floor, graph))
    places: dict[str, tuple[float, float]] = {}
    for level in range(top + 1):
        names = [name for name in graph if floor(name) == level]
        if level:  # near what they import

            def middle(name: str) -> float:
                return sum(places[other][0] for other in graph[name]) / len(graph[name])

            names.sort(key=middle)
        start = (WIDTH - len(names) * BOX - (len(names) - 1) * GAP) / 2
        for k, name in enumerate(names):
            places[name] = start + k * (BOX + GAP) + BOX / 2, 30 + (top - level) * ROW
    arrows = [
        (name, other)
        for name in graph
        for other in sorted(graph[name])
        if not any(other in below(third) for third in graph[name])
    ]
    lines = [_arrow(places[name], places[other]) for name, other in arrows]
    boxes = [_box(name, *place) for name, place in places.items()]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {(top + 1) * ROW}" role="img">'
    style = "<style>text{font:13px sans-serif;text-anchor:middle}path{fill:none;stroke:#94a3b8}</style>"
    tip = (
        '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8Z" style="fill:#94a3b8"/></marker>'
    )
    title = "<title>The rooms of rollover-sim: each imports only rooms below it</title>"
    ground = f'<rect width="{WIDTH}" height="{(top + 1) * ROW}" fill="#ffffff"/>'
    return "\n".join([head, title, style, f"<defs>{tip}</defs>", ground, *lines, *boxes, "</svg>"]) + "\n"


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x0, y0), (x1, y1) = start, end
    y0, y1 = y0 + HEIGHT / 2, y1 - HEIGHT / 2
    bend = (y1 - y0) / 2
    curve = f"M{x0:.0f} {y0:.0f}C{x0:.0f} {y0 + bend:.0f} {x1:.0f} {y1 - bend:.0f} {x1:.0f} {y1:.0f}"
    return f'<path d="{curve}" marker-end="url(#tip)"/>'


def _box(name: str, x: float, y: float) -> str:
    color = next(color for start, color in COLORS.items() if name.startswith(start))
    left, upper = x - BOX / 2, y - HEIGHT / 2
    rect = (
        f'<rect x="{left:.0f}" y="{upper:.0f}" width="{BOX}" height="{HEIGHT}" rx="6" fill="{color}" stroke="#475569"/>'
    )
    return f'{rect}<text x="{x:.0f}" y="{y + 4:.0f}">{escape(name)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(rooms()), encoding="utf-8")
