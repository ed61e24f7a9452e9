"""A picture that somebody hands in: a PNG or JPEG within bounds, by its bytes and by what it becomes when it is drawn.

A file of a few hundred kilobytes can hold a picture, or a color profile, of gigabytes.
"""

import zlib
from collections.abc import Iterator

from sim.errors import InputError, Problem
from sim.reading import Called, read_file

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
MOST_LOGO_BYTES, MOST_LOGO_PIXELS = 1_000_000, 4_000_000
MOST_PROFILE_BYTES = 4_000_000
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that say how large it is."""

WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})


def logo_name(logo: bytes) -> str:
    """Return the file name for a logo by its content, '' for none.

    Raises
    ------
    InputError
        It is no PNG or JPEG, has too many bytes or pixels, or more than one size.
    """
    if not logo:
        return ""
    is_png = logo.startswith(PNG)
    if len(logo) > MOST_LOGO_BYTES or not (is_png or logo.startswith(JPEG)):
        raise InputError([bad_logo()])
    sizes = list(_png_sizes(logo) if is_png else _jpeg_sizes(logo))
    if len(sizes) != 1:
        raise InputError([bad_logo()])
    width, height = sizes[0]
    if width * height > MOST_LOGO_PIXELS:
        fix = f"The picture has {width:,} x {height:,} pixels; at most {MOST_LOGO_PIXELS:,} are read. Make it smaller."
        raise InputError([Problem("logo", "", fix)])
    return "logo.png" if is_png else "logo.jpg"


def read_logo(path: str) -> bytes:
    """Return the bytes of a logo's file.

    Raises
    ------
    InputError
        It cannot be read, or is no picture that can be used.
    """
    logo = read_file(path, MOST_LOGO_BYTES, Called("--logo", path))
    logo_name(logo)
    return logo


def bad_logo() -> Problem:
    """Return what is said of a file that is no picture."""
    return Problem("logo", "", "Not a PNG or JPEG picture of at most 1 MB; choose another file.")


def _png_sizes(logo: bytes) -> Iterator[tuple[int, int]]:
    """Yield width and height of every header (PNG 3rd edition, 11.2.1); one with a huge color profile has none."""
    at = len(PNG)
    while at + 12 <= len(logo):
        length, kind = int.from_bytes(logo[at : at + 4], "big"), logo[at + 4 : at + 8]
        body = logo[at + 8 : at + 8 + length]
        if kind == b"IHDR" and length >= 8:
            yield int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
        if kind == b"iCCP" and not _is_small(body.partition(b"\0")[2][1:]):
            raise InputError([bad_logo()])
        at += 12 + length


def _is_small(packed: bytes) -> bool:
    """Return whether a color profile is no larger than any that a printer needs."""
    try:
        unpacking = zlib.decompressobj()
        unpacking.decompress(packed, MOST_PROFILE_BYTES)
    except zlib.error:
        return True  # whoever draws it finds no profile either
    return not unpacking.unconsumed_tail


def _jpeg_sizes(logo: bytes) -> Iterator[tuple[int, int]]:
    """Yield width and height of every frame header (ITU-T T.81, B.2.2)."""
    at = len(JPEG)
    while (at := logo.find(b"\xff", at)) >= 0 and at + 9 <= len(logo):
        marker = logo[at + 1]
        if marker in FRAMES:
            yield int.from_bytes(logo[at + 7 : at + 9], "big"), int.from_bytes(logo[at + 5 : at + 7], "big")
        has_length = marker not in WITHOUT_LENGTH and 0xC0 <= marker <= 0xFE
        at += 2 + int.from_bytes(logo[at + 2 : at + 4], "big") if has_length else 1
