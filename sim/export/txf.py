"""Form 8949 as a TXF file, which tax software reads (Tax Exchange Format, version 042)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum

from sim.export.text import CONTROL


class BasisReported(StrEnum):
    """What the broker's Form 1099-B told the IRS: it decides the box of Form 8949."""

    REPORTED = "reported"
    NOT_REPORTED = "not_reported"
    NO_FORM = "no_1099b"


REFERENCE_NUMBERS: Mapping[BasisReported, Mapping[str, int]] = {
    BasisReported.REPORTED: {"short": 321, "long": 323},
    BasisReported.NOT_REPORTED: {"short": 711, "long": 713},
    BasisReported.NO_FORM: {"short": 712, "long": 714},
}
"""Boxes A and D, B and E, C and F of Form 8949."""
LINE_END = "\r\n"


def txf_bytes(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    day: date,
    reported: BasisReported = BasisReported.REPORTED,
    left_out: Collection[str] = (),
) -> bytes:
    """Return lines of Form 8949 as TXF: record format 5, a wash sale's amount in its last field.

    A word in place of a date, as INHERITED, goes into the description, because the format has dates only.

    Parameters
    ----------
    columns, rows : sequences
        The table of `form_8949_table`.
    day : date
        Of the export.
    reported : BasisReported
        For all lines; file by file where brokers differ.
    left_out : collection of str
        Lots that have no box in this format: coins, which have boxes of their own.

    References
    ----------
    TXF Spec Version 042, 11/30/2011, sections IV and VII; Instructions for Form 8949, boxes A to F.
    """
    records = [f"V042{LINE_END}Arollover-sim{LINE_END}D{_us(day)}"]
    for row in rows:
        line = dict(zip(columns, row, strict=True))
        if line["lot_id"] not in left_out:
            records.append(LINE_END.join(_record(line, REFERENCE_NUMBERS[reported])))
    end = f"{LINE_END}^{LINE_END}"
    return (end.join(records) + end).encode("ascii", "replace")


def _record(line: Mapping[str, object], numbers: Mapping[str, int]) -> list[str]:
    acquired, sold = line["date_acquired"], line["date_sold"]
    words = "" if isinstance(acquired, date) else f" ({acquired})"
    name = CONTROL.sub(" ", f"{line['quantity']} sh {line['symbol']}{words}")
    return [
        "TD",
        f"N{numbers[str(line['term'])]}",
        "C1",
        "L1",
        f"P{name}",
        f"D{_us(acquired)}",
        f"D{_us(sold)}",
        f"${line['basis']}",
        f"${line['proceeds']}",
        f"${line['disallowed_loss']}" if line["code"] else "$",
    ]


def _us(day: object) -> str:
    return f"{day:%m/%d/%Y}" if isinstance(day, date) else ""
