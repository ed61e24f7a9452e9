"""Adding and removing whole parts of the plan: a spouse, a rollover. Callbacks; each renews the widgets."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from sim.api.scenario import Person, Rollover
from ui.core import document, session


def add_spouse() -> None:
    append("household.people", Person, {"name": "Spouse"})
    session.put("household.filing_status", "mfj")


def remove_spouse() -> None:
    session.put("household.people", session.rows("household.people")[:1])
    session.put("household.filing_status", "single")
    session.renew_widgets()


def remove_locality() -> None:
    session.put("household.local_income_tax.place", "")
    session.renew_widgets()


def add_rollover() -> None:
    """Add a rollover between the first accounts of the right types, where there are such."""
    accounts = session.rows("holdings.accounts")
    plan = next((account for account in accounts if account.get("type") == "401k"), {})
    ira = next(
        (a for a in accounts if a.get("type") == "traditional_ira" and a.get("owner") == plan.get("owner")),
        {},
    )
    found = {"from_account": plan.get("id"), "to_account": ira.get("id"), "date": session.get("start")}
    append("rollovers", Rollover, found)


def remove_rollover(index: int) -> None:
    rollovers = session.rows("rollovers")
    session.put("rollovers", rollovers[:index] + rollovers[index + 1 :])
    session.renew_widgets()


def append(path: str, model: type[BaseModel], known: dict[str, Any]) -> None:
    """Add a row to a list of the plan: its model's defaults, and what is known of it."""
    session.put(path, [*session.rows(path), {**document.defaults(model), **known}])
    session.renew_widgets()
