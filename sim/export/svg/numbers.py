"""Numbers as plotly's JSON holds them: plain lists, or an array in base64."""

import base64
from typing import Any

import numpy as np


def numbers(values: Any) -> list[float]:
    """Return a list of floats; what is missing is NaN."""
    if isinstance(values, dict):
        return [float(value) for value in np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"])]
    return [float("nan") if value is None else float(value) for value in values or []]
