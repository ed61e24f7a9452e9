"""What an annotation of a kernel's argument says: which record it is, or what an array holds.

To numba an annotation says nothing; to the reader, and to mypy, a record is a `np.void` whose fields stand beside its
dtype, and an array has the axes that are named here.
"""

import numpy as np

from sim.law.beside_return import EstateLaw

Household = np.void
"""`HOUSEHOLD`."""
Policy = np.void
"""`POLICY`."""
State = np.void
"""`STATE`; the next ones are nouns of it."""
Cash = np.void
"""`CASH`."""
Lives = np.void
"""`LIVES`."""
Spending = np.void
"""`SPENDING`."""
Medicare = np.void
"""`MEDICARE`."""
Taxes = np.void
"""`TAXES`."""
Rollovers = np.void
"""`ROLLOVERS`."""
Positions = np.void
"""`POSITIONS`; the next ones are nouns of it."""
Taxable = np.void
"""`TAXABLE`."""
Sheltered = np.void
"""`SHELTERED`."""
Wash = np.void
"""`WASH`."""
Tally = np.void
"""`TALLY`."""
Step = np.void
"""`STEP`."""
Level = np.void
"""`LEVEL`."""
PathLaws = np.void
"""`PATH_LAWS`: the laws under one filing status."""
FederalRow = np.void
"""`FEDERAL_ROW`."""
IrmaaRow = np.void
"""`IRMAA_ROW`."""
AcaRow = np.void
"""`ACA_ROW`."""

Steps = np.ndarray
"""(n_active,) `STEP`."""
Levels = np.ndarray
"""(n_active,) `LEVEL`."""
Market = np.ndarray
"""(n_active, 5, n_securities), rows of `Quote`."""
Quotes = np.ndarray
"""(5, n_securities) of one step, rows of `Quote`."""
YearEnds = np.ndarray
"""(n_years,) price level at each year's end, 1 at the start."""

EstateLaws = tuple[EstateLaw, ...]
"""Of every published year, rising without a gap."""
LawsOfRun = tuple[np.ndarray, EstateLaws]
"""(2,) `PATH_LAWS`, the household's and a survivor's; and the law of estates."""
