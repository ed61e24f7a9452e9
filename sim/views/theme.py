"""One look for every picture, on a light and on a dark page: colors, dashes, markers, patterns, text made harmless.

The colors are those of ``.streamlit/config.toml``; a test holds the two together.
"""

import html
import textwrap
from dataclasses import dataclass

import plotly.graph_objects as go

LIGHT_COLORS = (
    "#0b5cad", "#d55e00", "#009e73", "#c566b2", "#56b4e9", "#5a4300", "#3d3d3d", "#e69f00", "#b01030", "#8fa3b0",
)  # fmt: skip
DARK_COLORS = (
    "#3f90ea", "#ff8c42", "#2fd08a", "#ec8fdc", "#a5ecff", "#8a6a1f", "#f2f2f2", "#ffe680", "#d03a60", "#8294a3",
)  # fmt: skip

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "8px 2px 2px 2px", "2px 6px")
MARKERS = ("circle", "square", "diamond", "triangle-up", "cross", "star", "hexagon", "x")
PATTERNS = ("", "/", ".", "x", "-", "\\", "|", "+")
TRANSPARENT = "rgba(0,0,0,0)"
GRID = "rgba(128,128,128,0.25)"
LABEL_WIDTH, MOST_LABEL, HOVER_WIDTH = 18, 54, 60
X_TITLE_WIDTH, Y_TITLE_WIDTH = 32, 36
LEGEND_ABOVE_TITLE = 1.07
"""Where a picture of two parts has its legend: above the title of the upper one."""


@dataclass(frozen=True)
class Theme:
    """Colors of one mode; backgrounds are transparent, so the page's own shows."""

    colors: tuple[str, ...]
    text: str
    quiet: str

    def color(self, index: int) -> str:
        return self.colors[index % len(self.colors)]

    def see_through(self, index: int, alpha: float) -> str:
        """Return the color as rgba with this opacity."""
        digits = self.color(index).lstrip("#")
        red, green, blue = (int(digits[i : i + 2], 16) for i in (0, 2, 4))
        return f"rgba({red},{green},{blue},{alpha:g})"


LIGHT = Theme(LIGHT_COLORS, text="#0b1320", quiet="#5a6675")
DARK = Theme(DARK_COLORS, text="#e6ebf2", quiet="#a9b4c2")


def theme_for(is_dark: bool) -> Theme:
    """Return the theme of the page the figure stands on."""
    return DARK if is_dark else LIGHT


def plain(text: str) -> str:
    """Return the user's text so that plotly shows it as it is: no tag, entity, template or formula comes of it."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return html.escape(printable, quote=False).replace("$", "&#36;").replace("%{", "%&#123;")


def label(text: str) -> str:
    """Return the user's text as an axis or legend label: harmless, broken into lines, shortened where very long."""
    lines = textwrap.wrap(textwrap.shorten(text, MOST_LABEL, placeholder="…") or text[:MOST_LABEL], LABEL_WIDTH)
    return "<br>".join(plain(line) for line in lines)


def hover(sentence: str) -> str:
    """Return a sentence as hover text: harmless, in lines a person can read."""
    return "<br>".join(plain(line) for line in textwrap.wrap(sentence, HOVER_WIDTH))


def dressed(figure: go.Figure, theme: Theme, height: int = 420) -> go.Figure:
    """Change the figure to the theme and return it."""
    figure.update_layout(
        paper_bgcolor=TRANSPARENT,
        plot_bgcolor=TRANSPARENT,
        font={"color": theme.text, "size": 14},
        colorway=list(theme.colors),
        height=height,
        margin={"l": 10, "r": 10, "t": 40, "b": 10},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0, "title": {"text": ""}},
        hoverlabel={"align": "left", "namelength": 0},
        separators=".,",
    )
    axis = {"gridcolor": GRID, "zerolinecolor": theme.quiet, "linecolor": GRID, "automargin": True}
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    figure.for_each_xaxis(lambda one: _narrowed(one, X_TITLE_WIDTH))
    figure.for_each_yaxis(lambda one: _narrowed(one, Y_TITLE_WIDTH))
    return figure


def _narrowed(axis: go.layout.XAxis | go.layout.YAxis, width: int) -> None:
    """Break an axis title into lines that a phone has room for. Modifies the axis."""
    lines = (axis.title.text or "").split("<br>")
    axis.title.text = "<br>".join(part for line in lines for part in textwrap.wrap(line, width, break_on_hyphens=False))


def strategy_axis(names: tuple[str, ...]) -> dict[str, object]:
    """Return an axis with one place a strategy: by position, for two names may look alike once shortened."""
    places = list(range(len(names)))
    ends = [-0.6, len(names) - 0.4]
    labels = [label(name) for name in names]
    return {"tickmode": "array", "tickvals": places, "ticktext": labels, "range": ends, "zeroline": False}
