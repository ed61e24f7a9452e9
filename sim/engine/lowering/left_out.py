"""A plan's arrays for a run that asks what the taxable accounts alone cost in tax."""

from dataclasses import replace

from sim.engine.lowering.lower import Lowered


def leaving_out_taxable(lowered: Lowered) -> Lowered:
    """Return the arrays of a run whose ``tax_without_portfolio`` is the tax without the taxable accounts alone.

    What they pay out, realize and carried in as losses is left out. ``liquidation_tax_at_once`` is then that of their
    lots: heirs tax nothing.
    """
    household = lowered.job.household.copy()
    household[0]["left_out"], household[0]["heirs_tax_rate"] = 1, 0.0
    return replace(lowered, job=lowered.job._replace(household=household))
