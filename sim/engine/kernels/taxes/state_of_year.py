"""The state's income tax of a year, and both states' in the year of a move."""

from sim.compile.decorators import inner_kernel
from sim.engine.records.limits import MAX_YEARS
from sim.engine.records.types import PathLaws, Taxes
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_return import state_tax_into


@inner_kernel
def state_tax_of(laws: PathLaws, taxes: Taxes, year: int, inputs: ReturnInput, filed: FederalReturn) -> float:
    """Return the income tax of state and locality of a year [USD]. Modifies work space of `taxes`.

    In the year of a move each state asks for its tax of the whole year, by the days that the household lives there.

    Simplification: income counts as earned evenly over the year of the move; what a state taxes of nonresidents is left
    out.
    """
    n_states, total, part = 1, 0.0, 1.0
    if year == laws["move_year"]:
        n_states, part = 2, laws["share_before_move"]
    for which in range(n_states):
        row = year if which == 0 else MAX_YEARS
        law = laws["state"][laws["state_at"][row]]
        total += part * state_tax_into(law, laws["state_figures"][row], inputs, filed, taxes["scratch"])
        part = 1.0 - part
    return total
