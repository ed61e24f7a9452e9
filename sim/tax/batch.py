"""Many household-years in one kernel call: tables in, tables out.

A table's columns are the fields of ``ReturnInput`` or ``FederalReturn`` in order; codes and ages are whole float64.
"""

import numpy as np

from sim.compile.decorators import kernel
from sim.law.beside_return import AcaLaw, IrmaaLaw
from sim.law.federal_records import FederalLaw
from sim.law.itemizing.itemizing_law import ItemizingLaw
from sim.law.state_law import MAX_BASES, STATE_FIGURES, STATE_SCRATCH
from sim.law.state_projection import grow_state_law
from sim.tax.aca import premium_tax_credit
from sim.tax.federal_return import federal_return
from sim.tax.irmaa import irmaa_monthly
from sim.tax.itemized_return import itemized_returns
from sim.tax.listed.schedule_a import Lists
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_return import state_tax_into

N_INPUTS = len(ReturnInput._fields)
N_OUTPUTS = len(FederalReturn._fields)


@kernel(inline=True)
def input_at(row: np.ndarray) -> ReturnInput:
    """Return the ``ReturnInput`` of one row of an input table."""
    return ReturnInput(
        int(row[0]),
        int(row[1]),
        int(row[2]),
        int(row[3]),
        row[4],
        row[5],
        row[6],
        row[7],
        row[8],
        row[9],
        row[10],
        row[11],
        row[12],
        row[13],
        row[14],
        row[15],
        row[16],
        row[17],
        row[18],
        row[19],
        row[20],
        row[21],
        row[22],
        row[23],
        row[24],
        row[25],
        row[26],
        row[27],
        row[28],
        row[29],
        row[30],
        row[31],
        row[32],
        row[33],
        row[34],
        row[35],
        row[36],
        row[37],
        row[38],
    )


@kernel
def fill_federal_returns(law: FederalLaw, table: np.ndarray, results: np.ndarray) -> None:
    """Write every row's federal return into ``results`` (n_rows, n_outputs), from ``table`` (n_rows, n_inputs)."""
    for index in range(table.shape[0]):
        result = federal_return(law, input_at(table[index]))
        for column, value in enumerate(result):
            results[index, column] = value


@kernel
def fill_state_taxes(
    law: FederalLaw, state_law: np.void, growth: np.ndarray, table: np.ndarray, taxes: np.ndarray
) -> None:
    """Write every row's state tax into ``taxes`` (n_rows,) [USD/yr]; ``growth`` as ``grow_state_law`` has it."""
    scratch, of_year = np.empty(1, STATE_SCRATCH), np.empty(1, STATE_FIGURES)
    grow_state_law(state_law, growth, of_year[0])
    for index in range(table.shape[0]):
        inputs = input_at(table[index])
        taxes[index] = state_tax_into(state_law, of_year[0], inputs, federal_return(law, inputs), scratch[0])


@kernel
def fill_itemized_returns(
    law: FederalLaw,
    itemizing: ItemizingLaw,
    state_law: np.void,
    growth: np.ndarray,
    table: np.ndarray,
    lists: np.ndarray,
    results: np.ndarray,
    taxes: np.ndarray,
) -> None:
    """Write both returns of every row with the larger deduction; ``lists`` has a column a field of ``Lists``.

    Modifies `results` and `taxes`.
    """
    scratch, of_year = np.empty(1, STATE_SCRATCH), np.empty(1, STATE_FIGURES)
    grow_state_law(state_law, growth, of_year[0])
    for index in range(table.shape[0]):
        row = lists[index]
        listed = Lists(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7])
        filed, taxes[index] = itemized_returns(
            law, itemizing, (state_law, of_year[0]), input_at(table[index]), listed, scratch[0]
        )
        for column, value in enumerate(filed):
            results[index, column] = value


@kernel
def fill_irmaa(law: IrmaaLaw, magi: np.ndarray, amounts: np.ndarray) -> None:
    """Write (Part B, Part D) adjustments a person into ``amounts`` (n_rows, 2) [USD/month]."""
    for index in range(magi.shape[0]):
        amounts[index, 0], amounts[index, 1] = irmaa_monthly(law, magi[index])


