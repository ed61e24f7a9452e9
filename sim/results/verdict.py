"""Is harvesting worth it here: one sentence in words and numbers, and what each number means."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.results.explain import NO_TAXABLE_ACCOUNT, usd
from sim.results.findings import Findings
from sim.results.paired import MEASURE, STANDARD_ERRORS, Measure, PairedDifference, versus
from sim.scenario.enums import HarvestTiming
from sim.scenario.lives import LivesKind
from sim.scenario.models import Scenario
from sim.words import STANDARD_ERROR

SMALL_SHARE = 0.0005
"""A measurable gain below this share of the household's after-tax wealth is called too small to matter."""

LEAST_SHOWN_BP = 0.05

OBJECTIVES = ("after_tax_wealth_real", "heirs_wealth_real", "mean_income_real")
"""What a household may want more of, as measures of `sim.results.paired`."""


def default_objective(lives: LivesKind) -> str:
    """Return what counts for a household that has not said: what heirs keep, unless nobody dies in its plan."""
    return OBJECTIVES[0] if lives is LivesKind.HORIZON else OBJECTIVES[1]


class Advice(StrEnum):
    """What the verdict comes to."""

    HARVEST = "harvest"
    DO_NOT_HARVEST = "do_not_harvest"
    DOES_NOT_MATTER = "does_not_matter"
    NOT_MEASURABLE = "not_measurable"
    NOTHING_TO_HARVEST = "nothing_to_harvest"
    NOTHING_COMPARED = "nothing_compared"


HEADLINES = {
    Advice.HARVEST: "Harvesting is worth it here.",
    Advice.DO_NOT_HARVEST: "Do not harvest.",
    Advice.DOES_NOT_MATTER: "It does not matter here.",
    Advice.NOT_MEASURABLE: "No measurable effect.",
    Advice.NOTHING_TO_HARVEST: "There is nothing to harvest.",
    Advice.NOTHING_COMPARED: "Nothing to compare yet.",
}


class Term(StrEnum):
    """A definition that a number of the sentence leads to; the keys of `DEFINITIONS`."""

    WEALTH = "after-tax-wealth"
    HEIRS = "what-heirs-keep"
    INCOME = "retirement-income"
    DRAG = "tax-drag"
    ERROR = "standard-error"
    TAKEN = "losses-taken"
    USED = "losses-used-against-income"
    LOST = "losses-lost-for-good"
    BETTER = "share-of-paths-better"
    SAVED = "tax-saved"
    SMALL = "too-small-to-matter"


DEFINITIONS: dict[Term, tuple[str, str]] = {
    Term.WEALTH: (
        "After-tax wealth",
        "Everything owned at the end of the plan, less what is still due for the last year and the tax of cashing out: "
        "lots sold and pretax money taken in equal parts over the years that the plan says, each taxed like the last "
        "year, with losses carried forward used as it goes.",
    ),
    Term.HEIRS: (
        "What heirs keep",
        "Everything left at the last death or the plan's end: taxable lots stepped up (IRC 1014), pretax money taxed "
        "at the heirs' rate. The basis that harvesting lowered then costs nothing, and losses never used end with "
        "their owner (Rev. Rul. 74-175).",
    ),
    Term.INCOME: (
        "Retirement income",
        "After-tax spending delivered, as the mean over the years in which anybody lives. With a fixed target it "
        "changes only if money runs out; guardrails and a share of the portfolio change it.",
    ),
    Term.DRAG: (
        "Tax drag",
        "The income tax of the plan's years that the household would not owe without a portfolio, in basis points "
        "(hundredths of a percent) of the portfolio a year. Tax on wages is no part of it, nor is that of cashing out.",
    ),
    Term.ERROR: ("Standard error", STANDARD_ERROR),
    Term.TAKEN: (
        "Losses taken",
        "Losses realized by the strategy's own sales, including those that a wash sale disallowed; mean over paths, "
        "sum over the plan. A loss is not a gain: it only moves tax.",
    ),
    Term.USED: (
        "Losses used against income",
        "Losses that lowered ordinary income, at most $3,000 a year ($1,500 if married filing separately; IRC "
        "1211(b), not indexed), beyond those of the strategy it is compared with; mean per year.",
    ),
    Term.LOST: (
        "Losses lost for good",
        "Losses disallowed forever because an IRA or a plan bought the same security within 30 days before or after "
        "the sale (IRC 1091, Rev. Rul. 2008-5), beyond those of the strategy it is compared with, whose sales for "
        "spending can be washed too; mean over paths, sum over the plan.",
    ),
    Term.BETTER: (
        "Share of paths better",
        "The share of random paths on which the strategy ends with strictly more, each path compared with itself.",
    ),
    Term.SAVED: (
        "Tax saved",
        "Less tax over the plan's years. It is not wealth: harvesting lowers the cost basis, so most of the tax comes "
        "due when the shares are sold.",
    ),
    Term.SMALL: (
        "Too small to matter",
        f"A gain that is measurable but below {SMALL_SHARE:.2%} of the household's after-tax wealth.",
    ),
}
"""What each number of a verdict means: a title and a sentence."""


