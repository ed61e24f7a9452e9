"""Moments in the reader's own time zone, the US way."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def local(moment: datetime) -> datetime:
    """Return the moment in the time zone of the reader's browser, in UTC where it names none."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return moment.astimezone(zone)


def clock(moment: datetime) -> str:
    """Return ``3:04 PM``."""
    return f"{local(moment):%I:%M %p}".removeprefix("0")


def when(moment: datetime) -> str:
    """Return ``03/04/2026, 3:04 PM``."""
    return f"{local(moment):%m/%d/%Y}, {clock(moment)}"