@kernel
def fill_premium_credits(law: AcaLaw, magi: np.ndarray, n_people: int, premium: float, credits: np.ndarray) -> None:
    """Write the premium tax credit at each MAGI into ``credits`` (n_rows,) [USD/yr]; the benchmark plan is held."""
    for index in range(magi.shape[0]):
        credits[index] = premium_tax_credit(law, magi[index], n_people, premium, premium)


def _checked(table: np.ndarray) -> np.ndarray:
    table = np.ascontiguousarray(table, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != N_INPUTS:
        raise ValueError(f"the table must have shape (n_rows, {N_INPUTS}), not {table.shape}")
    return table


def input_table(inputs: list[ReturnInput]) -> np.ndarray:
    """Return the inputs as a table, shape (n_rows, n_inputs)."""
    return np.array(inputs, dtype=np.float64).reshape(-1, N_INPUTS)


def federal_returns(law: FederalLaw, table: np.ndarray) -> np.ndarray:
    """Return the federal returns of all rows of one year and status, shape (n_rows, n_outputs) [USD/yr].

    Raises
    ------
    ValueError
        The table has not one column a field of ``ReturnInput``.
    """
    table = _checked(table)
    results = np.empty((table.shape[0], N_OUTPUTS))
    fill_federal_returns(law, table, results)
    return results


def state_taxes(law: FederalLaw, state_law: np.void, table: np.ndarray, growth: np.ndarray | None = None) -> np.ndarray:
    """Return the state taxes of all rows of one year, status and state, shape (n_rows,) [USD/yr].

    growth : as ``growth_since_written`` has it; without it the law is taken as it is written

    Raises
    ------
    ValueError
        The table has not one column a field of ``ReturnInput``.
    """
    table = _checked(table)
    taxes = np.empty(table.shape[0])
    fill_state_taxes(law, state_law, np.ones(MAX_BASES) if growth is None else growth, table, taxes)
    return taxes


def returns_with_lists(
    law: FederalLaw,
    itemizing: ItemizingLaw,
    state_law: np.void,
    table: np.ndarray,
    lists: np.ndarray,
    growth: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return federal returns, (n_rows, n_outputs), and state taxes, (n_rows,), of rows that list deductions [USD/yr].

    lists : (n_rows, n fields of ``Lists``) [USD/yr]; growth : as ``state_taxes`` has it

    Raises
    ------
    ValueError
        The table has not one column a field of ``ReturnInput``.
    """
    table = _checked(table)
    results, taxes = np.empty((table.shape[0], N_OUTPUTS)), np.empty(table.shape[0])
    lists = np.ascontiguousarray(lists, dtype=np.float64)
    growth = np.ones(MAX_BASES) if growth is None else growth
    fill_itemized_returns(law, itemizing, state_law, growth, table, lists, results, taxes)
    return results, taxes


def irmaa_amounts(law: IrmaaLaw, magi: np.ndarray) -> np.ndarray:
    """Return (Part B, Part D) adjustments a person, shape (n_rows, 2) [USD/month]."""
    magi = np.ascontiguousarray(magi, dtype=np.float64)
    amounts = np.empty((magi.shape[0], 2))
    fill_irmaa(law, magi, amounts)
    return amounts


def premium_credits(law: AcaLaw, magi: np.ndarray, n_people: int, benchmark_premium: float) -> np.ndarray:
    """Return the premium tax credits of a household that holds the benchmark plan, shape (n_rows,) [USD/yr].

    Parameters
    ----------
    magi : (n_rows,) ``FederalReturn.aca_magi`` [USD/yr]
    n_people : of the tax household
    benchmark_premium : second lowest silver plan for the year [USD/yr]
    """
    magi = np.ascontiguousarray(magi, dtype=np.float64)
    credits = np.empty(magi.shape[0])
    fill_premium_credits(law, magi, n_people, float(benchmark_premium), credits)
    return credits
