"""Brokers' files, and one's own returns, as parts of a plan."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.apart import Apart as Apart
    from sim.apart import Request as Request
    from sim.importers.dates import DateOrder as DateOrder
    from sim.importers.proxies import all_proxies as all_proxies
    from sim.importers.proxies import proxy_of as proxy_of
    from sim.importers.reading import read_upload as read_upload
    from sim.importers.records import ImportResult as ImportResult
    from sim.importers.registry import IMPORTERS as IMPORTERS
    from sim.importers.registry import brokers as brokers
    from sim.importers.registry import map_columns as map_columns
    from sim.importers.session import Options as Options
    from sim.importers.values import account_kind as account_kind
    from sim.importers.values import dollars as dollars
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
