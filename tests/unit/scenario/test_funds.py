"""The list of funds: identity groups and replacements hold together, and the groups say what prospectuses say."""

import itertools

import pytest

from sim.errors import InputError
from sim.scenario.enums import AssetClass
from sim.scenario.funds.known_funds import IdentityReading, known_funds, parse_funds

FUNDS = known_funds().funds
BY_INDEX, BY_FUND = IdentityReading.SAME_INDEX, IdentityReading.SAME_FUND


def test_the_list_covers_what_people_hold() -> None:
    assert len(FUNDS) >= 80
    held = (
        "VTI VTSAX ITOT SCHB SWTSX FSKAX VOO IVV SPY FXAIX SWPPX VFIAX VXUS VTIAX IXUS FTIHX VEA IEFA SCHF VTMGX "
        "VWO IEMG SCHE BND AGG SCHZ FXNAX VBTLX TLT VGLT SCHP VTIP TIP VNQ SCHH SCHA VB IJR IWM VUG VTV VYM SCHD "
        "VTHRX FXIFX SGOV"
    )
    assert set(held.split()) <= set(FUNDS)
    assert {fund.asset_class for fund in FUNDS.values()} == set(AssetClass) - {AssetClass.SINGLE_STOCK}


@pytest.mark.parametrize("symbol", FUNDS)
def test_replacement_is_another_index_of_the_same_class(symbol: str) -> None:
    fund = FUNDS[symbol]
    if fund.replacement is None:
        assert fund.asset_class is AssetClass.CASH  # a price of one dollar has no loss
        return
    other = FUNDS[fund.replacement]
    assert other.asset_class is fund.asset_class
    for reading in IdentityReading:
        assert other.identity_group(reading) != fund.identity_group(reading)
    assert fund.reason


@pytest.mark.parametrize(
    "classes",
    [
        ("VTI", "VTSAX"), ("VOO", "VFIAX"), ("VXUS", "VTIAX"), ("VEA", "VTMGX"), ("VWO", "VEMAX"), ("BND", "VBTLX"),
        ("VNQ", "VGSLX"), ("VB", "VSMAX"), ("VUG", "VIGAX"), ("VTV", "VVIAX"), ("VTIP", "VTAPX"), ("SPLG", "SPYM"),
    ],
)  # fmt: skip
def test_share_classes_of_one_fund_are_identical_in_every_reading(classes: tuple[str, str]) -> None:
    """Vanguard's ETFs are share classes of the mutual funds (their joint prospectuses); SPLG became SPYM in 2025."""
    for reading in IdentityReading:
        assert known_funds().are_identical(*classes, reading)


@pytest.mark.parametrize(
    "symbols", [("VOO", "IVV", "SPY", "FXAIX", "SWPPX"), ("SWTSX", "FSKAX"), ("AGG", "SCHZ", "FXNAX")]
)
def test_funds_on_one_index_are_identical_unless_switched_off(symbols: tuple[str, ...]) -> None:
    for one, other in itertools.combinations(symbols, 2):
        assert known_funds().are_identical(one, other, BY_INDEX)
        assert not known_funds().are_identical(one, other, BY_FUND)


@pytest.mark.parametrize("pair", [("VTI", "ITOT"), ("VTI", "SCHB"), ("VXUS", "IXUS"), ("TLT", "VGLT"), ("VEA", "IEFA")])
def test_funds_on_different_indexes_are_not_identical(pair: tuple[str, str]) -> None:
    assert not known_funds().are_identical(*pair)


def test_groups_have_one_index_and_indexes_one_group() -> None:
    groups: dict[str, set[str]] = {}
    for fund in FUNDS.values():
        if not fund.index.startswith("none"):
            groups.setdefault(fund.index, set()).add(fund.index_group)
    assert all(len(names) == 1 for names in groups.values())


def test_no_bond_or_bill_pays_qualified_dividends() -> None:
    """IRC 1(h)(11)(B): interest passed through a fund is no qualified dividend."""
    interest = {AssetClass.US_BOND, AssetClass.LONG_BOND, AssetClass.TIPS, AssetClass.CASH}
    assert all(fund.qualified_share == 0 for fund in FUNDS.values() if fund.asset_class in interest and not fund.mix)


def test_unknown_symbols_are_identical_only_to_themselves() -> None:
    assert known_funds().are_identical("aapl", "AAPL")
    assert not known_funds().are_identical("AAPL", "VTI")
    assert known_funds().find(" vti ") is FUNDS["VTI"]


GOOD = """
as_of = 2025-12-31
approximate = true
sources = ["prospectus"]
[group.a]
index = "A"
asset_class = "us_stock"
dividend_yield = 0.01
qualified_share = 1.0
replacement = "BBB"
reason = "another index"
funds = [{ symbol = "AAA", name = "A fund", expense_ratio = 0.001 }]
[group.b]
index = "B"
asset_class = "us_stock"
dividend_yield = 0.01
qualified_share = 1.0
replacement = "AAA"
reason = "another index"
funds = [{ symbol = "BBB", name = "B fund", expense_ratio = 0.001 }]
"""


def test_a_users_own_list_is_read() -> None:
    assert set(parse_funds(GOOD).funds) == {"AAA", "BBB"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('replacement = "AAA"', 'replacement = "BBB"', "same identity group"),
        ('replacement = "AAA"', 'replacement = "CCC"', "not a fund of this list"),
        ('symbol = "BBB"', 'symbol = "AAA"', "already"),
        ('index = "B"\nasset_class = "us_stock"', 'index = "B"\nasset_class = "tips"', "another asset class"),
        ('index = "B"', 'index = "B"\nmix = { us_stock = 0.5 }', "add up to 1"),
        ("qualified_share = 1.0", "qualified_share = 1.5", "qualified_share"),
        ("as_of = 2025-12-31", "as_of = ", "not valid TOML"),
        ('name = "A fund"', 'nam = "A fund"', "group.a.funds.0.nam"),
    ],
)
def test_mistakes_in_a_list_are_named(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError, match=message):
        parse_funds(GOOD.replace(old, new))
