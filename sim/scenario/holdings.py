"""What the household owns: accounts, securities and tax lots."""

from datetime import date
from typing import Annotated

from pydantic import Field

from sim.document.sizes import MOST_ACCOUNTS, MOST_LOTS
from sim.scenario.base import Day, Model, Money, Name, NoDust, Share, Symbol
from sim.scenario.enums import (
    AccountType,
    Acquisition,
    AnnuityTerm,
    AssetClass,
    Owner,
    PlanKind,
    SeriesMethod,
)

Rate = Annotated[float, Field(ge=0, le=0.25, allow_inf_nan=False)]


class Security(Model):
    """One thing that can be held. Two securities of one identity group are substantially identical (IRC 1091)."""

    symbol: Symbol
    name: str = ""
    asset_class: AssetClass
    price: Annotated[float, Field(gt=0, le=1e7, allow_inf_nan=False, description="Price per share [USD]"), NoDust]
    dividend_yield: Annotated[Rate, Field(description="Distributions a year as a share of price")] = 0.0
    qualified_share: Annotated[Share, Field(description="Share of distributions that are qualified dividends")] = 0.0
    treasury_share: Annotated[Share, Field(description="Share of distributions that is Treasury interest")] = 0.0
    treasury_assets: Annotated[
        Share | None,
        Field(
            description="Share of a fund's assets in Treasuries at each quarter's end; none: as of its distributions"
        ),
    ] = None
    exempt_share: Annotated[Share, Field(description="Share of distributions that is tax-exempt interest")] = 0.0
    own_state_share: Annotated[Share, Field(description="Share of tax-exempt interest from the home state's bonds")] = (
        0.0
    )
    declares_daily: Annotated[
        bool, Field(description="Tax-exempt interest: does the fund declare it daily, as most mutual funds do?")
    ] = False
    reit_share: Annotated[
        Share, Field(description="Share of distributions that is dividends of real estate trusts (IRC 199A)")
    ] = 0.0
    foreign_share: Annotated[Share, Field(description="Share of distributions from foreign sources")] = 0.0
    foreign_tax_share: Annotated[Rate, Field(description="Foreign tax of a fund, over its distributions")] = 0.0
    short_gain_rate: Annotated[
        Rate, Field(description="Short-term gains that a fund distributes each December, as a share of price")
    ] = 0.0
    long_gain_rate: Annotated[
        Rate, Field(description="Long-term gains that a fund distributes each December, as a share of price")
    ] = 0.0
    announced_on: Annotated[
        Day | None, Field(description="Ex-dividend day of gains that the fund has announced; none: nothing announced")
    ] = None
    announced_short_rate: Annotated[Rate, Field(description="Short-term gains announced, as a share of price")] = 0.0
    announced_long_rate: Annotated[Rate, Field(description="Long-term gains announced, as a share of price")] = 0.0
    expense_ratio: Annotated[Rate, Field(description="Yearly fund cost as a share of value")] = 0.0
    own_volatility: Annotated[
        Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)] | None,
        Field(description="Single stock: yearly volatility in addition to its asset class's; none: the usual one"),
    ] = None
    identity_group: Annotated[
        str, Field(max_length=60, description="Securities that share a group are substantially identical")
    ] = ""
    replacement: Annotated[
        Symbol | None, Field(description="What a harvest buys instead; must be in another identity group")
    ] = None
    tracking_error: Annotated[
        Share | None,
        Field(description="How far a year of its replacement departs from its own; none: the usual of its kind"),
    ] = None
    is_employer_stock: bool = False
    is_annuity: bool = False

    @property
    def group(self) -> str:
        """The identity group; a security that names none is identical only to itself."""
        return self.identity_group or self.symbol


