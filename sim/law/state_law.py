"""The shape of one state's income tax law for one year and filing status, as kernels read it.

Every state has the same type: brackets, a few switches, and *rules*. A rule is one line of the state's form (an
exclusion, a deduction, a credit, a surtax) written as data: what it is a share of, its cap, who counts, and how it
shrinks as income grows. ``sim.tax.state_rules`` evaluates rules; nothing in Python knows a state's number.
"""

from enum import IntEnum

import numpy as np

from sim.law.state_lines.amounts import StateAmount

STATE_SCRATCH = np.dtype([("amounts", np.float64, (3, len(StateAmount)))])
"""Work space of one state return: every ``StateAmount`` [USD/yr] of the return, of the first and of the second filer.

A record of the caller's: look-ups in a tuple jump through a table of 32 targets, an array made by the kernel is
allocated for every household-year, and an array is counted at every hand-over. California: 418 clock cycles, not 733.
"""
MOST_PACKED = 10


def pack_codes(codes: list[int]) -> int:
    """Return up to ten codes in one integer, six bits each, as code + 1; 0 is the empty list.

    A loop over a bit mask runs to the highest bit; this one runs as often as there are codes.
    """
    packed = 0
    for code in reversed(codes):
        packed = (packed << 6) | (code + 1)
    return packed


def unpack_codes(packed: int) -> list[int]:
    """Return the codes that ``pack_codes`` packed."""
    codes = []
    while packed:
        codes.append((packed & 63) - 1)
        packed >>= 6
    return codes


class LossRule(IntEnum):
    """How a capital loss enters state income."""

    FEDERAL = 0
    NO_OFFSET_NO_CARRYOVER = 1
    FULL_OFFSET_NO_CARRYOVER = 2


class Count(IntEnum):
    """How often a rule's amount is given; "aged" is a filer inside the rule's age window.

    OLDER_AGED : once where the older filer is aged
    EACH : to each aged filer, against this filer's own amounts; a reduction of the result acts on the sum of both
    POOLED : once where a filer is aged, against the amounts of the aged filers together
    """

    HOUSEHOLD = 0
    FILERS = 1
    AGED = 2
    ANY_AGED = 3
    ALL_AGED = 4
    OLDER_AGED = 5
    EACH = 6
    POOLED = 7


class Columns(IntEnum):
    """How a couple on one return may be taxed in two columns; the lower tax of one or two columns counts.

    OWN : each spouse's income less this spouse's ``column_deduction``
    SHARED : each spouse's income; the deductions of the return go to whom they serve most
    BY_INCOME : taxable income is divided by the spouses' income
    LESSER : the smaller of the two amounts ``of``, less the ``column_deduction``, is taxed apart from the rest
    """

    NONE = 0
    OWN = 1
    SHARED = 2
    BY_INCOME = 3
    LESSER = 4


class Reduction(IntEnum):
    """How a rule changes as its measure grows past ``start``.

    Up to BASE_TABLE what it is of changes, after it the result; only that has a ``floor``.

    CAP_RAMP : the cap loses ``rate`` of each dollar; RAMP : the result does; STEPS : the result loses ``rate`` dollars
        for each ``step`` or part of one
    RAMP_SHARE : falls to nothing over ``step`` dollars; STEPS_SHARE : loses the share ``rate`` for each step
    TABLE_AMOUNT, BASE_TABLE, TABLE_SHARE : a step table gives the cap, the share of ``of``, the share of the result
    RAMP_UP, STEPS_UP : at most ``rate`` of the excess, at most ``rate`` dollars for each step
    """

    NONE = 0
    CAP_RAMP = 1
    TABLE_AMOUNT = 2
    BASE_TABLE = 3
    RAMP = 4
    STEPS = 5
    RAMP_SHARE = 6
    STEPS_SHARE = 7
    TABLE_SHARE = 8
    RAMP_UP = 9
    STEPS_UP = 10


RULE = np.dtype(
    [
        ("stage", np.int64),
        ("count", np.int64),
        ("min_age", np.float64),
        ("max_age", np.float64),
        ("amount", np.float64),
        ("aged_amount", np.float64),
        ("aged_from", np.float64),
        ("of", np.int64),
        ("of_aged", np.int64),
        ("share", np.float64),
        ("exempt", np.float64),
        ("less", np.int64),
        ("only_if", np.int64),
        ("only_over", np.float64),
        ("only_up_to", np.float64),
        ("reduction", np.int64),
        ("measure", np.int64),
        ("start", np.float64),
        ("rate", np.float64),
        ("second_start", np.float64),
        ("second_rate", np.float64),
        ("step", np.float64),
        ("floor", np.float64),
        ("floor_share", np.float64),
        ("table_from", np.int64),
        ("table_to", np.int64),
        ("most", np.float64),
        ("factor", np.float64),
        ("sign", np.float64),
        ("is_alternative", np.int64),
        ("amount_base", np.int64),
        ("start_base", np.int64),
        ("gate_base", np.int64),
        ("is_flat", np.int64),
    ]
)
"""One line of the form. is_flat : 1 where it gives its amount to each who counts, whatever their income: most do"""


