"""The one decorator of every kernel: compiled, cached, without the GIL, division by zero as in numpy.

No `parallel=True` (two concurrent callers abort the process under the workqueue layer) and no `fastmath` (it breaks
`isnan` and flips decisions).
"""

import numba

kernel = numba.njit(nogil=True, cache=True, error_model="numpy")
