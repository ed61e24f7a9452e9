"""What a rollover's cash buys in an account."""

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.sheltered.sheltered import add_units, note_sheltered_purchase
from sim.engine.kernels.trading.reinvested import remember_reinvested_in
from sim.engine.records.plan_and_state import Q


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
