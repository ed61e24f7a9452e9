"""Why a difference is zero, or cannot be told from zero, in words a household understands."""

from sim.engine.run.result import RunResult
from sim.results.findings import Findings
from sim.results.paired import PairedDifference
from sim.scenario.enums import HarvestTiming

NO_TAXABLE_ACCOUNT = (
    "This household has no taxable account, so there is nothing to harvest: inside a 401(k) or an IRA a sale has no "
    "taxable gain and no deductible loss, and a direct rollover to a traditional IRA is not taxed at all. Harvesting "
    "is worth exactly $0 in every market, whenever it is done."
)


def usd(amount: float) -> str:
    """Return whole dollars with the minus before the sign: ``-$1,234``."""
    digits = f"{abs(amount):,.0f}"
    return f"-${digits}" if amount < 0 and digits != "0" else f"${digits}"


def signed_usd(amount: float) -> str:
    """Return whole dollars with their sign: ``+$1,234``, ``-$1,234``."""
    return f"{'+' if amount > 0 else ''}{usd(amount)}"


def why_no_taxable_account(result: RunResult) -> str | None:
    """Return why every strategy is worth nothing here, None where the household has a taxable account."""
    return None if result.scenario.has_taxable_account else NO_TAXABLE_ACCOUNT


def why_zero(findings: Findings, index: int, difference: PairedDifference) -> str | None:
    """Return why strategy `index` differs by nothing from the first one, None where it differs measurably."""
    first = findings.names[0]
    if index == 0 or difference.is_measurable:
        return None
    if not findings.result.scenario.has_taxable_account:
        return NO_TAXABLE_ACCOUNT
    if difference.is_zero:
        return _why_exactly_zero(findings, index, first)
    if difference.standard_error != difference.standard_error:  # NaN: a single path has no standard error
        return "On a single path a difference could be chance; run more paths."
    return (
        f"No measurable difference in after-tax wealth from “{first}”: {usd(difference.mean)} is within two standard "
        f"errors ({usd(2 * difference.standard_error)}) of zero. More paths would narrow the error."
    )


def _why_exactly_zero(findings: Findings, index: int, first: str) -> str:
    if findings.result.scenario.strategies[index].harvest is HarvestTiming.NONE:
        return f"This strategy does not harvest, so it is the same as “{first}” on every path."
    if not findings.ledger["harvested_loss"][index].any():
        guard = findings.result.scenario.strategies[index].guard
        if guard:
            return (
                f"This strategy harvests {guard}. On no path did a lot meet its thresholds on a day on which that was "
                f"so, so nothing was harvested and it is the same as “{first}”."
            )
        return (
            "On no path did a lot meet this strategy's thresholds on its harvest days, so nothing was harvested and it "
            f"is the same as “{first}”."
        )
    return f"Losses were harvested, but they changed no tax: wealth equals that of “{first}” on every path."
