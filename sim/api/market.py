"""What the market models assume: built-in figures, the record, correlations that are possible."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.market.assumptions import arithmetic_mean as arithmetic_mean
    from sim.market.assumptions import compound_growth as compound_growth
    from sim.market.assumptions import default_assumptions as default_assumptions
    from sim.market.assumptions import default_correlations as default_correlations
    from sim.market.assumptions import own_volatility as own_volatility
    from sim.market.assumptions import repair_changes as repair_changes
    from sim.market.assumptions import repaired_pairs as repaired_pairs
    from sim.market.companies.bond_funds import bond_yields as bond_yields
    from sim.market.companies.tracking import correlation_in_class as correlation_in_class
    from sim.market.companies.tracking import in_all as in_all
    from sim.market.companies.tracking import tracking_error as tracking_error
    from sim.market.figures import MarketFigures as MarketFigures
    from sim.market.record import SERIES_OF as SERIES_OF
    from sim.market.record import us_record as us_record
    from sim.market.record import with_figures_of_record as with_figures_of_record
    from sim.market.registry import model_of as model_of
    from sim.market.sample import MarketSample as MarketSample
    from sim.market.sample import market_problems as market_problems
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
