"""The amounts that a state's form starts from, by word, for the slow twin of the state kernel."""

PERSONAL_INCOME = ("wages", "pension", "plan_and_ira", "annuity")


def classes_of(household, federal, income, document):
    """Return the amounts the form starts from, by word."""
    capital = federal["net_short_term"] + federal["net_long_term"]
    losses = income.get("losses", "federal")
    in_agi = capital if capital >= 0 else -federal["loss_deducted"]
    gain = in_agi
    if losses == "no_offset_no_carryover":
        gain = max(0.0, household["stcg"] + household["ltcg"])
    if losses == "full_offset_no_carryover":
        gain = household["stcg"] + household["ltcg"]
    benefits = federal["taxable_social_security"]
    is_unknown = income.get("hsa_earnings", "exempt") == "taxed"
    hsa = household["hsa_earnings" if is_unknown else "hsa_nonmedical"]
    amounts = {
        "wages": household["wages1"] + household["wages2"],
        "interest": household["interest"] - household["us_government_interest"],
        "tax_exempt_interest": household["tax_exempt_interest"],
        "dividends": household["ordinary_dividends"],
        "qualified_dividends": household["qualified_dividends"],
        "pension": household["pension"],
        "plan_and_ira": federal["taxable_ira"],
        "plan": household["from_plan"],
        "ira": federal["taxable_ira"] - household["from_plan"],
        "annuity": household["annuity"],
        "social_security": household["social_security"],
        "taxable_social_security": benefits,
        "untaxed_social_security": household["social_security"] - benefits,
        "gain": gain,
        "long_term_gain": max(0.0, federal["net_long_term"]),
        "net_capital_gain": federal["net_capital_gain"],
        "other_income": household["other_income"] + hsa,
        "hsa_deduction": household["hsa_deduction"],
        "federal_standard_deduction": federal["standard_deduction"],
        "senior_deduction": federal["senior_deduction"],
        "federal_agi": federal["agi"],
        "federal_income_tax": federal["regular_tax"] - federal["foreign_tax_credit"] + federal["amt"],
        "federal_niit": federal["niit"],
        "federal_taxable_income": federal["taxable_income"],
        "net_investment_income": federal["net_investment_income"],
        "agi_without_social_security": federal["agi"] - benefits,
        "federal_agi_and_exempt_interest": federal["agi"] + household["tax_exempt_interest"],
        "gross_income": federal["agi"] + max(0.0, -in_agi) + household["hsa_deduction"],
        "lesser_wages": 0.0,
        "lesser_personal_income": 0.0,
        "lesser_state_agi": 0.0,
    }
    amounts["income_over_filing_threshold"] = amounts["gross_income"] - federal["standard_deduction"]
    amounts["provisional_income"] = (
        amounts["agi_without_social_security"] + household["social_security"] / 2 + household["tax_exempt_interest"]
    )
    amounts["retirement_income"] = amounts["pension"] + amounts["plan_and_ira"] + amounts["annuity"]
    line = federal["agi"] - in_agi + gain - household["us_government_interest"]
    if income.get("social_security", "exempt") == "exempt":
        line -= benefits
    if income.get("hsa_deduction", "allowed") == "denied":
        line += household["hsa_deduction"]
    if is_unknown:
        line += household["hsa_earnings"] - household["hsa_nonmedical"]
    if income.get("tax_exempt_interest", "exempt") == "taxed":
        line += household["tax_exempt_interest"]
    elif document["tax"] == "income":
        line += household["other_states_interest"]
    amounts["state_income"] = line
    return amounts


def own_amounts_of(household, amounts, income):
    """Return what each of two spouses has, by word; nothing for other returns."""
    share = household["social_security2"] / household["social_security"] if household["social_security"] else 0.0
    second = {
        "wages": household["wages2"],
        "pension": household["pension2"],
        "plan_and_ira": household["ira_401k2"] - household["qcd2"],
        "plan": household["from_plan2"],
        "annuity": household["annuity2"],
        "social_security": household["social_security2"],
        "taxable_social_security": share * amounts["taxable_social_security"],
    }
    part = household["investments2"]
    for word in ("interest", "dividends", "gain"):
        second[word] = part * amounts[word]
    taxed = 1.0 if income.get("social_security", "exempt") == "federal" else 0.0

    def named(own):
        return sum(own[word] for word in PERSONAL_INCOME) + taxed * own["taxable_social_security"]

    second["state_income"] = named(second) + part * (amounts["state_income"] - named(amounts))
    first = {word: amounts[word] - amount for word, amount in second.items()}
    for word, parts in (("lesser_wages", ("wages",)), ("lesser_personal_income", PERSONAL_INCOME)):
        amounts[word] = min(sum(own[item] for item in parts) for own in (first, second))
    return first, second
