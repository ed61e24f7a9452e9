"""What becomes of what is left: heirs, the estate tax, charity."""

from ui.fields.field import DECIDE, Field, Kind

HEIRS: dict[str, Field] = {
    "terminal.cash_out_years": Field(
        "Cash out over [years]",
        Kind.WHOLE,
        "After-tax wealth is what is left if you sell everything and empty your pretax accounts over this many years.",
        "Sold in one year, decades of gains meet the highest brackets, which nobody has to do. It can decide whether "
        "harvesting pays.",
        "10 is what a retiree in no hurry would do. 1 sells all lots on the last day and taxes pretax money at the "
        "heirs' rate.",
    ),
    "household.heirs_tax_rate": Field(
        "Heirs' tax rate on pretax money [%]",
        Kind.PERCENT,
        "The rate heirs will pay on what is left in 401(k)s and IRAs.",
        "Heirs take it as income within ten years, while taxable lots are stepped up; this decides who gains.",
        "An estimate: the marginal bracket of those who inherit.",
    ),
    "household.heirs.growth_rate": Field(
        "Growth of inherited accounts a year [%]",
        Kind.PERCENT,
        "What inherited plans, IRAs and Roth accounts earn in the ten years in which they must be emptied.",
        "They come out in equal parts and are taxed as they do; growth in a Roth account is not taxed at all.",
        "An assumption, before inflation; if it equals the rate next to it, the ten years are worth nothing.",
    ),
    "household.heirs.discount_rate": Field(
        "Heirs' own money earns after tax [%]",
        Kind.PERCENT,
        "The rate at which what comes out later is discounted to the day of death.",
        "Below the growth rate, deferral in inherited accounts is worth something, in Roth accounts most.",
        "An assumption: growth less the tax on it in a taxable account.",
    ),
    "household.heirs.gains_tax_rate": Field(
        "Heirs' tax rate on long-term gains [%]",
        Kind.PERCENT,
        "The rate heirs will pay on net unrealized appreciation of employer stock that is not sold before.",
        "Other taxable lots are stepped up at death; this appreciation is not (IRC 1014(c), Rev. Rul. 75-125).",
        "An estimate: 15% for most.",
    ),
    "household.heirs.charity_share": Field(
        "Left to charity [% of pretax money]",
        Kind.PERCENT,
        "Share of 401(k)s and traditional IRAs left to a charity by beneficiary form.",
        "It is income to no one and not part of the taxable estate (IRC 501(c)(3), 2055): the cheapest money to give.",
        DECIDE,
    ),
    "household.heirs.charity_amount": Field(
        "Left to charity, amount",
        Kind.USD,
        "Left to charity out of the rest of the pretax money, in today's dollars.",
        "Counts like the share next to it; no more is given than there is.",
        DECIDE,
    ),
    "household.heirs.elects_portability": Field(
        "Survivor keeps the unused exclusion",
        Kind.FLAG,
        "Whether an estate tax return is filed at the first death to carry the unused exclusion over (Form 706).",
        "Without it only one exclusion instead of two counts at the second death (IRC 2010(c)(5)).",
        DECIDE,
    ),
}
