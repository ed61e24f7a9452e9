"""Data of the importers."""
