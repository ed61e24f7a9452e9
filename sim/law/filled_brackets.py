"""The brackets that conversions and withdrawals can fill, and whether those that strategies ask for are among them."""

from sim.errors import Problem
from sim.law.federal_law import federal_years, load_federal_law
from sim.scenario.conversions import ConversionKind
from sim.scenario.enums import WithdrawalOrder
from sim.scenario.models import Scenario


def ordinary_rates(scenario: Scenario, last_year: int) -> tuple[float, ...]:
    """Return the rates of the brackets that a conversion can fill: all but the top one."""
    return load_federal_law(last_year, scenario.household.filing_status).ordinary.rates[:-1]


def bracket_problems(scenario: Scenario) -> list[Problem]:
    """Return a problem for each strategy that fills a bracket no bracket of the law, by conversions or withdrawals."""
    rates = ordinary_rates(scenario, federal_years()[-1])
    fix = f"No bracket that can be filled has this rate; use one of {', '.join(f'{rate:.0%}' for rate in rates)}."
    problems = []
    for index, strategy in enumerate(scenario.strategies):
        place = f"strategies[{index}]"
        asked: dict[str, float] = {}
        if strategy.conversion.kind is ConversionKind.TO_BRACKET:
            asked["conversion.bracket_rate"] = strategy.conversion.bracket_rate
        if strategy.withdrawal_order is WithdrawalOrder.PRETAX_TO_BRACKET:
            asked["withdrawal_bracket_rate"] = strategy.withdrawal_bracket_rate
        for name, rate in asked.items():
            if bracket_of(rate, rates) < 0:
                problems.append(Problem(f"{place}.{name}", f"{rate:g}", fix))
    return problems


def bracket_of(wanted: float, rates: tuple[float, ...]) -> int:
    """Return the position of the bracket of a rate, -1 where there is none."""
    return next((k for k, rate in enumerate(rates) if abs(rate - wanted) < 1e-6), -1)
