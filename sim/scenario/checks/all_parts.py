"""Checks between the parts of a scenario. They also run on a scenario with faults, over the parts that are sound, so
that the user hears of every mistake at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sim.errors import Problem
from sim.scenario.checks.annuities import annuity_problems
from sim.scenario.checks.conversions import conversion_problems
from sim.scenario.checks.deductions import deduction_problems, move_problems
from sim.scenario.checks.draft import Draft
from sim.scenario.checks.gifts import gift_problems
from sim.scenario.checks.local_income_tax import local_income_tax_problems
from sim.scenario.checks.location import location_problems
from sim.scenario.checks.lots_and_funds import fund_problems, kind_problems
from sim.scenario.checks.nua import nua_problems
from sim.scenario.checks.payroll import payroll_problems
from sim.scenario.checks.plans import plan_problems
from sim.scenario.checks.rollovers import WEIGHT_TOLERANCE, rollover_problems
from sim.scenario.checks.series import series_problems
from sim.scenario.checks.so_far import so_far_problems
from sim.scenario.checks.spending import spending_problems
from sim.scenario.drawn.simulation import simulation_problems
from sim.scenario.enums import (
    HARVEST_SCHEDULES,
    STATES,
    AccountType,
    AssetClass,
    FilingStatus,
    HarvestProceeds,
    Owner,
)
from sim.scenario.household import Household
from sim.scenario.lives import LivesKind

MAY_BE_UNTAXED = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.INHERITED_IRA)


def cross_problems(draft: Draft) -> list[Problem]:
    """Return every contradiction between the draft's parts, in the order a reader meets them."""
    return [
        *_household_problems(draft),
        *local_income_tax_problems(draft),
        *_security_problems(draft),
        *fund_problems(draft),
        *_account_problems(draft),
        *plan_problems(draft),
        *so_far_problems(draft),
        *annuity_problems(draft),
        *series_problems(draft),
        *_lot_problems(draft),
        *kind_problems(draft),
        *rollover_problems(draft),
        *nua_problems(draft),
        *_strategy_problems(draft),
        *payroll_problems(draft),
        *conversion_problems(draft),
        *spending_problems(draft),
        *gift_problems(draft),
        *deduction_problems(draft),
        *move_problems(draft),
        *simulation_problems(draft.simulation),
    ]


def _known(names: set[str]) -> str:
    return ", ".join(sorted(names)[:12]) or "none yet"


