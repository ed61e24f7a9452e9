"""How numba compiles the kernels: each body once, all of them optimized and turned into machine code together.

As it comes, numba optimizes and emits every kernel together with all that it calls, so that a kernel at depth ten is
done ten times over; it compiles one more body wherever a caller passes 0 instead of a variable; it collects garbage
meanwhile among millions of objects that stay; and it takes steps that no kernel of ours needs. The results are the same
to the last bit. Shares of the processor time below are of the engine's first compilation, which began at 105 s.

References
----------
numba, "Customizing the compiler" (`pipeline_class`) and "Code generation" (a library is linked into its callers').
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from numba.core.cgutils import alloca_once
from numba.core.codegen import CodeLibrary, JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder, Flags
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.lowering import Lower
from numba.core.registry import CPUDispatcher
from numba.core.typed_passes import AnnotateTypes, IRLegalization, NativeLowering, NopythonRewrites
from numba.core.types import IntEnumMember, intp, uintp, unliteral
from numba.core.untyped_passes import InlineClosureLikes
from numba.np import arrayobj

from sim.compile.numba_alone import numba
from sim.compile.once import each_once


class _NoEnvironment:
    """Stands for the code generator where numba tells a kernel its Python environment, which no inner kernel has."""

    def set_env(self, name: str, environment: object) -> None:
        """Do nothing: the kernel is not in memory."""


class _InnerLibrary(JITCodeLibrary):  # type: ignore[misc]
    """One kernel's own code, for its callers: neither joined with what it calls nor made into machine code.

    Not optimized either: whoever is linked with it is (a tenth).
    """

    attributes: tuple[str, ...] = ()
    defined: list[str]

    def __init__(self, codegen: Any, name: str) -> None:
        CodeLibrary.__init__(self, codegen, name)
        self._linking_libraries: list[JITCodeLibrary] = []

    def add_llvm_module(self, module: Any) -> None:
        module.data_layout = self._codegen._data_layout
        self.defined = [function.name for function in module.functions if not function.is_declaration]
        for name in self.defined:
            for attribute in self.attributes:
                module.get_function(name).add_function_attribute(attribute)
        self._final_module = self._shared_module = module

    @property
    def codegen(self) -> _NoEnvironment:
        return _NoEnvironment()

    def finalize(self) -> None:
        self._raise_if_finalized()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        return 0


class _ColdLibrary(_InnerLibrary):
    """The same of a kernel that is seldom called: never made part of its callers, and put far from them.

    What a path does every month then lies together, and fits into the processor's cache of code: 7% of a path's time.
    """

    attributes = ("noinline", "cold")


class _OuterLibrary(JITCodeLibrary):  # type: ignore[misc]
    """A kernel that Python calls, with the code of every kernel below it."""

    def finalize(self) -> None:
        below: dict[JITCodeLibrary, None] = {}
        _add_libraries_below(self, below)
        within = [library for library in below if isinstance(library, _InnerLibrary)]
        if within:
            self._final_module.link_in(_joined([library._final_module.clone() for library in within]))
            for library in within:
                # What nobody outside calls, the optimizer puts into its callers whole, or without the arguments that
                # it does not use: a fifth of the time of a path.
                for name in library.defined:
                    self._final_module.get_function(name).linkage = "internal"
        self._linking_libraries = [library for library in below if not isinstance(library, _InnerLibrary)]
        super().finalize()

    def _optimize_functions(self, module: Any) -> None:
        module.data_layout = self._codegen._data_layout

    def _optimize_final_module(self) -> None:
        # numba's first, cheaper round serves reference counts; we have none.
        passes, builder = self._codegen._module_pass_manager()
        with self._recorded_timings.record("Module passes (full optimization)", builder):
            passes.run(self._final_module, builder)


def _joined(modules: list[Any]) -> Any:
    """Return the modules as one, two by two: LLVM looks through the larger one's types whenever another is added to it,
    so that one by one takes the square of their number (a seventh).
    """
    while len(modules) > 1:
        for into, other in zip(modules[::2], modules[1::2], strict=False):
            into.link_in(other)
        modules = modules[::2]
    return modules[0]


def _add_libraries_below(library: JITCodeLibrary, found: dict[JITCodeLibrary, None]) -> None:
    for other in library._linking_libraries:
        if other not in found:
            found[other] = None
            if isinstance(other, _InnerLibrary):
                _add_libraries_below(other, found)


class _Lower(Lower):  # type: ignore[misc]
    """Writes a kernel's LLVM code without what a debugger wants: the size of every variable, one by one."""

    def alloca_lltype(self, name: str, lltype: Any, datamodel: object = None) -> Any:
        return alloca_once(self.builder, lltype, name=name, zfill=False)

    def storevar(self, value: Any, name: str, argidx: int | None = None) -> None:
        super().storevar(value, name)


class _LowerInto(NativeLowering):  # type: ignore[misc]
    """The step that writes LLVM code, into a library of ours."""

    library_class: type[JITCodeLibrary]

    @property
    def lowering_class(self) -> type[Lower]:
        return _Lower

    def run_pass(self, state: Any) -> bool:
        state.library = self.library_class(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return bool(super().run_pass(state))


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerInner(_LowerInto):
    _name = "native_lowering_inner"  # type: ignore[assignment]
    library_class = _InnerLibrary


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerCold(_LowerInto):
    _name = "native_lowering_cold"  # type: ignore[assignment]
    library_class = _ColdLibrary


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerOuter(_LowerInto):
    _name = "native_lowering_outer"  # type: ignore[assignment]
    library_class = _OuterLibrary


class _Flags(Flags):  # type: ignore[misc]
    """A kernel's options. numba compares them for every operation, value by value (a twentieth): put together once."""

    __slots__ = ("_together",)

    def _values_together(self) -> tuple[object, ...]:
        if not hasattr(self, "_together"):
            self._together = tuple(self.values().values())
        return self._together

    def __hash__(self) -> int:
        return hash(tuple(self.options))  # type: ignore[attr-defined]  # of the names, as numba's

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Flags):
            return self._values_together() == other._values_together()
        return bool(super().__eq__(other))


