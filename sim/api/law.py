"""The law as people read it: figures with their references, what ends when, what is simplified."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.law.explained.defaults import defaults as defaults
    from sim.law.explained.departures import departures as departures
    from sim.law.explained.endings import endings as endings
    from sim.law.explained.federal_rows import federal_rows as federal_rows
    from sim.law.explained.federal_rows import years_shown as years_shown
    from sim.law.explained.local_rows import local_notes as local_notes
    from sim.law.explained.local_rows import local_rows as local_rows
    from sim.law.explained.local_rows import states_with_local_tax as states_with_local_tax
    from sim.law.explained.simplifications import simplifications as simplifications
    from sim.law.explained.staleness import stale_parts as stale_parts
    from sim.law.explained.state_rows import all_states as all_states
    from sim.law.explained.state_rows import state_rows as state_rows
    from sim.law.explained.unknowns import unknowns as unknowns
    from sim.law.filled_brackets import bracket_problems as bracket_problems
    from sim.law.local.local_law import local_what as local_what
    from sim.law.local.local_law import locality as locality
    from sim.law.state_tables import state_info as state_info
    from sim.localities import listed_place as listed_place
    from sim.localities import local_places as local_places
    from sim.localities import states_of_place as states_of_place
    from sim.statute import age_in_words as age_in_words
    from sim.statute import wash_sale_window as wash_sale_window
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
