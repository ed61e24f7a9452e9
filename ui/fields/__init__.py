"""Every field of a scenario as the pages show it: label, kind of widget, and help.

Each help says what the field is, why it matters here, and where to find it. A test holds this list against the models:
a new field without an entry fails.
"""

from ui.fields.conversions import CONVERSIONS
from ui.fields.deductions import DEDUCTIONS
from ui.fields.field import Field, Kind
from ui.fields.fund_taxes import FUND_TAXES
from ui.fields.health import HEALTH
from ui.fields.heirs import HEIRS
from ui.fields.holdings import HOLDINGS
from ui.fields.household import HOUSEHOLD
from ui.fields.lives import LIVES
from ui.fields.market import MARKET
from ui.fields.rollover import ROLLOVER
from ui.fields.so_far import SO_FAR
from ui.fields.spending import SPENDING
from ui.fields.strategies import STRATEGIES

FIELDS: dict[str, Field] = {
    **HOUSEHOLD,
    **HOLDINGS,
    **FUND_TAXES,
    **STRATEGIES,
    **ROLLOVER,
    **CONVERSIONS,
    **HEALTH,
    **LIVES,
    **MARKET,
    **SPENDING,
    **HEIRS,
    **DEDUCTIONS,
    **SO_FAR,
}
"""By pattern: positions taken out, so ``holdings.lots[3].acquired`` is found under ``holdings.lots[].acquired``."""

__all__ = ["FIELDS", "Field", "Kind"]
