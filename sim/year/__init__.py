"""One year in plain sight: the household's return of the plan's first year, and what the next dollar of it costs."""
