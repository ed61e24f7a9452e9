"""The wash-sale calendar as a timeline: 61-day windows by security, purchases, and the days that matter."""

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from sim.planner.wash_calendar import BuyMark, SaleWindow, WashCalendar
from sim.results.explain import usd
from sim.views.theme import LIGHT, Theme, dressed, hover, label
from sim.views.view import View

KEPT, DEFERRED, DESTROYED = 0, 7, 8  # theme colors: blue, amber, red
ROW_PIXELS, LEAST_PIXELS = 64, 260
BAR_WIDTH = 0.5
DAY_MS = 86_400_000
BESIDE_LINE = {"Year end": "right", "December losses final": "left"}  # the two stand a month apart


def wash_timeline(calendar: WashCalendar, theme: Theme = LIGHT) -> View:
    """Return the timeline: red and hatched where a purchase destroys a loss, amber and dotted where it defers one."""
    rows = list(dict.fromkeys([*(w.security for w in calendar.windows), *(m.security for m in calendar.marks)]))
    figure = go.Figure()
    for color, pattern, name, chosen in _kinds(calendar.windows):
        figure.add_trace(_bars(rows, chosen, theme.color(color), pattern, name))
    _add_sales(figure, rows, calendar, theme)
    for symbol, color, name, marks in _mark_kinds(calendar.marks):
        figure.add_trace(_points(rows, marks, symbol, theme.color(color) if color >= 0 else theme.quiet, name))
    _add_key_dates(figure, calendar, theme)
    ticks = list(range(len(rows)))
    names = [label(row) for row in rows]
    figure.update_yaxes(tickvals=ticks, ticktext=names, range=[len(rows) - 0.4, -0.6], zeroline=False, showgrid=False)
    figure.update_xaxes(type="date", tickformat="%b %d<br>%Y")
    figure.update_layout(barmode="overlay")
    height = max(LEAST_PIXELS, ROW_PIXELS * len(rows) + 190)
    dressed(figure, theme, height=height)
    legend = {"orientation": "h", "yref": "container", "y": 1, "yanchor": "top", "x": 0}
    figure.update_layout(margin={"t": 130}, legend=legend)
    return View(figure, calendar_table(calendar), calendar_words(calendar))


def _kinds(windows: tuple[SaleWindow, ...]) -> list[tuple[int, str, str, list[SaleWindow]]]:
    destroyed = [w for w in windows if w.permanent > 0]
    deferred = [w for w in windows if w.permanent <= 0 < w.deferred]
    kept = [w for w in windows if w.permanent <= 0 and w.deferred <= 0]
    return [
        (KEPT, "", "61 days, loss kept", kept),
        (DEFERRED, ".", "61 days, part deferred", deferred),
        (DESTROYED, "x", "61 days, part lost for good", destroyed),
    ]


def _bars(rows: list[str], windows: list[SaleWindow], color: str, pattern: str, name: str) -> go.Bar:
    days = [((w.last - w.first).days + 1) * DAY_MS for w in windows]
    return go.Bar(
        orientation="h",
        base=[w.first.isoformat() for w in windows],
        x=days,
        y=[rows.index(w.security) for w in windows],
        width=BAR_WIDTH,
        name=name,
        marker={"color": color, "opacity": 0.45, "line": {"color": color, "width": 2}, "pattern": {"shape": pattern}},
        customdata=[hover(window_sentence(w)) for w in windows],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=bool(windows),
    )


def _add_sales(figure: go.Figure, rows: list[str], calendar: WashCalendar, theme: Theme) -> None:
    """Add the day of each sale, with what it loses written beside it."""
    windows = calendar.windows
    figure.add_trace(
        go.Scatter(
            x=[w.sold.isoformat() for w in windows],
            y=[rows.index(w.security) for w in windows],
            mode="markers",
            name="Planned sale",
            marker={"symbol": "diamond", "size": 13, "color": theme.text},
            customdata=[hover(window_sentence(w)) for w in windows],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=bool(windows),
        )
    )
    for w in windows:
        if w.permanent > 0:
            figure.add_annotation(
                x=(w.last + timedelta(1)).isoformat(),
                y=rows.index(w.security),
                text=f"<b>{usd(w.permanent)} lost for good</b>",
                font={"color": theme.color(DESTROYED)},
                showarrow=False,
                xanchor="left",
                yshift=20,
            )


def _mark_kinds(marks: tuple[BuyMark, ...]) -> list[tuple[str, int, str, list[BuyMark]]]:
    return [
        ("line-ns-open", -1, "Purchase", [m for m in marks if m.destroyed <= 0 and m.deferred <= 0]),
        ("circle", DEFERRED, "Purchase that defers a loss", [m for m in marks if m.destroyed <= 0 < m.deferred]),
        ("x", DESTROYED, "Purchase that destroys a loss", [m for m in marks if m.destroyed > 0]),
    ]


