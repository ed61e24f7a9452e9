"""Lower the law: the published years, under the household's filing status and under a survivor's, as records."""

import numpy as np

from sim.engine.records.laws import LawPair, Laws
from sim.engine.records.limits import MAX_PUBLISHED, MAX_YEARS
from sim.engine.records.path_laws import PATH_LAWS
from sim.law.beside_return import AcaLaw, IrmaaLaw
from sim.law.federal_records import FederalLaw, OrdinaryLaw
from sim.law.state_itemizing import follows


def laws_of_paths(laws: LawPair) -> np.ndarray:
    """Return the laws of the household and of a survivor, (2,) `PATH_LAWS`, the published ones in place."""
    all_laws = np.zeros(2, PATH_LAWS)
    for published, of_status in zip(all_laws, (laws.household, laws.survivor), strict=True):
        _publish(published, of_status)
    return all_laws


def _publish(published: np.void, laws: Laws) -> None:
    if len(laws.federal) > MAX_PUBLISHED:
        raise ValueError(f"{len(laws.federal)} published years, the kernels have room for {MAX_PUBLISHED}")
    published["n_published"], published["first_published"] = len(laws.federal), laws.federal[0].year
    published["n_aca"] = len(laws.aca)
    for name in ("federal", "irmaa", "aca"):
        for row, law in zip(published[f"published_{name}"], getattr(laws, name), strict=False):
            _store_law(row, law)
    published["move_year"], published["itemizes"] = -1, len(laws.itemizing) > 0
    for year, law in enumerate(laws.itemizing):
        published["itemizing"][year] = law
    differing: dict[bytes, int] = {}
    for year, of_state in enumerate(laws.state):  # one row for years alike: a row for each fills the nearer caches
        at = published["state_at"][year] = differing.setdefault(of_state.tobytes(), len(differing))
        published["state"][at] = of_state
    if laws.move is not None:
        published["move_year"], published["share_before_move"], published["state"][len(differing)] = laws.move
        published["state_at"][MAX_YEARS] = len(differing)
    if laws.itemizing:
        states = published["state"][: len(differing) + (laws.move is not None)]
        found = [follows(law) for law in states]
        published["state_follows"] = any(deductions for deductions, _ in found)
        published["state_asks_tax_paid"] = any(itself for _, itself in found)


def _store_law(row: np.void, law: FederalLaw | IrmaaLaw | AcaLaw) -> None:
    """Make a record hold a law, from Python; a record's fields have the names of the law's."""
    for name in row.dtype.names or ():
        part = law.ordinary if name in OrdinaryLaw._fields and isinstance(law, FederalLaw) else law
        row[name] = getattr(part, name)
