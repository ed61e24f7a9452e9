"""The columns of a book's table: one row a household and strategy."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa

from sim.results.paired import MEASURES

TEXT, WHOLE, NUMBER, FLAG, DAY = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32()
COLUMNS: dict[str, tuple[pa.DataType, str]] = {
    "household": (TEXT, "what tells the household from the others"),
    "place": (TEXT, "its row or file"),
    "state": (TEXT, "where it lives"),
    "filing_status": (TEXT, "of its federal return"),
    "oldest_born": (DAY, "birthday of its oldest person"),
    "start": (DAY, "first day of its plan"),
    "start_wealth": (NUMBER, "everything owned then [USD]"),
    "advice": (TEXT, "the verdict: harvest, do_not_harvest, does_not_matter, not_measurable, nothing_to_harvest ..."),
    "headline": (TEXT, "the verdict in words"),
    "sentence": (TEXT, "why"),
    "decided_by": (TEXT, "the measure by which the verdict is made"),
    "compared_with": (TEXT, "the strategy that the others are compared with"),
    "rollover_date": (DAY, "day of the first rollover"),
    "losses_on_hand": (NUMBER, "what taxable lots are below cost at the start [USD]"),
    "losses_at_stake": (NUMBER, "of these, lost for good if they were taken within the rollover's 61 days [USD]"),
    "strategy": (TEXT, "the row's strategy"),
    "harvest": (TEXT, "when it looks for losses"),
    "is_compared_with": (FLAG, "is this the strategy that the others are compared with?"),
    "is_of_verdict": (FLAG, "is this the strategy that the verdict is about?"),
    "is_as_good": (FLAG, "can it not be told from that one?"),
    "gain": (NUMBER, "mean gain by the deciding measure [today's USD, or USD/yr of income]"),
    "gain_standard_error": (NUMBER, "standard error of it"),
    "gain_is_measurable": (FLAG, "is it outside two standard errors?"),
    "share_of_paths_better": (NUMBER, "share of paths on which it is better"),
    "alpha_bp": (NUMBER, "the gain [bp of the taxable account/yr]"),
    "alpha_bp_standard_error": (NUMBER, "standard error of it"),
    "success_rate": (NUMBER, "share of paths without a shortfall"),
    "act_from": (DAY, "from when the first action can be taken"),
    "act_by": (DAY, "the last day of the first action"),
    "do_first": (TEXT, "that action"),
    **{
        f"{measure.key}_{part}": (kind, f"{measure.label}: {words}" + (f" [{measure.unit}]" if kind == NUMBER else ""))
        for measure in MEASURES
        for part, kind, words in (
            ("difference", NUMBER, "mean difference, path by path"),
            ("standard_error", NUMBER, "standard error of the difference"),
            ("is_measurable", FLAG, "is the difference outside two standard errors?"),
        )
    },
    "missing": (TEXT, "what the household's data do not say"),
    "n_paths": (WHOLE, "random paths"),
    "seed": (WHOLE, "what makes them"),
    "law_version": (TEXT, "of the law's figures"),
    "scenario_sha256": (TEXT, "hash of its plan"),
}
"""By name: the kind of the values, and what they are."""

SCHEMA = pa.schema([pa.field(name, kind, metadata={"what": what}) for name, (kind, what) in COLUMNS.items()])


def table_of(rows: Iterable[dict[str, Any]]) -> pa.Table:
    """Return rows as a table with every column of `COLUMNS`."""
    days = [name for name, (kind, _) in COLUMNS.items() if kind == DAY]
    found = []
    for row in rows:
        dated = {name: None if row[name] is None else date.fromisoformat(row[name]) for name in days}
        found.append({name: (row | dated)[name] for name in COLUMNS})
    return pa.Table.from_pylist(found, SCHEMA)
