"""The comparison in sentences and short tables, as a summary on paper says it."""

from typing import Any

from sim.export.report import Report
from sim.results.explain import usd

NO_DIFFERENCE = "no measurable difference"


def verdicts(report: Report) -> list[str]:
    """Return one sentence a strategy: what it leaves after tax compared with the first, and how sure that is."""
    first, *others = report.summary["strategies"]
    if report.summary["why_zero"]:
        return [report.summary["why_zero"]]
    return [_verdict(strategy, first["name"]) for strategy in others] or ["There is only one strategy."]


def _verdict(strategy: dict[str, Any], first: str) -> str:
    name, versus = strategy["name"], strategy["versus_baseline"]
    if strategy["why_zero"]:
        return f"{name}: {strategy['why_zero']}"
    words, error = "more" if versus["mean"] > 0 else "less", usd(2 * versus["standard_error"])
    return (
        f"{name}: {usd(abs(versus['mean']))} {words} after tax at the horizon than {first}, in today's dollars "
        f"(± {error}, two standard errors), better on {versus['share_better']:.0%} of paths."
    )


def key_figures(report: Report) -> list[list[str]]:
    """Return a heading and one row a strategy, as text."""
    head = ["Strategy", "After-tax wealth, median", "Difference, mean", "Tax drag", "Meets the target", "Lifetime tax"]
    rows = [head]
    for index, strategy in enumerate(report.summary["strategies"]):
        drag = strategy["tax_drag_bp"]
        rows.append(
            [
                strategy["name"],
                amount(strategy["after_tax_wealth_real"]["p50"]),
                "compared with" if index == 0 else difference(strategy["versus_baseline"]),
                "n/a" if drag is None else f"{drag:.1f} bp/yr",
                f"{strategy['success_rate']:.1%}",
                amount(strategy["lifetime_tax_real"]),
            ]
        )
    return rows


def amount(value: float | None) -> str:
    """Return whole dollars, or that there is no figure."""
    return "n/a" if value is None else usd(value)


def difference(versus: dict[str, Any]) -> str:
    """Return ``+$1,234 ± $300`` (two standard errors), or that nothing can be measured."""
    mean, error = versus["mean"], versus["standard_error"]
    if versus["is_zero"]:
        return "$0 on every path"
    if not versus["is_measurable"] or mean is None or error is None:
        return NO_DIFFERENCE
    return f"{'+' if mean > 0 else ''}{usd(mean)} ± {usd(2 * error)}"


def inputs(report: Report) -> list[tuple[str, str]]:
    """Return the inputs that matter most, in words."""
    scenario, home = report.scenario, report.scenario.household
    taxable = {account.id for account in scenario.holdings.accounts if account.type == "taxable"}
    prices = {security.symbol: security.price for security in scenario.securities}
    values: dict[bool, float] = {True: 0.0, False: 0.0}
    for lot in scenario.holdings.lots:
        values[lot.account in taxable] += lot.quantity * prices[lot.symbol]
    for account in scenario.holdings.accounts:
        values[account.id in taxable] += account.cash
    return [
        ("People", ", ".join(f"{person.name}, born {person.born.year}" for person in home.people)),
        ("Files", f"{home.filing_status}, {home.state}"),
        ("Spending target", f"{usd(home.spending)} a year after tax"),
        ("Taxable accounts", usd(values[True])),
        ("Other accounts", usd(values[False])),
        ("Rollovers", ", ".join(f"{one.date:%m/%d/%Y}" for one in scenario.rollovers) or "none"),
        ("Plan", f"from {scenario.start:%m/%d/%Y} for {home.horizon_years} calendar years"),
    ]
