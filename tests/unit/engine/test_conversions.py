"""Roth conversions: worked examples by hand from the statute's figures, and combinations that are refused.

One person without other income in a market that stands still, 2026: standard deduction 16,100 (Rev. Proc. 2025-32
sec. 4.14), 10% to 12,400, 12% to 50,400 (sec. 4.01), poverty line of 2025 15,650 (90 FR 5917).
"""

from typing import Any

import pytest

from sim.engine.run.result import RunResult
from sim.engine.run.run import simulate
from sim.errors import InputError
from tests.unit.engine.small import fund, lot, small_scenario

CENT = 0.01
STANDARD_DEDUCTION = 16_100.0


def _run(ira: float = 300_000.0, born: str = "1964-06-15", **conversion: Any) -> RunResult:
    """Return the outcome of a person who lives in Texas, owns an IRA of `ira` and converts in 2026 only."""
    scenario = small_scenario(
        horizon_years=3,
        lots=(lot("AAA", ira / 100, "2020-01-02", 1.0, "traditional_ira"), lot("AAA", 1_000, "2020-01-02", 1e5)),
        household={"people": [{"name": "One", "born": born}], "state": "TX"},
        conversion={"first_year": 2026, "last_year": 2026, **conversion},
    )
    return simulate(scenario, threads=1)


def _first(run: RunResult, field: str) -> float:
    return float(run.yearly[field][0, 0, 0])


def test_filling_the_12_percent_bracket() -> None:
    """Income of 50,400 and the deduction: 1,240 at 10% and 4,560 at 12%."""
    run = _run(kind="to_bracket", bracket_rate=0.12)
    assert _first(run, "converted") == pytest.approx(50_400 + STANDARD_DEDUCTION, abs=CENT)
    assert _first(run, "tax_ordinary") == pytest.approx(1_240 + 4_560, abs=CENT)
    assert run.yearly["tax_paid"][0, 0] == pytest.approx([0, 5_800, 0], abs=CENT)  # from taxable lots, next April
    assert run.yearly["balance_roth"][0, 0, 0] == pytest.approx(66_500, abs=CENT)


def test_a_conversion_is_made_in_the_chosen_years_only() -> None:
    run = _run(kind="fixed", amount=20_000.0)
    assert run.yearly["converted"][0, 0] == pytest.approx([20_000, 0, 0], abs=CENT)


def test_staying_below_the_first_medicare_tier() -> None:
    """109,000 for a single person in 2026 (42 USC 1395r(i)(3)(C); CMS fact sheet of November 14, 2025)."""
    assert _first(_run(kind="to_irmaa_tier", irmaa_tier=0), "converted") == pytest.approx(108_999.99, abs=CENT / 2)


def test_up_to_the_premium_credits_cliff() -> None:
    """400% of the poverty line (IRC 36B(c)(1)(A)): 4 * 15,650. Nothing where everybody is 65 on January 1."""
    assert _first(_run(kind="to_aca_cliff"), "converted") == pytest.approx(62_599.99, abs=CENT / 2)
    assert _first(_run(kind="to_aca_cliff", born="1961-01-01"), "converted") == 0


def test_no_more_is_converted_than_there_is() -> None:
    assert _first(_run(ira=30_000.0, kind="to_bracket"), "converted") == pytest.approx(30_000, abs=CENT)


def test_withheld_tax_is_an_early_distribution_before_59_and_a_half() -> None:
    """Of 50,000 the 20% withheld do not reach the Roth IRA: 10% of 10,000 (IRC 72(t)(1), Pub. 590-B, ch. 2)."""
    run = _run(born="1970-06-15", kind="fixed", amount=50_000.0, withheld_share=0.2)
    assert _first(run, "converted") == pytest.approx(40_000, abs=CENT)
    assert _first(run, "tax_additional") == pytest.approx(1_000, abs=CENT)
    ordinary = 1_240 + 0.12 * (50_000 - STANDARD_DEDUCTION - 12_400)
    assert _first(run, "tax_ordinary") == pytest.approx(ordinary, abs=CENT)
    assert _first(run, "tax_paid") == pytest.approx(10_000, abs=CENT)
    assert run.yearly["tax_paid"][0, 0, 1] == pytest.approx(ordinary + 1_000 - 10_000, abs=CENT)  # a refund
    assert _first(_run(kind="fixed", amount=50_000.0, withheld_share=0.2), "tax_additional") == 0


def test_basis_comes_out_pro_rata_of_all_iras() -> None:
    """Form 8606, lines 5 to 18: basis 30,000, all IRAs 200,000 with the conversion of 40,000: 6,000 is free of tax."""
    kinds = ("taxable", "traditional_ira", "roth_ira")
    accounts = [{"id": kind, "type": kind} for kind in kinds]
    accounts += [{"id": "second", "type": "traditional_ira", "after_tax_amount": 30_000.0}]
    scenario = small_scenario(
        accounts=tuple(accounts),
        lots=(
            lot("AAA", 1_500, "2020-01-02", 1.0, "traditional_ira"),
            lot("AAA", 500, "2020-01-02", 1.0, "second"),
            lot("AAA", 1_000, "2020-01-02", 1e5),
        ),
        household={"people": [{"name": "One", "born": "1964-06-15"}], "state": "TX"},
        conversion={"kind": "fixed", "amount": 40_000.0, "last_year": 2026},
    )
    run = simulate(scenario, threads=1)
    assert _first(run, "tax_ordinary") == pytest.approx(1_240 + 0.12 * (34_000 - STANDARD_DEDUCTION - 12_400), abs=CENT)
    heirs = scenario.household.heirs_tax_rate * (160_000 - 24_000)
    assert run.terminal["heirs_wealth"][0, 0] == pytest.approx(
        300_000 - run.yearly["tax_paid"][0, 0].sum() - heirs, abs=CENT
    )


def test_the_required_distribution_comes_first() -> None:
    """Born in 1950, 76 in 2026: 265,000 / 23.7 must come out (26 CFR 1.401(a)(9)-9(c)); the conversion is beside it."""
    run = _run(ira=237_000.0, born="1950-06-15", kind="fixed", amount=50_000.0)
    assert _first(run, "withdrawn_pretax") == pytest.approx(10_000, abs=CENT)
    assert _first(run, "converted") == pytest.approx(50_000, abs=CENT)
    assert _first(run, "balance_pretax") == pytest.approx(177_000, abs=CENT)


@pytest.mark.parametrize(
    ("conversion", "place", "words"),
    [
        ({"kind": "fixed", "amount": 400_000.0}, "amount", "can be converted at the start, $300,000.00"),
        ({"kind": "fixed", "first_year": 2028, "last_year": 2027}, "last_year", "is before the first, 2028"),
        ({"kind": "to_bracket", "first_year": 2031}, "first_year", "The plan ends in 2028"),
        ({"kind": "to_bracket", "bracket_rate": 0.15}, "bracket_rate", "use one of 10%, 12%, 22%"),
    ],
)
def test_what_cannot_be_converted_is_explained(conversion: dict[str, Any], place: str, words: str) -> None:
    with pytest.raises(InputError) as refused:
        _run(**{"last_year": None, "first_year": None, **conversion})
    assert refused.value.problems[0].place == f"strategies[0].conversion.{place}"
    assert words in refused.value.problems[0].message


def test_a_conversion_needs_a_roth_ira() -> None:
    with pytest.raises(InputError, match="a traditional IRA and a Roth IRA of the same person"):
        small_scenario(
            securities=(fund("AAA"),),
            accounts=({"id": "traditional_ira", "type": "traditional_ira"},),
            conversion={"kind": "to_bracket"},
        )
