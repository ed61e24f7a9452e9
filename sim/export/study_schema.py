"""What exports read of the studies in a report's summary: the map of dates, and what a difference is made of."""

from typing import Annotated

from pydantic import Field, model_validator

from sim.export.report_base import Day, Number, Open, Whole, Word


class MapFile(Open):
    """The map of dates, a square of both days."""

    harvest_days: Annotated[list[Day], Field(min_length=1, max_length=400)]
    reinvestment_days: Annotated[list[Day], Field(min_length=1, max_length=400)]
    mean_real: list[list[Number]]
    is_in_61_day_band: list[list[bool]]
    best_safe: Annotated[list[Whole], Field(min_length=2, max_length=2)]

    @model_validator(mode="after")
    def _square(self) -> "MapFile":
        shape = [len(self.reinvestment_days)] * len(self.harvest_days)
        if any([len(row) for row in grid] != shape for grid in (self.mean_real, self.is_in_61_day_band)):
            raise ValueError("rows that differ in length")
        return self


class PieceFile(Open):
    """A piece of the law in words."""

    label: Word


class PartFile(Open):
    """A part of a difference, and the whole of it."""

    mean: Number
    standard_error: Number | None
    is_measurable: bool
    is_zero: bool


class NamedPart(PartFile):
    """A part with the piece of the law that it belongs to."""

    piece: Word


class PartsFile(Open):
    """What a difference by one measure is made of."""

    parts: Annotated[list[NamedPart], Field(max_length=100)]
    total: PartFile


class AttributionFile(Open):
    """What the differences are made of: by strategy its name and, by measure, the parts."""

    compared_with: Word
    pieces: dict[Word, PieceFile]
    strategies: Annotated[list[dict[Word, Word | PartsFile]], Field(max_length=100)]

    @model_validator(mode="after")
    def _named(self) -> "AttributionFile":
        for row in self.strategies:
            measures = [one for key, one in row.items() if key != "name"]
            if not isinstance(row.get("name"), str) or not all(isinstance(one, PartsFile) for one in measures):
                raise ValueError("a strategy without a name, or with more than parts")
            if any(
                part.piece not in self.pieces for one in measures if isinstance(one, PartsFile) for part in one.parts
            ):
                raise ValueError("a part of no piece")
        return self
