"""The databases of the store's own tests, to be stopped, frozen and killed here."""

from tests.unit.store.conftest import postgres_server, store, url

__all__ = ["postgres_server", "store", "url"]