class Stage(IntEnum):
    """Where on the form a rule stands, in order.

    COLUMN_DEDUCTION : what a spouse deducts in a column of one's own (``Columns``)
    COLUMN_CREDIT : a credit that in two columns is at most the tax of the spouse's own column
    LOCAL_DEDUCTION and after : a county's or city's own income tax
    ITEMIZED : what is deducted instead of the standard deduction, where the household itemizes; ITEMIZED_LIMIT : what
        is taken off the sum of it
    """

    SUBTRACTION = 0
    DEDUCTION = 1
    COLUMN_DEDUCTION = 2
    ADDED_TAX = 3
    COLUMN_CREDIT = 4
    CREDIT = 5
    REFUNDABLE_CREDIT = 6
    SURTAX = 7
    LOCAL_DEDUCTION = 8
    LOCAL_TAX = 9
    LOCAL_CREDIT = 10
    LOCAL_REFUNDABLE_CREDIT = 11
    ITEMIZED = 12
    ITEMIZED_LIMIT = 13


LOCAL_STAGES = tuple(stage.name.lower() for stage in Stage if stage.name.startswith("LOCAL_"))
STAGES = tuple(stage.name.lower() for stage in Stage if stage < Stage.LOCAL_DEDUCTION)
ITEMIZED_STAGES = tuple(stage.name.lower() for stage in Stage if stage >= Stage.ITEMIZED)
LISTED_STAGES = tuple(f"listed_{stage}" for stage in STAGES)
"""What a state's own file may hold; those of a local tax stand in the files of localities. A listed stage holds what a
stage has more of for households that list deductions."""


RECAPTURE = np.dtype([("agi_floor", np.float64), ("phase_in", np.float64), ("flat_over", np.float64)])
"""New York's tax-table benefit recapture (N.Y. Tax Law 601(d-4)); its tiers are in the law's ``schedules``.

agi_floor, phase_in : recapture starts above this AGI and is full that many dollars later [USD]
flat_over : above this AGI the top rate applies to all taxable income [USD]
"""

CLASS_TAX = np.dtype(
    [
        ("is_used", np.int64),
        ("short_term_rate", np.float64),
        ("long_term_rate", np.float64),
        ("loss_against_dividends", np.float64),
        ("payroll_deduction", np.float64),
        ("payroll_rate", np.float64),
        ("no_tax_status", np.float64),
        ("limited_income_ratio", np.float64),
        ("limited_income_rate", np.float64),
    ]
)
"""Massachusetts' taxation by class of income (M.G.L. c. 62 sec. 2-5); zeros elsewhere.

loss_against_dividends : most of a loss that interest and dividends take [USD/yr]
payroll_deduction : most payroll tax one worker deducts from Part B income [USD/yr]
no_tax_status : no tax up to this AGI [USD/yr]; limited_income_ratio, limited_income_rate : tax above it is at most
    the rate times the excess, up to the ratio times it
"""

COLUMNS = np.dtype(
    [
        ("kind", np.int64),
        ("from_row", np.int64),
        ("to_row", np.int64),
        ("is_by_row", np.int64),
        ("of", np.int64),
        ("most_share", np.float64),
        ("most", np.float64),
    ]
)
"""A couple's two columns on one return.

kind : ``Columns``; from_row, to_row : the brackets of a column among the law's ``schedules``
is_by_row : 1 where added tax or a column's credit goes by the column's own taxable income
of : the amounts of ``Columns.LESSER``; most_share : the smaller part is at most this share of taxable income
most : two columns save at most this [USD/yr]
"""

LOCAL = np.dtype(
    [
        ("is_levied", np.int64),
        ("first_rule", np.int64),
        ("from_row", np.int64),
        ("to_row", np.int64),
        ("of", np.int64),
    ]
)
"""A county's or city's income tax of the household; zeros where none is counted.

first_rule : its first rule among those of the law; from_row, to_row : its brackets among the law's ``schedules``
of : the amounts that it is on, packed
"""

