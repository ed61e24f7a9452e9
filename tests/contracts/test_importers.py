"""What every registered importer keeps: it knows its own files and no other's, and fails with InputError alone."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import InputError
from sim.importers.records import ImportResult
from sim.importers.registry import IMPORTERS, detect, import_content

FILES = sorted((Path(__file__).parents[1] / "fixtures" / "brokers").iterdir())
CONTENTS = [path.read_bytes() for path in FILES]
IDS = [path.stem for path in FILES]
FRAGMENTS = [
    b'"',
    b",",
    b"\n",
    b"\x00",
    b"--",
    b"-",
    b"\xff",
    b"9" * 30,
    b"1e9",
    b"NaN",
    b"<",
    b"&a;",
    b"\r",
    b"\t",
    b";",
]


def _check(result: ImportResult) -> None:
    """What holds for any result, whatever the file."""
    for lot in result.lots:
        assert lot.symbol
        assert lot.quantity.is_finite()
        assert lot.quantity > 0
        assert lot.cost_basis is None or (lot.cost_basis.is_finite() and lot.cost_basis >= 0)
        assert lot.acquired is None or date(1900, 1, 1) <= lot.acquired <= date.today()
    result.as_json()


def _check_or_refused(content: bytes) -> None:
    """Nothing but an InputError with named places may come out of a file."""
    try:
        result = import_content(content)
    except InputError as refused:
        nameless = [problem for problem in refused.problems if not (problem.place and problem.message)]
        if nameless or not refused.problems:
            pytest.fail(f"refused without saying where and why: {refused!r}")
    else:
        _check(result)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_exactly_one_importer_knows_the_file(path: Path) -> None:
    (found,) = detect(path.read_bytes())
    importer, _ = found
    assert path.stem.startswith(importer.name)
    _check(import_content(path.read_bytes()))


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
def test_every_importer_has_a_file_and_documentation(importer) -> None:
    assert any(path.stem.startswith(importer.name) for path in FILES)
    page = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
    assert f"`{importer.name}`" in page
    assert importer.holds in ("lots", "positions", "sales")


def test_names_are_unique() -> None:
    names = [importer.name for importer in IMPORTERS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_shares_are_never_made_or_lost(path: Path) -> None:
    """The file's broker and a second reading agree, and an undated lot's shares equal its position's."""
    result = import_content(path.read_bytes())
    for position in result.positions:
        lots = [
            lot for lot in result.lots if (lot.account_hint, lot.symbol) == (position.account_hint, position.symbol)
        ]
        differs = any(one.symbol == position.symbol and one.what == "shares" for one in result.reconciliation)
        assert (sum((lot.quantity for lot in lots), Decimal(0)) == position.quantity) != differs


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CONTENTS), st.data())
def test_random_damage_is_an_input_error_or_a_sound_result(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        kind = data.draw(st.sampled_from(["flip", "cut", "insert", "delete", "repeat"]))
        place = data.draw(st.integers(0, max(0, len(damaged) - 1)))
        if kind == "flip" and damaged:
            damaged[place] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del damaged[place:]
        elif kind == "insert":
            damaged[place:place] = data.draw(st.sampled_from(FRAGMENTS))
        elif kind == "delete":
            del damaged[place : place + data.draw(st.integers(1, 40))]
        else:
            damaged[place:place] = damaged[place : place + data.draw(st.integers(1, 200))]
    _check_or_refused(bytes(damaged))


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_noise_is_an_input_error_or_a_sound_result(content: bytes) -> None:
    _check_or_refused(content)
