"""One household-year a row: its return."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.tax.batch import N_OUTPUTS as N_OUTPUTS
    from sim.tax.batch import federal_returns as federal_returns
    from sim.tax.batch import input_table as input_table
    from sim.tax.batch import irmaa_amounts as irmaa_amounts
    from sim.tax.batch import state_taxes as state_taxes
    from sim.tax.household_csv import HouseholdYear as HouseholdYear
    from sim.tax.household_csv import read_households as read_households
    from sim.tax.records import FederalReturn as FederalReturn
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
