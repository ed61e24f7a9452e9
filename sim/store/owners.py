"""Whose plans are whose: the identity rule.

Where no sign-in is set up, all plans are this computer's: the owner "". Where one is, the owner is the issuer and the
subject of the sign-in, both whole: OpenID Connect promises that no other pair is the same person (Core 1.0, 5.7). An
e-mail is no identity: it is reused, it is claimed without a proof, and two providers give it to two people. Who is not
signed in, or comes without these claims, has no plans.

Rows that an earlier version saved under an e-mail belong to nobody at first. The operator may hand them over: where
`ADOPT_VARIABLE` names an issuer, who signs in there with that very address, verified, takes its rows over, once; after
that they are the subject's. Nobody else ever sees them.
"""

import json
from collections.abc import Mapping

from sqlalchemy import Engine, update
from sqlalchemy.exc import SQLAlchemyError

from sim.store.faults import StoreUnavailable, unavailable
from sim.store.layout import plans

LOCAL = ""
"""The owner where no sign-in is set up."""
ADOPT_VARIABLE = "ROLLOVER_SIM_ADOPT_EMAIL_PLANS_OF"
MOST_OWNER_BYTES = 2_000
"""What an index of PostgreSQL takes."""
MOST_OLD_LETTERS = 320
"""An earlier version kept so many letters of an e-mail."""


def owner_of(claims: Mapping[str, object], is_set_up: bool) -> str:
    """Return the owner of the plans that may be seen with these claims; `is_set_up`: there is a sign-in.

    Raises
    ------
    StoreUnavailable
        Nobody is signed in, or the sign-in does not say who.
    """
    if not is_set_up:
        return LOCAL
    if claims.get("is_logged_in", True) is not True or not claims:
        raise StoreUnavailable("Nobody is signed in: sign in to see your plans and to save them.")
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (_is_claim(issuer) and _is_claim(subject)):
        raise StoreUnavailable("The sign-in does not say who you are (no issuer or no subject); ask who runs this app.")
    owner = json.dumps([issuer, subject])
    if len(owner) > MOST_OWNER_BYTES:
        raise StoreUnavailable("The sign-in's issuer and subject are too long to be kept; ask who runs this app.")
    return owner


def _is_claim(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and bool(value.strip())


def adopt(engine: Engine, claims: Mapping[str, object], issuer: str) -> int:
    """Hand the plans saved under an e-mail to who signed in with it, where that may be; return how many.

    issuer : the one whose addresses the operator trusts, '' for none
    """
    email = claims.get("email")
    is_known = bool(issuer) and claims.get("iss") == issuer and claims.get("email_verified") is True
    if not (is_known and isinstance(email, str) and "@" in email):
        return 0
    owner = owner_of(claims, is_set_up=True)
    try:
        with engine.begin() as connection:
            found = update(plans).where(plans.c.owner == email[:MOST_OLD_LETTERS]).values(owner=owner)
            return connection.execute(found).rowcount
    except SQLAlchemyError as error:
        raise unavailable(error, engine.url) from None
