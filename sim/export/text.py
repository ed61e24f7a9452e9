"""Text that a spreadsheet must not take for a formula."""

import unicodedata

FORMULA_STARTS = tuple("=+-@\t\r\n")


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would begin a formula.

    Full-width forms of the signs count as well: some spreadsheets fold them (OWASP, "CSV Injection").
    """
    folded = unicodedata.normalize("NFKC", text)
    starts = (text[:1], folded[:1], folded.lstrip()[:1])
    return "'" + text if any(start in FORMULA_STARTS for start in starts if start) else text
