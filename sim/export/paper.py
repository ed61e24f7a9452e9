"""What letter and report on paper share: who hands it over, what it advises, and typesetting without a browser."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from sim.errors import InputError
from sim.export.logo import bad_logo, logo_name
from sim.export.report import Report
from sim.export.text import breakable
from sim.planner.advised import Advised
from sim.results.goal import plain_words
from sim.results.what_to_do import this_year_words, when_words


@dataclass(frozen=True)
class Draft:
    """A page in its folder until it is printed: its template, and the logo's file name, "" without one."""

    place: Path
    template: str
    logo: str

    def write(self, data: dict[str, Any]) -> None:
        """Write what the page shows, in place of what it showed before."""
        (self.place / "data.json").write_text(json.dumps(data), encoding="utf-8")

    def compiler(self) -> typst.Compiler:
        return typst.Compiler(str(self.place / self.template), root=str(self.place))

    def n_pages(self) -> int:
        """Return how many pages it takes as it is written."""
        return int(self.compiler().query("<pages>", field="value", one=True))


@dataclass(frozen=True)
class Letterhead:
    """Who hands the paper over, and what they add to it; all may be empty. `logo` is a PNG or a JPEG."""

    firm: str = ""
    logo: bytes = b""
    note: str = ""


def typeset(template: str, day: date, logo: bytes, fill: Callable[[Draft], None]) -> bytes:
    """Return the pages of a template beside this file as PDF.

    fill : writes what they show, and the pictures beside it

    Raises
    ------
    InputError
        The logo is no picture that can be used.
    """
    its_name = logo_name(logo)
    with tempfile.TemporaryDirectory() as folder:
        draft = Draft(Path(folder), template, its_name)
        if its_name:
            (draft.place / its_name).write_bytes(logo)
        text = files("sim.export").joinpath(template).read_text(encoding="utf-8")
        (draft.place / template).write_text(text, encoding="utf-8")
        try:
            fill(draft)
            made = draft.compiler().compile(format="pdf", timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC))
        except typst.TypstError:
            if not its_name:
                raise
            raise InputError([bad_logo()]) from None
    assert isinstance(made, bytes)
    return made


def what_to_do(report: Report, advice: Advised | None) -> dict[str, Any]:
    """Return the answer in plain words, and what to do by when, for a page."""
    actions = () if advice is None else advice.actions
    plan = None if advice is None else advice.plan
    return {
        "plain": breakable(plain_words(report.summary["goal"])),
        "actions": [[when_words(one), breakable(one.what), one.who] for one in actions],
        "this_year": "" if plan is None else breakable(this_year_words(plan)),
    }
