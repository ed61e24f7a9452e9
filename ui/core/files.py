"""The plan as a file, and names for files."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from ui.core import session


def plan_json() -> str:
    """Return the draft as JSON, faults and all: what the user typed is never lost."""
    return json.dumps(session.draft(), indent=2, ensure_ascii=False) + "\n"


def plan_name(ending: str) -> str:
    """Return a file name made of the plan's name, safe on every system, and the day."""
    slug = re.sub(r"[^a-z0-9]+", "-", str(session.get("name") or "").lower()).strip("-")[:40]
    return f"{slug or 'plan'}-{date.today().isoformat()}.{ending}"


def figures_button(figures: Mapping[str, Any], ending: str, label: str = "These figures (.json)") -> None:
    """Offer figures as a JSON file under the plan's name."""
    text = json.dumps(figures, indent=2) + "\n"
    st.download_button(label, text, plan_name(ending), "application/json", icon=":material/download:")
