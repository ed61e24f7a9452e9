"""A book of clients: many households, one answer each."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.book.clients.client import Client as Client
    from sim.book.clients.find import clients_in as clients_in
    from sim.book.files import NOT_WORKED_OUT as NOT_WORKED_OUT
    from sim.book.files import PAGE as PAGE
    from sim.book.hands.choice import hands_for as hands_for
    from sim.book.household import outcome_of as outcome_of
    from sim.book.household import rows_of as rows_of
    from sim.book.ranked import Ranked as Ranked
    from sim.book.ranked import ranked as ranked
    from sim.book.run import of_client as of_client
    from sim.book.run import run_book as run_book
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
