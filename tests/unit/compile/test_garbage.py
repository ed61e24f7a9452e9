"""While kernels are compiled nobody looks for garbage among what was there before, and after it all is as it was."""

import gc
from collections.abc import Iterator

import pytest

from sim.compile.choice import mode

pytestmark = pytest.mark.skipif(mode().name != "fast", reason="numba's own compiler is left as it is")


@pytest.fixture(autouse=True)
def nothing_frozen() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def is_tracked(wanted: object) -> bool:
    return any(one is wanted for one in gc.get_objects())


def compile_a_new_kernel() -> None:
    from sim.compile import pipeline

    pipeline.outer(lambda value: value + 1.0, False)(1.0)


def test_an_app_that_collects_meanwhile_looks_through_little(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.compile import pipeline

    before, seen = [object()], []
    usual = pipeline.CompilerBase.compile_extra
    monkeypatch.setattr(
        pipeline.CompilerBase,
        "compile_extra",
        lambda self, function: (seen.append((gc.isenabled(), is_tracked(before))), usual(self, function))[1],
    )
    assert is_tracked(before)
    compile_a_new_kernel()
    assert seen
    assert set(seen) == {(False, False)}
    assert gc.isenabled()
    assert is_tracked(before)


def test_what_an_app_has_put_aside_stays_so() -> None:
    before = [object()]
    gc.freeze()
    compile_a_new_kernel()
    assert gc.isenabled()
    assert not is_tracked(before)


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        compile_a_new_kernel()
        assert not gc.isenabled()
    finally:
        gc.enable()