@dataclass(frozen=True)
class Phrase:
    """A piece of the sentence; `term` names the definition behind its number, None where it holds none."""

    text: str
    term: Term | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer. `strategy` is the one that the sentence is about, by position; None where it is about none.

    as_good : the strategies that cannot be told from it, by position
    """

    advice: Advice
    objective: str
    reference: int
    strategy: int | None
    phrases: tuple[Phrase, ...]
    as_good: tuple[int, ...] = ()

    @property
    def headline(self) -> str:
        return HEADLINES[self.advice]

    @property
    def sentence(self) -> str:
        return "".join(phrase.text for phrase in self.phrases)


def reference_of(findings: Findings) -> int:
    """Return the strategy that the others are judged by: the first that never harvests, else the first."""
    return reference_in(findings.result.scenario)


def reference_in(scenario: Scenario) -> int:
    """Return the strategy of a plan that the others are judged by: the first that never harvests, else the first."""
    never = (index for index, one in enumerate(scenario.strategies) if one.harvest is HarvestTiming.NONE)
    return next(never, 0)


def verdict(findings: Findings, objective: str = "after_tax_wealth_real") -> Verdict:
    """Return whether any strategy beats the one that never harvests, by the objective the user chose."""
    measure, reference = MEASURE[objective], reference_of(findings)
    rows = versus(findings, measure, reference)
    strategies = findings.result.scenario.strategies
    others = [i for i, s in enumerate(strategies) if i != reference and s.harvest is not HarvestTiming.NONE]

    def say(advice: Advice, strategy: int | None, *phrases: Phrase, as_good: tuple[int, ...] = ()) -> Verdict:
        return Verdict(advice, objective, reference, strategy, phrases, as_good)

    if not findings.result.scenario.has_taxable_account:
        return say(Advice.NOTHING_TO_HARVEST, None, Phrase(NO_TAXABLE_ACCOUNT))
    if not others:
        return say(
            Advice.NOTHING_COMPARED, None, Phrase("Add a strategy that harvests to compare with one that does not.")
        )
    if not any(_harvests(findings, index) for index in others):
        thresholds = "thresholds and least rate" if any(strategies[i].guard for i in others) else "thresholds"
        words = (
            f"In no simulated market did a lot meet any strategy's {thresholds} on its harvest days: worth exactly $0."
        )
        return say(Advice.NOTHING_TO_HARVEST, None, Phrase(words))
    best = max(others, key=lambda index: _gain(rows[index], measure))
    if rows[best].is_measurable and _gain(rows[best], measure) > 0:
        return _worth(findings, measure, reference, rows, best)
    if rows[best].is_measurable and not _is_small(findings, rows[best], measure, reference):
        return say(Advice.DO_NOT_HARVEST, best, *_sentence(findings, measure, reference, rows, best))
    if not _saves_tax(findings, reference, others):
        return say(Advice.DO_NOT_HARVEST, best, *_no_tax_saved(findings, measure, rows[best], best))
    if rows[best].is_zero or rows[best].is_measurable or _is_rounding(rows[best], measure):
        why = () if rows[best].is_measurable else _why_nothing_is_left(measure)
        return say(Advice.DOES_NOT_MATTER, best, *_sentence(findings, measure, reference, rows, best), *why)
    return say(Advice.NOT_MEASURABLE, best, *_sentence(findings, measure, reference, rows, best))


def _worth(findings: Findings, measure: Measure, reference: int, rows: list[PairedDifference], best: int) -> Verdict:
    against_best = versus(findings, measure, best)
    strategies = findings.result.scenario.strategies
    others = [i for i, s in enumerate(strategies) if i not in (reference, best) and s.harvest is not HarvestTiming.NONE]
    as_good = tuple(index for index in others if not against_best[index].is_measurable)
    phrases = _sentence(findings, measure, reference, rows, best)
    if as_good:
        names = ", ".join(findings.names[index] for index in as_good)
        phrases = (*phrases, Phrase(f" No measurable difference from it: {names}."))
    advice = Advice.HARVEST
    if _is_small(findings, rows[best], measure, reference):
        advice = Advice.DOES_NOT_MATTER
        phrases = (*phrases, Phrase(" That is "), Phrase("too small to matter", Term.SMALL), Phrase("."))
    return Verdict(advice, measure.key, reference, best, phrases, as_good)


def _gain(row: PairedDifference, measure: Measure) -> float:
    if math.isnan(row.mean):
        return -math.inf
    return -row.mean if measure.is_lower_better else row.mean


def _harvests(findings: Findings, index: int) -> bool:
    ledger = findings.ledger
    return bool(ledger["harvested_loss"][index].any() or ledger["harvested_gain"][index].any())


def _is_rounding(row: PairedDifference, measure: Measure) -> bool:
    return abs(row.mean) < measure.smallest


def _is_small(findings: Findings, row: PairedDifference, measure: Measure, reference: int) -> bool:
    values = findings.figure(measure.key)[reference]
    return abs(row.mean) < SMALL_SHARE * abs(float(np.nanmean(values)))


def _saves_tax(findings: Findings, reference: int, others: list[int]) -> bool:
    """Return whether any strategy pays less tax over the plan's years on average."""
    paid = findings.lifetime_tax.mean(axis=1)
    return any(paid[index] < paid[reference] - MEASURE["lifetime_tax_real"].smallest for index in others)


