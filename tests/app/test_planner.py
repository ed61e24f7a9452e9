"""The harvest planner page: lots and days are picked, readings switched, and the figures follow at once."""

from datetime import date

from streamlit.testing.v1 import AppTest

from tests.app.conftest import go, load, texts

PAGE = "pages/plan/planner.py"
BOND_LOTS = [13, 14, 15]  # L14 to L16 of the couple's sample: BND, long-term, below cost


def planner(app: AppTest) -> AppTest:
    opened = go(app, PAGE)
    assert not opened.exception
    return opened


def metric(app: AppTest, label: str) -> float:
    (found,) = [one.value for one in app.metric if one.label == label]
    return float(str(found).replace("$", "").replace(",", ""))


def choose(app: AppTest, lots: list[int]) -> AppTest:
    return next(one for one in app.multiselect if one.label == "Lots to sell").set_value(lots).run()


def switch(app: AppTest, label: str, to: bool) -> AppTest:
    return next(one for one in app.checkbox if label in one.label).set_value(to).run()


def planned_losses(app: AppTest) -> tuple[float, float, float]:
    return metric(app, "Loss kept"), metric(app, "Deferred"), metric(app, "Lost for good")


def test_lots_and_days_are_picked_and_the_losses_follow(sample_app: AppTest) -> None:
    app = choose(planner(sample_app), BOND_LOTS)
    # paid 37,506 + 33,326 + 25,830 for 420 + 380 + 300 shares at $74.10
    assert abs(sum(planned_losses(app)) - (96_662 - 1_100 * 74.10)) < 2
    january = planned_losses(app)
    app = next(one for one in app.date_input if one.label == "Sell on").set_value(date(2026, 1, 20)).run()
    assert not app.exception
    assert planned_losses(app) != january  # other reinvested dividends lie in the 61 days
    assert abs(sum(planned_losses(app)) - sum(january)) < 2
    app = choose(app, [])
    assert not [one for one in app.metric if one.label == "Loss kept"]
    assert "Records" not in [one.value for one in app.subheader]


def test_a_reading_switched_off_gives_a_part_of_the_loss_back(sample_app: AppTest) -> None:
    app = choose(planner(sample_app), BOND_LOTS)
    with_plan = metric(app, "Lost for good")
    app = switch(app, "401(k) can cause a wash sale", False)
    without_plan = metric(app, "Lost for good")
    assert 0 < without_plan < with_plan
    app = switch(app, "spouse's purchase can cause", False)
    assert metric(app, "Lost for good") < without_plan


def test_choices_outlive_a_visit_to_another_page(sample_app: AppTest) -> None:
    app = choose(planner(sample_app), [13])
    kept = planned_losses(app)
    assert planned_losses(planner(go(app, "pages/plan/holdings.py"))) == kept


def test_the_rollover_in_kind_and_in_cash_stand_side_by_side(sample_app: AppTest) -> None:
    app = planner(sample_app)
    loss = 37_506 + 33_326 + 25_830 + 290.16 - (420 + 380 + 300 + 3.9) * 74.10
    assert metric(app, "In kind: loss lost for good") == 0
    assert metric(app, "In cash, same fund: loss lost for good") == round(loss)


def test_no_taxable_account_is_worth_exactly_nothing(app: AppTest) -> None:
    opened = planner(load(app, "no-taxable-account"))
    assert "worth exactly \\$0" in texts(opened)
    assert not opened.multiselect or "Lots to sell" not in [one.label for one in opened.multiselect]


def test_a_guard_says_whether_it_holds_this_year(sample_app: AppTest) -> None:
    sample_app.session_state["_draft"]["strategies"][1].update(min_marginal_rate=0.9, name="Guarded")
    for page in (PAGE, "pages/results/this_year.py"):
        shown = texts(go(sample_app, page)).replace("\\", "")  # which keeps Markdown out of names
        assert "only while the marginal rate on long-term gains is 90% or more" in shown, page
        assert "it does not harvest this year" in shown, page


def test_what_not_to_buy_is_listed_by_account(sample_app: AppTest) -> None:
    """BND sold on January 1, 2026: 30 days before and after are December 2 and January 31 (IRC 1091(a))."""
    app = choose(planner(sample_app), BOND_LOTS)
    assert "Do not buy" in [one.value for one in app.subheader]
    (table,) = [one.value for one in app.dataframe if "A purchase would" in one.value.columns]
    assert set(table["Until"]) == {date(2026, 1, 31)}
    assert set(table["From"]) == {date(2025, 12, 2)}
    assert set(table["Do not buy"]) == {"BND, VBMPX"}
    assert list(table["Account"]) == [
        *("Alex's 401(k)", "Alex's HSA", "Alex's Roth IRA", "Alex's rollover IRA", "Joint brokerage", "Sam's IRA"),
    ]
    buttons = [one.label for one in app.get("download_button")]
    assert {"Trade list (.csv)", "Form 8949 for tax software (.txf)"} <= set(buttons)
