"""The market's models: what each of their figures means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.api.scenario import MarketModel, ReturnsAre
from ui.fields.field import Field, Kind


class _Titles(Mapping[str, str]):
    """Every market model's title by name, read from the model's own file when it is shown."""

    def __getitem__(self, name: str) -> str:
        if name not in list(self):
            raise KeyError(name)
        from sim.api.market import model_of  # with the models come their kernels, and with these the compiler

        return model_of(MarketModel(name)).TITLE

    def __iter__(self) -> Iterator[str]:
        return (model.value for model in MarketModel)

    def __len__(self) -> int:
        return len(MarketModel)


EPISODES = {
    "1973-1974": "1973-74",
    "2000-2002": "2000-02",
    "2007-2009": "2007-09",
    "2020": "Spring 2020 and recovery",
    "2022": "2022",
    "fall_and_recovery": "Your own fall and recovery",
}
PLACES = {
    "start": "At the start",
    "before_rollover": "Before the rollover",
    "after_rollover": "After the rollover",
}
QUOTED: dict[str, str] = {
    ReturnsAre.ARITHMETIC: "Mean of single years (arithmetic)",
    ReturnsAre.COMPOUND: "Growth over many years (compound)",
}
CHOICES: dict[str, Mapping[str, str]] = {
    "model": _Titles(),
    "stress.episode": EPISODES,
    "stress.placement": PLACES,
    "returns_are": QUOTED,
}
EMPTY = ("history.first_start", "history.last_start")
ASSUMPTION = "An assumption; docs/markets.md says what it can be compared with."
YOUR_FILE = "Your own file."

TABLE = """
model | Model | choice | How returns and inflation are generated. | Harvesting depends on falls; models differ in them.
returns_are | Expected returns are quoted as | choice | Single years, or growth over many. | Stocks: a point apart.
inflation_persistence | Inflation persists [%] | percent | How alike a year is to the next. | It decides real income.
bonds.follow_yields | Bond prices follow yields | flag | A rise of yields lowers prices. | So losses come back.
bonds.persistence | Yields persist [%] | percent | How alike a year is to the next. | How soon losses come back.
bonds.us_bond_duration | Duration of US bonds [years] | number | Price lost a point of yield. | How far they fall.
bonds.long_bond_duration | Duration of long bonds [years] | number | The same for long bonds. | How far they fall.
bonds.tips_duration | Duration of TIPS [years] | number | The same for TIPS. | How far they fall.
correlations[].first | Class | text | One class of the pair. | Which pair moves together.
correlations[].second | Other class | text | The other class of the pair. | Which pair moves together.
correlations[].value | Correlation | number | Of log returns, -1 to 1. | Classes that move apart leave more losses.
student_t.degrees_of_freedom | Degrees of freedom | number | Fewer: fatter tails; 60: almost normal. | Deep losses.
regimes.crisis_share | Months in crisis [%] | percent | Share of all months. | More crises, more losses to harvest.
regimes.crisis_months | Length of a crisis [months] | number | Mean length. | Long falls outlast a wash-sale window.
regimes.volatility_ratio | Volatility in a crisis | number | As a multiple of calm months'. | Losses come in bunches.
regimes.crisis_drop | Drop in a crisis | number | Lower mean a year, in volatilities. | Deeper falls and recoveries.
regimes.togetherness | Togetherness [%] | percent | How far correlations go to 1. | Replacements fall together.
history.block_years | Years that stay together | whole | Length of a resampled block. | Keeps recoveries whole.
history.first_start | First start year | whole | To replay. Empty: 1928. | 1966 alone shows a retiree's worst start.
history.last_start | Last start year | whole | To replay. Empty: the last possible. | Later ones end too soon.
history.wraps | Go on with 1928 after the last year | flag | Replays late starts too. | They then did not happen.
history.series | Columns of the record | text | Classes that follow a column. | Others follow your figures.
stress.episode | Script | choice | Which fall every path goes through. | Harvesting keeps what comes back.
stress.placement | Placed | choice | Begins then; before: it ends on that day. | It decides what can be harvested.
stress.fall | Fall [%] | percent | Loss of US stocks, in a script of your own. | Its size is the loss to harvest.
stress.fall_months | Months of fall | whole | How long it falls. | Slow falls make many lots.
stress.recovery_months | Months of recovery | whole | Until it is made good. | A harvest must come before it.
own[].name | Name | text | What the record is. | Shown with results.
own[].period | Period | text | Monthly or annual. | How figures are scaled.
own[].first_year | First year | whole | Year of the first figure. | Only whole years are resampled.
own[].first_month | First month | whole | Of the first figure. | Only whole years are resampled.
own[].returns | Returns | text | Shares by class. | The record itself.
own[].use | Use | text | Fit, or bootstrap. | Few years: fit them.
"""
"""Place below `market`, label, kind, what it is, why it matters here."""


def _field(line: str) -> tuple[str, Field]:
    place, label, kind, what, why = (cell.strip() for cell in line.split("|"))
    where = YOUR_FILE if place.startswith("own") else ASSUMPTION
    field = Field(label, Kind(kind), what, why, where, CHOICES.get(place, {}), place in EMPTY)
    return f"market.{place}", field


MARKET: dict[str, Field] = dict(_field(line) for line in TABLE.strip().splitlines())
