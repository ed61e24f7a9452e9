"""One household-year a row: its return."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.tax.sheets.household_csv import HouseholdYear as HouseholdYear
    from sim.tax.sheets.household_csv import read_households as read_households
    from sim.tax.sheets.household_returns import household_returns as household_returns
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
