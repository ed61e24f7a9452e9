"""What kernels know of a step before any path is drawn, and its levels of prices on one."""

import numpy as np

STEP = np.dtype(
    [
        ("day", np.int64),
        ("year", np.int64),  # index of the calendar year
        ("part", np.float64),  # of the days to the calendar's next step that are over, above 0 between the two
        ("spending_share", np.float64),  # of the yearly target, due on this step
        ("event", np.float64),  # paid beside it, today's dollars
        ("bought_groups", np.int64),  # bit g where reinvestments of this month end, or of one within the window, buy g
        ("calendar_step", np.int32),  # position on the calendar's step axis; -1 on the first day, before any step
        ("spending_year", np.int16),  # index of the year it is for: the next one where spending is taken ahead
        ("income", np.int16),  # of the month, position among the plan's incomes
        ("month", np.int8),
        ("months_paid", np.int8),  # of the year, whose distributions are paid; its row by month
        ("row", np.int8),  # the month's row
        ("is_month_end", np.int8),
        ("pension_begins", np.int8),  # one with COLA, on this month end
        ("rolls_over", np.int8),  # a rollover is made, put back or invested
    ],
    align=True,
)
"""A step on which something can happen, and what is known of it before any path is drawn: 64 bytes, because every path
and strategy reads all steps through."""

INCOME = np.dtype(
    [
        ("wages", np.float64, (2,)),  # of the month, today's dollars; both benefits and payroll likewise
        ("payroll", np.float64, (2,)),  # contribution to a 401(k)
        ("payroll_taxed", np.float64, (2,)),  # wages that payroll tax is taken off
        ("own_benefit", np.float64, (2,)),
        ("spouse_benefit", np.float64, (2,)),  # on top of the own one while both live
        ("level_pension", np.float64, (2,)),  # of the month, nominal
        ("survivor_pension", np.float64, (2,)),  # what of it goes on after its owner's death
        ("pension_cost", np.float64, (2,)),  # of the month's pensions, with COLA too, free of tax [USD]; to a survivor
        ("survivor_pension_cost", np.float64, (2,)),
        # of all people, while all of them live
        ("benefits", np.float64),
        ("level_pensions", np.float64),
        ("pension_costs", np.float64),
        ("all_wages", np.float64),  # of all people
        ("all_payroll_taxed", np.float64),
        ("payrolls", np.float64),
    ]
)
"""What each person receives in a month: the same for years, and so kept once, near at hand."""

LEVEL = np.dtype([("price_level", np.float64), ("interest", np.float64)])
"""Consumer prices on one step, 1 at the start; and what a dollar of cash has earned since the last month end."""
