"""Words of the trade, explained where they are read: as help beside a text that uses them, all behind one button."""

from __future__ import annotations

import re
from typing import NamedTuple

import streamlit as st

from sim.api.results import STANDARD_ERROR


class Word(NamedTuple):
    """A word, how it is recognized in a text, and what it means."""

    name: str
    seen_as: re.Pattern[str]
    meaning: str


BASIS_POINTS = re.compile(r"\bbp\b|basis point")
PATH = re.compile(r"\bpaths?\b")
STANDARD_ERROR_SIGN = re.compile(r"±|standard error")
WASH_SALE = re.compile(r"wash[- ]sale|\bwash(ed|es)?\b")
MAGI = re.compile(r"\bMAGI\b")
COST_BASIS = re.compile(r"\bbasis\b(?! point)")
CARRIED_LOSSES = re.compile(r"carr(ied|yforward|yover)")
RMD = re.compile(r"\bRMDs?\b|[Rr]equired (minimum )?distribution")
IRMAA = re.compile(r"\bIRMAA\b|Medicare surcharge")
STEP_UP = re.compile(r"step(ped)?[- ]up")

WORDS = (
    Word("Basis points (bp)", BASIS_POINTS, "Hundredths of a percent: 50 bp are half a percent."),
    Word(
        "Path",
        PATH,
        "One simulated future: one course of markets, prices and lives, month by month.",
    ),
    Word("± and standard error", STANDARD_ERROR_SIGN, STANDARD_ERROR),
    Word(
        "Wash sale",
        WASH_SALE,
        "A loss that does not count because the same security was bought within 30 days before or after the sale, in "
        "any account of the household (IRC 1091).",
    ),
    Word(
        "MAGI",
        MAGI,
        "Modified adjusted gross income: the income by which Medicare surcharges, premium credits and some deductions "
        "are measured.",
    ),
    Word(
        "Cost basis",
        COST_BASIS,
        "What a lot cost for tax: the gain is the price less the basis, and a harvest lowers that of what is bought.",
    ),
    Word(
        "Carried losses",
        CARRIED_LOSSES,
        "Losses not used in a year, which lower the tax of later ones.",
    ),
    Word(
        "RMD",
        RMD,
        "The least that must leave pretax accounts each year from an age that the law sets (IRC 401(a)(9)).",
    ),
    Word(
        "IRMAA",
        IRMAA,
        "What Medicare adds to its premiums at higher incomes, two years later.",
    ),
    Word(
        "Step-up",
        STEP_UP,
        "At a death the heirs' basis becomes the value of that day, so the gain until then is never taxed (IRC 1014).",
    ),
)
KEYS = (
    ("Ctrl + Enter", "run the plan"),
    ("F2", "find a field of the plan by a word"),
    ("Left and Right", "one slide back and on, while presenting"),
    ("Esc", "leave the presentation, or close a window"),
    ("Tab and Shift + Tab", "to the next field and back"),
)


def help_of(text: str) -> str | None:
    """Return what the words of the trade in a text mean, as Markdown for its help; None where it has none."""
    found = [word for word in WORDS if word.seen_as.search(text)]
    return "\n\n".join(f"**{word.name}:** {word.meaning}" for word in found) or None


def said(markdown: str) -> None:
    """Show Markdown with what its words of the trade mean as help beside it."""
    st.markdown(markdown, help=help_of(markdown))


def noted(markdown: str) -> None:
    """Show a caption with what its words of the trade mean as help beside it."""
    st.caption(markdown, help=help_of(markdown))


def button() -> None:
    """Show the button behind which all words and keys stand."""
    with st.popover("Words", icon=":material/help:", type="tertiary", help="What the words mean, and the keys"):
        st.markdown("\n\n".join(f"**{word.name}:** {word.meaning}" for word in WORDS))
        st.markdown("\n".join(["**Keys**", "", *(f"- **{key}**: {what}" for key, what in KEYS)]))
