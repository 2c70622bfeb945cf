"""Changing many organisations together."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.audit.models import AuditEntry
from nswp_members.bulk import queries, services
from nswp_members.bulk.errors import CannotUndo, NothingToChange, SetChanged
from nswp_members.bulk.models import Action, BulkChange, BulkItem
from nswp_members.core.db import now, session, transaction
from nswp_members.endorsements.models import RequestRecipient
from nswp_members.networks import queries as networks
from nswp_members.notices.models import Notice
from nswp_members.organisations import queries as organisations_queries
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import HidingSource, Listing, Organisation
from tests.factories import affiliate, make_contact, make_network, make_organisation, make_role, viewer_of


@pytest.fixture
def viewer(app: Flask, hints: list[Any]) -> Viewer:
    return viewer_of(make_role(Role.MEMBERSHIP))


def changed(
    viewer: Viewer,
    action: Action,
    rows: Iterable[Organisation],
    network: Organisation | None = None,
    *,
    change_id: UUID | None = None,
    digest: str = "",
) -> BulkChange:
    """Look at a preview and change what it shows."""
    ids, network_id = [row.id for row in rows], network.id if network else None
    preview = queries.preview(viewer, action, ids, network_id, at=now())
    with transaction():
        key = services.change_many(
            viewer,
            action,
            ids,
            network_id,
            change_id=change_id or uuid4(),
            digest=digest or preview.digest,
            lifetime=timedelta(days=30),
        )
    return session.get_one(BulkChange, key)


def concerned(change: BulkChange) -> set[UUID]:
    return set(session.scalars(select(BulkItem.organisation_id).where(BulkItem.change_id == change.id)))


def test_listed_ones_are_taken_out_and_others_left_alone(viewer: Viewer) -> None:
    listed, unlisted = make_organisation(listing=Listing.LISTED), make_organisation()
    before = organisations_queries.visibility_epoch()

    change = changed(viewer, Action.UNLIST, [listed, unlisted])

    assert (listed.listing, listed.slug) == (Listing.UNLISTED, None)
    assert concerned(change) == {listed.id}
    assert organisations_queries.visibility_epoch() > before


def test_hiding_many_tells_the_staff_once_and_can_be_undone(viewer: Viewer) -> None:
    other = make_role(Role.ADMINISTRATOR)
    listed, unlisted = make_organisation(listing=Listing.LISTED), make_organisation()
    slug = listed.slug

    change = changed(viewer, Action.HIDE, [listed, unlisted])

    assert [listed.listing, unlisted.listing] == [Listing.HIDDEN, Listing.HIDDEN]
    notices = session.scalars(select(Notice)).all()
    assert [(one.kind, one.person_id, one.params) for one in notices] == [
        ("many_changed", other.id, {"change_id": str(change.id)})
    ]
    with transaction():
        assert services.undo(viewer, change) == 2
    assert (listed.listing, listed.slug, unlisted.listing) == (Listing.LISTED, slug, Listing.UNLISTED)
    with pytest.raises(CannotUndo), transaction():
        services.undo(viewer, change)


def test_undoing_leaves_those_alone_on_whom_somebody_decided_since(viewer: Viewer) -> None:
    first, second = make_organisation(listing=Listing.LISTED), make_organisation(listing=Listing.LISTED)
    change = changed(viewer, Action.HIDE, [first, second])
    with transaction():
        organisations.set_listing(second, Listing.WITHDRAWN, by=None, source="test")

    with transaction():
        assert services.undo(viewer, change) == 1

    assert (first.listing, second.listing) == (Listing.LISTED, Listing.WITHDRAWN)
    undone = {item.organisation_id for _row, item in queries.items(viewer, change.id) if item.undone_at}
    assert undone == {first.id}


def test_undoing_leaves_a_later_hiding_of_the_same_person_alone(viewer: Viewer) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    change = changed(viewer, Action.HIDE, [organisation])
    with transaction():
        organisations.undo_hiding(organisation, by=None)
        organisations.hide_now(organisation, by=viewer.person_id, source=HidingSource.SECRETARIAT)

    with transaction():
        assert services.undo(viewer, change) == 0

    assert organisation.listing == Listing.HIDDEN


def test_undoing_leaves_those_hidden_who_wished_so_themselves(viewer: Viewer) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    change = changed(viewer, Action.HIDE, [organisation])
    with transaction():
        assert organisations.hide_now(organisation, by=None, source=HidingSource.EMERGENCY)

    with transaction():
        assert services.undo(viewer, change) == 0

    assert organisation.listing == Listing.HIDDEN


def test_a_network_gets_members_and_loses_them(viewer: Viewer) -> None:
    network, first, second = make_network(), make_organisation(), make_organisation()
    affiliate(network, first)

    joined = changed(viewer, Action.JOIN, [network, first, second], network)
    assert concerned(joined) == {second.id}
    assert networks.affiliation(network.id, second.id) is not None

    left = changed(viewer, Action.LEAVE, [first, second], network)
    assert concerned(left) == {first.id, second.id}
    assert networks.affiliation(network.id, first.id) is None
    with pytest.raises(CannotUndo), transaction():
        services.undo(viewer, left)


def test_what_is_no_network_gets_no_members(viewer: Viewer) -> None:
    with pytest.raises(NothingToChange):
        changed(viewer, Action.JOIN, [make_organisation()], make_organisation())


def test_many_are_asked_to_sign(viewer: Viewer) -> None:
    reachable, unreachable = make_organisation(), make_organisation()
    make_contact(reachable)

    change = changed(viewer, Action.ASK, [reachable, unreachable])

    assert concerned(change) == {reachable.id}
    recipients = session.scalars(select(RequestRecipient.organisation_id)).all()
    assert recipients == [reachable.id]


def test_each_organisation_has_its_line_in_the_trail(viewer: Viewer) -> None:
    rows = [make_organisation(listing=Listing.LISTED) for _ in range(2)]

    change = changed(viewer, Action.UNLIST, rows)

    lines = session.scalars(select(AuditEntry).where(AuditEntry.action == "bulk.changed")).all()
    assert {line.subject_id for line in lines} == {row.id for row in rows}
    assert {(line.details["action"], line.details["change"]) for line in lines} == {("unlist", str(change.id))}


def test_a_second_click_changes_nothing(viewer: Viewer) -> None:
    key = uuid4()
    changed(viewer, Action.UNLIST, [make_organisation(listing=Listing.LISTED)], change_id=key)
    late = make_organisation(listing=Listing.LISTED)

    changed(viewer, Action.UNLIST, [late], change_id=key)

    assert late.listing == Listing.LISTED
    assert session.query(BulkChange).count() == 1


def test_nothing_happens_if_others_would_be_concerned_than_were_shown(viewer: Viewer) -> None:
    first, second = make_organisation(listing=Listing.LISTED), make_organisation()
    shown = queries.preview(viewer, Action.UNLIST, [first.id, second.id], None, at=now()).digest
    with transaction():
        organisations.set_listing(second, Listing.LISTED, by=None, source="test")

    with pytest.raises(SetChanged):
        changed(viewer, Action.UNLIST, [first, second], digest=shown)

    session.refresh(first)
    assert first.listing == Listing.LISTED
    assert session.query(BulkChange).count() == 0


def test_nobody_to_change_is_refused(viewer: Viewer) -> None:
    with pytest.raises(NothingToChange):
        changed(viewer, Action.HIDE, [make_organisation(listing=Listing.HIDDEN)])

    assert session.query(BulkChange).count() == 0
