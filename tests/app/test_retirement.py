"""The pages of a retirement: the fields of the chosen rule only, what a rollover costs, milestones, lives."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.app.conftest import go, load, texts, widget

NAMES = ("household", "holdings", "rollover", "strategies")
HOUSEHOLD, HOLDINGS, ROLLOVER, STRATEGIES = (f"pages/plan/{name}.py" for name in NAMES)


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
    assert "76,500" in texts(app)  # 75% of 102,000
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
    widget(app, "household.lives.kind").set_value("horizon").run()
    assert "an even chance" not in texts(app)
    assert "Nobody dies before the plan ends" in texts(app)
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
    widget(app, "rollovers[0].redeposit_date").set_value(f"{moved[:3]}30{moved[5:]}").run()
    assert not app.exception
    assert "Withheld at once" in texts(app)
    assert "days out of the market" in texts(app)


def test_a_rate_that_is_no_bracket_is_explained_before_the_run(sample_app: AppTest) -> None:
    app = go(sample_app, STRATEGIES)
    widget(app, "strategies[0].conversion.kind").set_value("to_bracket").run()
    widget(app, "strategies[0].conversion.bracket_rate").set_value(13.0).run()
    assert not app.exception
    assert "No bracket that can be filled has this rate" in texts(app)


def test_an_annuity_shows_the_fields_of_its_term_and_says_what_is_missing(sample_app: AppTest) -> None:
    app, place = go(sample_app, HOLDINGS), "holdings.accounts[6]"
    assert not is_shown(app, f"{place}.pays_years")
    widget(app, f"{place}.pays_from").set_value("01/05/2028").run()
    assert is_shown(app, f"{place}.pays_years")
    widget(app, f"{place}.pays_for").set_value("life").run()
    assert not is_shown(app, f"{place}.pays_years")
    assert "Lifetime payments need a payout rate" in texts(app)
    widget(app, f"{place}.payout_rate").set_value(6.5).run()
    assert not app.exception
    assert "Lifetime payments need" not in texts(app)
    widget(app, f"{place}.payout_rate").set_value(None).run()
    assert "Lifetime payments need a payout rate" in texts(app)


def test_a_share_that_is_too_large_is_explained_as_the_percentage_it_was_typed_as(sample_app: AppTest) -> None:
    app, place = go(sample_app, HOLDINGS), "holdings.accounts[6]"
    widget(app, f"{place}.pays_from").set_value("01/05/2028").run()
    widget(app, f"{place}.pays_for").set_value("life").run()
    widget(app, f"{place}.pays_survivor_share").set_value(150.0).run()
    assert "at most 100%" in texts(app).replace("\\", "")
    assert "found: 150%" in texts(app)


def test_what_is_taxed_beside_income_stands_on_the_income_page_with_its_rule(
    sample_app: AppTest, with_results: Callable[[AppTest], AppTest]
) -> None:
    app = go(with_results(sample_app), "pages/results/income.py")
    assert not app.exception
    assert "IRC 408A(d)(2), (3)(F), 72(t)" in texts(app)


def test_the_plan_can_be_made_as_long_as_nearly_all_lives(sample_app: AppTest) -> None:
    app = go(sample_app, HOUSEHOLD)
    assert "Plan for" not in "".join(button.label for button in app.button)  # the sample is that long
    widget(app, "household.horizon_years").set_value(20).run()
    assert "the plan runs for 20" in texts(app)
    app.button(key="plan-for-lives").click().run()
    assert not app.exception
    assert app.session_state["_draft"]["household"]["horizon_years"] == 35
