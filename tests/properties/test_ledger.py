"""What holds for every ledger: no dollar appears or vanishes, no share is used twice, unrelated rows do not meet."""

from collections import defaultdict
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.lots.form8949 import form_8949_rows, open_lot_rows
from sim.lots.ledger import run_ledger
from sim.lots.rounding import nearest_cent
from tests.properties.random_ledgers import as_events, as_policy, random_rows, random_switches

LEDGERS = st.builds(
    lambda random, n_rows: (random_rows(random, n_rows), random_switches(random)),
    st.randoms(use_true_random=False),
    st.integers(1, 60),
)
LEDGERS_WITHOUT_SPLITS = st.builds(
    lambda random, n_rows: (random_rows(random, n_rows, has_splits=False), random_switches(random)),
    st.randoms(use_true_random=False),
    st.integers(1, 60),
)
LEDGERS_WITH_ACTIONS = st.builds(
    lambda random, n_rows: (random_rows(random, n_rows, has_actions=True), random_switches(random)),
    st.randoms(use_true_random=False),
    st.integers(1, 60),
)
TAXABLE = ("Taxable", "Second", "Spouse")


@given(st.one_of(LEDGERS, LEDGERS_WITH_ACTIONS))
@settings(max_examples=120, deadline=None)
def test_economic_gain_is_allowed_gain_less_open_adjustments_less_permanent_losses(ledger):
    rows, switches = ledger
    result = run_ledger(as_events(rows), as_policy(switches))
    economic = sum(piece.economic_gain for piece in result.pieces)
    allowed = sum(piece.allowed_gain for piece in result.pieces)
    still_open = sum(parcel.adjustment for parcel in result.book.parcels())
    permanent = sum(piece.permanent for piece in result.pieces)
    assert economic == allowed - still_open - permanent


@given(LEDGERS)
@settings(max_examples=80, deadline=None)
def test_what_was_paid_is_what_was_sold_and_what_is_left(ledger):
    """Basis is conserved: cost plus deferred losses of the taxable accounts are in sold and in open shares."""
    rows, switches = ledger
    result = run_ledger(as_events(rows), as_policy(switches))
    paid = sum(int(row["amount"] * 100) for row in rows if row["account"] in TAXABLE and "lot_id" in row)
    deferred = sum(piece.disallowed - piece.permanent for piece in result.pieces)
    sold = sum(piece.basis for piece in result.pieces)
    left = sum(parcel.basis for parcel in result.book.parcels() if parcel.account.is_taxable)
    assert sold + left == paid * 10**28 + deferred


@given(LEDGERS_WITHOUT_SPLITS)
@settings(max_examples=80, deadline=None)
def test_no_share_is_washed_or_used_twice(ledger):
    rows, switches = ledger
    result = run_ledger(as_events(rows), as_policy(switches))
    washed: defaultdict[int, int] = defaultdict(int)
    used: defaultdict[str, int] = defaultdict(int)
    for match in result.wash_matches:
        washed[id(match.piece)] += match.quantity
        used[match.replacement.lot_id] += match.quantity
        assert abs(match.replacement.acquired - match.piece.sold) <= timedelta(days=30)
    assert all(washed[id(piece)] <= piece.quantity for piece in result.pieces)
    bought = {row["lot_id"]: row["quantity"] * 10**30 for row in rows if "lot_id" in row}
    assert all(quantity <= bought[lot] for lot, quantity in used.items())


@given(LEDGERS_WITH_ACTIONS)
@settings(max_examples=80, deadline=None)
def test_no_basis_is_negative_and_only_what_was_bought_replaces(ledger):
    """IRC 301(c)(3), 356(c), 358(a): cash beyond the basis is gain. IRC 1091(a): by purchase."""
    rows, switches = ledger
    result = run_ledger(as_events(rows), as_policy(switches))
    assert all(piece.basis >= 0 for piece in result.pieces)
    assert all(parcel.basis >= 0 and (parcel.loss_basis or 0) >= 0 for parcel in result.book.parcels())
    bought = {row["lot_id"] for row in rows if row["action"] in ("buy", "reinvest")}
    assert {match.replacement.lot_id for match in result.wash_matches} <= bought
    assert all(change.gain <= change.received for change in result.basis_changes)


@given(st.one_of(LEDGERS, LEDGERS_WITH_ACTIONS))
@settings(max_examples=80, deadline=None)
def test_only_losses_are_disallowed_and_never_more_than_the_loss(ledger):
    rows, switches = ledger
    for piece in run_ledger(as_events(rows), as_policy(switches)).pieces:
        assert 0 <= piece.permanent <= piece.disallowed <= max(-piece.gain, 0)


@given(LEDGERS, LEDGERS, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_ledgers_of_unrelated_securities_do_not_see_each_other(one, other, random):
    """Two ledgers woven into each other, in any order of unrelated rows, give what each gives alone."""
    switches = one[1] | {"tie": "ledger_order", "groups": ()}
    renamed = [row | {"symbol": row["symbol"] + "2", "order_group": ""} for row in other[0]]
    renamed = [row | {"lot_id": "M" + row["lot_id"]} if "lot_id" in row else row for row in renamed]
    for row in renamed:
        row["sell_lots"] = ";".join("M" + part for part in row.get("sell_lots", "").split(";") if part)
    queues, woven = [list(one[0]), list(renamed)], []
    while any(queues):
        woven.append(random.choice([queue for queue in queues if queue]).pop(0))
    together = run_ledger(as_events(woven), as_policy(switches))
    apart = [run_ledger(as_events(rows), as_policy(switches)) for rows in (one[0], renamed)]
    assert sorted(map(str, form_8949_rows(together))) == sorted(
        str(line) for result in apart for line in form_8949_rows(result)
    )
    assert sorted(map(str, open_lot_rows(together))) == sorted(
        str(line) for result in apart for line in open_lot_rows(result)
    )


@given(LEDGERS)
@settings(max_examples=50, deadline=None)
def test_cents_of_a_sale_add_up_to_the_sale(ledger):
    rows, switches = ledger
    result = run_ledger(as_events(rows), as_policy(switches))
    lines = form_8949_rows(result)
    proceeds: defaultdict[int, int] = defaultdict(int)
    basis: defaultdict[int, int] = defaultdict(int)
    exact_basis: defaultdict[int, int] = defaultdict(int)
    for piece, line in zip(result.pieces, lines, strict=True):
        proceeds[piece.row] += int(line.proceeds * 100)
        basis[piece.row] += int(line.basis * 100)
        exact_basis[piece.row] += piece.basis
        assert line.gain == line.proceeds - line.basis + line.disallowed_loss
        assert line.permanent_loss <= line.disallowed_loss
    for row, cents in proceeds.items():
        assert cents == rows[row]["amount"] * 100
        assert basis[row] == nearest_cent(exact_basis[row])


def test_the_ledgers_of_these_tests_wash_something():
    """Guards the others: a generator without washes would let every property pass."""
    results = [run_ledger(as_events(random_rows(Random(seed), 40))) for seed in range(20)]
    kinds = {match.is_permanent for result in results for match in result.wash_matches}
    assert kinds == {True, False}
    assert sum(len(result.wash_matches) for result in results) > 50


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_in_the_file_matters_only_within_a_day(seed):
    rows = random_rows(Random(seed), 40)
    by_day = defaultdict(list)
    for row in rows:
        by_day[row["date"]].append(row)
    days = list(by_day)
    Random(seed + 100).shuffle(days)
    shuffled = [row for day in days for row in by_day[day]]
    assert form_8949_rows(run_ledger(as_events(rows))) == form_8949_rows(run_ledger(as_events(shuffled)))
