"""Funds that households hold, and what the list says of them."""
