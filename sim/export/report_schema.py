"""What a report may hold. A report is a file like any other: somebody may have changed it, or made it up."""

import base64
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from sim.export.report_base import (
    MOST_DEPTH,
    MOST_LONG_TEXT,
    MOST_NODES,
    MOST_POINTS,
    TAG,
    Cell,
    Number,
    Open,
    Part,
    Sha256,
    Share,
    Text,
    Word,
)
from sim.export.study_schema import AttributionFile, MapFile


def plain(value: Any) -> Any:
    """Return plain JSON as it is; raises `ValueError` where it is too deep, too much, or no plain JSON."""
    left = [(value, 0)]
    seen = 0
    while left:
        one, depth = left.pop()
        seen += 1
        if depth > MOST_DEPTH or seen > MOST_NODES:
            raise ValueError("too deep or too much")
        if isinstance(one, dict):
            left += [(item, depth + 1) for item in (*one.keys(), *one.values())]
        elif isinstance(one, list):
            left += [(item, depth + 1) for item in one]
        elif isinstance(one, str):
            if len(one) > MOST_LONG_TEXT:
                raise ValueError("a text too long")
        elif isinstance(one, float | int) and not abs(one) <= 1e300:  # NaN is not below anything
            raise ValueError("no number")
    return value


def unlinked(value: Any) -> Any:
    """Return a picture's JSON; raises `ValueError` where a label holds markup that none of ours has."""
    left = [plain(value)]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            left += one
        elif isinstance(one, str) and TAG.search(one):
            raise ValueError("markup in a label")
    return value


class Packed(Part):
    """Numbers as plotly packs them: base64 of little-endian values."""

    dtype: Literal["i1", "i2", "i4", "u1", "u2", "u4", "f4", "f8"]
    bdata: Annotated[str, StringConstraints(max_length=MOST_LONG_TEXT)]

    @model_validator(mode="after")
    def _whole(self) -> "Packed":
        if len(base64.b64decode(self.bdata, validate=True)) % int(self.dtype[1]):
            raise ValueError("cut off")
        return self


Numbers = Annotated[list[Number | None], Field(max_length=MOST_POINTS)] | Packed
Color = Annotated[str, StringConstraints(pattern=r"^(#[0-9a-fA-F]{3,8}|rgba?\([0-9., ]{5,40}\)|[a-z]{3,20})$")]
Shape = Annotated[str, StringConstraints(max_length=20)]
Ends = Annotated[list[Number], Field(min_length=2, max_length=2)]


class Pattern(Open):
    """How a bar is hatched."""

    shape: Shape | Annotated[list[Shape], Field(min_length=1, max_length=MOST_POINTS)] = ""


class Marker(Open):
    """How a point or a bar looks."""

    color: Color | Annotated[list[Color], Field(min_length=1, max_length=MOST_POINTS)] | None = None
    size: Annotated[float, Field(gt=0, le=100)] = 6
    symbol: Shape | Annotated[list[Shape], Field(min_length=1, max_length=MOST_POINTS)] = "circle"
    pattern: Pattern = Pattern()


class Line(Open):
    """How a line looks."""

    color: Color | None = None
    width: Annotated[float, Field(ge=0, le=50)] = 2
    dash: Annotated[str, StringConstraints(pattern=r"^([a-z]{1,12}|([0-9.]{1,6}px[, ]*){1,6})?$")] = ""


class Errors(Open):
    """Half the lengths of error bars."""

    array: Numbers | None = None


class Trace(Open):
    """One series of a picture."""

    type: Literal["bar", "box", "scatter"]
    visible: bool | Literal["legendonly"] = True
    xaxis: Annotated[str, StringConstraints(pattern=r"^x[0-9]?$")] = "x"
    yaxis: Annotated[str, StringConstraints(pattern=r"^y[0-9]?$")] = "y"
    x: Numbers | None = None
    y: Numbers | None = None
    lowerfence: Numbers | None = None
    upperfence: Numbers | None = None
    q1: Numbers | None = None
    q3: Numbers | None = None
    median: Numbers | None = None
    error_y: Errors | None = None
    name: Text | None = None
    showlegend: bool = True
    marker: Marker | None = None
    line: Line | None = None
    fillcolor: Color | None = None
    fill: Shape | None = None
    mode: Shape = "lines"


class Title(Open):
    """Words at an axis."""

    text: Text = ""


class Axis(Open):
    """One axis of a picture."""

    domain: Annotated[list[Share], Field(min_length=2, max_length=2)] = Field(default_factory=lambda: [0.0, 1.0])
    range: Ends | None = None
    rangemode: Shape = "normal"
    tickvals: Numbers | None = None
    ticktext: Annotated[list[Text], Field(max_length=1_000)] = Field(default_factory=list)
    tickformat: Shape = ""
    title: Title | None = None


class Annotation(Open):
    """Words in a picture."""

    text: Text = ""
    xref: Shape = ""
    x: Number | None = None
    y: Number | None = None


class Layout(Open):
    """Axes and words of a picture; no pictures inside it, and no controls."""

    height: Annotated[float, Field(ge=100, le=4_000)] = 420
    barmode: Shape = ""
    bargap: Share = 0.3
    annotations: Annotated[list[Annotation], Field(max_length=100)] = Field(default_factory=list)
    images: None = None
    updatemenus: None = None
    sliders: None = None

    @model_validator(mode="after")
    def _axes(self) -> "Layout":
        for name, value in (self.model_extra or {}).items():
            if re.fullmatch(r"[xy]axis[0-9]*", name):
                Axis.model_validate(value)
        return self


