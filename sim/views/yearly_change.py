"""What changes of a year's amount, path by path: its mean and two standard errors, year by year."""

import numpy as np

from sim.results.paired import MEASURE, STANDARD_ERRORS, paired_difference


def yearly_change(change: np.ndarray, is_in_pairs: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean of a yearly difference and its two standard errors [USD/yr], (n_years,) each.

    change : (n_paths, n_years). is_in_pairs : paths 2k and 2k + 1 are antithetic
    The error of a single path is unknown and 0 here.
    """
    rows = [
        paired_difference(change[:, year], MEASURE["lifetime_tax_real"], is_in_pairs) for year in range(change.shape[1])
    ]
    error = STANDARD_ERRORS * np.nan_to_num([row.standard_error for row in rows])
    return np.array([row.mean for row in rows]), error
