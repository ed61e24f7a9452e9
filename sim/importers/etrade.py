"""E*TRADE: the portfolio view (average price), the view with expanded lots, and the stock plan's G&L Expanded."""

from decimal import Decimal

from sim.importers.dates import is_undated
from sim.importers.importer import Importer
from sim.importers.realized import reader_of_closed_lots
from sim.importers.records import ImportedLot, ImportedPosition, ImportResult
from sim.importers.session import Holding, Options, Reading
from sim.importers.tables import Document, Layout, Record
from sim.importers.values import mask_account

BROKER = "etrade"

POSITIONS = Layout(
    required={
        "symbol": ("symbol",),
        "quantity": ("quantity", "qty #"),
        "average": ("price paid $",),
        "value": ("value $",),
    },
    optional={"price": ("last price $",)},
)
EXPANDED = Layout(
    required={
        "symbol": ("symbol",),
        "quantity": ("qty #", "quantity"),
        "value": ("value $",),
        "cost_basis": ("total cost", "total cost $"),
    }
)
ACCOUNTS = Layout(required={"account": ("account",), "net": ("net account value",)}, blank_ends=True)
GAINS = Layout(
    required={
        "record_type": ("record type",),
        "symbol": ("symbol",),
        "quantity": ("quantity",),
        "acquired": ("date acquired",),
        "sold": ("date sold",),
        "cost_basis": ("adjusted cost basis",),
        "proceeds": ("total proceeds",),
    },
    optional={"disallowed": ("deferred loss",)},
)


def read_positions(document: Document, options: Options) -> ImportResult:
    """The positions of PortfolioDownload: `Price Paid $` is an average, so every date is asked for."""
    reading = Reading(BROKER, "etrade_positions", options)
    account = ""
    for record in document.records(ACCOUNTS, POSITIONS):
        if record.layout is ACCOUNTS:
            account = account or mask_account(record.get("account"))
        elif record.layout is None and not reading.result.positions:
            reading.skip(record, "above the table")
        elif record.get("symbol").upper() == "CASH" and record.layout:
            reading.add_cash(record, reading.amount(record, "value"), account, "cash")
        elif not reading.skips_note(record) and not reading.is_cut_off(record):
            _add_position(reading, record, account)
    if reading.add_positions_as_lots():
        reading.result.warnings.append(
            "This view shows the average price paid and no acquisition dates. Choose the view with expanded lots and "
            "download it again."
        )
    return reading.finish()


def _add_position(reading: Reading, record: Record, account: str) -> None:
    holding = reading.holding(record)
    average = reading.amount(record, "average") if holding else None
    if holding:
        basis = None if average is None else round(average * holding.quantity, 2)
        if basis is not None and basis < 0:
            reading.wrong(record, "average", "is negative")
            return
        reading.add_position(
            ImportedPosition(holding.symbol, holding.quantity, basis, holding.price, account, row=record.number)
        )


def read_expanded(document: Document, options: Options) -> ImportResult:
    """The lots of the view with expanded lots: under each symbol one line a lot, its date in the symbol's column."""
    reading = Reading(BROKER, "etrade_expanded_lots", options)
    account, position = "", None
    for record in document.records(ACCOUNTS, EXPANDED):
        first = record.get("symbol")
        if record.layout is ACCOUNTS:
            account = account or mask_account(record.get("account"))
        elif record.layout is None:
            reading.skip(record, "above the table")
        elif first.upper() == "CASH":
            reading.add_cash(record, reading.amount(record, "value"), account, "cash")
        elif reading.skips_note(record) or reading.is_cut_off(record):
            continue
        elif first[:1].isdigit() or is_undated(first):
            _add_lot(reading, record, position)
        else:
            position = _open_position(reading, record, account)
    if reading.add_positions_as_lots():
        reading.result.warnings.append("some positions show no lots: expand every position before the download")
    for one in reading.result.positions:
        reading.reconcile(one.account_hint, one.symbol, one.quantity, one.cost_basis)
    return reading.finish()


def _open_position(reading: Reading, record: Record, account: str) -> ImportedPosition | None:
    holding = reading.holding(record)
    if holding is None:
        return None
    reading.add_position(
        ImportedPosition(
            holding.symbol, holding.quantity, holding.cost_basis, _price(reading, record, holding), account,
            row=record.number,
        )
    )  # fmt: skip
    return reading.result.positions[-1]


def _add_lot(reading: Reading, record: Record, position: ImportedPosition | None) -> None:
    if position is None:
        reading.skip(record, "a lot under a row that was not read")
        return
    try:
        acquired = reading.dates.read(record.get("symbol"))
    except ValueError as error:
        reading.wrong(record, "symbol", f"holds the lot's date, which {error}")
        return
    holding = reading.holding(record, position.symbol)
    if holding:
        reading.add_lot(
            ImportedLot(
                position.symbol, holding.quantity, acquired, holding.cost_basis, position.account_hint, position.price,
                row=record.number,
            )
        )  # fmt: skip


def _price(reading: Reading, record: Record, holding: Holding) -> Decimal | None:
    value = reading.amount(record, "value")
    return None if value is None else value / holding.quantity


IMPORTERS = (
    Importer(
        "etrade_positions", BROKER, "E*TRADE positions", "positions", "Symbol, Quantity, Price Paid $, Value $",
        lambda document: document.has_table(POSITIONS), read_positions,
    ),
    Importer(
        "etrade_expanded_lots", BROKER, "E*TRADE expanded lots", "lots", "Symbol, Qty #, Value $, Total Cost",
        lambda document: document.has_table(EXPANDED) and not document.has_table(POSITIONS), read_expanded,
    ),
    Importer(
        "etrade_gains", BROKER, "E*TRADE G&L Expanded", "sales",
        "Record Type, Symbol, Quantity, Date Acquired, Date Sold, Adjusted Cost Basis, Total Proceeds",
        lambda document: document.has_table(GAINS), reader_of_closed_lots(BROKER, "etrade_gains", GAINS),
    ),
)  # fmt: skip
