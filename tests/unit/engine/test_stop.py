"""A run that is told to stop: chunks under way end before their next path, whatever tells it."""

import pytest

from sim.engine.lowering.lower import lower
from sim.engine.run.run import Canceled, _Run
from sim.scenario.written.samples import sample_scenario

N_PATHS = 12


def a_run(**heard) -> _Run:
    scenario = sample_scenario("no-taxable-account").with_paths(N_PATHS)
    heard = {"on_progress": None, "should_cancel": None} | heard
    return _Run(scenario, lower(scenario), 1, **heard)


def test_no_path_begins_once_the_flag_stands() -> None:
    run = a_run()
    run.do([(0, 5)])
    run.output.stop[0] = 1
    run.do([(5, N_PATHS)])
    prices = run.result(N_PATHS).price_level[:, -1]  # 1 until a path is drawn
    assert (prices[:5] != 1.0).all()
    assert (prices[5:] == 1.0).all()


def test_cancel_and_a_fault_of_whoever_listens_raise_the_flag() -> None:
    run = a_run(should_cancel=lambda: True)
    with pytest.raises(Canceled):
        run.do([(0, N_PATHS)])
    assert run.output.stop[0] == 1

    def leaves(share: float) -> None:
        raise KeyboardInterrupt

    run = a_run(on_progress=leaves)
    with pytest.raises(KeyboardInterrupt):
        run.do([(0, N_PATHS)])
    assert run.output.stop[0] == 1
