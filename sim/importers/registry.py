"""All importers, and the choice among them: by the headings a file has, never by its name or a column's position."""

from collections.abc import Mapping

from sim.errors import InputError
from sim.importers import (
    ally,
    any_table,
    etrade,
    fidelity,
    form_1099b,
    histories,
    interactive_brokers,
    jpmorgan,
    m1,
    merrill,
    morgan_stanley,
    ofx,
    plain,
    plan_statements,
    robo_advisers,
    schwab,
    vanguard,
)
from sim.importers.failure import rejected
from sim.importers.importer import Importer
from sim.importers.reading import Text, read_text
from sim.importers.records import ImportResult
from sim.importers.refusal import unknown_header
from sim.importers.session import Options
from sim.importers.tables import DELIMITERS, Document
from sim.importers.values import mask_account

IMPORTERS: tuple[Importer, ...] = (
    *schwab.IMPORTERS,
    *fidelity.IMPORTERS,
    *vanguard.IMPORTERS,
    *etrade.IMPORTERS,
    *interactive_brokers.IMPORTERS,
    *merrill.IMPORTERS,
    *jpmorgan.IMPORTERS,
    *morgan_stanley.IMPORTERS,
    *m1.IMPORTERS,
    *robo_advisers.IMPORTERS,
    *ally.IMPORTERS,
    *plan_statements.IMPORTERS,
    *histories.IMPORTERS,
    *form_1099b.IMPORTERS,
    ofx.IMPORTER,
    plain.IMPORTER,
    any_table.IMPORTER,
)

_NOTHING = Options()


def brokers() -> list[str]:
    """The names `--broker` takes: every firm and every layout."""
    return sorted({importer.broker for importer in IMPORTERS} | {importer.name for importer in IMPORTERS})


def detect(content: bytes, broker: str = "") -> list[tuple[Importer, Document]]:
    """Every importer (of `broker`, if given) that knows this file, with the document as it reads it."""
    return _detect(read_text(content), broker)


def _detect(text: Text, broker: str) -> list[tuple[Importer, Document]]:
    candidates = _of(broker)
    ordinary = [importer for importer in candidates if importer is not any_table.IMPORTER]
    documents = [Document(text.content, delimiter) for delimiter in DELIMITERS]
    for group in (ordinary, [importer for importer in candidates if importer is any_table.IMPORTER]):
        for document in documents:
            if found := [(importer, document) for importer in group if importer.detect(document)]:
                return found
    return []


def _of(broker: str) -> list[Importer]:
    return [importer for importer in IMPORTERS if not broker or broker in (importer.broker, importer.name)]


def import_content(content: bytes, broker: str = "", options: Options = _NOTHING) -> ImportResult:
    r"""Return what a broker's file holds, read by the one importer that knows its headings.

    Parameters
    ----------
    content : bytes
        The file, at most 5 MB: CSV, pasted text, or an Interactive Brokers Flex Query in XML.
    broker : str, optional
        A firm or a layout of `brokers`; the headings decide if left out.
    options : Options, optional
        What the user adds: a symbol, the order of day and month, the latest possible day.

    Returns
    -------
    ImportResult
        Lots, positions, cash and sold lots, what was skipped and why, and questions that only the user can answer. No
        cell is guessed; account numbers are masked.

    Raises
    ------
    InputError
        The file is no table, has no known header, fits several brokers, or has cells that cannot be used (all listed).

    See Also
    --------
    sim.importers.registry.map_columns : A table whose headings nobody knows.

    Examples
    --------
    >>> from sim.api import import_content
    >>> found = import_content(b"symbol,quantity,acquired,cost_basis\nVTI,10,,2800\n")
    >>> [(lot.symbol, int(lot.quantity)) for lot in found.lots]
    [('VTI', 10)]
    >>> [question.field for question in found.questions]  # the file has no date: it is asked for
    ['acquired']
    """
    if broker and broker not in brokers():
        raise rejected(f"is not a broker known here; known: {', '.join(brokers())}", broker, "broker")
    text = read_text(content)
    found = _detect(text, broker)
    if not found:
        raise unknown_header(Document(text.content), _likely_header(text), broker, _of(broker))
    if len({importer.holds for importer, _ in found}) > 1:
        names = ", ".join(importer.name for importer, _ in found)
        raise rejected(f"The file fits several brokers ({names}); say which one it is from.", place="header")
    importer, document = found[0]
    return _with_text_said(importer.read(document, options), text)


def map_columns(content: bytes, mapping: Mapping[str, str], options: Options = _NOTHING) -> ImportResult:
    """The lots of a table with headings unknown here: `mapping` gives each of our columns its heading in the file.

    Raises
    ------
    InputError
        as `import_content`, and where the mapping is incomplete or names a heading that the file has not
    """
    text = read_text(content)
    return _with_text_said(plain.map_columns(Document(text.content), mapping, options), text)


def columns_seen(content: bytes) -> list[str]:
    """The headings that a user may map, from the fullest of the first rows; empty for a file that is no table."""
    return [mask_account(cell) for cell in _likely_header(read_text(content))]


def _likely_header(text: Text) -> tuple[str, ...]:
    seen: tuple[str, ...] = ()
    for delimiter in DELIMITERS:
        try:
            seen = max(seen, Document(text.content, delimiter).likely_header(), key=len)
        except InputError:
            continue
    return seen


def _with_text_said(result: ImportResult, text: Text) -> ImportResult:
    if text.encoding == "cp1252":
        result.warnings.append("the file is not UTF-8 and was read as Windows-1252; check names with accents")
    if not text.content.lstrip().startswith("<") and text.content.count('"') % 2:
        result.warnings.append(
            "a quote in the file is never closed, so it may be cut off: check the last rows, or download it again"
        )
    return result
