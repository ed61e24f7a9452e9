"""The owner of plans is who signed in, by issuer and subject; an e-mail opens nothing."""

from typing import Any

import pytest

from sim.store.faults import StoreUnavailable
from sim.store.owners import LOCAL, MOST_OWNER_BYTES, adopt, owner_of
from sim.store.plans import PlanStore

ANN = {"is_logged_in": True, "iss": "https://login.example", "sub": "1", "email": "ann@example.com"}


def test_without_a_sign_in_all_plans_are_this_computers() -> None:
    assert owner_of({}, is_set_up=False) == LOCAL
    assert owner_of({"email": "test@example.com"}, is_set_up=False) == LOCAL


@pytest.mark.parametrize(
    "changes",
    [
        {"is_logged_in": False},
        {"is_logged_in": "True"},
        {"is_logged_in": None},
        {"iss": None},
        {"sub": None},
        {"iss": ""},
        {"sub": "  "},
        {"sub": 7},
        {"iss": ["https://login.example"]},
        {"sub": "a\x00b"},
        {"sub": "a\nb"},
        {"sub": "1" * 5_000},
    ],
)
def test_without_an_identity_there_are_no_plans(changes: dict[str, Any]) -> None:
    with pytest.raises(StoreUnavailable):
        owner_of({**ANN, **changes}, is_set_up=True)


def test_nobody_signed_in_has_no_plans() -> None:
    for claims in ({}, {"is_logged_in": False}, {"is_logged_in": True}, {"email": "ann@example.com"}):
        with pytest.raises(StoreUnavailable):
            owner_of(claims, is_set_up=True)


def test_two_people_with_one_address_are_two_owners() -> None:
    others = [
        {**ANN, "sub": "2"},
        {**ANN, "iss": "https://other.example"},
        {**ANN, "iss": "https://login.example/"},
        {**ANN, "sub": "1 "},
        {**ANN, "iss": 'https://login.example", "1', "sub": ""},
    ]
    owners = set()
    for claims in (ANN, *others[:4]):
        owners.add(owner_of(claims, is_set_up=True))
    assert len(owners) == 5
    with pytest.raises(StoreUnavailable):
        owner_of(others[4], is_set_up=True)


def test_an_owner_is_kept_whole(store: PlanStore) -> None:
    """Two subjects that differ in their last letter only; an earlier version kept 320 letters."""
    long = "s" * 1_000
    first, second = (PlanStore(store._engine, owner_of({**ANN, "sub": long + end}, is_set_up=True)) for end in "ab")
    first.create({"name": "the first one's"})
    assert second.plans() == []
    assert [plan.name for plan in first.plans()] == ["the first one's"]
    with pytest.raises(StoreUnavailable):
        PlanStore(store._engine, "x" * (MOST_OWNER_BYTES + 1))


def of_an_earlier_version(store: PlanStore) -> PlanStore:
    """Return the plans that were saved under an e-mail."""
    earlier = PlanStore(store._engine, "ann@example.com")
    earlier.create({"name": "saved before"})
    return earlier


@pytest.mark.parametrize(
    ("claims", "issuer"),
    [
        ({**ANN, "email_verified": True}, ""),
        ({**ANN, "email_verified": True}, "https://other.example"),
        ({**ANN, "email_verified": False}, "https://login.example"),
        ({**ANN, "email_verified": "true"}, "https://login.example"),
        (ANN, "https://login.example"),
        ({**ANN, "email_verified": True, "email": "Ann@example.com"}, "https://login.example"),
        ({**ANN, "email_verified": True, "email": ""}, "https://login.example"),
        ({**ANN, "email_verified": True, "iss": None}, "https://login.example"),
    ],
)
def test_plans_of_an_address_are_nobodys_by_themselves(store: PlanStore, claims: dict[str, Any], issuer: str) -> None:
    earlier = of_an_earlier_version(store)
    assert adopt(store._engine, claims, issuer) == 0
    assert len(earlier.plans()) == 1


def test_a_verified_address_of_the_named_issuer_takes_its_plans_over_once(store: PlanStore) -> None:
    earlier = of_an_earlier_version(store)
    claims = {**ANN, "email_verified": True}
    assert adopt(store._engine, claims, "https://login.example") == 1
    mine = PlanStore(store._engine, owner_of(claims, is_set_up=True))
    assert [plan.name for plan in mine.plans()] == ["saved before"]
    assert earlier.plans() == []
    later = {**claims, "sub": "2"}  # the address was given to somebody else
    assert adopt(store._engine, later, "https://login.example") == 0
    assert PlanStore(store._engine, owner_of(later, is_set_up=True)).plans() == []


def test_the_local_plans_are_not_a_stranger_s(store: PlanStore) -> None:
    store.create({"name": "before a sign-in was set up"})
    assert adopt(store._engine, {**ANN, "email": "", "email_verified": True}, "https://login.example") == 0
    assert PlanStore(store._engine, owner_of(ANN, is_set_up=True)).plans() == []
