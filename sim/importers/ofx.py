"""OFX and QFX, as most brokers and many plans offer it for Quicken: positions, cash, and no acquisition dates.

The layout is that of the Open Financial Exchange specification 1.6 and 2.2 (section 13, investments): `INVPOSLIST` with
one `POS...` a holding, `INVBAL`, and `SECLIST` with each security's name and ticker.
"""

import html
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from sim.importers.dates import is_undated
from sim.importers.failure import rejected
from sim.importers.importer import Importer
from sim.importers.records import AssetKind, ImportedCash, ImportResult
from sim.importers.rows import Manner, take
from sim.importers.session import Options, Reading
from sim.importers.tables import Document, Layout, Record, Row
from sim.importers.values import amount, mask_account
from sim.reading import bounded

MOST_DEPTH = 40
_DAMAGED = "The OFX file is damaged or cut off. Download it again."
_COLUMNS = ("symbol", "description", "quantity", "price", "value", "cost_basis", "average", "currency", "subaccount")
_LAYOUT = Layout(required=dict.fromkeys(_COLUMNS, ()))
_KINDS = {
    "POSSTOCK": AssetKind.UNKNOWN,  # an exchange-traded fund and a money fund come so too
    "POSMF": AssetKind.UNKNOWN,
    "POSDEBT": AssetKind.BOND,
    "POSOPT": AssetKind.OPTION,
    "POSOTHER": AssetKind.UNKNOWN,
}


def detect(document: Document) -> bool:
    """True for OFX of either version."""
    return document.is_ofx


def read(document: Document, options: Options) -> ImportResult:
    """The positions and the cash of every investment account in the file."""
    reading = Reading("ofx", "ofx", options)
    root = _parse(document.text)
    statements = list(root.iter("INVSTMTRS"))
    if not statements:
        raise rejected(
            "This OFX file is of a bank or a card: it has no investments. Download the investment account's."
        )
    names = {_id(one): one for one in root.iter("SECINFO")}
    numbers = iter(range(1, 1_000_000))
    for statement in statements:
        _read_statement(reading, statement, names, numbers)
    if reading.add_positions_as_lots():
        reading.result.warnings.append(
            "An OFX or QFX file has no acquisition dates and seldom a cost basis. For tax lots, export the broker's "
            "lots or cost basis page."
        )
    return reading.finish()


def _read_statement(reading: Reading, statement: Element, names: dict[str, Element], numbers: Iterator[int]) -> None:
    account = mask_account(f"{_text(statement, './/BROKERID')} {_text(statement, './/INVACCTFROM/ACCTID')}")
    _take_day(reading, _text(statement, "DTASOF"))
    currency = _text(statement, "CURDEF")
    for position in [one for part in statement.iter("INVPOSLIST") for one in part]:
        inside = position.find("INVPOS")
        if inside is None:
            continue
        record = _record(next(numbers), inside, names.get(_id(inside)), currency)
        kind = _KINDS.get(position.tag, AssetKind.OTHER)
        take(reading, record, account, Manner(kind=kind))
    for balance in statement.iter("INVBAL"):
        _add_cash(reading, _text(balance, "AVAILCASH"), account)


def _take_day(reading: Reading, text: str) -> None:
    if not is_undated(text[:8]):
        reading.take_as_of(f"as of {text[:4]}-{text[4:6]}-{text[6:8]}")


def _record(number: int, position: Element, security: Element | None, currency: str) -> Record:
    sign = "-" if _text(position, "POSTYPE") == "SHORT" and not _text(position, "UNITS").startswith("-") else ""
    own = _text(position, ".//CURSYM") or currency
    cells = (
        _text(security, "TICKER") if security is not None else "",
        _text(security, "SECNAME") if security is not None else _text(position, ".//UNIQUEID"),
        sign + _text(position, "UNITS"),
        _text(position, "UNITPRICE"),
        _text(position, "MKTVAL"),
        "",
        _text(position, "AVGCOSTBASIS"),
        own,
        _text(position, "INV401KSOURCE"),
    )
    row = Row(number, tuple(bounded(cells, f"position {number}")))
    return Record(row, _LAYOUT, {name: at for at, name in enumerate(_COLUMNS)})


def _add_cash(reading: Reading, text: str, account: str) -> None:
    """Keep the account's cash, unless it is the money fund that is already among the positions."""
    try:
        cash = amount(text)
    except ValueError:
        reading.result.warnings.append(f"the cash of {account} could not be read: {text[:40]!r}")
        return
    swept = [one.amount for one in reading.result.cash if one.account_hint == account]
    if cash and cash not in swept:
        reading.result.cash.append(ImportedCash(cash, account, "cash"))


def _id(inside: Element) -> str:
    return f"{_text(inside, './/UNIQUEIDTYPE')} {_text(inside, './/UNIQUEID')}"


def _text(inside: Element, path: str) -> str:
    return html.unescape((inside.findtext(path) or "").strip())


def _parse(text: str) -> Element:
    from ofxtools.Parser import TreeBuilder  # loaded only for such a file

    if "<!" in text.replace("<![CDATA[", "") or text.count("<!DOCTYPE"):
        raise rejected("The OFX file defines entities or a document type, which no broker's does. It was not read.")

    class Builder(TreeBuilder):
        depth = 0

        def start(self, tag: Any, attrs: Any) -> Element:
            self.depth += 1
            if self.depth > MOST_DEPTH:
                raise rejected("The OFX file is nested deeper than any broker's. Download it again.")
            return super().start(tag, attrs)

        def end(self, tag: str) -> Element:
            self.depth -= 1
            return super().end(tag)

    builder = Builder()
    begin = text.upper().find("<OFX>")
    try:
        builder.feed(text[max(begin, 0) :])
        root: Element | None = builder.close()
    except (SyntaxError, AssertionError, IndexError, TypeError):  # of both parsers: their own errors are SyntaxErrors
        raise rejected(_DAMAGED) from None
    if root is None or builder.depth != 0:
        raise rejected(_DAMAGED)
    return root


IMPORTER = Importer(
    "ofx",
    "ofx",
    "OFX or QFX of any broker or plan",
    "positions",
    "OFX: INVPOSLIST with UNITS, UNITPRICE, MKTVAL",
    detect,
    read,
)
