"""Text and money as the pages show them: US formats, and other people's words made harmless in Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$~^=:&])")
_SHORTCODE = re.compile(r":(?=[A-Za-z0-9_+\-/]+:)")
_LINK = re.compile(r"(?i)https?(?=:)|www(?=\.)|(?=@)")
_ZERO_WIDTH = "\u200c"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")


def md(text: object, limit: int = 300) -> str:
    """Return the text so that Markdown shows it as it is: no formula, link, tag, color or emoji comes out of it.

    A run of ``:word:``, an address and an e-mail address are broken by an invisible character: emoji and links are made
    after backslashes are gone.
    """
    shown = _CONTROL.sub(" ", str(text))
    shown = shown if len(shown) <= limit else shown[: limit - 1] + "…"
    shown = _SHORTCODE.sub(":" + _ZERO_WIDTH, shown)
    shown = _LINK.sub(lambda found: found[0] + _ZERO_WIDTH, shown)
    return _SPECIAL.sub(r"\\\1", shown)


def usd(amount: float | None, cents: bool = False) -> str:
    """Return an amount the US way, the minus before the dollar sign: ``-$1,234``. Plain text, not Markdown."""
    if amount is None or amount != amount:
        return "n/a"
    digits = f"{abs(amount):,.{2 if cents else 0}f}"
    is_negative = amount < 0 and any(digit not in "0.," for digit in digits)
    return f"{'-' if is_negative else ''}${digits}"


def usd_md(amount: float | None, cents: bool = False) -> str:
    """Return `usd` for Markdown, where a bare dollar sign would begin a formula."""
    return usd(amount, cents).replace("$", "\\$")


def percent(share: float | None, digits: int = 0) -> str:
    return "n/a" if share is None else f"{share * 100:.{digits}f}%"


def count(number: int, noun: str, plural: str = "") -> str:
    """Return ``1 lot``, ``2 lots``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
