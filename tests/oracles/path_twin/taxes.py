"""A year's items as a return, its figures, and the figures at the horizon."""

from dataclasses import replace

from sim.scenario.models import Scenario
from sim.tax.ordinary import ordinary_tax
from sim.tax.records import FederalReturn, ReturnInput, return_input
from tests.oracles.path_twin.law import YearLaw
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.people import age_for_return
from tests.oracles.path_twin.records import YearItems


class Returns:
    """The household's returns, one after another: carryovers run from each to the next."""

    def __init__(self, scenario: Scenario, lives: Lives) -> None:
        self.scenario, self.lives = scenario, lives
        self.people, self.state = scenario.household.people, scenario.household.state
        self.short, self.long = scenario.household.loss_carryover_short, scenario.household.loss_carryover_long
        self.investments2 = _investments_of_second(scenario)
        self.magi: dict[int, float] = {}
        self.aca_magi = 0.0

    def inputs(self, items: YearItems, law: YearLaw) -> ReturnInput:
        there = [self.people[person] for person in self.lives.people(items.year)]
        spouse = there[1] if len(there) > 1 else None
        return return_input(
            filing_status=law.federal.filing_status,
            age1=age_for_return(there[0], items.year),
            age2=age_for_return(spouse, items.year),
            wages1=items.wages[0],
            wages2=items.wages[1],
            interest=items.interest + items.funds["treasury"],
            us_government_interest=items.funds["treasury"],
            tax_exempt_interest=items.funds["exempt"],
            other_states_interest=items.funds["other_states"],
            reit_dividends=items.funds["reit"],
            foreign_tax=items.funds["foreign_tax"],
            foreign_income=items.funds["foreign_income"],
            ordinary_dividends=items.ordinary_dividends,
            qualified_dividends=items.qualified_dividends,
            pension=items.pension,
            annuity=items.annuity,
            ira_401k=items.ira_401k,
            qcd=items.qcd,
            nua_gain=items.nua,
            early_withdrawal=items.early_withdrawal,
            hsa_nonmedical=items.hsa,
            hsa_nonmedical_early=items.hsa_early,
            hsa_earnings=self.hsa_earnings(items, law),
            social_security=items.social_security,
            stcg=items.short_term,
            ltcg=items.long_term,
            st_carryover=self.short,
            lt_carryover=self.long,
            investments2=self.investments2,
            pension2=items.of_second["pension"],
            annuity2=items.of_second["annuity"],
            ira_401k2=items.of_second["ira_401k"],
            qcd2=items.of_second["qcd"],
            social_security2=items.of_second["social_security"],
            from_plan=items.from_plan,
            from_plan2=items.of_second["from_plan"],
        )

    def hsa_earnings(self, items: YearItems, law: YearLaw) -> float:
        """Return what a state without HSAs taxes of what they earned."""
        if not self.may_tax_hsas() or law.state is None:
            return 0.0
        return items.hsa_earned + max(0.0, items.hsa_gained)

    def may_tax_hsas(self) -> bool:
        """Return whether the state knows no HSA, or one that the household moves to."""
        home = self.scenario.household
        last = self.scenario.start.year + home.horizon_years
        moves = home.move.date is not None and home.move.date.year < last
        return bool({home.state, home.move.state if moves else ""} & {"CA", "NJ"})

    def file(self, items: YearItems, law: YearLaw) -> float:
        """Return the year's tax less what was withheld; fill the year's tax figures and move the carryovers on."""
        inputs = self.inputs(items, law)
        made = law.returned(inputs)
        state = law.state_tax(inputs, made)
        schedule = ordinary_tax(law.federal.ordinary, made.taxable_income - made.preferential_income)
        ordinary = min(schedule, made.regular_tax)
        carried_out = made.st_carryover_out + made.lt_carryover_out
        losses = items.allowed_losses + self.short + self.long
        used = losses - carried_out
        figures = {
            "tax_ordinary": max(0.0, ordinary - made.foreign_tax_credit),
            "tax_gains": made.regular_tax - ordinary - max(0.0, made.foreign_tax_credit - ordinary),
            "tax_amt": made.amt,
            "tax_niit": made.niit,
            "tax_additional": made.early_withdrawal_tax + made.additional_medicare,
            "tax_state": state,
            "tax_without_portfolio": self._whole(
                self._without_portfolio(items, law), replace(law, has_portfolio=False)
            ),
            "hsa_earnings": inputs.hsa_earnings,
            "loss_used_gains": max(0.0, used - made.loss_deducted),
            "loss_used_income": min(made.loss_deducted, used),
            "carryover": carried_out,
        }
        items.figures.update(figures)
        self.short, self.long = made.st_carryover_out, made.lt_carryover_out
        if law.listed is not None:
            law.listed.close(items.year, made.agi)
        if self.lives.is_first_death(items.year):
            items.add("carryover_expired", carried_out / 2)
            self.short, self.long = self.short / 2, self.long / 2
        elif self.lives.nobody_after(items.year):
            items.add("carryover_expired", carried_out)
        self.magi[items.year] = made.irmaa_magi
        self.aca_magi = made.aca_magi
        return _tax(made) + state - items.withheld

    def tax_if_sold(self, items: YearItems, law: YearLaw, gain: float) -> float:
        """Return the additional tax of the year if this long-term gain came on top; call before `file`."""
        inputs = self.inputs(items, law)
        more = inputs._replace(ltcg=inputs.ltcg + gain)
        with_gains, without = law.returned(more), law.returned(inputs)
        state = law.state_tax(more, with_gains) - law.state_tax(inputs, without)
        return _tax(with_gains) - _tax(without) + state

    def tax_of_cashing_out(self, items: YearItems, law: YearLaw, gain: float, income: float, share2: float) -> float:
        """Return the tax of `cash_out_years` equal parts: the first on top of the last year; call before `file`.

        Every later year is the household's own income, a part, and what is left to carry, each year's return by itself.
        """
        n = self.scenario.terminal.cash_out_years
        last = self.inputs(items, law)
        second = share2 * income / n
        first = last._replace(
            ltcg=last.ltcg + gain / n,
            ira_401k=last.ira_401k + income / n,
            ira_401k2=last.ira_401k2 + second,
        )
        made = law.returned(first)
        total = _tax(made) + law.state_tax(first, made) - self._whole(last, law)
        own, law = self._without_portfolio(items, law), replace(law, has_portfolio=False)
        for _ in range(n - 1):
            year = own._replace(
                ltcg=own.ltcg + gain / n,
                ira_401k=income / n,
                ira_401k2=second,
                st_carryover=made.st_carryover_out,
                lt_carryover=made.lt_carryover_out,
            )
            made = law.returned(year)
            total += _tax(made) + law.state_tax(year, made) - self._whole(own, law)
        return total

    def _without_portfolio(self, items: YearItems, law: YearLaw) -> ReturnInput:
        whole = self.inputs(items, law)
        return return_input(
            filing_status=whole.filing_status,
            age1=whole.age1,
            age2=whole.age2,
            wages1=items.wages[0],
            wages2=items.wages[1],
            pension=items.pension,
            social_security=items.social_security,
            stcg=items.outside_short,
            ltcg=items.outside_long,
            investments2=self.investments2,
            pension2=items.of_second["pension"],
            social_security2=items.of_second["social_security"],
        )

    def _whole(self, inputs: ReturnInput, law: YearLaw) -> float:
        made = law.returned(inputs)
        return _tax(made) + law.state_tax(inputs, made)


def _investments_of_second(scenario: Scenario) -> float:
    """Return the second person's share of the taxable accounts on the first day; half where there is no money."""
    if len(scenario.household.people) == 1:
        return 0.0
    prices = {security.symbol: security.price for security in scenario.securities}
    held = {"self": 0.0, "spouse": 0.0}
    for account in scenario.holdings.accounts:
        if account.type == "taxable":
            lots = [lot for lot in scenario.holdings.lots if lot.account == account.id]
            held[account.owner] += account.cash + sum(lot.quantity * prices[lot.symbol] for lot in lots)
    total = sum(held.values())
    return held["spouse"] / total if total else 0.5


def _tax(made: FederalReturn) -> float:
    return made.federal_tax_due
