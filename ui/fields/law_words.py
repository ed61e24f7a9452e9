"""What the law in force counts, as the fields' help says it: read from its data, as the simulation does."""

from datetime import date

from sim.api.law import age_in_words, wash_sale_window

TODAY = date.today()
NOT_EARLY = age_in_words("not_early_age", TODAY)
WASH_DAYS = f"{wash_sale_window(TODAY).days} days"
