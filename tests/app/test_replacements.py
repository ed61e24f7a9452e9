"""What *Market* says of the plan's swaps."""

from typing import Any

from sim.api.scenario import Market, known_funds
from ui.plan.replacements import companies, swaps


def fund(symbol: str, replacement: str | None, **changes: Any) -> dict[str, Any]:
    return {"symbol": symbol, "asset_class": "us_stock", "price": 100.0, "replacement": replacement, **changes}


def test_the_page_says_what_a_swap_costs_and_what_is_odd_about_it() -> None:
    rows, notes = swaps(
        [
            fund("VTI", "ITOT"),
            fund("ITOT", "VTI", tracking_error=0.0),
            fund("SWTSX", "FSKAX", tracking_error=0.002),
            fund("FSKAX", "SWTSX"),
            fund("P", "Q", asset_class="single_stock"),
            fund("Q", "P", asset_class="single_stock", own_volatility=0.36),
            {"symbol": "half typed"},
        ],
        known_funds(),
    )
    errors = {row["Sold"]: row["Tracking error a year"] for row in rows}
    assert errors == {"VTI": "1.0%", "ITOT": "0.0%", "SWTSX": "0.2%", "FSKAX": "1.0%", "P": "45.0%", "Q": "45.0%"}
    assert [note[:15] for note in notes] == ["ITOT and VTI: 0", "SWTSX and FSKAX", "FSKAX and SWTSX"]


def test_companies_are_as_alike_as_their_shared_risk_says() -> None:
    """20% shared, of a mean of 8%, and 27% of its own: 33% in all in logs, correlated by the share of variances."""
    stocks = [fund(symbol, None, asset_class="single_stock") for symbol in "XYZ"]
    found = companies([*stocks, fund("VTI", "ITOT")], Market())
    assert found is not None
    rows, words = found
    assert [row["In all"] for row in rows] == ["33%"] * 3
    assert "Two of these 3 companies are correlated 0.32 on average" in words
    assert companies([fund("VTI", "ITOT")], Market()) is None
