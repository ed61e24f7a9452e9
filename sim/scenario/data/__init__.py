"""Data files of the scenario room."""
