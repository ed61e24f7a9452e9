"""The conventions that a verdict rests on, in one line beside it."""

from sim.law.federal_law import federal_years, figures_in_words
from sim.law.local.home_law import local_tax_in_words
from sim.law.state_tables import state_info
from sim.scenario.lives import LivesKind
from sim.scenario.models import Scenario

LIVES = {
    LivesKind.RANDOM: "how long people live follows the life table",
    LivesKind.HORIZON: "everybody lives to the end of the plan",
}


def conventions(scenario: Scenario) -> str:
    """Return what is assumed about the end, lives, heirs, trades and the state's law: what can turn a verdict."""
    home, years = scenario.household, scenario.terminal.cash_out_years
    parts = [
        f"what is left is cashed in over {years} years" if years > 1 else "what is left is cashed in one year",
        LIVES.get(home.lives.kind, "lives end in the years given"),
        f"heirs pay {home.heirs_tax_rate:.0%} tax on 401(k)s and IRAs",
        _trades(scenario),
    ]
    if scenario.start.year > federal_years()[-1]:
        parts.append(f"the first year's tax has {first_year_figures(scenario)}")
    if words := local_tax_in_words(home):
        parts.append(words)
    if home.counts_on_state_what_if:
        parts.append(f"a pending change of {state_info(home.state).name}'s law comes about")
    return f"Assumed: {'; '.join(parts)}."


def first_year_figures(scenario: Scenario) -> str:
    """Return how the figures of the law that the first year is taxed with came about."""
    return figures_in_words(scenario.start.year, scenario.market.inflation)


def _trades(scenario: Scenario) -> str:
    costs = {(one.fund_trading_cost_bp, one.stock_trading_cost_bp) for one in scenario.strategies}
    if len(costs) > 1:
        return "trading costs what each strategy says"
    funds, stocks = next(iter(costs))
    return f"trading costs ${funds:g} per $10,000 of a fund and ${stocks:g} per $10,000 of a stock"
