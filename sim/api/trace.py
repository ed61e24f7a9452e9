"""One path in full, as tables."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.trace.one_path import Rank as Rank
    from sim.trace.one_path import accounts_table as accounts_table
    from sim.trace.one_path import all_tables as all_tables
    from sim.trace.one_path import cash_table as cash_table
    from sim.trace.one_path import lots_table as lots_table
    from sim.trace.one_path import path_of as path_of
    from sim.trace.one_path import return_table as return_table
    from sim.trace.one_path import trades_table as trades_table
    from sim.trace.one_path import wash_table as wash_table
    from sim.trace.one_path import years_table as years_table
    from sim.trace.path_record import PathRecord as PathRecord
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
