"""What a change would do to each organisation, and what was changed so far."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select

from nswp_members.accounts.viewers import Viewer
from nswp_members.bulk.models import WITH_NETWORK, Action, BulkChange, BulkItem
from nswp_members.core.db import session
from nswp_members.endorsements import queries as endorsements
from nswp_members.networks import queries as networks
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.statements import queries as statements

MOST_SHOWN = 50


class Reason(StrEnum):
    """Why an organisation is left as it is; for the statement there are also "ask-" and a verdict of endorsements."""

    NOT_LISTED = "not-listed"
    HIDDEN = "hidden"
    LEFT = "left"
    ITSELF = "itself"
    MEMBER = "member"
    NOT_MEMBER = "not-member"


@dataclass(frozen=True)
class Preview:
    """Which organisations a change would concern, and which not for what reason; both in the order of names."""

    action: Action
    network_id: UUID | None
    changing: list[Organisation] = field(default_factory=list)
    staying: list[tuple[Organisation, str]] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What changes as soon as another organisation, or another change, is concerned."""
        keys = sorted(str(one.id) for one in self.changing)
        return hashlib.sha256("\n".join([self.action, str(self.network_id), *keys]).encode()).hexdigest()


def preview(viewer: Viewer, action: Action, ids: Iterable[UUID], network_id: UUID | None, *, at: datetime) -> Preview:
    """Return what the change would do to those of these organisations that the viewer may know."""
    rows = organisations.named_rows(viewer, ids)
    reasons = _reasons(viewer, action, rows, network_id, at)
    found = Preview(action, network_id if action in WITH_NETWORK else None)
    for row in rows:
        if reason := reasons.get(row.id):
            found.staying.append((row, reason))
        else:
            found.changing.append(row)
    return found


def _reasons(
    viewer: Viewer, action: Action, rows: list[Organisation], network_id: UUID | None, at: datetime
) -> Mapping[UUID, str]:
    """Return why organisations would be left as they are; those that would be changed have no reason."""
    if action == Action.ASK:
        return _not_asked(viewer, rows, at)
    if action in WITH_NETWORK:
        members = networks.current_affiliations(network_id, [row.id for row in rows]) if network_id else {}
        join = action == Action.JOIN
        found = {row.id: _not_joining(row, network_id, members) if join else _not_leaving(row, members) for row in rows}
    else:
        found = {row.id: _not_unlisted(row) if action == Action.UNLIST else _not_hidden(row) for row in rows}
    return {key: reason for key, reason in found.items() if reason}


def _not_unlisted(row: Organisation) -> Reason | None:
    return None if row.listing == Listing.LISTED else Reason.NOT_LISTED


def _not_hidden(row: Organisation) -> Reason | None:
    return {Listing.HIDDEN.value: Reason.HIDDEN, Listing.WITHDRAWN.value: Reason.LEFT}.get(row.listing)


def _not_joining(row: Organisation, network_id: UUID | None, members: Mapping[UUID, object]) -> Reason | None:
    if row.id == network_id:
        return Reason.ITSELF
    return Reason.MEMBER if row.id in members else _not_hidden(row)


def _not_leaving(row: Organisation, members: Mapping[UUID, object]) -> Reason | None:
    return None if row.id in members else Reason.NOT_MEMBER


def _not_asked(viewer: Viewer, rows: list[Organisation], at: datetime) -> Mapping[UUID, str]:
    version = statements.current_version()
    ids = [row.id for row in rows]
    verdicts = endorsements.verdicts(viewer, version, ids, at) if version else {}
    closed = endorsements.Verdict.CLOSED
    found = {key: verdicts.get(key, closed) for key in ids}
    return {key: f"ask-{verdict}" for key, verdict in found.items() if verdict != endorsements.Verdict.ASK}


def change(change_id: UUID) -> BulkChange | None:
    """Return a change."""
    return session.get(BulkChange, change_id)


def changes() -> list[tuple[BulkChange, int]]:
    """Return the latest changes and how many organisations each concerned, the newest first."""
    statement = (
        select(BulkChange, func.count(BulkItem.organisation_id))
        .outerjoin(BulkItem, BulkItem.change_id == BulkChange.id)
        .group_by(BulkChange.id)
        .order_by(BulkChange.made_at.desc(), BulkChange.id)
        .limit(MOST_SHOWN)
    )
    return [(one, number) for one, number in session.execute(statement)]


def items(viewer: Viewer, change_id: UUID) -> list[tuple[Organisation, BulkItem]]:
    """Return the organisations that a change concerned, as far as the viewer may know them, in the order of names."""
    found = {
        item.organisation_id: item for item in session.scalars(select(BulkItem).where(BulkItem.change_id == change_id))
    }
    return [(row, found[row.id]) for row in organisations.named_rows(viewer, found)]
