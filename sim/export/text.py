"""Text that a spreadsheet must not take for a formula, and text for paper."""

import re
import unicodedata

FORMULA_STARTS = tuple("=+-@\t\r\n")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe0f\ud800-\udfff]+")
PICTOGRAPHS = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
SKIN_TONES = range(0x1F3FB, 0x1F400)
LONG_RUN = re.compile(r"\S{25,}")


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would begin a formula.

    Full-width forms of the signs count as well: some spreadsheets fold them (OWASP, "CSV Injection").
    """
    folded = unicodedata.normalize("NFKC", text)
    starts = (text[:1], folded[:1], folded.lstrip()[:1])
    return "'" + text if any(start in FORMULA_STARTS for start in starts if start) else text


def shown(text: object) -> str:
    """Return the text for paper: nothing turns the writing's direction; emoji, in no text font, by their names."""
    return PICTOGRAPHS.sub(_named, CONTROL.sub(" ", str(text)))


def _named(match: re.Match[str]) -> str:
    letter = match[0]
    return "" if ord(letter) in SKIN_TONES else f"({unicodedata.name(letter, 'symbol').lower()})"


def breakable(text: object) -> str:
    """Return the text for paper with places to break a line in long words."""
    return LONG_RUN.sub(lambda found: "\u200b".join(re.findall(r".{1,24}", found[0])), shown(text))
