"""Schedule A and its worksheets, line by line in plain Python: the slow twin of ``sim.tax.listed.schedule_a``.

Money in USD, what is listed as a plain dict with the names of ``Lists``. Figures come from the law's data files.
"""

from tests.oracles.federal_forms import figure


def salt_worksheet(paid: float, magi: float, year: int, status: str) -> float:
    """State and Local Tax Deduction Worksheet, Schedule A instructions; a separate filer's lines are halves."""
    separate = 2 if status == "mfs" else 1
    cap = figure("itemizing", "salt_cap", year, "single")
    start = figure("itemizing", "salt_phasedown_start", year, "single") / separate
    if year >= 2030:
        return min(paid, 10_000 / separate)
    reduced = cap - 0.30 * (magi - start) if magi > start else cap
    reduced = 10_000 if reduced < 10_000 else reduced
    return min(paid, reduced / separate)


def gifts_worksheet(listed: dict, agi: float, year: int) -> dict[str, float]:
    """Pub. 526, Worksheet 2, and from 2026 the floor of 0.5%: what of each kind is deducted, and what the floor cut."""
    base = agi if agi > 0 else 0.0
    cash = listed["cash"] + listed["fund_cash"] + listed["carried_cash"]
    stock = listed["property"] + listed["carried_property"]
    cash_limited = min(cash, 0.60 * base)
    rest_of_half = 0.50 * base - cash_limited
    stock_limited = min(stock, 0.30 * base, rest_of_half if rest_of_half > 0 else 0.0)
    floor = 0.005 * base if year >= 2026 else 0.0
    stock_cut = min(floor, stock_limited)
    cash_cut = min(floor - stock_cut, cash_limited)
    return {"cash": cash_limited, "stock": stock_limited, "cash_cut": cash_cut, "stock_cut": stock_cut}


def schedule_a(
    listed: dict, agi: float, income_tax: float, senior: float, top: float, year: int, status: str
) -> dict[str, float]:
    """The lines by letter of the law, `total` after IRC 68, `for_amt` what the minimum tax allows."""
    line_4 = max(listed["medical"] - 0.075 * max(agi, 0.0), 0.0)
    line_5e = salt_worksheet(listed["property_tax"] + max(income_tax, 0.0), agi, year, status)
    gifts = gifts_worksheet(listed, agi, year)
    before_floor = gifts["cash"] + gifts["stock"]
    line_14 = before_floor - gifts["cash_cut"] - gifts["stock_cut"]
    whole = line_4 + line_5e + listed["mortgage_interest"] + line_14
    total = whole
    if year >= 2026 and agi - senior > top:
        total = whole - 2 / 37 * min(whole, agi - senior - top)
    return {
        "medical": line_4,
        "taxes": line_5e,
        "property_tax": min(listed["property_tax"], line_5e),
        "gifts": line_14,
        "gifts_before_floor": before_floor,
        "whole": whole,
        "total": total,
        "for_amt": whole - line_5e,
        "property_tax_to_10000": min(listed["property_tax"], 5_000 if status == "mfs" else 10_000),
    }


def gifts_beside_standard(listed: dict, year: int, status: str) -> float:
    """IRC 170(p): up to $1,000, $2,000 on a joint return, from 2026."""
    if year < 2026:
        return 0.0
    return min(listed["cash"], 2_000 if status == "mfj" else 1_000)
