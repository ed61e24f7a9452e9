"""What the loader makes of the data files: one type for every state, and figures as the primary sources print them."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.law.state_law import RULE, STATE_LAW, pack_codes
from sim.law.state_lines.amounts import StateAmount
from sim.law.state_tables import load_state_law, state_info
from sim.scenario.enums import STATES, FilingStatus

SINGLE, JOINT = FilingStatus.SINGLE, FilingStatus.MARRIED_FILING_JOINTLY


def test_every_state_year_and_status_has_the_same_type():
    for state in STATES:
        for status in FilingStatus:
            assert load_state_law(state, 2026, status).dtype == STATE_LAW, (state, status)


def brackets(state, year, status):
    law = load_state_law(state, year, status)
    return law["schedules"][: law["brackets_end"], :2].tolist()


@pytest.mark.parametrize(
    ("state", "year", "status", "index", "expected"),
    [
        # FTB 2025 California tax rate schedules, Schedule X: 9.3% over $72,724.
        ("CA", 2025, SINGLE, 5, [72_724, 0.093]),
        # N.J.S.A. 54A:2-1: 10.75% over $1,000,000; 5.525% over $70,000 joint ... $40,000 single.
        ("NJ", 2025, SINGLE, -1, [1_000_000, 0.1075]),
        ("NJ", 2025, SINGLE, 3, [40_000, 0.05525]),
        # N.Y. Tax Law 601(a)(1)(B)(vi): 10.9% over $25,000,000.
        ("NY", 2025, JOINT, -1, [25_000_000, 0.109]),
        # Minnesota 2025 brackets: 9.85% over $330,410 joint.
        ("MN", 2025, JOINT, -1, [330_410, 0.0985]),
        # 72 P.S. 7302: 3.07%.
        ("PA", 2026, SINGLE, 0, [0, 0.0307]),
    ],
)
def test_bracket_is_the_published_one(state, year, status, index, expected):
    assert brackets(state, year, status)[index] == pytest.approx(expected)


def test_later_year_keeps_the_last_figures_and_moves_birth_years():
    """Va. Code 58.1-322.03(5): born before 1939 is 88 in 2026 and 92 in 2030."""
    law, later = load_state_law("VA", 2026, SINGLE), load_state_law("VA", 2030, SINGLE)
    assert law["schedules"].tolist() == later["schedules"].tolist()
    assert [law["rules"][0]["min_age"], later["rules"][0]["min_age"]] == [88, 92]


def test_rule_of_a_later_year_is_not_in_force_before():
    """Maine's 2% surcharge begins in 2026."""
    assert load_state_law("ME", 2026, SINGLE)["n_rules"] == load_state_law("ME", 2025, SINGLE)["n_rules"] + 1


def test_unknown_state_and_early_year_are_refused():
    with pytest.raises(InputError):
        load_state_law("ZZ", 2025, SINGLE)
    with pytest.raises(InputError):
        load_state_law("CA", 2024, SINGLE)


def test_packed_codes_keep_their_order():
    codes = [int(StateAmount.WAGES), int(StateAmount.STATE_TAX), 5]
    packed = pack_codes(codes)
    assert [(packed >> (6 * place)) % 64 - 1 for place in range(3)] == codes
    assert pack_codes([]) == 0


def test_badge_and_sources_of_each_state():
    for state in STATES:
        info = state_info(state)
        assert info.code == state
        assert set(info.badge) >= {2025, 2026}
        assert info.sources
    assert state_info("NC").badge[2025] == "two_sources"
    assert state_info("CA").badge[2026] == "projected"


def test_rule_rows_hold_plain_numbers_only():
    assert all(RULE[name] in (np.dtype(np.float64), np.dtype(np.int64)) for name in RULE.names)
