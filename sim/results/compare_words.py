"""Each strategy against the first one: sentences and a short table of text, from what ``summary.json`` holds."""

from typing import Any

from sim.results.explain import signed_usd, usd
from sim.results.paired import ALPHA_UNIT, DRAG_UNIT, MEASURE
from sim.results.success import rate_in_words

NO_DIFFERENCE = "no measurable difference"


def comparison_sentences(summary: dict[str, Any], dollars: str = "today's dollars") -> list[str]:
    """Return the answer, then one sentence a strategy: what it leaves after tax compared with the first."""
    first, *others = summary["strategies"]
    if summary["why_zero"]:
        return [summary["why_zero"]]
    named = [(strategy["name"], comparison_words(strategy, first["name"], dollars)) for strategy in others]
    answer = f"{summary['goal']['headline']} {summary['goal']['sentence']}"
    return [answer, *(f"{name}: {words}" for name, words in named)] if named else ["There is only one strategy."]


def asked_sentences(summary: dict[str, Any]) -> list[str]:
    """Return what was worked out on demand and stands on a summary on paper: how sure, and what can be spent."""
    worlds, told = summary["worlds"], [summary[key] for key in ("safe_spending", "whose_merit", "tax_cost")]
    return [
        *([] if worlds is None else [str(worlds["sentence"])]),
        *(str(sentence) for one in told if one is not None for sentence in one["sentences"]),
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


def wealth_of(summary: dict[str, Any]) -> str:
    """Return the wealth behind the answer: the goal where it is one, else what heirs keep."""
    goal = str(summary["goal"]["goal"])
    return goal if goal == "after_tax_wealth_real" else "heirs_wealth_real"


def key_figures(summary: dict[str, Any]) -> list[list[str]]:
    """Return a heading and one row a strategy, as text; wealth is that of the measure behind the answer."""
    wealth = wealth_of(summary)
    label, safe = MEASURE[wealth].label, safe_amounts(summary)
    head = ["Strategy", f"{label}, mean", f"{label}, difference", "No shortfall"]
    rows = [[*head, *(["Safe to spend a year"] if safe else [])]]
    for index, strategy in enumerate(summary["strategies"]):
        rows.append(
            [
                strategy["name"],
                amount(strategy[wealth]["mean"]),
                _against_first(index, strategy["versus_baseline_by_measure"][wealth]),
                rate_in_words(strategy["success_rate"], strategy["success_interval"]),
                *([safe[strategy["name"]]] if safe else []),
            ]
        )
    return rows


def tax_figures(summary: dict[str, Any]) -> list[list[str]]:
    """Return what the portfolio costs in tax and what harvesting adds: a heading and one row a strategy, as text."""
    wealth = wealth_of(summary)
    by = MEASURE[wealth].label
    adds = f"What harvesting adds, by {by[0].lower()}{by[1:]} [{ALPHA_UNIT}]"
    rows = [["Strategy", f"Tax drag, mean [{DRAG_UNIT}]", adds, "Lifetime tax, mean"]]
    for index, strategy in enumerate(summary["strategies"]):
        drag = strategy["tax_drag_bp_distribution"]["mean"]
        rows.append(
            [
                strategy["name"],
                "n/a" if drag is None else f"{drag:.1f}",
                _against_first(index, strategy["harvest_alpha_bp"][wealth], ""),
                amount(strategy["lifetime_tax_real"]),
            ]
        )
    return rows


def ending_figures(summary: dict[str, Any]) -> list[list[str]]:
    """Return the end valued in four ways: means of the first strategy, differences of the others, as text."""
    years = summary["cash_out_years"]
    ways = {
        "Before any sale": "wealth_before_liquidation_real",
        "All cashed in one year, pretax money at the heirs' rate": "wealth_cashed_at_once_real",
        f"Cashed over {years} {'year' if years == 1 else 'years'}": "after_tax_wealth_real",
        "Left to heirs": "heirs_wealth_real",
    }
    rows = [["Strategy", *ways]]
    for index, strategy in enumerate(summary["strategies"]):
        gaps = strategy["versus_baseline_by_measure"]
        cells = (amount(strategy[key]["mean"]) if index == 0 else difference_words(gaps[key]) for key in ways.values())
        rows.append([strategy["name"], *cells])
    return rows


def _against_first(index: int, versus: dict[str, Any], unit: str = "usd") -> str:
    return "compared with" if index == 0 else difference_words(versus, unit)


def safe_amounts(summary: dict[str, Any]) -> dict[str, str]:
    """Return what each strategy lets the household spend, and how that differs, as text by name; empty if not asked."""
    asked, found = summary["safe_spending"], {}
    for one in [] if asked is None else asked["strategies"]:
        words, difference = amount(one["spending"]), one["difference"]
        if difference is not None and one["name"] != asked["compared_with"]:
            words += f" ({difference_words(difference)})"
        found[one["name"]] = words
    return found


def amount(value: float | None) -> str:
    """Return whole dollars, or that there is no figure."""
    return "n/a" if value is None else usd(value)


def difference_words(versus: dict[str, Any], unit: str = "usd", digits: int = 2) -> str:
    """Return ``+$1,234 ± $300`` (two standard errors), or that nothing can be measured."""
    mean, error = versus["mean"], versus["standard_error"]
    if versus["is_zero"]:
        return "$0 on every path" if unit == "usd" else "0 on every path"
    if not versus["is_measurable"] or mean is None or error is None:
        return NO_DIFFERENCE
    if unit == "usd":
        return f"{signed_usd(mean)} ± {usd(2 * error)}"
    return f"{mean:+.{digits}f} ± {2 * error:.{digits}f} {unit}".rstrip()
