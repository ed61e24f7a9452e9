"""The plan as a file, and names for files."""

import json
import re
from datetime import date

from ui.core import session


def plan_json() -> str:
    """Return the draft as JSON, faults and all: what the user typed is never lost."""
    return json.dumps(session.draft(), indent=2, ensure_ascii=False) + "\n"


def plan_name(ending: str) -> str:
    """Return a file name made of the plan's name, safe on every system, and the day."""
    slug = re.sub(r"[^a-z0-9]+", "-", str(session.get("name") or "").lower()).strip("-")[:40]
    return f"{slug or 'plan'}-{date.today().isoformat()}.{ending}"
