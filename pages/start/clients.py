"""Clients: every saved plan in one table, what was last worked out for each, and what is to be done next."""

from ui.core import frame
from ui.start import clients

frame.head("Clients")
clients.panel()