def _no_tax_saved(findings: Findings, measure: Measure, row: PairedDifference, best: int) -> tuple[Phrase, ...]:
    losses = float(findings.ledger["harvested_loss"][best].mean())
    return (
        Phrase(f"“{findings.names[best]}” "),
        Phrase(f"takes losses of {usd(losses)}", Term.TAKEN),
        Phrase(" and "),
        Phrase("saves no tax", Term.SAVED),
        Phrase(
            ": at a rate of 0% a loss saves nothing, but the replacement shares have a lower basis and may be taxed "
            "later: "
        ),
        *_amount(measure, row),
        Phrase(". In such years harvesting gains, not losses, may help."),
    )


def _why_nothing_is_left(measure: Measure) -> tuple[Phrase, ...]:
    """Return why tax is saved and nothing is left of it; income hangs on the spending target, not on this."""
    if measure.key != OBJECTIVES[0]:
        return ()
    return (
        Phrase(" The "),
        Phrase("tax saved", Term.SAVED),
        Phrase(" comes back in full when the shares are sold: at the same rate, and it earned nothing until then."),
    )


def _sentence(
    findings: Findings, measure: Measure, reference: int, rows: list[PairedDifference], index: int
) -> tuple[Phrase, ...]:
    """Return the sentence on one strategy: amount, drag, losses used and lost, paths, and the other measures."""
    row = rows[index]
    parts: list[Phrase] = [Phrase(f"“{findings.names[index]}” compared with “{findings.names[reference]}”: ")]
    parts += _amount(measure, row)
    drag = versus(findings, MEASURE["tax_drag_bp"], reference)[index]
    if drag.is_measurable and abs(drag.mean) >= LEAST_SHOWN_BP:
        change = "less" if drag.mean < 0 else "more"
        words = f"${abs(drag.mean):.2f} a year {change} tax drag on every $10,000 of the portfolio"
        parts += [Phrase(", "), Phrase(words, Term.DRAG)]
    used = _more_a_year(findings, "loss_used_income", reference, index)
    if abs(used) >= 1:
        parts += [Phrase("; "), Phrase(f"{usd(used)} a year of losses is used against income", Term.USED)]
    lost = float((findings.ledger["wash_permanent"][index] - findings.ledger["wash_permanent"][reference]).mean())
    if abs(lost) >= 1:
        change = "more" if lost > 0 else "less"
        words = f"{usd(abs(lost))} {change} of losses is lost for good to wash sales"
        parts += [Phrase("; "), Phrase(words, Term.LOST)]
    if not row.is_zero:
        parts += [Phrase("; "), Phrase(f"better on {row.share_better:.0%} of paths", Term.BETTER)]
    for field in OBJECTIVES:
        if field != measure.key:
            parts += [Phrase("; "), *_beside(MEASURE[field], versus(findings, MEASURE[field], reference)[index])]
    strategies = findings.result.scenario.strategies
    if strategies[index].guard:
        parts.append(Phrase(f"; it harvests {strategies[index].guard}"))
    if strategies[index].conversion != strategies[reference].conversion:
        parts.append(Phrase("; their Roth conversions differ too, and the difference includes that"))
    return (*parts, Phrase("."))


