"""How numba compiles the kernels: each body once, all of them optimised and turned into machine code together.

As it comes, numba optimises and emits every kernel together with all that it calls, so that a kernel at depth ten is
done ten times over, and it collects garbage meanwhile among millions of objects that stay. Without either, the engine's
first compilation takes half the time; the results are the same to the last bit.

References
----------
numba, "Customizing the compiler" (`pipeline_class`) and "Code generation" (a library is linked into its callers').
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.typed_passes import NativeLowering


class _NoEnvironment:
    """Stands for the code generator where numba tells a kernel its Python environment, which no inner kernel has."""

    def set_env(self, name: str, environment: object) -> None:
        """Do nothing: the kernel is not in memory."""


class _InnerLibrary(JITCodeLibrary):  # type: ignore[misc]
    """One kernel's own code, for its callers: neither joined with what it calls nor made into machine code."""

    @property
    def codegen(self) -> _NoEnvironment:
        return _NoEnvironment()

    def finalize(self) -> None:
        self._raise_if_finalized()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        return 0


class _OuterLibrary(JITCodeLibrary):  # type: ignore[misc]
    """A kernel that Python calls, with the code of every kernel below it."""

    def finalize(self) -> None:
        below: dict[JITCodeLibrary, None] = {}
        _add_libraries_below(self, below)
        self._linking_libraries = list(below)
        super().finalize()

    def _optimize_final_module(self) -> None:
        # What nobody outside calls, the optimiser puts into its callers whole, or without the arguments that it does
        # not use: a fifth of the time of a path. numba's first, cheaper round serves reference counts; we have none.
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage.name == "linkonce_odr":
                function.linkage = "internal"
        passes, builder = self._codegen._module_pass_manager()
        with self._recorded_timings.record("Module passes (full optimization)", builder):
            passes.run(self._final_module, builder)


def _add_libraries_below(library: JITCodeLibrary, found: dict[JITCodeLibrary, None]) -> None:
    for other in library._linking_libraries:
        if other not in found:
            found[other] = None
            if isinstance(other, _InnerLibrary):
                _add_libraries_below(other, found)


class _LowerInto(NativeLowering):  # type: ignore[misc]
    """The step that writes LLVM code, into a library of ours."""

    library_class: type[JITCodeLibrary]

    def run_pass(self, state: Any) -> bool:
        state.library = self.library_class(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return bool(super().run_pass(state))


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerInner(_LowerInto):
    _name = "native_lowering_inner"  # type: ignore[assignment]
    library_class = _InnerLibrary


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerOuter(_LowerInto):
    _name = "native_lowering_outer"  # type: ignore[assignment]
    library_class = _OuterLibrary


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Compiler(CompilerBase):  # type: ignore[misc]
    """numba's usual steps, with one of them replaced."""

    lowering: type[_LowerInto]

    def compile_extra(self, func: Any) -> Any:
        with _garbage_left_alone():
            return super().compile_extra(func)

    def define_pipelines(self) -> list[PassManager]:
        usual = DefaultPassBuilder.define_nopython_pipeline(self.state)
        ours = PassManager(usual.pipeline_name)
        for step, description in usual.passes:
            ours.add_pass(self.lowering if issubclass(step, NativeLowering) else step, description)
        ours.finalize()
        return [ours]


class InnerCompiler(_Compiler):
    """For a kernel that only kernels call."""

    lowering = _LowerInner


class OuterCompiler(_Compiler):
    """For a kernel that Python calls."""

    lowering = _LowerOuter
