"""The exact wash-sale ledger: its policy, its rows as records, and Schedule D."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.lots.events import SameDayTie as SameDayTie
    from sim.lots.events import WashPolicy as WashPolicy
    from sim.lots.form8949 import Form8949Row as Form8949Row
    from sim.lots.reading.left_out import LeftOut as LeftOut
    from sim.lots.reading.read_ledger import read_good_rows as read_good_rows
    from sim.lots.schedule_d import ScheduleD as ScheduleD
    from sim.lots.schedule_d import loss_limit as loss_limit
    from sim.lots.sheets.do_not_buy import do_not_buy_table as do_not_buy_table
    from sim.lots.sheets.record_sheets import coin_lots as coin_lots
    from sim.lots.sheets.record_sheets import form_8949_table as form_8949_table
    from sim.lots.sheets.record_sheets import open_lot_table as open_lot_table
    from sim.lots.sheets.record_sheets import record_tables as record_tables
    from sim.lots.terms import is_long_term as is_long_term
    from sim.lots.what_if import Danger as Danger
    from sim.lots.what_if import SaleOutcome as SaleOutcome
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
