"""Pictures that need no run: the year, the map of brackets, the dates, the wash-sale calendar."""