class Account(Model):
    """One account. A plan (401(k), 403(b), TSP, 457(b)) may hold after-tax and Roth money beside the pretax part.

    Simplification: equal periodic payments use the Single Life Table, at most the rate that may be used in any case and
    one method throughout; nothing else leaves the account while they run, so that they are never changed. Inherited are
    traditional IRAs alone, by an heir who has ten years: no spouse, minor, disabled or nearly as old; they give nothing
    to charity. A survivor's 457(b) stays one; a 457(b)'s last three years and a 403(b)'s 15 years allow no more.
    """

    id: Annotated[str, Field(min_length=1, max_length=60)]
    name: Name = "Account"
    type: AccountType
    owner: Owner = Owner.SELF
    cash: Annotated[Money, Field(description="Uninvested cash [USD]")] = 0.0
    reinvests_dividends: Annotated[
        bool, Field(description="Do distributions buy more shares of the security that pays them?")
    ] = True
    after_tax_amount: Annotated[
        Money, Field(description="401(k), traditional IRA: after-tax contributions, no tax when paid out [USD]")
    ] = 0.0
    paid_so_far: Annotated[
        Money, Field(description="401(k), IRA: paid out in the plan's first year before its first day [USD]")
    ] = 0.0
    is_of_present_employer: Annotated[
        bool,
        Field(description="401(k): is it the plan of the owner's present employer, of which the owner has at most 5%?"),
    ] = False
    plan_kind: Annotated[PlanKind, Field(description="401(k): kind of employer's plan")] = PlanKind.PLAN_401K
    rolled_in_amount: Annotated[Money, Field(description="457(b): value of what was rolled into it [USD]")] = 0.0
    series_from: Annotated[Day | None, Field(description="Month in which equal payments begin; none: none do")] = None
    series_method: Annotated[SeriesMethod, Field(description="How they are worked out")] = SeriesMethod.AMORTIZATION
    series_rate: Annotated[Share, Field(description="Equal payments, amortized: interest rate")] = 0.05
    inherited_from: Annotated[str, Field(max_length=60, description="Inherited IRA: name of whose it was")] = ""
    decedent_born: Annotated[Day | None, Field(description="Inherited IRA: date of birth of that person")] = None
    decedent_died: Annotated[Day | None, Field(description="Inherited IRA: date of the death")] = None
    roth_contributions: Annotated[
        Money | None,
        Field(description="Roth IRA: contributions in it, and conversions over 5 years old; none: all of it"),
    ] = None
    roth_opened: Annotated[
        int | None, Field(ge=1998, le=2200, description="Roth IRA: year of the first contribution; none: long ago")
    ] = None
    pays_from: Annotated[
        Day | None, Field(description="Annuity: month in which it begins to pay; none: it does not")
    ] = None
    pays_years: Annotated[int, Field(ge=1, le=50, description="Annuity: years that the installments are paid")] = 20
    pays_for: Annotated[AnnuityTerm, Field(description="Annuity: does it pay over years, or for life?")] = (
        AnnuityTerm.YEARS
    )
    payout_rate: Annotated[
        float | None,
        Field(
            gt=0,
            le=0.5,
            allow_inf_nan=False,
            description="Lifetime annuity: yearly payments as a share of its value",
        ),
        NoDust,
    ] = None
    pays_survivor_share: Annotated[
        Share, Field(description="Lifetime annuity: share of the payments that continues to a surviving spouse")
    ] = 0.0
    roth_amount: Annotated[Money, Field(description="401(k): value of the designated Roth account [USD]")] = 0.0


class Lot(Model):
    """Shares bought on one day. ``cost_basis`` is the total for the lot, not per share."""

    account: Annotated[str, Field(description="Id of the account that holds the lot")]
    symbol: Symbol
    quantity: Annotated[float, Field(gt=0, le=1e10, allow_inf_nan=False, description="Shares"), NoDust]
    acquired: Annotated[Day, Field(description="Acquisition date")]
    cost_basis: Annotated[
        Money, Field(description="Total cost of the lot; inherited or given: its value on that day [USD]")
    ]
    came_by: Annotated[Acquisition, Field(description="Were the shares bought, inherited or given?")] = (
        Acquisition.BOUGHT
    )
    donor_basis: Annotated[
        Money | None, Field(description="Given: what the donor's basis in the whole lot was [USD]")
    ] = None
    donor_acquired: Annotated[
        Day | None, Field(description="Given: the day from which the donor held it; none: the day of the gift")
    ] = None

    @property
    def is_bought(self) -> bool:
        return self.came_by is Acquisition.BOUGHT

    @property
    def gain_basis(self) -> float:
        """Basis for a gain [USD]: the donor's where the lot was given (IRC 1015(a))."""
        return self.cost_basis if self.donor_basis is None else self.donor_basis

    @property
    def loss_basis(self) -> float:
        """Basis for a loss [USD]: of a given lot the lesser of the donor's and the value on that day (IRC 1015(a))."""
        return min(self.gain_basis, self.cost_basis)

    @property
    def has_two_bases(self) -> bool:
        return self.loss_basis < self.gain_basis

    def basis_at(self, value: float) -> float:
        """Return the basis by which the lot is sold for a value [USD]; between two there is neither gain nor loss."""
        return max(self.loss_basis, min(value, self.gain_basis))

    def held_from(self, value: float) -> date:
        """Return the day from which the lot counts as held, sold for a value [USD]: the donor's (IRC 1223(2)).

        Where a gift is sold by its value on that day, from then on. An inherited lot is long-term whatever the day.
        """
        is_sold_by_value = self.has_two_bases and value < self.loss_basis
        return self.acquired if is_sold_by_value else self.donor_acquired or self.acquired


def unrealized_gain(quantity: float, price: float, cost_basis: float, donor_basis: float | None = None) -> float:
    """Return what shares are worth above the basis by which they would be sold [USD]; a loss is negative.

    donor_basis : of a gift, of which `cost_basis` is the value on that day
    """
    value, for_gain = quantity * price, cost_basis if donor_basis is None else donor_basis
    return value - max(min(cost_basis, for_gain), min(value, for_gain))


class Holdings(Model):
    """Every account of the household and every lot in them."""

    accounts: Annotated[tuple[Account, ...], Field(max_length=MOST_ACCOUNTS)] = ()
    lots: Annotated[tuple[Lot, ...], Field(max_length=MOST_LOTS)] = ()