class _Steps(PassManager):  # type: ignore[misc]
    """The steps of a compilation. numba's own writes every argument's type out before each (a twentieth)."""

    def _runPass(self, index: int, step: Any, state: Any) -> None:  # noqa: N802 - numba's name
        step.analysis = self._analysis
        step.run_initialization(state)
        step.run_pass(state)
        step.run_finalizer(state)


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Let nobody look for garbage among millions of objects that stay: not even an app that collects by hand after
    every rerun, which took more than half of a first compilation's time there.
    """
    was_on = gc.isenabled()
    was_frozen = was_on and gc.get_freeze_count() > 0  # counted one by one: of the outermost kernel only
    gc.disable()
    gc.freeze()  # again for every kernel: what the ones before it made is not looked through either
    try:
        yield
    finally:
        if was_on:
            gc.unfreeze()
            if was_frozen:  # by an app that has loaded what it needs
                gc.collect()
                gc.freeze()
            gc.enable()


@contextmanager
def _indices_as_they_are() -> Iterator[None]:
    """Let no index count from the end: kernels have none below 0, which a run with bounds checks shows.

    Deciding it at every look-up took a twentieth of the time of a path.
    """
    usual = arrayobj.fix_integer_index
    arrayobj.fix_integer_index = _plain_index
    try:
        yield
    finally:
        arrayobj.fix_integer_index = usual


def _plain_index(context: Any, builder: Any, kind: Any, index: Any, size: Any) -> Any:
    return context.cast(builder, index, kind, intp if kind.signed else uintp)


class _Compiler(CompilerBase):  # type: ignore[misc]
    """numba's usual steps, with one of them replaced and some left out."""

    lowering: type[_LowerInto]
    left_out: tuple[type, ...] = ()

    def __init__(
        self, typing: Any, target: Any, library: Any, args: Any, return_type: Any, flags: Flags, variables: Any
    ) -> None:
        super().__init__(typing, target, library, args, return_type, _Flags(flags), variables)

    def compile_extra(self, func: Any) -> Any:
        with _garbage_left_alone(), _indices_as_they_are(), each_once():
            return super().compile_extra(func)

    def define_pipelines(self) -> list[PassManager]:
        usual = DefaultPassBuilder.define_nopython_pipeline(self.state)
        ours = _Steps(usual.pipeline_name)
        for step, description in usual.passes:
            if step not in self.left_out:
                ours.add_pass(self.lowering if issubclass(step, NativeLowering) else step, description)
        ours.finalize()
        return [ours]


class InnerCompiler(_Compiler):
    """For a kernel that only kernels call: it counts no references, holds no function and no array expression."""

    lowering: type[_LowerInto] = _LowerInner
    # deletion of variables, for reference counts; notes for `inspect_types`; functions within; array expressions (a
    # tenth, half of it in what LLVM need not read)
    left_out = (IRLegalization, AnnotateTypes, InlineClosureLikes, NopythonRewrites)


class ColdCompiler(InnerCompiler):
    """For one that they seldom call."""

    lowering = _LowerCold


class OuterCompiler(_Compiler):
    """For a kernel that Python calls."""

    lowering = _LowerOuter


class InnerKernel(CPUDispatcher):  # type: ignore[misc]
    """A kernel that only kernels call. It has no door for Python, so a call from Python would end the process."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(
            f"{self.py_func.__name__} is an inner kernel, which only kernels can call. From Python call "
            f"{self.py_func.__name__}.py_func, with NUMBA_DISABLE_JIT=1 where it calls other kernels, or decorate it "
            "with @kernel."
        )

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """Return numba's, for one body that serves 0, an IntEnum's member and a variable (a tenth)."""
        plain = {name: _plain(kind) for name, kind in dict(kws).items()}
        return super().get_call_template([_plain(kind) for kind in args], plain)


def _plain(kind: Any) -> Any:
    """Return the type of a variable that can hold what has this type."""
    kind = unliteral(kind)
    return kind.dtype if isinstance(kind, IntEnumMember) else kind


_INNER: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "_nrt": False,
}


def inner(function: Callable[..., Any], inline: bool) -> Any:
    """Return a kernel that only kernels call; with `inline`, LLVM makes it part of each of them."""
    return _for_kernels_only(numba.njit(pipeline_class=InnerCompiler, forceinline=inline, **_INNER)(function))


def cold(function: Callable[..., Any]) -> Any:
    """Return a kernel that kernels seldom call."""
    return _for_kernels_only(numba.njit(pipeline_class=ColdCompiler, **_INNER)(function))


def _for_kernels_only(made: Any) -> Any:
    made.__class__ = InnerKernel  # a class of ours without another field; `njit` knows no other way to name one
    return made


def outer(function: Callable[..., Any], inline: bool) -> Any:
    """Return a kernel that Python calls. Kernels that call it, too, find an inner kernel of the same body in its place:
    what Python does not call is never machine code of its own (a tenth).
    """
    made: Any = numba.njit(nogil=True, error_model="numpy", pipeline_class=OuterCompiler)(function)
    within = inner(function, inline)
    made.get_call_template, made.get_overload = within.get_call_template, within.get_overload
    return made
