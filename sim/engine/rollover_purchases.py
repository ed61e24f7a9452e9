"""What a rollover's cash buys in an account."""

from sim.engine.records import Q
from sim.engine.reinvested import remember_reinvested_in
from sim.engine.sheltered import add_units, note_sheltered_purchase
from sim.jit import inner_kernel


@inner_kernel
def buy_in_account(plan, state, now, k, account, amount, quotes):  # type: ignore[no-untyped-def]
    """Spend an amount of rollover `k` by weight."""
    remember_reinvested_in(plan, state, account, now["day"])
    for s in range(plan["n_securities"]):
        spent = amount * plan["rollover_weight"][k, s]
        if spent <= 0.0:
            continue
        add_units(state, account, s, spent / quotes[Q.TOTAL_RETURN, s])
        group = plan["security_group"][s]
        if group >= 0:
            note_sheltered_purchase(state, now, account, group, spent / quotes[Q.PRICE, s])
