"""Medicare's income-related monthly adjustment: each tier is a cliff."""

from sim.compile.decorators import kernel
from sim.law.beside_return import IrmaaLaw
from sim.law.projection import rounded_nearest


@kernel
def irmaa_tier(law: IrmaaLaw, magi: float) -> int:
    """Return the tier, 0 (none) to 5, of MAGI two years before the premium year.

    Lower tiers begin strictly above their threshold, the top tier at its threshold.

    References
    ----------
    42 USC 1395r(i)(3)(C).
    """
    if magi >= law.top_from:
        return 5
    tier = 0
    for index in range(4):
        if magi > law.over[index]:
            tier = index + 1
    return tier


@kernel
def irmaa_monthly(law: IrmaaLaw, magi: float) -> tuple[float, float]:
    """Return (Part B, Part D) adjustment a person [USD/month]."""
    tier = irmaa_tier(law, magi)
    if tier == 0:
        return 0.0, 0.0
    return law.part_b_add[tier - 1], law.part_d_add[tier - 1]


@kernel
def project_irmaa(base: IrmaaLaw, inflation_index: float, inflation_index_since_freeze: float, year: int) -> IrmaaLaw:
    """Return the Medicare adjustment of a later premium year.

    Simplification: premiums grow with general inflation, not with Medicare's cost.

    Parameters
    ----------
    base : IrmaaLaw
    inflation_index : float64
        Price level of ``year`` over that of ``base.year``.
    inflation_index_since_freeze : float64
        Price level of ``year`` over that of ``base.top_frozen_through``; not read up to that year.
    year : int64
        Premium year.
    """
    top_from = base.top_from
    if float(year) > base.top_frozen_through:
        top_from = rounded_nearest(top_from * inflation_index_since_freeze, base.threshold_step)
    first, second, third, fourth = base.over
    b1, b2, b3, b4, b5 = base.part_b_add
    d1, d2, d3, d4, d5 = base.part_d_add
    return IrmaaLaw(
        year,
        (
            rounded_nearest(first * inflation_index, base.threshold_step),
            rounded_nearest(second * inflation_index, base.threshold_step),
            rounded_nearest(third * inflation_index, base.threshold_step),
            rounded_nearest(fourth * inflation_index, base.threshold_step),
        ),
        top_from,
        (
            rounded_nearest(b1 * inflation_index, base.premium_step),
            rounded_nearest(b2 * inflation_index, base.premium_step),
            rounded_nearest(b3 * inflation_index, base.premium_step),
            rounded_nearest(b4 * inflation_index, base.premium_step),
            rounded_nearest(b5 * inflation_index, base.premium_step),
        ),
        (
            rounded_nearest(d1 * inflation_index, base.premium_step),
            rounded_nearest(d2 * inflation_index, base.premium_step),
            rounded_nearest(d3 * inflation_index, base.premium_step),
            rounded_nearest(d4 * inflation_index, base.premium_step),
            rounded_nearest(d5 * inflation_index, base.premium_step),
        ),
        rounded_nearest(base.part_b_standard * inflation_index, base.premium_step),
        base.top_frozen_through,
        base.threshold_step,
        base.premium_step,
    )
