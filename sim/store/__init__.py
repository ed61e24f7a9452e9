"""Saved plans: drafts as they were typed, in SQLite or PostgreSQL."""
