"""From bytes to text: what is not a readable text file of a sensible size is named here and goes no further."""

import re
from dataclasses import dataclass
from pathlib import Path

from sim.importers.failure import rejected
from sim.importers.workbook import AS_CSV, is_workbook, workbook_text
from sim.reading import Called, read_file, too_large

MOST_FILE_BYTES = 5_000_000
"""A household's export has kilobytes; the app's upload limit is the same 5 MB."""

SMALLER = "Export the positions or lots alone, as CSV."

_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), or one with a password"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a rich text document"),
)
_INVISIBLE = {0xFEFF: None, 0x200B: None, 0x0000: None}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01


@dataclass(frozen=True)
class Text:
    """A decoded file. `encoding` is the one that worked."""

    content: str
    encoding: str


def read_text(content: bytes) -> Text:
    """The file's text without byte order marks, zero-width spaces and NULs.

    Raises
    ------
    InputError
        too large, empty, a known binary or markup format, or bytes that are no text
    """
    if len(content) > MOST_FILE_BYTES:
        raise rejected(too_large(MOST_FILE_BYTES, SMALLER, len(content)))
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise rejected("The file is empty. Download it again and check that it shows your lots.")
    if content.startswith(b"PK\x03\x04"):
        if not is_workbook(content):
            raise rejected(f"This is a zip archive, not a CSV. {AS_CSV}")
        return Text(workbook_text(content).translate(_INVISIBLE), "xlsx")
    _reject_binary(content)
    text = _decode(content)
    cleaned = text.content.translate(_INVISIBLE)
    _reject_control_characters(cleaned)
    _reject_other_text(cleaned)
    return Text(cleaned, text.encoding)


def _reject_binary(content: bytes) -> None:
    if b"%PDF-" in content[:1024]:
        raise rejected("This is a PDF, not a CSV. Export the same page as CSV, or paste its lot table as text.")
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            raise rejected(f"This is {kind}, not a CSV. Export the lots as CSV.")


def _decode(content: bytes) -> Text:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return Text(content.decode("utf-16"), "utf-16")
        except UnicodeDecodeError:
            raise rejected("The file starts as UTF-16 but is damaged. Save it again as CSV (UTF-8).") from None
    if content.count(0) > len(content) // 10:
        raise rejected("The file is not text (or UTF-16 without its mark). Save it again as CSV (UTF-8).")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return Text(content.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    raise rejected("The file's characters are neither UTF-8 nor Windows-1252. Save it again as CSV (UTF-8).")


def _reject_control_characters(text: str) -> None:
    controls = len(_CONTROLS.findall(text))
    if controls > len(text) * _MAX_CONTROL_SHARE:
        raise rejected("The file is binary data, not text. Export the lots as CSV.")


def _reject_other_text(text: str) -> None:
    head = text.lstrip()[:2000].lower()
    if head.startswith(("<!doctype html", "<html")) or "<html" in head[:500]:
        raise rejected(
            "This is a web page, not a CSV; the download may have ended at the login page. Log in and download it "
            "again."
        )
    if head.startswith("v04") and "\n^" in head:
        raise rejected(
            "This is a TXF file: sales on their way to a tax program. It holds no open lots. Export the positions or "
            "lots page as CSV."
        )
    if head.startswith(("!type:", "!account", "!option")):
        raise rejected(
            "This is a QIF file: transactions on their way to Quicken. Export the positions or lots page as CSV."
        )
    if head.startswith(("{", "[{", '["')):
        raise rejected("This is JSON, not a CSV. Open a saved scenario as a scenario, not as a broker's file.")


def read_upload(path: str | Path) -> bytes:
    """Return the bytes of a broker's file, or of standard input where the path is ``-``.

    Raises
    ------
    InputError
        It cannot be read, or is larger than `MOST_FILE_BYTES`.
    """
    return read_file(path, MOST_FILE_BYTES, Called("FILE", str(path), SMALLER))
