"""Pictures of a run: each function takes `Findings` and a theme and returns a `View` (figure, table, words)."""

from sim.views.compare import comparison
from sim.views.distribution import difference_distribution
from sim.views.harvest_ledger import harvest_ledger
from sim.views.income import retirement_income
from sim.views.income_sources import income_by_source, short_by_age
from sim.views.lifetime_tax import lifetime_tax
from sim.views.side_by_side import four_corners
from sim.views.tax_by_kind import tax_by_kind
from sim.views.tax_drag import tax_drag
from sim.views.theme import DARK, LIGHT, Theme, theme_for
from sim.views.view import View

__all__ = [
    "DARK",
    "LIGHT",
    "Theme",
    "View",
    "comparison",
    "difference_distribution",
    "four_corners",
    "harvest_ledger",
    "income_by_source",
    "lifetime_tax",
    "retirement_income",
    "short_by_age",
    "tax_by_kind",
    "tax_drag",
    "theme_for",
]
