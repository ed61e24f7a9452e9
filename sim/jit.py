"""The decorators of every kernel: compiled, without the GIL, division by zero as in numpy.

No `parallel=True` (two concurrent callers abort the process under the workqueue layer) and no `fastmath` (it breaks
`isnan` and flips decisions). Only what Python calls is kept in the cache: it holds all that it calls.
"""

import numba

from sim.linking import InnerCompiler, OuterCompiler

kernel = numba.njit(nogil=True, cache=True, error_model="numpy", pipeline_class=OuterCompiler)

# For a kernel that only kernels call. Without the wrappers that make it callable from Python and from C: a call from
# Python would end the process.
inner_kernel = numba.njit(  # type: ignore[call-overload]  # its stub forgets two options
    nogil=True,
    error_model="numpy",
    no_cpython_wrapper=True,
    no_cfunc_wrapper=True,
    _nrt=False,
    pipeline_class=InnerCompiler,
)

# The same, for a small one: LLVM makes it part of its caller instead of a call that passes whole records by value.
inlined_kernel = numba.njit(  # type: ignore[call-overload]
    nogil=True,
    error_model="numpy",
    no_cpython_wrapper=True,
    no_cfunc_wrapper=True,
    forceinline=True,
    _nrt=False,
    pipeline_class=InnerCompiler,
)

# Both at once: called by Python, and part of the kernels that call it. For the few that every household-year goes
# through, so that a law of some sixty numbers and two records are not handed over by value for every row.
merged_kernel = numba.njit(nogil=True, cache=True, error_model="numpy", forceinline=True, pipeline_class=OuterCompiler)
