"""A state's data file as written, its figures, and the taxes by schedules, for the slow twin of the state kernel."""

import math
import tomllib
from pathlib import Path


def document_of(state):
    """Return the data file of a state as written."""
    import sim.law

    return tomllib.loads((Path(sim.law.__file__).parent / "states" / f"{state}.toml").read_text(encoding="utf-8"))


def value_of(entry, key, default, year, status):
    """Return one figure of ``entry`` for the year (the last one written for later years) and the status."""
    value = entry.get(key, default)
    if isinstance(value, dict) and next(iter(value)).isdigit():
        value = value[str(year)] if str(year) in value else value[max(value)]
    return value[status] if isinstance(value, dict) else value


def schedule(entry, income, year, status):
    """Return the tax on ``income`` bracket by bracket."""
    rates, floors = value_of(entry, "rates", [], year, status), value_of(entry, "thresholds", [], year, status)
    ceilings = [*floors[1:], math.inf]
    slices = zip(rates, floors, ceilings, strict=True)
    return sum(rate * max(0.0, min(income, ceiling) - floor) for rate, floor, ceiling in slices)


def new_york_recapture(document, agi, taxable, tax, year, status):
    """Return the tax with the worksheet's recapture."""
    entry = document.get("recapture")
    if entry is None:
        return tax
    floor, length = entry["agi_floor"], entry["phase_in"]
    if agi <= floor:
        return tax
    if agi > entry["flat_over"]:
        return value_of(document["brackets"], "rates", [], year, status)[-1] * taxable
    floors = value_of(entry, "thresholds", [], year, status)
    tier = max(index for index, start in enumerate(floors) if index == 0 or taxable > start)
    share = min(1.0, max(0.0, agi - max(floors[tier], floor)) / length)
    base, benefit = (value_of(entry, key, [], year, status)[tier] for key in ("base", "benefit"))
    return tax + base + share * benefit


def massachusetts(document, household, federal, exemptions, year, status, gifts=0.0):
    """Return AGI, taxable income and tax of Form 1: classes A, B and C; gifts to charity come off B (Schedule Y)."""
    entry = document["class_tax"]
    limit = entry["loss_against_dividends"]
    short = household["stcg"] - household["st_carryover"]
    long = household["ltcg"] - household["lt_carryover"]
    dividends = household["ordinary_dividends"]
    from_short = min(limit, dividends, max(0.0, -short))
    unused_short_loss = max(0.0, -short) - from_short
    short_gain = max(0.0, short)
    against_short = min(short_gain, max(0.0, -long))
    from_long = min(max(0.0, min(limit, dividends) - from_short), max(0.0, -long) - against_short)
    a_dividends, a_short = dividends - from_short - from_long, short_gain - against_short
    c = max(0.0, max(0.0, long) - unused_short_loss)
    capital = federal["net_short_term"] + federal["net_long_term"]
    b = federal["agi"] - federal["taxable_social_security"] - dividends - household["us_government_interest"]
    b += household["other_states_interest"]
    b = max(0.0, b - max(0.0, capital) + federal["loss_deducted"])
    agi = a_dividends + a_short + b + c
    payroll = sum(min(entry["payroll_deduction"], entry["payroll_rate"] * household[w]) for w in ("wages1", "wages2"))
    parts, left = [], exemptions
    for part in (max(0.0, b - payroll - gifts), a_dividends, a_short, c):
        used = min(part, left)
        parts.append(part - used)
        left -= used
    rates = (value_of(document["brackets"], "rates", [], year, status)[0],) * 2
    rates += (entry["short_term_rate"], entry["long_term_rate"])
    tax = sum(rate * part for rate, part in zip(rates, parts, strict=True))
    floor = value_of(entry, "no_tax_status", 0.0, year, status)
    if agi <= floor:
        tax = 0.0
    elif agi <= entry["limited_income_ratio"] * floor:
        tax = min(tax, entry["limited_income_rate"] * (agi - floor))
    return agi, sum(parts), tax


def tax_by_schedules(document, taxable, gain, year, status):
    """Return the tax by the brackets; a gain with its own schedule is the top slice of income."""
    if "brackets" not in document:
        return 0.0
    if "gain_brackets" not in document:
        return schedule(document["brackets"], taxable, year, status)
    ordinary = max(0.0, taxable - gain)
    top_slice = schedule(document["gain_brackets"], taxable, year, status)
    top_slice -= schedule(document["gain_brackets"], ordinary, year, status)
    return schedule(document["brackets"], ordinary, year, status) + top_slice
