"""Words of the trade that pages and summaries explain alike, loaded by both without the results."""

STANDARD_ERROR = (
    "How far chance alone moves the mean of this many paths. ± is two standard errors of the difference path by path; "
    "a smaller difference could be chance. It says nothing about whether the assumptions hold."
)
