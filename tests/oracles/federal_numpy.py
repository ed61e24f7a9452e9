"""The federal return vectorized in numpy over households of one year and status: how it would be done without kernels.

Used to compare speed, and as a third, differently shaped computation of the same amounts.
"""

import numpy as np

from sim.law.federal_records import FederalLaw
from sim.tax.records import ReturnInput


def schedule(income: np.ndarray, thresholds, rates) -> np.ndarray:
    """Return tax by brackets."""
    steps = np.diff(np.concatenate(([0.0], np.asarray(rates))))
    return np.maximum(income[:, None] - np.asarray(thresholds)[None, :], 0.0) @ steps


def federal_tax_due(law: FederalLaw, table: np.ndarray) -> np.ndarray:
    """Return ``federal_tax_due`` of every row of an input table, shape (n_rows,)."""
    x = {name: table[:, column] for column, name in enumerate(ReturnInput._fields)}
    is_joint, is_separate = law.filing_status == 1, law.filing_status == 3
    short, long = x["stcg"] - x["st_carryover"], x["ltcg"] - x["lt_carryover"]
    gain = np.maximum(short + long, -law.gains.loss_limit)
    preferential = np.clip(np.minimum(long, short + long), 0.0, None) + x["qualified_dividends"]
    income = x["wages1"] + x["wages2"] + x["pension"] + x["annuity"] + x["ira_401k"] - x["qcd"] + x["interest"]
    income += x["ordinary_dividends"] + gain + x["hsa_nonmedical"] + x["other_income"] - x["hsa_deduction"]
    base = np.full_like(income, law.social_security.base)
    adjusted = np.full_like(income, law.social_security.adjusted_base)
    if is_separate:
        base, adjusted = (
            np.where(x["is_lived_apart"] == 0, 0.0, base),
            np.where(x["is_lived_apart"] == 0, 0.0, adjusted),
        )
    benefits = x["social_security"]
    provisional = income + x["tax_exempt_interest"] + benefits / 2
    half = np.minimum(np.clip(provisional - base, 0.0, adjusted - base), benefits) / 2
    agi = income + np.minimum(half + 0.85 * np.maximum(provisional - adjusted, 0.0), 0.85 * benefits)
    n_aged = (x["age1"] >= 65).astype(float) + (is_joint & (x["age2"] >= 65))
    shrunk = law.deductions.senior_phaseout_rate * np.maximum(agi - law.deductions.senior_phaseout_start, 0.0)
    senior = n_aged * np.maximum(law.deductions.senior_amount - shrunk, 0.0)
    standard = law.deductions.standard + n_aged * law.deductions.aged_addition
    of_reits = 0.2 * np.clip(np.minimum(x["reit_dividends"], agi - standard - senior - preferential), 0.0, None)
    taxable = np.maximum(agi - standard - senior - of_reits, 0.0)
    in_taxable = np.minimum(preferential, taxable)
    ordinary = taxable - in_taxable
    middle, top = law.gains.middle_threshold, law.gains.top_threshold
    zero = np.clip(np.minimum(taxable, middle) - ordinary, 0.0, None)
    high = np.minimum(np.maximum(taxable - top, 0.0), in_taxable)
    stacked = 0.15 * (in_taxable - zero - high) + 0.20 * high
    everything = schedule(taxable, *law.ordinary)
    regular = np.minimum(stacked + schedule(ordinary, *law.ordinary), everything)
    minimum_income = agi - senior - of_reits
    if is_separate:
        gone = law.amt.phaseout_start + law.amt.exemption / law.amt.phaseout_rate
        minimum_income += np.clip(law.amt.phaseout_rate * (minimum_income - gone), 0.0, law.amt.exemption)
    shrunk = law.amt.phaseout_rate * np.maximum(minimum_income - law.amt.phaseout_start, 0.0)
    amt_base = np.maximum(minimum_income - np.maximum(law.amt.exemption - shrunk, 0.0), 0.0)
    preferred = np.minimum(amt_base, preferential)
    room = np.maximum(middle - ordinary, 0.0)
    zero = np.minimum(room, preferred)
    fifteen = np.minimum(np.maximum(top - room - ordinary, 0.0), preferred - zero)
    brackets = (0.0, law.amt.high_rate_threshold), (law.amt.low_rate, law.amt.high_rate)
    with_gains = schedule(amt_base - preferred, *brackets) + 0.15 * fifteen + 0.20 * (preferred - zero - fifteen)
    total = np.maximum(regular, np.minimum(with_gains, schedule(amt_base, *brackets)))
    share = np.minimum(1.0, x["foreign_income"] / np.maximum(agi + x["hsa_deduction"], 1.0))
    foreign = np.maximum(x["foreign_income"] - (standard + senior + of_reits) * share, 0.0)
    limit = regular * np.where(taxable > 0, np.minimum(1.0, foreign / np.maximum(taxable, 1e-9)), 0.0)
    is_small = x["foreign_tax"] <= law.investments.foreign_tax_unlimited
    total -= np.minimum(x["foreign_tax"], np.where(is_small, regular, limit))
    invested_gain = np.where(gain > 0, np.maximum(gain - x["nua_gain"], 0.0), gain)
    invested = np.maximum(x["interest"] + x["ordinary_dividends"] + x["annuity"] + invested_gain, 0.0)
    surtaxes = law.surtaxes
    total += surtaxes.niit_rate * np.minimum(invested, np.maximum(agi - surtaxes.niit_threshold, 0.0))
    wages = x["wages1"] + x["wages2"]
    total += surtaxes.additional_medicare_rate * np.maximum(wages - surtaxes.additional_medicare_threshold, 0.0)
    return total + 0.10 * x["early_withdrawal"] + 0.20 * x["hsa_nonmedical_early"]
