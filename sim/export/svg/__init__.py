"""A plotly figure's JSON as a vector picture for paper, drawn without a browser."""