def _points(rows: list[str], marks: list[BuyMark], symbol: str, color: str, name: str) -> go.Scatter:
    return go.Scatter(
        x=[m.day.isoformat() for m in marks],
        y=[rows.index(m.security) for m in marks],
        mode="markers",
        name=name,
        marker={"symbol": symbol, "size": 12, "color": color, "line": {"width": 2, "color": color}},
        customdata=[hover(mark_sentence(m)) for m in marks],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=bool(marks),
    )


def _add_key_dates(figure: go.Figure, calendar: WashCalendar, theme: Theme) -> None:
    by_day: dict[date, list[str]] = {}
    for key in calendar.key_dates:
        by_day.setdefault(key.day, []).append(key.label)
    for day, names in by_day.items():
        figure.add_vline(x=day.isoformat(), line={"color": theme.quiet, "dash": "dash", "width": 1.5})
        figure.add_annotation(
            x=day.isoformat(),
            y=1,
            yref="paper",
            yanchor="bottom",
            xanchor=BESIDE_LINE.get(names[0], "center"),
            text="<br>".join([*dict.fromkeys(names), f"{day:%b} {day.day}"]),
            font={"size": 12, "color": theme.quiet},
            showarrow=False,
        )


def us_day(day: date) -> str:
    """Return the day as the pages write it: 06/15/2026."""
    return f"{day:%m/%d/%Y}"


def window_sentence(window: SaleWindow) -> str:
    """Return what one planned sale means for the household's purchases."""
    text = f"{window.security}, sold at a loss of {usd(window.loss)} in {window.account} on {us_day(window.sold)}. "
    text += f"A purchase from {us_day(window.first)} to {us_day(window.last)} in any account makes it a wash sale."
    if window.deferred > 0:
        text += f" Deferred: {usd(window.deferred)}."
    if window.permanent > 0:
        text += f" Lost for good: {usd(window.permanent)}."
    return text


def mark_sentence(mark: BuyMark) -> str:
    """Return what one purchase does to the planned losses."""
    text = f"{us_day(mark.day)}: {mark.quantity:,.2f} shares of {mark.symbol} bought in {mark.account} ({mark.kind})."
    if mark.destroyed > 0:
        text += f" It destroys {usd(mark.destroyed)} of a loss for good."
    if mark.deferred > 0:
        text += f" It defers {usd(mark.deferred)} of a loss."
    return text


def calendar_words(calendar: WashCalendar) -> str:
    """Return the calendar in a sentence or two, also the picture's text alternative."""
    if not calendar.windows:
        return "No sale at a loss is planned, so no wash-sale window is open."
    lost = sum(w.permanent for w in calendar.windows)
    deferred = sum(w.deferred for w in calendar.windows)
    last = max(w.safe_to_buy_from for w in calendar.windows)
    words = f"{len(calendar.windows)} planned sales at a loss, each with a window of 61 days over all accounts. "
    words += f"Purchases known today destroy {usd(lost)} and defer {usd(deferred)}. "
    return words + f"From {us_day(last)} on everything sold may be bought again."


def calendar_table(calendar: WashCalendar) -> pd.DataFrame:
    """Return every window, purchase and key date by day, as text."""
    rows: list[tuple[date, dict[str, str]]] = []
    for w in calendar.windows:
        fate = f"{usd(w.permanent)} lost for good, {usd(w.deferred)} deferred"
        words = f"Do not buy {', '.join(w.symbols)} in any account from {us_day(w.first)} to {us_day(w.last)}"
        rows.append((w.sold, _row(w.sold, "Planned sale", w.security, w.account, words, fate)))
    for m in calendar.marks:
        is_washing = m.destroyed + m.deferred > 0
        fate = f"{usd(m.destroyed)} lost for good, {usd(m.deferred)} deferred" if is_washing else "none"
        words = f"{m.quantity:,.2f} shares of {m.symbol}: {m.kind}"
        rows.append((m.day, _row(m.day, "Purchase", m.security, m.account, words, fate)))
    for key in calendar.key_dates:
        rows.append((key.day, _row(key.day, key.label, "all", "", key.note, "")))
    columns = list(_row(date.min, "", "", "", "", ""))
    return pd.DataFrame([row for _, row in sorted(rows, key=lambda row: row[0])], columns=columns)


def _row(day: date, what: str, security: str, account: str, words: str, fate: str) -> dict[str, str]:
    return {
        "Day": us_day(day),
        "What": what,
        "Security": security,
        "Account": account,
        "In words": words,
        "Loss washed": fate,
    }
