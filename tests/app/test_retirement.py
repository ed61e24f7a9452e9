"""The pages of a retirement: the fields of the chosen rule only, what a rollover costs, milestones, lives."""

from streamlit.testing.v1 import AppTest

from tests.app.conftest import go, load, texts, widget

HOUSEHOLD, ROLLOVER, STRATEGIES = (f"pages/plan/{name}.py" for name in ("household", "rollover", "strategies"))


def is_shown(app: AppTest, place: str) -> bool:
    try:
        widget(app, place)
    except StopIteration:
        return False
    return True


def test_only_the_fields_of_the_rule_are_shown_and_success_is_explained(sample_app: AppTest) -> None:
    app, rule = go(sample_app, HOUSEHOLD), "household.spending_rule"
    assert not is_shown(app, f"{rule}.cut_above")
    assert "counts as success" not in texts(app)
    widget(app, f"{rule}.kind").set_value("guardrails").run()
    assert is_shown(app, f"{rule}.cut_above")
    assert not is_shown(app, f"{rule}.portfolio_share")
    assert "What counts as success" in texts(app)
    assert "76,500" in texts(app)  # 75 % of 102,000
    widget(app, f"{rule}.kind").set_value("portfolio_share").run()
    assert is_shown(app, f"{rule}.portfolio_share")
    assert not is_shown(app, f"{rule}.cut_above")
    widget(app, f"{rule}.later_life").set_value("decline").run()
    assert is_shown(app, f"{rule}.decline_rate")


def test_guardrails_without_a_target_are_explained_beside_it(sample_app: AppTest) -> None:
    app = go(sample_app, HOUSEHOLD)
    widget(app, "household.spending_rule.kind").set_value("guardrails").run()
    widget(app, "household.spending").set_value(0.0).run()
    assert not app.exception
    assert "Guardrails cut and raise the spending target" in texts(app)


def test_random_lives_say_what_the_table_says(sample_app: AppTest) -> None:
    app = go(sample_app, HOUSEHOLD)
    assert "an even chance" not in texts(app)
    widget(app, "household.lives.kind").set_value("random").run()
    assert not app.exception
    assert texts(app).count("an even chance") == 3  # each, and either of them
    assert "Trustees Report" in texts(app)


def test_the_rollover_page_shows_milestones_and_what_the_kind_costs(app: AppTest) -> None:
    go(load(app, "early-retiree"), ROLLOVER)
    assert "Milestones" in texts(app)
    assert "rule of 55" in texts(app)
    assert not is_shown(app, "rollovers[0].redeposit_date")
    widget(app, "rollovers[0].method").set_value("indirect_60_day").run()
    assert "day 60, the last one that counts" in texts(app)
    moved = widget(app, "rollovers[0].date").value
    widget(app, "rollovers[0].redeposit_date").set_value(moved.replace(day=30)).run()
    assert not app.exception
    assert "Withheld at once" in texts(app)
    assert "days out of the market" in texts(app)


def test_a_rate_that_is_no_bracket_is_explained_before_the_run(sample_app: AppTest) -> None:
    app = go(sample_app, STRATEGIES)
    widget(app, "strategies[0].conversion.kind").set_value("to_bracket").run()
    widget(app, "strategies[0].conversion.bracket_rate").set_value(13.0).run()
    assert not app.exception
    assert "No bracket that can be filled has this rate" in texts(app)
