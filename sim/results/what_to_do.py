"""The actions that an answer advises, in words: when, what, and what they are worth this year."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from sim.planner.harvest_plan import HarvestPlan
from sim.planner.to_do import ToDo, ToDoKind
from sim.results.explain import usd

NOTHING_NOW = "No lot is below cost by the strategy's threshold today: there is nothing to sell now."


def when_words(action: ToDo) -> str:
    """Return the days of an action in words: by, on, or from when to when."""
    if action.kind is ToDoKind.STOP_PURCHASE:
        return f"By {action.last:%m/%d/%Y}"
    if action.first == action.last:
        return f"On {action.first:%m/%d/%Y}"
    return f"{action.first:%m/%d/%Y} to {action.last:%m/%d/%Y}"


def this_year_words(plan: HarvestPlan) -> str:
    """Return what the planned sales are worth this year, what of it comes back, and what is carried on."""
    effect = plan.effect
    back = usd(effect.cost_later) if abs(effect.cost_later) >= 0.5 else "none"
    words = f"This year: your tax bill falls by {usd(effect.saved)}, and {back} of it comes back"
    words += " if the replacements are sold next year for what the lots once cost."
    if effect.carried > 0:
        words += f" {usd(effect.carried)} of losses is carried to later years."
    return f"{words} Over the whole plan it is worth what stands above."


def action_table(actions: tuple[ToDo, ...], done: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return a row for each action: what, from and until when, who, lots, why, and the day on which it was ticked off.

    done : by the key of an action, the day as YYYY-MM-DD
    """
    days = {key: date.fromisoformat(day) for key, day in (done or {}).items()}
    rows = [
        (one.what, one.first, one.last, one.who or "everybody", "; ".join(one.details), one.why, days.get(one.key))
        for one in actions
    ]
    columns = ["What", "From", "Until", "Who", "Lots and shares", "Why", "Done on"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
