"""Each strategy against the first one: sentences and a short table of text, from what ``summary.json`` holds."""

from typing import Any

from sim.results.explain import usd
from sim.results.success import rate_in_words

NO_DIFFERENCE = "no measurable difference"


def comparison_sentences(summary: dict[str, Any], dollars: str = "today's dollars") -> list[str]:
    """Return one sentence a strategy: what it leaves after tax compared with the first, and how sure that is."""
    first, *others = summary["strategies"]
    if summary["why_zero"]:
        return [summary["why_zero"]]
    named = [(strategy["name"], comparison_words(strategy, first["name"], dollars)) for strategy in others]
    return [f"{name}: {words}" for name, words in named] or ["There is only one strategy."]


def asked_sentences(summary: dict[str, Any]) -> list[str]:
    """Return what was worked out on demand and stands on a summary on paper: how sure, and what can be spent."""
    worlds, spending, cost = (summary[key] for key in ("worlds", "safe_spending", "tax_cost"))
    return [
        *([] if worlds is None else [str(worlds["sentence"])]),
        *([] if spending is None else map(str, spending["sentences"])),
        *([] if cost is None else map(str, cost["sentences"])),
    ]


def comparison_words(strategy: dict[str, Any], first: str, dollars: str) -> str:
    """Return what a strategy leaves compared with the first one, without its own name; why where that is nothing."""
    if strategy["why_zero"]:
        return str(strategy["why_zero"])
    versus = strategy["versus_baseline"]
    more, error = "more" if versus["mean"] > 0 else "less", usd(2 * versus["standard_error"])
    return (
        f"{usd(abs(versus['mean']))} {more} after tax at the horizon than {first}, in {dollars} "
        f"(± {error}, two standard errors), better on {versus['share_better']:.0%} of paths."
    )


def key_figures(summary: dict[str, Any]) -> list[list[str]]:
    """Return a heading and one row a strategy, as text."""
    head = ["Strategy", "After-tax wealth, median", "Difference, mean", "Tax drag", "No shortfall", "Lifetime tax"]
    rows = [head]
    for index, strategy in enumerate(summary["strategies"]):
        drag = strategy["tax_drag_bp"]
        rows.append(
            [
                strategy["name"],
                amount(strategy["after_tax_wealth_real"]["p50"]),
                "compared with" if index == 0 else difference_words(strategy["versus_baseline"]),
                "n/a" if drag is None else f"{drag:.1f} bp/yr",
                rate_in_words(strategy["success_rate"], strategy["success_interval"]),
                amount(strategy["lifetime_tax_real"]),
            ]
        )
    return rows


def amount(value: float | None) -> str:
    """Return whole dollars, or that there is no figure."""
    return "n/a" if value is None else usd(value)


def difference_words(versus: dict[str, Any]) -> str:
    """Return ``+$1,234 ± $300`` (two standard errors), or that nothing can be measured."""
    mean, error = versus["mean"], versus["standard_error"]
    if versus["is_zero"]:
        return "$0 on every path"
    if not versus["is_measurable"] or mean is None or error is None:
        return NO_DIFFERENCE
    return f"{'+' if mean > 0 else ''}{usd(mean)} ± {usd(2 * error)}"
