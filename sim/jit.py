"""The one decorator of every kernel: compiled, cached, without the GIL, division by zero as in numpy.

No `parallel=True` (two concurrent callers abort the process under the workqueue layer) and no `fastmath` (it breaks
`isnan` and flips decisions).
"""

import numba

kernel = numba.njit(nogil=True, cache=True, error_model="numpy")

# For a small kernel with one or two callers: it becomes part of its caller instead of a call that passes whole records
# by value. The federal return compiles in 11.2 s instead of 20.6 s and takes 72 ns instead of 78 ns.
inlined_kernel = numba.njit(nogil=True, cache=True, error_model="numpy", inline="always")

# For a kernel that only kernels call: without the two wrappers that make it callable from Python and from C, which take
# a third of its compile time.
inner_kernel = numba.njit(  # type: ignore[call-overload]  # its stub forgets two options
    nogil=True, cache=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True
)

# For the few large kernels that every household-year goes through: LLVM puts them into their callers' loops, so that
# a law of some sixty numbers and two records are not handed over by value for every row.
merged_kernel = numba.njit(nogil=True, cache=True, error_model="numpy", forceinline=True)
