"""Whether an organisation is public, and under which address."""

import re
import secrets
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.events import publish
from nswp_members.core.text import fold
from nswp_members.organisations import queries
from nswp_members.organisations.errors import MovedByYou
from nswp_members.organisations.events import OrganisationHid, OrganisationLeft
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.organisations.services.epoch import see_less
from nswp_members.organisations.visibility import NOT_HIDDEN

SLUG_LENGTH = 80
ANNOUNCED = {Listing.HIDDEN: OrganisationHid, Listing.WITHDRAWN: OrganisationLeft}


def set_listing(
    organisation: Organisation,
    listing: Listing,
    *,
    by: UUID | None,
    source: str,
    slug: str | None = None,
    capacity: str = "",
    consent: str = "",
) -> None:
    """List or hide an organisation from this moment; ``source`` says on whose word.

    ``consent`` names the version of the words that were agreed to. The public address is made when the organisation
    becomes listed (or is ``slug``, one kept for it) and forgotten when it stops being so. Raises `MovedByYou` if ``by``
    moved it across the border of a country hidden by force.
    """
    is_stored = organisation not in session.new
    if is_stored:
        session.flush()
        session.refresh(organisation, with_for_update={"of": Organisation})
    before = organisation.listing
    if before == listing:
        return
    if is_stored and listing in NOT_HIDDEN:
        _end_move(organisation.id, by=by)
    if listing != Listing.LISTED:
        see_less()
    names = (organisation.name, organisation.transliteration, organisation.acronym)
    organisation.slug = (slug or public_address(*names)) if listing == Listing.LISTED else None
    organisation.listing = listing
    organisation.updated_at = now()
    organisation.version += 1
    audit.record(
        "organisations.changed_listing",
        "organisation",
        organisation.id,
        by=by,
        capacity=capacity,
        details={"before": str(before), "after": str(listing), "source": source}
        | ({"consent": consent} if consent else {}),
    )
    if listing in ANNOUNCED:
        publish(ANNOUNCED[listing](organisation.id, by=by, capacity=capacity))


def _end_move(organisation_id: UUID, *, by: UUID | None) -> None:
    """Note who lets an organisation be seen again after a move; raises `MovedByYou`."""
    moves = queries.standing_moves(organisation_id)
    if any(move.hidden_by == by for move in moves):
        raise MovedByYou
    for move in moves:
        move.undone_at, move.undone_by = now(), by


def public_address(*names: str) -> str:
    """Return a new public address from the first of these names that can be one.

    It is readable where there are Latin letters, and always has random signs.
    A number that appeared only where an address is taken would tell of one that somebody hidden has or had.
    """
    base = _readable(*names)
    return f"{base}-{secrets.token_hex(3)}" if base else secrets.token_hex(5)


def _readable(*names: str) -> str:
    """Return the first name whose letters are all Latin, fit for an address; empty if there is none."""
    for name in names:
        folded = fold(name)
        if all(sign.isascii() for sign in folded if sign.isalnum()):
            slug = re.sub("[^a-z0-9]+", "-", folded).strip("-")[:SLUG_LENGTH].strip("-")
            if len(slug) >= 2:
                return slug
    return ""
