"""What heirs keep: income tax on inherited pretax money over ten years, estate tax, charity."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import lives_in, n_living
from sim.engine.kernels.rollovers.nua import unrealized_nua
from sim.engine.kernels.sheltered.ira_basis import income_of_heirs_from_iras
from sim.engine.kernels.sheltered.sheltered import account_value
from sim.engine.kernels.taxes.laws_on_path import price_index
from sim.engine.kernels.taxes.tax_year import unrealized_gains
from sim.engine.records.codes import Kind
from sim.engine.records.fields import Terminal, Yearly
from sim.engine.records.types import EstateLaws, Household, Lives, Positions, Quotes, Sheltered, YearEnds
from sim.law.projection import rounded_nearest
from sim.tax.estate import estate_tax


@inner_kernel
def spread_income_of_heirs(household: Household, sheltered: Sheltered, lives: Lives, quotes: Quotes) -> float:
    """Return what heirs tax as it comes out of plans and IRAs [USD]. References: IRC 691, 1014(c), 401(a)(9)(H)."""
    income = income_of_heirs_from_iras(household, sheltered, lives, quotes)
    for account in range(household["n_accounts"]):
        if household["account_kind"][account] in (Kind.PLAN, Kind.INHERITED):
            counted = account_value(household, sheltered, account, quotes) * (1.0 - sheltered["roth_share"][account])
            income += max(0.0, counted - sheltered["basis"][account])
    return income


@inner_kernel
def income_of_heirs_at_once(household: Household, sheltered: Sheltered, quotes: Quotes) -> float:
    """Return what heirs tax in the year of death [USD]: HSAs and annuity gains. Reference: IRC 223(f)(8)(B), 72(s).

    Simplification: an annuity's gain too, though it may be spread over five years.
    """
    income = 0.0
    for account in range(household["n_accounts"]):
        value, kind = account_value(household, sheltered, account, quotes), household["account_kind"][account]
        if kind == Kind.HSA:
            income += value
        elif kind == Kind.ANNUITY:
            income += max(0.0, value - sheltered["basis"][account])
    return income


@inner_kernel
def basic_exclusion(household: Household, estate: EstateLaws, year: int, price_at_year_end: YearEnds) -> float:
    """Return the basic exclusion of a year of death, projected where none is published [USD]. IRC 2010(c)(3)."""
    calendar_year, last = household["first_year"] + year, len(estate) - 1
    law = estate[min(last, max(0, calendar_year - estate[0].year))]
    if calendar_year <= estate[last].year:
        return law.basic_exclusion
    index = price_index(household, estate[last].year, year, price_at_year_end)
    return rounded_nearest(law.basic_exclusion * index, law.exclusion_step)


@inner_kernel
def exclusions(household: Household, estate: EstateLaws, lives: Lives, year: int, price_at_year_end: YearEnds) -> float:
    """Return the exclusions that stand against what is left [USD]: two for a couple, or the first spouse's unused one.

    Simplification: everything goes to the spouse at the first death (IRC 2056), so that the whole exclusion of that
    year is left unused. References: IRC 2010(c)(2), (4), (5).
    """
    own = basic_exclusion(household, estate, year, price_at_year_end)
    if household["n_people"] < 2:
        return own
    if n_living(household, lives, year) == 2:
        return 2.0 * own
    if household["elects_portability"] == 0:
        return own
    dead = 1 if lives_in(lives, 0, year) else 0
    return own + basic_exclusion(household, estate, lives["death_year"][dead], price_at_year_end)


@cold_kernel
def settle_estate(
    household: Household,
    estate: EstateLaws,
    positions: Positions,
    lives: Lives,
    year: int,
    wealth: float,
    quotes: Quotes,
    price_at_year_end: YearEnds,
) -> None:
    """Write what heirs keep of `wealth` (after the last year's tax), what charity gets and the taxes between [USD].

    Modifies `positions`.

    Heirs take inherited plans, IRAs and Roth accounts in ten equal parts at the ends of the ten years after (IRC
    401(a)(9)(B)(ii), (H)), tax what is income at their rate as it comes out, and discount it. Taxable lots are stepped
    up (IRC 1014), but for net unrealized appreciation, a long-term gain at once. The estate tax on income of a decedent
    is deducted from it (IRC 691(c)); simplification: not from the gain.

    Simplification: no heir is a spouse, a minor, disabled, or nearly as old as the deceased; estate tax is paid by
    other money than inherited accounts; the deduction of IRC 691(c) is taken at once; states tax neither.
    """
    sheltered, tally = positions["sheltered"], positions["tally"]
    terminal = tally["terminal"]
    spread, at_once = (
        spread_income_of_heirs(household, sheltered, lives, quotes),
        income_of_heirs_at_once(household, sheltered, quotes),
    )
    pretax, roth = tally["yearly"][year, Yearly.BALANCE_PRETAX], tally["yearly"][year, Yearly.BALANCE_ROTH]
    to_charity = pretax * household["charity_share"]
    to_charity = min(pretax, to_charity + household["charity_amount"] * price_at_year_end[year])
    if to_charity > 0.0:
        spread *= 1.0 - to_charity / pretax
    law, taxable_estate = estate[len(estate) - 1], wealth - to_charity
    more = exclusions(household, estate, lives, year, price_at_year_end) - law.basic_exclusion
    on_estate = estate_tax(law, max(0.0, taxable_estate), more)
    income = spread * household["heirs_factor"] + at_once
    if on_estate > 0.0:
        without = estate_tax(law, max(0.0, taxable_estate - spread - at_once), more)
        income = max(0.0, income - (on_estate - without))
    gain = unrealized_nua(household, positions["taxable"], quotes)
    if household["has_step_up"] == 0:
        gain = max(0.0, unrealized_gains(household, positions["taxable"], quotes))
    on_income = household["heirs_tax_rate"] * income + household["heirs_gains_rate"] * gain
    deferral = (household["heirs_factor"] - 1.0) * (pretax - to_charity + roth)
    terminal[Terminal.CHARITY], terminal[Terminal.ESTATE_TAX], terminal[Terminal.HEIRS_INCOME_TAX] = (
        to_charity,
        on_estate,
        on_income,
    )
    terminal[Terminal.HEIRS_WEALTH] = wealth - to_charity - on_estate - on_income + deferral
