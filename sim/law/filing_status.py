"""Filing status as the numeric code kernels see. The word is ``sim.scenario.enums.FilingStatus``."""

from enum import IntEnum

from sim.scenario.enums import FilingStatus


class FilingStatusCode(IntEnum):
    """IRC 1(a)-(d), 2. The order is the order of the columns in every law data file."""

    SINGLE = 0
    MARRIED_FILING_JOINTLY = 1
    HEAD_OF_HOUSEHOLD = 2
    MARRIED_FILING_SEPARATELY = 3
    SURVIVING_SPOUSE = 4


CODE_OF = {
    FilingStatus.SINGLE: FilingStatusCode.SINGLE,
    FilingStatus.MARRIED_FILING_JOINTLY: FilingStatusCode.MARRIED_FILING_JOINTLY,
    FilingStatus.HEAD_OF_HOUSEHOLD: FilingStatusCode.HEAD_OF_HOUSEHOLD,
    FilingStatus.MARRIED_FILING_SEPARATELY: FilingStatusCode.MARRIED_FILING_SEPARATELY,
    FilingStatus.SURVIVING_SPOUSE: FilingStatusCode.SURVIVING_SPOUSE,
}
STATUS_OF = {code: status for status, code in CODE_OF.items()}
