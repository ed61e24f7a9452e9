"""Random household-years that visit the corners: thresholds, zeros, losses, huge and tiny incomes, every status."""

import random

from sim.scenario.enums import FilingStatus

MONEY = (
    "wages1",
    "wages2",
    "interest",
    "ordinary_dividends",
    "pension",
    "annuity",
    "ira_401k",
    "other_income",
    "social_security",
    "tax_exempt_interest",
)
CORNERS = (25_000, 34_000, 44_000, 75_000, 125_000, 150_000, 200_000, 250_000, 400_000, 626_350, 1_000_000)


def amount(rng: random.Random) -> float:
    """Return 0 half of the time, else a corner of the law, a usual sum, or a huge one [USD]."""
    kind = rng.random()
    if kind < 0.5:
        return 0.0
    if kind < 0.6:
        return float(rng.choice(CORNERS) + rng.choice((-1, 0, 1)))
    if kind < 0.97:
        return round(rng.lognormvariate(9.8, 1.1), 2)
    return round(rng.uniform(5e5, 5e6), 2)


def random_household(rng: random.Random) -> tuple[dict, int, FilingStatus]:
    """Return (ReturnInput fields as a dict, year, status)."""
    status = rng.choice(list(FilingStatus))
    household = {name: amount(rng) for name in MONEY}
    household["social_security"] = min(household["social_security"], 120_000.0)
    household |= {
        "age1": rng.choice((45, 58, 60, 64, 65, 66, 72, 85)),
        "age2": rng.choice((40, 64, 65, 70)) if status is FilingStatus.MARRIED_FILING_JOINTLY else 0,
        "is_lived_apart": rng.choice((0, 1)),
        "qualified_dividends": household["ordinary_dividends"] * rng.choice((0.0, 0.7, 1.0)),
        "stcg": amount(rng) * rng.choice((-1, 1)),
        "ltcg": amount(rng) * rng.choice((-1, 1)),
        "st_carryover": amount(rng) * rng.choice((0, 0, 1)),
        "lt_carryover": amount(rng) * rng.choice((0, 0, 1)),
        "hsa_deduction": rng.choice((0.0, 0.0, 4300.0)),
        "qcd": household["ira_401k"] * rng.choice((0.0, 0.0, 0.5)),
        "early_withdrawal": household["ira_401k"] * rng.choice((0.0, 0.0, 1.0)),
        "hsa_earnings": rng.choice((0.0, 0.0, 1800.0)),
        "hsa_nonmedical": rng.choice((0.0, 0.0, 2500.0)),
        "us_government_interest": household["interest"] * rng.choice((0.0, 0.5)),
    }
    household["hsa_nonmedical_early"] = household["hsa_nonmedical"] * rng.choice((0.0, 1.0))
    household["nua_gain"] = max(household["ltcg"], 0.0) * rng.choice((0.0, 0.0, 0.6))
    return _with_funds(random.Random(repr(sorted(household.items()))), household), rng.choice((2025, 2026)), status


def _with_funds(rng: random.Random, household: dict) -> dict:
    """Add what funds pay, by a generator of its own: all else stays as it was drawn."""
    unqualified = household["ordinary_dividends"] - household["qualified_dividends"]
    household["reit_dividends"] = unqualified * rng.choice((0.0, 0.0, 0.5, 1.0))
    household["foreign_income"] = household["ordinary_dividends"] * rng.choice((0.0, 0.0, 0.5, 1.0))
    household["foreign_tax"] = household["foreign_income"] * rng.choice((0.0, 0.05, 0.1, 0.4))
    household["other_states_interest"] = household["tax_exempt_interest"] * rng.choice((0.0, 0.0, 0.7, 1.0))
    return household
