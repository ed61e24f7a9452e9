"""Saved plans in a database."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.store.backup import backup as backup
    from sim.store.backup import plans_in as plans_in
    from sim.store.backup import restore as restore
    from sim.store.client_list import MOST_CLIENT as MOST_CLIENT
    from sim.store.client_list import MOST_NOTE as MOST_NOTE
    from sim.store.client_list import ClientLine as ClientLine
    from sim.store.client_list import ClientNotes as ClientNotes
    from sim.store.database import URL_VARIABLE as URL_VARIABLE
    from sim.store.database import StoreUnavailable as StoreUnavailable
    from sim.store.database import data_folder as data_folder
    from sim.store.database import database_url as database_url
    from sim.store.database import open_database as open_database
    from sim.store.owners import ADOPT_VARIABLE as ADOPT_VARIABLE
    from sim.store.owners import adopt as adopt
    from sim.store.owners import owner_of as owner_of
    from sim.store.plans import Conflict as Conflict
    from sim.store.plans import Plan as Plan
    from sim.store.plans import PlanHead as PlanHead
    from sim.store.plans import PlanStore as PlanStore
    from sim.store.plans import copy_name as copy_name
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
