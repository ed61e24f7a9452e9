"""The market's figures on paths written by hand, and its pictures' figures beside them."""

import numpy as np
import pytest

from sim.market.figures import MarketFigures
from sim.market.sample import MarketSample, month_ends, sample_market
from sim.scenario.market import RETURN_NAMES, Market
from sim.views.market import market_and_record, market_correlations, market_falls, market_growth, market_years
from sim.views.theme import DARK, LIGHT

VIEWS = (market_growth, market_years, market_falls, market_correlations, market_and_record)
LABELS = {name: name.replace("_", " ") for name in RETURN_NAMES}
STOCK, PRICES = RETURN_NAMES.index("us_stock"), RETURN_NAMES.index("inflation")


def by_hand(asset_class: str = "us_stock", is_real: bool = False) -> MarketFigures:
    """Two paths of two years: stocks +21% then -20% with a dip of 30% within; and one that rises by 1% a month.

    Prices double in each year of both.
    """
    level = np.ones((2, 25, len(RETURN_NAMES)))
    level[0, 1:13, STOCK] = [1.1, 1.2, 0.84, 0.9, 1.0, 1.1, 1.15, 1.2, 1.21, 1.21, 1.21, 1.21]
    level[0, 13:, STOCK] = np.linspace(1.21, 0.968, 13)[1:]
    level[1, :, STOCK] = 1.01 ** np.arange(25)
    level[:, :, PRICES] = 2.0 ** (np.arange(25) / 12)
    return MarketFigures(MarketSample(2026, level, False), Market(), asset_class, LABELS, is_real)


def test_yearly_returns_are_from_december_to_december() -> None:
    assert by_hand().yearly[0] == pytest.approx([0.21, -0.20])
    assert by_hand().yearly[1] == pytest.approx([1.01**12 - 1] * 2)
    assert by_hand(is_real=True).yearly[0] == pytest.approx([1.21 / 2 - 1, 0.80 / 2 - 1])
    assert by_hand("inflation").yearly == pytest.approx(np.ones((2, 2)))


def test_falls_are_from_an_earlier_high() -> None:
    """Path 1 falls from 1.20 to 0.84 (30%), and is below 1.20 for five months, then below 1.21 for twelve."""
    assert by_hand().worst_fall == pytest.approx([0.30, 0.0])
    assert by_hand().months_below.tolist() == [12, 0]


def test_the_fan_is_of_paths_at_each_month() -> None:
    fan = by_hand().fan
    assert fan[50][24] == pytest.approx((0.968 + 1.01**24) / 2)
    assert fan[5][0] == fan[95][0] == 1


def test_what_never_moves_has_no_correlation() -> None:
    matrix = by_hand().correlations
    assert np.isnan(matrix[RETURN_NAMES.index("cash")]).all()
    assert matrix[STOCK, STOCK] == pytest.approx(1.0)


def test_the_past_is_the_records_own() -> None:
    """Damodaran's table: stocks of 1928 and 2025, and 1931 after prices fell by 9.32%."""
    figures = by_hand()
    assert figures.past is not None
    assert figures.past[0] == pytest.approx(0.4381)
    real = by_hand(is_real=True).past
    assert real is not None
    assert real[3] == pytest.approx((1 - 0.4384) / (1 - 0.0932) - 1)
    assert by_hand("reit").past is None


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_picture_has_words_and_a_table(view, theme) -> None:  # type: ignore[no-untyped-def]
    for asset_class in ("us_stock", "reit"):
        made = view(by_hand(asset_class), theme)
        assert LABELS[asset_class] in made.words
        assert len(made.table) >= 1
        assert made.figure.data


def test_words_and_tables_say_the_figures() -> None:
    assert "25% of all years end with a loss" in market_years(by_hand()).words
    assert market_growth(by_hand()).table.iloc[-1]["50% of paths below"] == "$1.12"
    assert market_falls(by_hand()).table["Deepest fall"].iloc[4] == "15.0%"  # the median of 0 and 30%
    record = market_and_record(by_hand()).table.set_index("Figure")
    assert record.loc["Worst", "The record, 1928 to 2025"] == "-43.8%"
    assert record.loc["Worst", "The model"] == "-20.0%"


def test_month_ends_are_the_calendars() -> None:
    ends = month_ends(2027, 2)
    assert len(ends) == 24
    assert [day.isoformat() for day in (ends[0], ends[1], ends[13], ends[-1])] == [
        "2027-01-31",
        "2027-02-28",
        "2028-02-29",
        "2028-12-31",
    ]


def test_a_replayed_sample_is_the_record_year_by_year() -> None:
    """Two years from 1928 and 1929 on, to 1e-12: the bridge of calendar months ends on each year's true return."""
    sample = sample_market(Market.model_validate({"model": "replay"}), 1, 2026, 2, 1_000)
    figures = MarketFigures(sample, Market(), "us_stock", LABELS)
    assert sample.is_replay
    assert len(sample.level) == 97
    assert figures.yearly[0] == pytest.approx([0.4381, -0.0830], abs=1e-12)
    assert figures.yearly[1] == pytest.approx([-0.0830, -0.2512], abs=1e-12)
