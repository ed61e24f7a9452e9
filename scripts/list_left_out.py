"""Write into docs/states.md what each state holds and what it names as left out: `python -m scripts.list_left_out`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from sim.law.state_law import STAGES
from sim.law.state_tables import state_document
from sim.scenario.enums import STATES

PAGE = Path(__file__).parents[1] / "docs" / "states.md"
BEGIN, END = "<!-- what is in and out: begin -->", "<!-- what is in and out: end -->"


def table() -> str:
    """Return one line a state with an income tax: its rules in the order of the form, what is out, and its most."""
    lines = ["| state | in | out, and the most it is worth a year |", "|---|---|---|"]
    for state in STATES:
        document = state_document(state)
        if document["tax"] == "none":
            continue
        held = "; ".join(rule["name"] for stage in STAGES for rule in document.get(stage, []))
        out = "; ".join(f"{entry['name']}: ${entry['most']:,}" for entry in document.get("left_out", []))
        lines.append(f"| {document['name']} | {held} | {out or 'see Simplifications'} |")
    return "\n".join(lines)


def written(page: str) -> str:
    """Return the page with the table between its marks."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
