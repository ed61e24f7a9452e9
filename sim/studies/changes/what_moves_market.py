"""What of the market a tornado tries, two values each, and why those."""

from functools import partial

from sim.market.assumptions import BONDS, CLASSES, means_and_volatilities, own_volatility
from sim.market.companies.tracking import tracking_error
from sim.scenario.market import ClassAssumption, ReturnsAre
from sim.scenario.models import Scenario
from sim.studies.changes.tried import Input, Tried

VOLATILITY_SHARE, RETURN_STEP = 0.25, 0.01
MORE_OWN_RISK = 1.5
PERSISTENCE_SINCE_1960 = 0.73
"""Correlation of one year's inflation with the next in the years 1960 to 2025 of the record."""


def changed_market(scenario: Scenario, volatility_factor: float, more_return: float) -> Scenario:
    """Return the plan with every class's volatility times a factor, and its return higher by so much a year."""
    means, volatilities = means_and_volatilities(scenario.market)
    classes = {
        asset_class: ClassAssumption(
            expected_return=float(means[k]) + more_return, volatility=float(volatilities[k]) * volatility_factor
        )
        for k, asset_class in enumerate(CLASSES)
    }
    figures = {"classes": classes, "returns_are": ReturnsAre.ARITHMETIC}
    return scenario.model_copy(update={"market": scenario.market.model_copy(update=figures)})


def volatility() -> Input:
    """Return how much every class swings."""
    return Input(
        "volatility",
        "Volatility of every class",
        "A quarter less and a quarter more than assumed. Losses to harvest come from prices below cost.",
        Tried("a quarter less", partial(changed_market, volatility_factor=1 - VOLATILITY_SHARE, more_return=0.0)),
        Tried("a quarter more", partial(changed_market, volatility_factor=1 + VOLATILITY_SHARE, more_return=0.0)),
    )


def with_own_risk(scenario: Scenario, factor: float) -> Scenario:
    """Return the plan whose single stocks have so many times the volatility of their own."""
    securities = tuple(
        security.model_copy(update={"own_volatility": factor * own}) if (own := own_volatility(security)) else security
        for security in scenario.securities
    )
    return scenario.model_copy(update={"securities": securities})


def own_risk(scenario: Scenario) -> tuple[Input, ...]:
    """Return what single stocks do on their own, where there are any."""
    if with_own_risk(scenario, 0.0) == scenario:
        return ()
    return (
        Input(
            "own_risk",
            "What single stocks do on their own",
            "Nothing, as if all companies were one, and half as much again: one that falls alone can be harvested.",
            Tried("nothing", partial(with_own_risk, factor=0.0)),
            Tried("half as much again", partial(with_own_risk, factor=MORE_OWN_RISK)),
        ),
    )


def _persistent(scenario: Scenario, persistence: float) -> Scenario:
    market = scenario.market.model_copy(update={"inflation_persistence": persistence})
    return scenario.model_copy(update={"market": market})


def persistence() -> Input:
    """Return how much inflation persists."""
    return Input(
        "inflation_persistence",
        "How much inflation persists",
        "Not at all, and as much as from 1960 to 2025: it decides how far prices can be from what is expected.",
        Tried("not at all", partial(_persistent, persistence=0.0)),
        Tried("as since 1960", partial(_persistent, persistence=PERSISTENCE_SINCE_1960)),
    )


def with_bond_yields(scenario: Scenario, follow: bool) -> Scenario:
    """Return the plan whose bonds follow their yields, or do not."""
    bonds = scenario.market.bonds.model_copy(update={"follow_yields": follow})
    return scenario.model_copy(update={"market": scenario.market.model_copy(update={"bonds": bonds})})


def bond_yields(scenario: Scenario) -> tuple[Input, ...]:
    """Return whether bonds follow their yields, where there are any."""
    if not any(security.asset_class in BONDS for security in scenario.securities):
        return ()
    return (
        Input(
            "bond_yields",
            "How bonds make good what they lose",
            "By chance, paying the yield that you typed whatever their price does, and through higher yields only.",
            Tried("by chance", partial(with_bond_yields, follow=False)),
            Tried("through yields", partial(with_bond_yields, follow=True)),
        ),
    )


def with_tracking_error(scenario: Scenario, factor: float) -> Scenario:
    """Return the plan whose replacements depart so many times as far from what they replace."""
    by_symbol = {security.symbol: security for security in scenario.securities}
    securities = tuple(
        security.model_copy(update={"tracking_error": min(1.0, factor * tracking_error(security, by_symbol[other]))})
        if (other := security.replacement) is not None
        else security
        for security in scenario.securities
    )
    return scenario.model_copy(update={"securities": securities})


def replacements(scenario: Scenario) -> tuple[Input, ...]:
    """Return how far replacements depart from what they replace, where there are any."""
    if with_tracking_error(scenario, 0.0) == scenario:
        return ()
    return (
        Input(
            "replacements",
            "How far replacements depart from what they replace",
            "Not at all, and twice as far: on average it costs nothing, and it makes the answer less sure.",
            Tried("not at all", partial(with_tracking_error, factor=0.0)),
            Tried("twice as far", partial(with_tracking_error, factor=2.0)),
        ),
    )


def expected_return() -> Input:
    """Return what every class is expected to return."""
    return Input(
        "return",
        "Expected return of every class",
        "One percentage point a year less and more: about how far careful forecasts differ.",
        Tried("1 point less", partial(changed_market, volatility_factor=1.0, more_return=-RETURN_STEP)),
        Tried("1 point more", partial(changed_market, volatility_factor=1.0, more_return=RETURN_STEP)),
    )
