"""Many organisations with all that a viewer may see of each, list and profile in one, by a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.organisations.audiences import PROTECTED, Relation
from nswp_members.organisations.models import Affiliation, Organisation
from nswp_members.organisations.queries.matching import network_links
from nswp_members.organisations.visibility import (
    Profile,
    Sight,
    forced_hidden,
    project,
    relations_of,
    shows,
    visible_to,
)


@dataclass(frozen=True)
class FullRow:
    """What the viewer sees of one organisation, the networks they may know it belongs to, and the last change."""

    id: UUID
    profile: Profile
    networks: tuple[str, ...]
    updated_at: datetime
    is_own: bool

    @property
    def protected(self) -> frozenset[str]:
        """The protected fields that show something; of one's own organisation none is protected."""
        return frozenset() if self.is_own else frozenset(field for field in PROTECTED if self.profile.get(field))


def full_rows(viewer: Viewer, ids: Sequence[UUID]) -> list[FullRow]:
    """Return those of these organisations that the viewer may know of, in the order of the ids; seven queries."""
    statement = (
        select(Organisation, relations_of(viewer), forced_hidden())
        .where(Organisation.id.in_(ids), visible_to(viewer))
        .options(
            selectinload(Organisation.texts),
            selectinload(Organisation.former_names),
            selectinload(Organisation.contacts),
            selectinload(Organisation.confidential),
        )
        .execution_options(populate_existing=True)
    )
    networks = _networks(viewer, ids)
    found = {}
    for organisation, relations, is_forced in session.execute(statement):
        sight = Sight(Relation(relations), forced_hidden=is_forced)
        found[organisation.id] = FullRow(
            organisation.id,
            project(organisation, sight),
            tuple(networks[organisation.id]),
            organisation.updated_at,
            is_own=Relation.SELF in sight,
        )
    return [found[key] for key in ids if key in found]


def _networks(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return the names of the present networks of organisations that show them, as far as the viewer knows both."""
    showing = select(Organisation.id).where(Organisation.id.in_(ids), shows(viewer, "networks")).correlate(None)
    statement = (
        select(Affiliation.organisation_id, Organisation.name)
        .join(Organisation, Organisation.id == Affiliation.network_id)
        .where(Affiliation.organisation_id.in_(showing), network_links(viewer))
        .order_by(Organisation.sort_key)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for key, name in session.execute(statement):
        found[key].append(name)
    return found
