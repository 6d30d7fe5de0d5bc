"""The addresses that stay: whoever wrote one down must find the same there, or where it is now."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.programme.dates import has_events
from sitegen.programme.model import Programme, Training
from sitegen.site.addresses import is_there
from sitegen.site.claims import Claim, claims
from sitegen.site.kinds import NOT_FOUND, TRAINING_CALENDAR, Address, Each


def lasting(programme: Programme) -> Mapping[Address, Claim]:
    """Give what is at each address in the site's own language that stays, on whatever day.

    Pages in other languages are there where these are.
    """
    return {
        one.address: one
        for one in claims(programme)
        if not one.language and _is_there(one, programme)
    }


def _is_there(claim: Claim, programme: Programme) -> bool:
    kind = claim.kind
    if not kind.stays or kind is NOT_FOUND or kind.each is Each.SITE_WITH_REDIRECTS:
        return False
    if kind is TRAINING_CALENDAR:
        return isinstance(claim.record, Training) and has_events(claim.record)
    return is_there(kind, programme)
