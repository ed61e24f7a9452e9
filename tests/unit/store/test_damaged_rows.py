"""A damaged row costs itself: the others are listed and open, and it is listed with what is wrong."""

import pytest
from sqlalchemy import text

from sim.store.faults import StoreUnavailable
from sim.store.plans import PlanStore


def damage(store: PlanStore, plan_id: str, change: str) -> None:
    with store._engine.begin() as connection:
        connection.execute(text(f"UPDATE plans SET {change} WHERE id = :id"), {"id": plan_id})


@pytest.mark.parametrize(
    "change",
    [
        "document = ''",
        "document = '{\"name\": '",
        "document = '[]'",
        "document = '7'",
        "document = 'NaN'",
        "changed_at = 9000000000000000000",
        "changed_at = -9000000000000000000",
    ],
)
def test_one_bad_row_costs_one_row(store: PlanStore, change: str) -> None:
    good, bad = store.create({"name": "good"}), store.create({"name": "bad"})
    damage(store, bad.id, change)
    assert {head.id for head in store.plans()} == {good.id, bad.id}
    with pytest.raises(StoreUnavailable, match=r"damaged. Delete it"):
        store.get(bad.id)
    found = store.get(good.id)
    assert found is not None
    assert found.document == {"name": "good"}
    store.delete(bad.id)
    assert [head.id for head in store.plans()] == [good.id]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change",
    [
        "name = CAST(X'FF8000' AS TEXT)",
        "name = X'00'",
        "version = 'three'",
        "version = X'00'",
        "changed_at = 'yesterday'",
        "changed_at = 1e300",
        "document = X'00FF'",
        "document = CAST(X'7BFF' AS TEXT)",
        "document = printf('%.*c', 200000, '[')",
        "sha256 = X'FF'",
    ],
)
def test_sqlite_keeps_whatever_stands_in_a_column(store: PlanStore, change: str) -> None:
    good, bad = store.create({"name": "good"}), store.create({"name": "bad"})
    damage(store, bad.id, change)
    heads = {head.id: head for head in store.plans()}
    assert set(heads) == {good.id, bad.id}
    assert not heads[good.id].trouble
    assert store.get(good.id) is not None
    store.duplicate(good.id)
    store.rename(good.id, "better")
    if "document" in change:
        with pytest.raises(StoreUnavailable, match="damaged"):
            store.get(bad.id)
    elif "sha256" not in change and "CAST" not in change:
        assert "damaged" in heads[bad.id].trouble
    store.delete(bad.id)
    assert bad.id not in {head.id for head in store.plans()}


def test_what_stands_beside_a_plan_is_not_worth_the_plan(store: PlanStore) -> None:
    saved = store.create({"name": "plan"}, {"harvest": {"chosen": [1]}})
    damage(store, saved.id, "beside = '{'")
    found = store.get(saved.id)
    assert found is not None
    assert (found.document, found.beside) == ({"name": "plan"}, {})
