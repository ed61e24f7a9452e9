"""What is left when a path closes, cashed in and as heirs receive it, from docs/engine.md."""

from collections.abc import Callable

from sim.scenario.models import Scenario
from tests.oracles.path_twin.heirs import exclusions, income_of_heirs, unrealized_nua, what_heirs_keep
from tests.oracles.path_twin.law import YearLaw
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.records import YearItems
from tests.oracles.path_twin.sheltered import Sheltered
from tests.oracles.path_twin.taxable import Taxable
from tests.oracles.path_twin.taxes import Returns


class Horizon:
    """Values everything on a path's last day. file : files a year's return, and returns what is due with it."""

    def __init__(
        self,
        scenario: Scenario,
        taxable: Taxable,
        sheltered: Sheltered,
        returns: Returns,
        lives: Lives,
        file: Callable[[YearItems], float],
    ) -> None:
        self.scenario, self.taxable, self.sheltered = scenario, taxable, sheltered
        self.returns, self.lives, self.file = returns, lives, file

    def close(
        self,
        items: YearItems,
        everything: float,
        price: dict[str, float],
        law: YearLaw,
        level_at_end: Callable[[int], float],
        is_taxed: bool,
    ) -> dict[str, float]:
        """Return the terminal figures; the last year's return is filed here."""
        held = [(lot, price[line.security.symbol]) for line in self.taxable.lines for lot in line.lots]
        unrealized = sum(lot.gain_at(worth) for lot, worth in held)
        home, figures = self.scenario.household, items.figures
        incomes = income_of_heirs(self.sheltered.shelters, price)
        on_gains = self.returns.tax_if_sold(items, law, unrealized)
        over_years = self.returns.tax_of_cashing_out(
            items, law, unrealized, sum(incomes), self.sheltered.share_of_second_in_income(price)
        )
        open_tax = self.file(items)
        at_once = on_gains + (home.heirs_tax_rate * sum(incomes) if is_taxed else 0.0)
        cashed = at_once if self.scenario.terminal.cash_out_years == 1 else over_years
        excluded = exclusions(home, self.lives, items.year, level_at_end) if is_taxed else None
        pretax, roth, left = figures["balance_pretax"], figures["balance_roth"], everything - open_tax
        nua, level = unrealized_nua(self.taxable.lines, price), level_at_end(items.year)
        if self.scenario.law_changes.ends_step_up:
            nua = max(0.0, unrealized)
        return {
            "wealth_before_tax": everything,
            "liquidation_tax": cashed,
            "liquidation_tax_at_once": at_once,
            "after_tax_wealth": everything - open_tax - cashed,
            "open_tax": open_tax,
            "end_year": float(items.year),
            "wash_book_forgotten": 0,  # the twin has room for all
            "lot_merges": float(self.taxable.book.n_merges),
            **what_heirs_keep(home, left, pretax, roth, incomes, excluded, level, nua),
        }
