from datetime import date

import pytest

from sim.errors import InputError
from sim.scenario.enums import AccountType, HarvestTiming
from sim.scenario.written.samples import SAMPLES, sample_scenario


def unrealized(scenario, account_type):
    ids = {account.id for account in scenario.holdings.accounts if account.type is account_type}
    return [
        lot.quantity * scenario.security(lot.symbol).price - lot.cost_basis
        for lot in scenario.holdings.lots
        if lot.account in ids
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_first_strategy_is_the_baseline_and_the_others_harvest_at_every_time(name):
    strategies = sample_scenario(name).strategies
    assert strategies[0].name == "No harvesting"
    timings = [strategy.harvest for strategy in strategies]
    assert timings == list(HarvestTiming)[: len(timings)]
    assert len(timings) >= 5


@pytest.mark.parametrize("name", SAMPLES)
def test_every_fund_has_a_replacement_of_another_index(name):
    scenario = sample_scenario(name)
    for security in scenario.securities:
        if security.replacement:
            assert scenario.security(security.replacement).group != security.group


def test_the_couple_is_the_one_of_the_article():
    scenario = sample_scenario("californian-couple")
    assert scenario.household.state == "CA"
    assert all(66 <= scenario.rollovers[0].date.year - person.born.year <= 67 for person in scenario.household.people)
    assert {account.type for account in scenario.holdings.accounts} == {*AccountType} - {AccountType.INHERITED_IRA}
    gains = unrealized(scenario, AccountType.TAXABLE)
    assert min(gains) < -1_000
    assert max(gains) > 1_000
    in_plan = {lot.symbol for lot in scenario.holdings.lots if lot.account == "plan"}
    assert any(scenario.security(symbol).is_employer_stock for symbol in in_plan)
    recent = [lot for lot in scenario.holdings.lots if (scenario.start - lot.acquired).days <= 30]
    assert recent  # bought inside the 30 days that a wash sale looks back
    bought = {scenario.security(purchase.symbol).group for purchase in scenario.rollovers[0].buys}
    held = {scenario.security(lot.symbol).group for lot in scenario.holdings.lots if lot.account == "joint"}
    assert bought & held  # the rollover's purchases can wash the taxable account's losses


def test_the_early_retiree_left_after_55_and_is_under_59_and_a_half():
    scenario = sample_scenario("early-retiree")
    born = scenario.household.people[0].born
    assert scenario.rollovers[0].date.year - born.year == 57
    assert scenario.household.people[0].wages.until > date(born.year + 55, 1, 1)
    assert min(unrealized(scenario, AccountType.TAXABLE)) < -1_000


def test_the_third_household_has_losses_but_nowhere_to_use_them():
    scenario = sample_scenario("no-taxable-account")
    assert not scenario.has_taxable_account
    assert min(unrealized(scenario, AccountType.TRADITIONAL_IRA)) < 0


def test_an_unknown_sample_names_those_there_are():
    with pytest.raises(InputError) as caught:
        sample_scenario("mansion")
    assert all(name in str(caught.value) for name in SAMPLES)