ITEMIZING = np.dtype(
    [
        ("is_used", np.int64),
        ("follows", np.int64),
        ("first_rule", np.int64),
        ("replaced", np.int64),
        ("is_apart", np.int64),
    ]
)
"""A state's itemized deductions; zeros where the household does not itemize, or the state knows none.

follows : ``Follows``
first_rule : of the stage ``itemized``; replaced : bit r is set where rule r is (a part of) the standard deduction
is_apart : 1 where it is none of the deductions: a credit looks at what it exceeds the standard deduction by, or it is
    deducted from one class of income (``CLASS_TAX``)
"""


class Follows(IntEnum):
    """Where a state's return may itemize.

    OWN : where that is more than its standard deduction; FEDERAL : just where the federal return does
    FEDERAL_IF_MORE : where the federal return does and it is more
    """

    OWN = 0
    FEDERAL = 1
    FEDERAL_IF_MORE = 2


MAX_RULES = 20
MAX_SCHEDULE_ROWS = 64
MAX_BASES = 4
"""Different years that the figures of one law may be written for and grow from; the first is 0, never."""

STATE_LAW = np.dtype(
    [
        ("is_taxing", np.int64),
        ("n_filers", np.int64),
        ("loss_rule", np.int64),
        ("social_security_taxed", np.float64),
        ("hsa_denied", np.float64),
        ("hsa_earnings_taxed", np.float64),
        ("tax_exempt_interest_taxed", np.float64),
        ("other_states_interest_taxed", np.float64),
        ("treasury_fund_assets", np.float64),
        ("no_tax_measure", np.int64),
        ("no_tax_up_to", np.float64),
        ("brackets_base", np.int64),
        ("gain_brackets_base", np.int64),
        ("rounding", np.float64),
        ("brackets_end", np.int64),
        ("gain_brackets_end", np.int64),
        ("column_brackets_end", np.int64),
        ("recapture_end", np.int64),
        ("schedules_end", np.int64),
        ("n_rules", np.int64),
        ("n_bases", np.int64),
        ("base_years", np.int64, (MAX_BASES,)),
        ("recapture", RECAPTURE),
        ("class_tax", CLASS_TAX),
        ("has_own_amounts", np.int64),
        ("stages_by_person", np.int64),
        ("columns", COLUMNS),
        ("local", LOCAL),
        ("itemizing", ITEMIZING),
        ("schedules", np.float64, (MAX_SCHEDULE_ROWS, 3)),
        ("rules", RULE, (MAX_RULES,)),
    ]
)
"""One state's law for one year and filing status. Same type for every state; no state tax is a law of zeros.

A record crosses from kernel to kernel as one pointer and carries no reference count.

is_taxing : 0 where nothing is taxed, so kernels return at once
n_filers : people on the return (2 on a joint one)
social_security_taxed : share of federally taxable benefits that enters state income
hsa_denied : share of the federal HSA deduction added back
hsa_earnings_taxed : 1 where an HSA is an ordinary account: what it earns is income, what is taken out is not
tax_exempt_interest_taxed : share of federally exempt interest that enters state income
other_states_interest_taxed : the same of other states' bonds alone, beside it
treasury_fund_assets : least share of a fund's assets in federal obligations at the end of each quarter that frees its
    dividends; 0 where every fund's are
no_tax_up_to : no income tax when the ``no_tax_measure`` is at most this [USD/yr]
rounding : indexed amounts of later years are rounded to this [USD]
has_own_amounts : 1 where a rule or a column of a joint return looks at what each spouse has
stages_by_person : bit s is set where a rule of the ``Stage`` s is counted by person
schedules : rows (over, value, second value): the brackets (rate, its step over the rate below), the brackets of a net
    capital gain stacked on other income (the same; none where gains are ordinary), those of a spouse's column where it
    has its own, the recapture tiers by taxable income (base, benefit), a local tax's brackets, then the rules' step
    tables (value, 0); each part ends at its ``_end``
rules : every line of the form in the order of ``Stage``; ``n_rules`` are in use
base_years : calendar years that figures are written for and grow from, ``n_bases`` in use; the first is 0, of figures
    that the statute keeps. ``brackets_base`` and the like are positions in it
"""

_GROWING = ("amount", "aged_amount", "exempt", "only_up_to", "start", "second_start", "only_over")
RULE_FIGURES = np.dtype([(name, np.float64) for name in _GROWING])
STATE_FIGURES = np.dtype(
    [
        ("over", np.float64, (MAX_SCHEDULE_ROWS,)),
        ("value", np.float64, (MAX_SCHEDULE_ROWS,)),
        ("rules", RULE_FIGURES, (MAX_RULES,)),
    ]
)
"""What of a ``STATE_LAW`` may grow with prices, as it stands in one year [USD].

over : where each bracket and each step of the rules' tables begins; value : of each row of those tables
rules : the figures of the same name of each rule
"""
