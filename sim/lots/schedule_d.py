"""Schedule D of each year from the lines of Form 8949, with the carryover to the next year."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sim.law.federal_law import FIRST_YEAR, figures_of
from sim.lots.form8949 import Form8949Row
from sim.scenario.enums import FilingStatus

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class TermTotals:
    """Part I or Part II: sums of the Form 8949 columns of one term [USD/yr]."""

    proceeds: Decimal
    basis: Decimal
    adjustments: Decimal
    gain: Decimal


@dataclass(frozen=True, slots=True)
class CarryoverWorksheet:
    """Lines 1 to 13 of the Capital Loss Carryover Worksheet [USD/yr]; line 1 is None where income is taken as enough.

    References
    ----------
    Schedule D (Form 1040) instructions, Capital Loss Carryover Worksheet; IRC 1212(b).
    """

    line_1_taxable_income: Decimal | None
    line_2_loss_deducted: Decimal
    line_3_income_before_loss: Decimal | None
    line_4_loss_used: Decimal
    line_5_short_term_loss: Decimal
    line_6_long_term_gain: Decimal
    line_7: Decimal
    line_8_short_term_carryover: Decimal
    line_9_long_term_loss: Decimal
    line_10_short_term_gain: Decimal
    line_11: Decimal
    line_12: Decimal
    line_13_long_term_carryover: Decimal


@dataclass(frozen=True, slots=True)
class ScheduleD:
    """One year's Schedule D [USD/yr]; carryovers are positive numbers."""

    year: int
    short_term: TermTotals
    line_6_short_term_carryover: Decimal
    line_7_net_short_term: Decimal
    long_term: TermTotals
    line_14_long_term_carryover: Decimal
    line_15_net_long_term: Decimal
    line_16_total: Decimal
    line_21_allowed_loss: Decimal
    worksheet: CarryoverWorksheet

    @property
    def short_term_carryover(self) -> Decimal:
        return self.worksheet.line_8_short_term_carryover

    @property
    def long_term_carryover(self) -> Decimal:
        return self.worksheet.line_13_long_term_carryover


def loss_limit(status: FilingStatus) -> Decimal:
    """Return the net capital loss a year may deduct, IRC 1211(b) [USD/yr]: frozen, the same in every year."""
    return Decimal(int(figures_of("capital_gains")["loss_limit"].number(FIRST_YEAR, status))).quantize(ZERO)


def carryover_worksheet(
    net_short_term: Decimal, net_long_term: Decimal, allowed_loss: Decimal, taxable_income: Decimal | None = None
) -> CarryoverWorksheet:
    """Return the worksheet for lines 7 and 15 and the loss of line 21, given as a positive number [USD/yr].

    `taxable_income` is Form 1040 line 15 before it is cut off at zero, the loss already deducted; None takes the income
    as large enough to use the whole deduction.
    """
    line_3 = None if taxable_income is None else max(taxable_income + allowed_loss, ZERO)
    line_4 = allowed_loss if line_3 is None else min(allowed_loss, line_3)
    line_5 = max(-net_short_term, ZERO)
    line_6 = max(net_long_term, ZERO) if line_5 else ZERO
    line_7 = line_4 + line_6
    line_9 = max(-net_long_term, ZERO)
    line_10 = max(net_short_term, ZERO)
    line_11 = max(line_4 - line_5, ZERO)
    line_12 = line_10 + line_11
    return CarryoverWorksheet(
        line_1_taxable_income=taxable_income,
        line_2_loss_deducted=allowed_loss,
        line_3_income_before_loss=line_3,
        line_4_loss_used=line_4,
        line_5_short_term_loss=line_5,
        line_6_long_term_gain=line_6,
        line_7=line_7,
        line_8_short_term_carryover=max(line_5 - line_7, ZERO),
        line_9_long_term_loss=line_9,
        line_10_short_term_gain=line_10,
        line_11=line_11,
        line_12=line_12,
        line_13_long_term_carryover=max(line_9 - line_12, ZERO),
    )


def _totals(rows: Iterable[Form8949Row]) -> TermTotals:
    rows = list(rows)
    return TermTotals(
        sum((row.proceeds for row in rows), ZERO),
        sum((row.basis for row in rows), ZERO),
        sum((row.disallowed_loss for row in rows), ZERO),
        sum((row.gain for row in rows), ZERO),
    )


def schedule_d(
    rows: Iterable[Form8949Row],
    loss_limit: Decimal,
    years: Iterable[int] = (),
    taxable_income: dict[int, Decimal] | None = None,
    carried_in: tuple[Decimal, Decimal] = (ZERO, ZERO),
) -> list[ScheduleD]:
    """Return a Schedule D for every year, each taking over the carryover of the year before.

    Parameters
    ----------
    rows : iterable of Form8949Row
        Of `form_8949_rows`, in any order.
    loss_limit : Decimal
        Net loss that a year may deduct from other income, IRC 1211(b) [USD/yr].
    years : iterable of int, optional
        Years to report beside those with sales, so that a carryover is used up in years without any.
    taxable_income : dict of int to Decimal, optional
        Form 1040 line 15 by year [USD/yr], negative where deductions exceed income. Simplification: a year that is
        missing has enough income to use the whole deduction.
    carried_in : (Decimal, Decimal), optional
        Short-term and long-term losses carried into the first year, positive [USD].

    Returns
    -------
    list of ScheduleD
        One a year from the first to the last [USD/yr]; none without rows and years.

    See Also
    --------
    form_8949_rows : The lines.

    References
    ----------
    Schedule D (Form 1040) lines 1 to 21; IRC 1211(b), 1212(b), 1222.

    Examples
    --------
    A loss of $8,000 carried in: $3,000 is deducted, $5,000 goes on.

    >>> from decimal import Decimal
    >>> from sim.api import schedule_d
    >>> (year,) = schedule_d([], Decimal(3000), years=[2026], carried_in=(Decimal(8000), Decimal(0)))
    >>> int(year.line_21_allowed_loss), int(year.short_term_carryover)
    (3000, 5000)
    """
    by_year: dict[int, list[Form8949Row]] = {year: [] for year in years}
    for row in rows:
        by_year.setdefault(row.date_sold.year, []).append(row)
    schedules: list[ScheduleD] = []
    short_carryover, long_carryover = carried_in
    for year in range(min(by_year, default=0), max(by_year, default=-1) + 1):
        sold = by_year.get(year, [])
        short = _totals(row for row in sold if row.term == "short")
        long = _totals(row for row in sold if row.term == "long")
        net_short, net_long = short.gain - short_carryover, long.gain - long_carryover
        allowed_loss = min(max(-(net_short + net_long), ZERO), loss_limit)
        worksheet = carryover_worksheet(net_short, net_long, allowed_loss, (taxable_income or {}).get(year))
        schedules.append(
            ScheduleD(
                year=year,
                short_term=short,
                line_6_short_term_carryover=short_carryover,
                line_7_net_short_term=net_short,
                long_term=long,
                line_14_long_term_carryover=long_carryover,
                line_15_net_long_term=net_long,
                line_16_total=net_short + net_long,
                line_21_allowed_loss=allowed_loss,
                worksheet=worksheet,
            )
        )
        short_carryover, long_carryover = worksheet.line_8_short_term_carryover, worksheet.line_13_long_term_carryover
    return schedules