TERM_OF = {
    "after_tax_wealth_real": Term.WEALTH,
    "heirs_wealth_real": Term.HEIRS,
    "mean_income_real": Term.INCOME,
}
NOUN = {
    "after_tax_wealth_real": "of after-tax wealth",
    "heirs_wealth_real": "for heirs",
    "mean_income_real": "a year of retirement income",
}


def _amount(measure: Measure, row: PairedDifference) -> list[Phrase]:
    noun, term = NOUN[measure.key], TERM_OF[measure.key]
    if row.is_zero:
        return [Phrase(f"exactly $0 {noun} on every path", term)]
    if math.isnan(row.standard_error):
        return [Phrase(f"{usd(row.mean)} {noun}", term), Phrase(" on a single path, which could be chance")]
    error = usd(STANDARD_ERRORS * row.standard_error)
    if not row.is_measurable:
        return [Phrase(f"no measurable difference {noun}", term), Phrase(f" ({usd(row.mean)} ± {error})", Term.ERROR)]
    verb = "adds" if row.mean > 0 else "costs"
    return [Phrase(f"{verb} {usd(abs(row.mean))}", term), Phrase(f" ± {error}", Term.ERROR), Phrase(f" {noun}")]


def _beside(measure: Measure, row: PairedDifference) -> list[Phrase]:
    """Return what the strategy does to a measure that was not the objective."""
    term, noun = TERM_OF[measure.key], NOUN[measure.key]
    if not row.is_measurable:
        words = {"after_tax_wealth_real": "after-tax wealth", "heirs_wealth_real": "what heirs keep"}
        return [Phrase(f"no measurable effect on {words.get(measure.key, 'retirement income')}", term)]
    error = usd(STANDARD_ERRORS * row.standard_error)
    more = "more" if row.mean > 0 else "less"
    return [Phrase(f"{usd(abs(row.mean))} ± {error} {more} {noun}", term)]


def _more_a_year(findings: Findings, field: str, reference: int, index: int) -> float:
    """Return how much more of a ledger entry a strategy has than the reference [USD/yr], mean over paths and years."""
    entry = findings.ledger[field]
    return float((entry[index] - entry[reference]).mean() / findings.result.year_share.sum())
