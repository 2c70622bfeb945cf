"""Changing many organisations together, each by the service that changes one."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.viewers import Viewer
from nswp_members.audit import services as audit
from nswp_members.bulk import queries
from nswp_members.bulk.errors import CannotUndo, NothingToChange, SetChanged
from nswp_members.bulk.models import Action, BulkChange, BulkItem
from nswp_members.bulk.queries import Preview
from nswp_members.core.db import now, session, today
from nswp_members.endorsements import services as endorsements
from nswp_members.endorsements.errors import NoCurrentVersion
from nswp_members.networks import queries as networks_queries
from nswp_members.networks import services as networks
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations import queries as organisations_queries
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import HidingSource, Listing, Organisation
from nswp_members.organisations.visibility import ALL_SEEING
from nswp_members.statements import queries as statements


def change_many(
    viewer: Viewer,
    action: Action,
    ids: Iterable[UUID],
    network_id: UUID | None,
    *,
    change_id: UUID,
    digest: str,
    lifetime: timedelta,
) -> UUID:
    """Change what was shown as changing, all of it or nothing; return the change.

    ``digest`` is that of the preview. A ``change_id`` that was used before changes nothing, so that a second click
    does not either. ``lifetime`` is that of invitations. Raises `SetChanged`, `NothingToChange`.
    """
    if viewer.person_id is None:
        raise ValueError("Only somebody who is signed in can change anything.")
    at = now()
    is_new = session.scalar(
        insert(BulkChange)
        .values(id=change_id, action=action, network_id=network_id, made_by=viewer.person_id, made_at=at)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(BulkChange.id)
    )
    if is_new is None:
        return change_id
    keys = sorted(set(ids))
    _lock(keys)
    preview = queries.preview(viewer, action, keys, network_id, at=at)
    if preview.digest != digest:
        raise SetChanged
    if not preview.changing:
        raise NothingToChange
    ACTS[action](viewer, preview, change_id, lifetime)
    _note(viewer, preview, change_id)
    return change_id


def _lock(organisation_ids: Iterable[UUID]) -> None:
    """Let nobody else decide about these organisations until the transaction ends, and read them anew."""
    keys = sorted(organisation_ids)
    session.flush()
    session.execute(
        select(Organisation.id).where(Organisation.id.in_(keys)).order_by(Organisation.id).with_for_update()
    )
    session.expire_all()


def _note(viewer: Viewer, preview: Preview, change_id: UUID) -> None:
    """Keep which organisations were changed, for each of them."""
    details = {"action": preview.action.value, "change": str(change_id)}
    hides = preview.action == Action.HIDE
    for organisation in preview.changing:
        hiding = organisations_queries.undoable_hiding(organisation, at=now()) if hides else None
        hiding_id = hiding.id if hiding else None
        session.add(BulkItem(change_id=change_id, organisation_id=organisation.id, hiding_id=hiding_id))
        audit.record("bulk.changed", "organisation", organisation.id, by=viewer.person_id, details=details)


Act = Callable[[Viewer, Preview, UUID, timedelta], None]


def _unlist(viewer: Viewer, preview: Preview, change_id: UUID, lifetime: timedelta) -> None:  # noqa: ARG001
    for organisation in preview.changing:
        organisations.set_listing(
            organisation, Listing.UNLISTED, by=viewer.person_id, source="secretariat", capacity=_key(viewer)
        )


def _hide(viewer: Viewer, preview: Preview, change_id: UUID, lifetime: timedelta) -> None:  # noqa: ARG001
    for organisation in preview.changing:
        organisations.hide_now(
            organisation,
            by=viewer.person_id,
            source=HidingSource.SECRETARIAT,
            capacity=_key(viewer),
            tells_staff=False,
        )
    _tell_the_staff(change_id, "hid", but=viewer.person_id)


def _join(viewer: Viewer, preview: Preview, change_id: UUID, lifetime: timedelta) -> None:  # noqa: ARG001
    if preview.network_id is None or networks_queries.network(preview.network_id) is None:
        raise NothingToChange
    for organisation in preview.changing:
        networks.affiliate(
            preview.network_id, organisation.id, valid_from=today(), by=viewer.person_id, capacity=_key(viewer)
        )


def _leave(viewer: Viewer, preview: Preview, change_id: UUID, lifetime: timedelta) -> None:  # noqa: ARG001
    if preview.network_id is None:
        raise NothingToChange
    ids = [one.id for one in preview.changing]
    for affiliation in networks_queries.current_affiliations(preview.network_id, ids).values():
        networks.end_affiliation(affiliation, valid_until=today(), by=viewer.person_id, capacity=_key(viewer))


def _ask(viewer: Viewer, preview: Preview, change_id: UUID, lifetime: timedelta) -> None:
    version = statements.current_version()
    if version is None:
        raise NoCurrentVersion
    ids = [one.id for one in preview.changing]
    endorsements.ask_to_endorse(
        version, ids, by=viewer.person_id, lifetime=lifetime, request_id=change_id, expected=len(ids)
    )


ACTS: dict[Action, Act] = {
    Action.UNLIST: _unlist,
    Action.HIDE: _hide,
    Action.JOIN: _join,
    Action.LEAVE: _leave,
    Action.ASK: _ask,
}


def undo(viewer: Viewer, change: BulkChange) -> int:
    """Bring back those that a change hid, as far as each can still come back; return how many.

    Somebody whom another decision has hidden, listed or moved since stays as they are. Raises `CannotUndo`.
    """
    session.refresh(change, with_for_update=True)
    if change.action != Action.HIDE or change.undone_at:
        raise CannotUndo
    _lock(one.organisation_id for _row, one in queries.items(viewer, change.id))
    at, restored = now(), 0
    for organisation, item in queries.items(viewer, change.id):
        hiding = organisations_queries.undoable_hiding(organisation, at=at)
        if hiding is None or hiding.id != item.hiding_id or hiding.source != HidingSource.SECRETARIAT:
            continue
        organisations.undo_hiding(organisation, by=viewer.person_id, capacity=_key(viewer), tells_staff=False)
        item.undone_at = at
        restored += 1
    change.undone_at, change.undone_by = at, viewer.person_id
    audit.record("bulk.undone", "bulk_change", change.id, by=viewer.person_id, details={"organisations": restored})
    _tell_the_staff(change.id, "undone", but=viewer.person_id)
    return restored


def _tell_the_staff(change_id: UUID, what: str, *, but: UUID | None) -> None:
    """Write one letter about all of them to everybody else who looks after membership."""
    notices.notify_many(
        NewNotice("many_changed", person.id, f"{what}:{change_id}", {"change_id": str(change_id)})
        for person in accounts.people_with_roles(ALL_SEEING, at=now())
        if person.id != but
    )


def _key(viewer: Viewer) -> str:
    return viewer.capacity.key if viewer.capacity else ""
