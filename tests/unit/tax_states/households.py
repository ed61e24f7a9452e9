"""Builds inputs and federal returns for the state tests, from case rows and at random."""

import csv
import random
from functools import lru_cache
from pathlib import Path

from sim.law.federal_law import load_federal_law
from sim.law.filing_status import CODE_OF
from sim.law.state_tables import load_state_law
from sim.scenario.enums import FilingStatus
from sim.tax.federal_return import federal_return
from sim.tax.records import return_input
from sim.tax.state_return import state_tax

CASES = Path(__file__).parents[2] / "law_cases"
_PLAIN = ("interest", "tax_exempt_interest", "ordinary_dividends", "qualified_dividends", "pension", "ira_401k")
_PLAIN += ("social_security", "stcg", "ltcg", "st_carryover", "lt_carryover", "hsa_deduction", "age1", "age2")

federal_law = lru_cache(maxsize=None)(load_federal_law)
state_law = lru_cache(maxsize=None)(load_state_law)


def case_rows(name):
    """Return the rows of a case file as dictionaries of text."""
    with (CASES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def inputs_of(row):
    """Return the status and the ``ReturnInput`` of a case row."""
    status = FilingStatus(row["filing_status"])
    amounts = {name: float(row[name] or 0) for name in _PLAIN}
    amounts["wages1"] = float(row["wages"] or 0)
    return status, return_input(filing_status=CODE_OF[status], is_lived_apart=1, **amounts)


def tax_of(row):
    """Return federal AGI and state tax of a case row."""
    status, inputs = inputs_of(row)
    year = int(row["year"])
    federal = federal_return(federal_law(year, status), inputs)
    return federal.agi, state_tax(state_law(row["state"], year, status), inputs, federal)


def random_household(rng: random.Random):
    """Return the year, the status and the ``ReturnInput`` of a household that visits many corners of state law."""
    status = rng.choice(list(FilingStatus))
    is_joint = status is FilingStatus.MARRIED_FILING_JOINTLY

    def money(low, high, chance):
        return round(rng.uniform(low, high) ** 2 / high, 2) if rng.random() < chance else 0.0

    def part(amount):
        return amount * rng.choice((0.0, 0.5, rng.random(), 1.0)) if is_joint else 0.0

    dividends = money(100, 80_000, 0.6)
    totals = {
        "pension": money(1000, 150_000, 0.5),
        "annuity": money(1000, 20_000, 0.2),
        "ira_401k": money(1000, 400_000, 0.6),
        "social_security": money(5000, 80_000, 0.6),
    }
    parts = {f"{name}2": part(amount) for name, amount in totals.items()}
    plan2 = rng.choice((0.0, 0.5)) * parts["ira_401k2"]
    plan = plan2 + rng.choice((0.0, rng.random())) * (totals["ira_401k"] - parts["ira_401k2"])
    return (
        rng.choice((2025, 2026)),
        status,
        return_input(
            **totals,
            **parts,
            from_plan=plan,
            from_plan2=plan2,
            investments2=rng.choice((0.0, 0.5, 0.3)) if is_joint else 0.0,
            filing_status=CODE_OF[status],
            is_lived_apart=1,
            age1=rng.randint(45, 95),
            age2=rng.randint(45, 95) if is_joint else 0,
            wages1=money(1000, 400_000, 0.4),
            wages2=money(1000, 100_000, 0.3) if is_joint else 0.0,
            interest=money(10, 60_000, 0.6),
            tax_exempt_interest=money(10, 20_000, 0.3),
            ordinary_dividends=dividends,
            qualified_dividends=dividends * rng.random(),
            stcg=rng.choice((0.0, rng.uniform(-30_000, 60_000))),
            ltcg=rng.choice((0.0, rng.uniform(-50_000, 200_000), rng.uniform(1e5, 3e6))),
            st_carryover=money(100, 20_000, 0.2),
            lt_carryover=money(100, 40_000, 0.2),
            hsa_deduction=money(100, 8000, 0.2),
            hsa_earnings=money(100, 8000, 0.2),
            hsa_nonmedical=money(100, 8000, 0.2),
            reit_dividends=money(10, 5_000, 0.2),
            foreign_tax=money(10, 3_000, 0.2),
            foreign_income=dividends * rng.choice((0.0, 0.5)),
            other_states_interest=money(10, 20_000, 0.2),
        ),
    )
