"""A picture, the same figures as a table, and the same in words."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go


@dataclass(frozen=True)
class View:
    """What a page shows.

    figure : the picture
    table : its figures, one row a bar, a box or a year; strategy names are the user's own text, not yet escaped
    words : one or two sentences saying what the picture says, plain text, also its text alternative
    """

    figure: go.Figure
    table: pd.DataFrame
    words: str
