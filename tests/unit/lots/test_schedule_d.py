"""Schedule D and the Capital Loss Carryover Worksheet; expected values filled in by hand on the form's lines."""

from datetime import date
from decimal import Decimal

import pytest

from sim.lots.form8949 import Form8949Row
from sim.lots.schedule_d import carryover_worksheet, loss_limit, schedule_d
from sim.scenario.enums import FilingStatus


def _row(year, gain, term):
    gain = Decimal(gain)
    return Form8949Row(
        "T", "A", "X", Decimal(1), date(2020, 1, 2), date(year, 6, 1), Decimal(1000) + gain, Decimal(1000), "",
        Decimal(0), Decimal(0), gain, term, date(2020, 1, 2),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("short", "long", "allowed", "short_carryover", "long_carryover"),
    [
        (-5000, 0, 3000, 2000, 0),
        (-5000, 1000, 3000, 1000, 0),
        (-1000, -6000, 3000, 0, 4000),
        (500, -6000, 3000, 0, 2500),
        (-2000, -500, 2500, 0, 0),
        (4000, -1000, 0, 0, 0),
        (-10000, -10000, 3000, 7000, 10000),
    ],
)
def test_one_year(short, long, allowed, short_carryover, long_carryover):
    (schedule,) = schedule_d([_row(2025, short, "short"), _row(2025, long, "long")], Decimal(3000))
    assert schedule.line_21_allowed_loss == allowed
    assert schedule.line_16_total == short + long
    assert (schedule.short_term_carryover, schedule.long_term_carryover) == (short_carryover, long_carryover)


def test_carryover_keeps_its_character_and_is_used_up_in_years_without_sales():
    schedules = schedule_d([_row(2023, -8000, "long"), _row(2026, 500, "short")], Decimal(3000), range(2023, 2027))
    assert [schedule.line_14_long_term_carryover for schedule in schedules] == [0, 5000, 2000, 0]
    assert [schedule.line_21_allowed_loss for schedule in schedules] == [3000, 3000, 2000, 0]
    assert schedules[-1].line_16_total == 500


def test_separate_filers_deduct_half():
    (schedule,) = schedule_d([_row(2025, -5000, "short")], Decimal(1500))
    assert (schedule.line_21_allowed_loss, schedule.short_term_carryover) == (1500, 3500)


def test_low_income_branch_enters_the_deduction_but_does_not_consume_it():
    """Line 1 is -2,000 after deducting 3,000: line 3 is 1,000, so only 1,000 of the loss is used."""
    worksheet = carryover_worksheet(Decimal(-9000), Decimal(0), Decimal(3000), Decimal(-2000))
    assert (worksheet.line_3_income_before_loss, worksheet.line_4_loss_used) == (1000, 1000)
    assert worksheet.line_8_short_term_carryover == 8000
    worksheet = carryover_worksheet(Decimal(-9000), Decimal(0), Decimal(3000), Decimal(-50000))
    assert worksheet.line_8_short_term_carryover == 9000


def test_no_sales_no_schedule():
    assert schedule_d([], Decimal(3000)) == []


def test_the_loss_limit_is_money_with_cents():
    """IRC 1211(b): $3,000, and $1,500 for separate filers."""
    married = (FilingStatus.MARRIED_FILING_JOINTLY, FilingStatus.MARRIED_FILING_SEPARATELY)
    limits = [str(loss_limit(status)) for status in (FilingStatus.SINGLE, *married)]
    assert limits == ["3000.00", "3000.00", "1500.00"]