class Figure(Part):
    """A picture as plotly draws it."""

    data: Annotated[list[Trace], Field(max_length=200)]
    layout: Layout


class PictureFile(Part):
    """A picture in a report, by the name that our list has for it; its title comes from there."""

    name: Word
    words: Annotated[str, StringConstraints(max_length=MOST_POINTS)]
    figure: Annotated[dict[str, Any], AfterValidator(unlinked)]

    @model_validator(mode="after")
    def _drawable(self) -> "PictureFile":
        Figure.model_validate(self.figure)
        return self


class TableFile(Part):
    """A table in a report: each row with a cell for each column, each column all numbers or all text."""

    columns: Annotated[list[Word], Field(min_length=1, max_length=200)]
    data: Annotated[list[list[Cell]], Field(max_length=MOST_LONG_TEXT)]

    @model_validator(mode="after")
    def _even(self) -> "TableFile":
        if len(set(self.columns)) < len(self.columns) or any(len(row) != len(self.columns) for row in self.data):
            raise ValueError("uneven")
        for cells in zip(*self.data, strict=True):
            if len({isinstance(cell, str) for cell in cells if cell is not None}) > 1:
                raise ValueError("numbers and text in one column")
        return self


class Versus(Open):
    """How a strategy differs from the first one."""

    mean: Number | None
    standard_error: Number | None
    share_better: Share | None
    is_zero: bool
    is_measurable: bool

    @model_validator(mode="after")
    def _measured(self) -> "Versus":
        if self.is_measurable and None in (self.mean, self.standard_error, self.share_better):
            raise ValueError("measurable, but without figures")
        return self


class Spread(Open):
    """A distribution, of which mean and middle are read."""

    mean: Number | None
    p50: Number | None


class WealthGaps(Open):
    """How a strategy differs from the first one in what may be behind an answer."""

    after_tax_wealth_real: Versus
    heirs_wealth_real: Versus


class EndingGaps(WealthGaps):
    """The same by each way to value the end."""

    wealth_before_liquidation_real: Versus
    wealth_cashed_at_once_real: Versus


class StrategyFile(Open):
    """A strategy in the summary."""

    name: Word
    tax_drag_bp: Number | None
    success_rate: Share
    success_interval: Annotated[list[Share], Field(min_length=2, max_length=2)]
    harvest_alpha_bp: WealthGaps
    wealth_before_liquidation_real: Spread
    wealth_cashed_at_once_real: Spread
    after_tax_wealth_real: Spread
    heirs_wealth_real: Spread
    lifetime_tax_real: Number
    versus_baseline: Versus
    versus_baseline_by_measure: EndingGaps
    why_zero: Text | None


class SentencesFile(Open):
    """What was worked out on demand, in words."""

    sentences: Annotated[list[Text], Field(max_length=100)]


class WorldsFile(Open):
    """How sure the verdict is beyond luck, in words."""

    sentence: Text


class GoalFile(Open):
    """What decides, in words."""

    goal: Word
    headline: Text
    sentence: Text
    plain: Text = ""
    lead: Text = ""
    decided_by: Word = ""
    advice: Word = ""
    strategy: Word | None = None


class SpendingGap(Open):
    """How much more a strategy lets the household spend than the first one: one figure of all paths together."""

    mean: Number
    standard_error: Number
    is_measurable: bool


class SafeAmountFile(Open):
    """What a strategy lets the household spend."""

    name: Word
    spending: Number | None
    difference: SpendingGap | None


class SafeSpendingFile(SentencesFile):
    """What can be spent."""

    compared_with: Word
    strategies: Annotated[list[SafeAmountFile], Field(min_length=1, max_length=100)]


class SummaryFile(Open):
    """The summary, of which exports read this."""

    schema_version: Literal[2]
    scenario_sha256: Sha256
    seed: Annotated[int, Field(ge=0, lt=2**63)]
    n_paths: Annotated[int, Field(ge=1, le=10_000_000)]
    law_version: Word
    cash_out_years: Annotated[int, Field(ge=1, le=30)]
    start: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    years: Annotated[list[Annotated[int, Field(ge=1900, le=9999)]], Field(min_length=1, max_length=200)]
    why_zero: Text | None
    strategies: Annotated[list[StrategyFile], Field(min_length=1, max_length=100)]
    goal: GoalFile
    safe_spending: SafeSpendingFile | None
    tax_cost: SentencesFile | None
    whose_merit: SentencesFile | None
    worlds: WorldsFile | None
    timing_map: MapFile | None = None
    attribution: AttributionFile | None = None

    @model_validator(mode="after")
    def _told(self) -> "SummaryFile":
        if not all(one.why_zero or one.versus_baseline.is_measurable for one in self.strategies[1:]):
            raise ValueError("no difference and no reason")
        return self


class ReportFile(Part):
    """A whole report. `figures_sha256` is over all that is shown, `sha256` over that and the folder's files."""

    report_version: Literal[3]
    scenario: dict[str, Any]
    summary: Annotated[dict[str, Any], AfterValidator(plain)]
    tables: dict[Word, TableFile]
    pictures: Annotated[list[PictureFile], Field(max_length=50)]
    figures_sha256: Sha256
    files: Annotated[dict[Word, Sha256], Field(max_length=100)]
    sha256: Sha256

    @model_validator(mode="after")
    def _readable(self) -> "ReportFile":
        SummaryFile.model_validate(self.summary)
        return self