def _duplicates(place: str, what: str, names: dict[int, str]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, name in names.items():
        if name in seen:
            fix = f"This {what} is already used by entry {seen[name]}; give each its own."
            yield Problem(place.format(index), name, fix)
        seen.setdefault(name, index)


def _household_problems(draft: Draft) -> Iterator[Problem]:
    household = draft.household
    if draft.state and draft.state not in STATES:
        yield Problem("household.state", draft.state, "Not a US state; use the two-letter code, e.g. CA or DC.")
    if household is None:
        return
    joint = household.filing_status is FilingStatus.MARRIED_FILING_JOINTLY
    if joint and len(household.people) == 1:
        fix = "Married filing jointly needs two people; add the spouse or choose another filing status."
        yield Problem("household.filing_status", household.filing_status, fix)
    if len(household.people) == 2 and not joint:
        fix = (
            "Two people are planned together only when they file jointly; choose married filing jointly (mfj) or "
            "remove the second person."
        )
        yield Problem("household.filing_status", household.filing_status, fix)
    for index, person in enumerate(household.people):
        place = f"household.people[{index}]"
        if draft.start is not None and not 18 <= draft.start.year - person.born.year <= 110:
            yield Problem(f"{place}.born", str(person.born), "The person must be 18 to 110 years old at the start.")
        yield from _life_problems(draft, household, index)
        if person.wages.annual > 0 and person.wages.until is None:
            yield Problem(f"{place}.wages.until", "", "Wages need a last day of work; add the date or set wages to 0.")


def _life_problems(draft: Draft, household: Household, index: int) -> Iterator[Problem]:
    """Yield a year of death before the plan."""
    died, is_by_date = household.people[index].dies_in, household.lives.kind is LivesKind.DATES
    if is_by_date and died is not None and draft.start is not None and died < draft.start.year:
        fix = f"The plan starts in {draft.start.year}; choose that year or a later one, or none."
        yield Problem(f"household.people[{index}].dies_in", str(died), fix)


def _security_problems(draft: Draft) -> Iterator[Problem]:
    yield from _duplicates("securities[{}].symbol", "symbol", {i: s.symbol for i, s in draft.securities.items()})
    groups = {security.symbol: security.group for security in draft.securities.values()}
    classes = {security.symbol: security.asset_class for security in draft.securities.values()}
    for index, security in draft.securities.items():
        if security.own_volatility and security.asset_class is not AssetClass.SINGLE_STOCK:
            fix = "Only a single stock has volatility of its own; set it to 0 or choose the asset class single_stock."
            yield Problem(f"securities[{index}].own_volatility", str(security.own_volatility), fix)
        place, replacement = f"securities[{index}].replacement", security.replacement
        if replacement is None:
            continue
        if replacement not in draft.symbols:
            yield Problem(place, replacement, "Unknown symbol; add it under securities or choose another replacement.")
        elif groups.get(replacement) == security.group:
            fix = (
                "The replacement is substantially identical, so the sale would be a wash sale; choose one from another "
                "group."
            )
            yield Problem(place, replacement, fix)
        elif replacement in classes and classes[replacement] != security.asset_class:
            yield Problem(place, replacement, "The replacement must be of the same asset class.")


def _account_problems(draft: Draft) -> Iterator[Problem]:
    yield from _duplicates("holdings.accounts[{}].id", "id", {i: a.id for i, a in draft.accounts.items()})
    n_people = len(draft.household.people) if draft.household else 2
    for index, account in draft.accounts.items():
        place = f"holdings.accounts[{index}]"
        if account.owner is Owner.SPOUSE and n_people < 2:
            yield Problem(f"{place}.owner", account.owner, "There is no spouse; add the spouse or change the owner.")
        parts = account.after_tax_amount + account.roth_amount
        if account.roth_amount > 0 and account.type is not AccountType.PLAN_401K:
            fix = "Only a 401(k) has a designated Roth account; set it to 0 here."
            yield Problem(f"{place}.roth_amount", str(account.roth_amount), fix)
        may_be_untaxed = account.type in MAY_BE_UNTAXED
        if account.after_tax_amount > 0 and not may_be_untaxed:
            fix = "Only a plan and a traditional or inherited IRA hold after-tax contributions; set it to 0 here."
            yield Problem(f"{place}.after_tax_amount", str(account.after_tax_amount), fix)
        for name in ("roth_contributions", "roth_opened"):
            given = getattr(account, name)
            if given is not None and account.type is not AccountType.ROTH_IRA:
                yield Problem(f"{place}.{name}", f"{given:g}", "Only a Roth IRA has this; leave it empty here.")
        if account.roth_opened is not None and draft.start is not None and account.roth_opened > draft.start.year:
            fix = f"This is after the plan's start, {draft.start}; later contributions start the clock on their own."
            yield Problem(f"{place}.roth_opened", str(account.roth_opened), fix)
        value = draft.account_value(account)
        if may_be_untaxed and value is not None and parts > value * (1 + WEIGHT_TOLERANCE):
            fix = f"The after-tax and Roth parts exceed the account's value of ${value:,.2f}; lower them."
            yield Problem(f"{place}.after_tax_amount", str(parts), fix)


def _lot_problems(draft: Draft) -> Iterator[Problem]:
    flagged_annuity = {security.symbol for security in draft.securities.values() if security.is_annuity}
    for index, lot in draft.lots.items():
        place, account = f"holdings.lots[{index}]", draft.account(lot.account)
        if lot.account not in draft.account_ids:
            fix = f"There is no such account; known accounts: {_known(draft.account_ids)}."
            yield Problem(f"{place}.account", lot.account, fix)
        if lot.symbol not in draft.symbols:
            fix = f"Unknown symbol; add it under securities. Known: {_known(draft.symbols)}."
            yield Problem(f"{place}.symbol", lot.symbol, fix)
        if draft.start is not None and lot.acquired > draft.start:
            fix = f"Acquired after the plan's start, {draft.start}; use the day the shares were bought."
            yield Problem(f"{place}.acquired", str(lot.acquired), fix)
        if account is not None and account.type is AccountType.TAXABLE and lot.symbol in flagged_annuity:
            yield Problem(f"{place}.account", lot.account, "An annuity belongs in an account of type annuity.")


def _strategy_problems(draft: Draft) -> Iterator[Problem]:
    yield from _duplicates("strategies[{}].name", "name", {i: s.name for i, s in draft.strategies.items()})
    moves = [r for r in draft.rollovers.values() if r.is_made]
    for_a_pair = (HarvestProceeds.REPLACEMENT, HarvestProceeds.REPLACEMENT_AT_ANY_TIME)
    for index, strategy in draft.strategies.items():
        sides = HARVEST_SCHEDULES[strategy.harvest].sides_of_rollover
        if sides and not moves:
            fix = "This timing needs a rollover; add one under rollovers or choose another timing."
            yield Problem(f"strategies[{index}].harvest", strategy.harvest, fix)
        if strategy.switches_back and strategy.proceeds not in for_a_pair:
            fix = "Only a replacement can be switched back; have the proceeds buy one, or do not switch back."
            yield Problem(f"strategies[{index}].switches_back", "true", fix)
        yield from location_problems(index, strategy)
        if -1 in sides and moves and draft.start is not None:
            first = min(move.date for move in moves) - timedelta(strategy.days_from_rollover)
            if first < draft.start:
                fix = f"The harvest would be on {first}, before the plan's start, {draft.start}; use fewer days."
                yield Problem(f"strategies[{index}].days_from_rollover", str(strategy.days_from_rollover), fix)
