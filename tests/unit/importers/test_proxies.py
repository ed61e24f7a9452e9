"""Which listed fund a plan's fund is like, by its name; wanted symbols from the sponsors' own lists of funds."""

import pytest

from sim.importers.proxies import all_proxies, proxy_of
from sim.scenario.enums import AssetClass
from sim.scenario.funds.known_funds import known_funds


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("VANG TARGET RET 2030 TR II", "VTHRX"),
        ("Vanguard Target Retirement 2055 Trust Plus", "VFFVX"),
        ("BlackRock LifePath Index 2045", "VTIVX"),
        ("FID FREEDOM INDEX 2040", "VFORX"),
        ("Target Retirement Income Trust", "VTINX"),
        ("VANG INST 500 IDX TR", "VOO"),
        ("SP 500 INDEX PL CL C", "VOO"),
        ("Equity Index Fund", "VOO"),
        ("VANG TOT STK MKT IDX", "VTI"),
        ("Total Bond Market Index Trust", "BND"),
        ("PIMCO Total Return", "BND"),
        ("Stable Value Fund", "SGOV"),
        ("Government Money Market", "VMFXX"),
        ("INTL GROWTH ACCT", "VXUS"),
        ("DFA Emerging Markets", "VWO"),
        ("Small/Mid Cap Index", "VXF"),
        ("Extended Market Index", "VXF"),
        ("Real Estate Securities", "VNQ"),
        ("Inflation Protected Bond", "SCHP"),
        ("FID CONTRAFUND POOL CL 3", "VUG"),
        ("Self-made thing", None),
    ],
)
def test_a_name_suggests_a_listed_fund(name: str, symbol: str | None) -> None:
    found = proxy_of(name)
    assert (found.symbol if found else None) == symbol


def test_every_proxy_has_the_asset_class_of_the_fund_list() -> None:
    for symbol, asset_class in all_proxies().items():
        fund = known_funds().find(symbol)
        assert AssetClass(asset_class)
        assert fund is None or fund.asset_class.value == asset_class
