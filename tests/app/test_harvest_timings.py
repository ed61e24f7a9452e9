"""Every harvest timing on the pages: offered and explained where a strategy is chosen, and shown on a shared screen."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from sim.scenario.enums import HARVEST_SCHEDULES, HarvestTiming
from tests.app.conftest import PRESENT, go, texts
from tests.app.test_pages import open_document
from ui.fields import FIELDS
from ui.share.present import SLIDES

STRATEGIES = "pages/plan/strategies.py"


@pytest.mark.parametrize("timing", HarvestTiming)
def test_the_timing_is_a_choice_and_is_explained(sample_app: AppTest, timing: HarvestTiming) -> None:
    schedule = HARVEST_SCHEDULES[timing]
    assert FIELDS["strategies[].harvest"].choices[timing] == schedule.label
    app = go(sample_app, STRATEGIES)
    assert not app.exception
    assert f"**{schedule.label}.** {schedule.sentence}" in texts(app)


@pytest.mark.parametrize("timing", HarvestTiming)
def test_a_shared_screen_shows_every_slide(
    sample_app: AppTest, timing: HarvestTiming, with_results: Callable[[AppTest], AppTest]
) -> None:
    document = json.loads(json.dumps(sample_app.session_state["_draft"]))
    document["strategies"] = [{"name": "Ours", "harvest": "none"}, {"name": "Mine", "harvest": timing.value}]
    app = go(with_results(open_document(sample_app, document)), PRESENT)
    for number, slide in enumerate(SLIDES, 1):
        assert not app.exception
        assert app.title[0].value == slide.title
        assert not {"Ours", "Mine"} & set(texts(app).split())
        if number < len(SLIDES):
            app.button(key="slide-next").click().run()
