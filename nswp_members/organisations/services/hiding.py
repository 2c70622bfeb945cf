"""Hiding at once, undoing it, and the link that hides without a sign-in."""

import secrets
from datetime import timedelta
from uuid import UUID

from nswp_members.accounts import queries as accounts
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations import queries
from nswp_members.organisations.errors import NothingToUndo
from nswp_members.organisations.models import (
    EmergencyLink,
    Hiding,
    HidingSource,
    Listing,
    Organisation,
)
from nswp_members.organisations.services.listing import set_listing
from nswp_members.organisations.visibility import ALL_SEEING

UNDO_PERIOD = timedelta(days=30)
OWN_WORD = (HidingSource.MEMBER, HidingSource.EMERGENCY)


def hide_now(
    organisation: Organisation,
    *,
    by: UUID | None,
    source: HidingSource,
    capacity: str = "",
    tells_staff: bool = True,
) -> bool:
    """Hide an organisation on every surface from this transaction on; whether it was not hidden before.

    Notices that name it are cancelled, whatever was made earlier from what could be seen is out of date, and the
    membership staff is told (unless the caller does that for many at once).
    """
    session.flush()
    session.refresh(organisation, with_for_update={"of": Organisation})
    if organisation.listing in (Listing.HIDDEN, Listing.WITHDRAWN):
        return source in OWN_WORD and _take_over(organisation, by=by, source=source, capacity=capacity)
    hiding = _note_hiding(organisation, by=by, source=source, undo_for=UNDO_PERIOD)
    set_listing(organisation, Listing.HIDDEN, by=by, source=source, capacity=capacity)
    notices.cancel_about(organisation.id)
    session.flush()
    if tells_staff:
        _tell_the_staff(organisation.id, occurrence=f"hid:{hiding.id}", but=by)
    return True


def hide_on_move(organisation: Organisation, *, by: UUID | None, capacity: str = "") -> None:
    """Hide an organisation that crosses the border of a country hidden by force, as long as its people want it.

    Whoever moved it cannot list it again, not even one that was hidden before: a move must not stand in for the second
    person whom it takes to lift what hides a country.
    """
    if not hide_now(organisation, by=by, source=HidingSource.MOVE, capacity=capacity):
        _note_hiding(organisation, by=by, source=HidingSource.MOVE, undo_for=timedelta())


def undo_hiding(organisation: Organisation, *, by: UUID | None, capacity: str = "", tells_staff: bool = True) -> None:
    """Bring back the listing and the public address of before; raises `NothingToUndo`, `MovedByYou`."""
    session.flush()
    session.refresh(organisation, with_for_update={"of": Organisation})
    hiding = queries.undoable_hiding(organisation, at=now())
    if hiding is None:
        raise NothingToUndo
    set_listing(
        organisation,
        Listing(hiding.listing_before),
        slug=hiding.slug_before,
        by=by,
        source="undo",
        capacity=capacity,
    )
    hiding.undone_at, hiding.undone_by = now(), by
    if tells_staff:
        _tell_the_staff(organisation.id, occurrence=f"undone:{hiding.id}", but=by)


def make_emergency_link(organisation: Organisation, *, by: UUID | None, capacity: str = "") -> str:
    """Return the secret of a new emergency link; it is not kept, and an older link dies."""
    token = secrets.token_urlsafe(24)
    link = queries.emergency_link(organisation.id)
    if link is None:
        link = EmergencyLink(organisation_id=organisation.id)
        session.add(link)
    link.token_hash = queries.link_hash(token)
    link.created_at, link.created_by, link.used_at = now(), by, None
    audit.record("organisations.made_emergency_link", "organisation", organisation.id, by=by, capacity=capacity)
    return token


def remove_emergency_link(link: EmergencyLink, *, by: UUID | None, capacity: str = "") -> None:
    """Make an emergency link useless."""
    session.delete(link)
    audit.record("organisations.removed_emergency_link", "organisation", link.organisation_id, by=by, capacity=capacity)


def hide_by_link(token: str) -> None:
    """Hide the organisation that this emergency link belongs to; nothing happens if there is none or it was used.

    While the organisation is hidden already the link stays good: should that hiding be undone, it is still there.
    """
    link = queries.unused_emergency_link(token)
    if link is None:
        return
    organisation = session.get_one(Organisation, link.organisation_id)
    if hide_now(organisation, by=None, source=HidingSource.EMERGENCY):
        link.used_at = now()
        audit.record("organisations.used_emergency_link", "organisation", organisation.id, by=None)


def _take_over(organisation: Organisation, *, by: UUID | None, source: HidingSource, capacity: str) -> bool:
    """Put the organisation's own wish in the place of the secretariat's, so that undoing theirs does not undo it.

    Whether there was such a hiding.
    """
    hiding = queries.undoable_hiding(organisation, at=now())
    if hiding is None or hiding.source != HidingSource.SECRETARIAT:
        return False
    hiding.source, hiding.hidden_by = source, by
    audit.record("organisations.took_hiding_over", "organisation", organisation.id, by=by, capacity=capacity)
    return True


def _note_hiding(organisation: Organisation, *, by: UUID | None, source: HidingSource, undo_for: timedelta) -> Hiding:
    """Keep what the organisation is now, before it is hidden."""
    at = now()
    hiding = Hiding(
        organisation_id=organisation.id,
        hidden_at=at,
        hidden_by=by,
        source=source,
        listing_before=organisation.listing,
        slug_before=organisation.slug,
        undo_until=at + undo_for,
    )
    session.add(hiding)
    return hiding


def _tell_the_staff(organisation_id: UUID, *, occurrence: str, but: UUID | None) -> None:
    """Write to everybody who looks after membership, but not to whoever did it."""
    notices.notify_many(
        NewNotice("organisation_hid", person.id, occurrence, {"organisation_id": str(organisation_id)})
        for person in accounts.people_with_roles(ALL_SEEING, at=now())
        if person.id != but
    )
