"""Words in a picture: plotly's small markup taken off, and escaped for SVG."""

import html
import re

from sim.export.text import shown

TAG = re.compile(r"</?(?:b|i|em|strong|sub|sup)>")
FONT = "Libertinus Serif, serif"


def lines(markup: str) -> list[str]:
    """Return the lines of a plotly label as plain text."""
    return [shown(html.unescape(TAG.sub("", part))) for part in re.split(r"<br\s*/?>", markup)]


def write(x: float, y: float, words: str, size: float = 12, anchor: str = "middle", turn: float = 0) -> str:
    """Return one line of text in SVG."""
    turned = f' transform="rotate({turn:g} {x:.1f} {y:.1f})"' if turn else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size:g}" text-anchor="{anchor}" '
        f'fill="#1a2330"{turned}>{html.escape(words)}</text>'
    )


def block(x: float, y: float, markup: str, size: float = 12, anchor: str = "middle") -> str:
    """Return the lines of a label below each other, the first at y."""
    return "".join(write(x, y + index * size * 1.15, line, size, anchor) for index, line in enumerate(lines(markup)))
