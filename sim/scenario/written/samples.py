"""Sample households, one JSON document each in ``samples/``. The people are invented; the prices are rounded."""

from functools import cache
from importlib.resources import files

from sim.errors import InputError, Problem
from sim.scenario.models import Scenario
from sim.scenario.written.load import parse_scenario

SAMPLES: dict[str, str] = {
    "californian-couple": "Both near 67, California: funds and stocks below cost in a taxable account, a rollover now",
    "early-retiree": "57, single, Texas: leaves work this spring, lives on a taxable account, rolls over in September",
    "no-taxable-account": "65, single, Florida: everything in the 401(k) and IRAs, so nothing can be harvested",
}
"""What each sample household is, in one line."""


@cache
def sample_scenario(name: str) -> Scenario:
    """Return the sample of this name.

    Parameters
    ----------
    name : str
        A key of `SAMPLES`.

    Returns
    -------
    Scenario
        The sample household; the people are invented.

    Raises
    ------
    InputError
        Naming the samples there are, where none has this name.

    See Also
    --------
    parse_scenario : Reads a household of your own.

    Examples
    --------
    >>> from sim.api import SAMPLES, sample_scenario
    >>> sorted(SAMPLES)
    ['californian-couple', 'early-retiree', 'no-taxable-account']
    >>> sample_scenario("no-taxable-account").has_taxable_account
    False
    """
    if name not in SAMPLES:
        fix = f"There is no sample with this name; choose one of: {', '.join(SAMPLES)}."
        raise InputError([Problem("NAME", name, fix)])
    document = files("sim.scenario").joinpath("samples", name.replace("-", "_") + ".json")
    return parse_scenario(document.read_bytes())
