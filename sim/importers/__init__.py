"""Broker files to lots: one file a broker, one line in the registry. See docs/importing.md."""
