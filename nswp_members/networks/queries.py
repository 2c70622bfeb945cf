"""Reading networks, always through the visibility predicate of organisations."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.networks.models import Network, NetworkRegion
from nswp_members.organisations.models import Affiliation, Organisation
from nswp_members.organisations.visibility import ALL_SEEING, named_to, shown, shows

MAX_NETWORKS = 200
MAX_FORMER_MEMBERS = 100


@dataclass(frozen=True)
class NetworkRow:
    """One network in the list; ``members`` is None where the number is too small to tell."""

    id: UUID
    name: str
    acronym: str | None
    founded_year: int | None
    regions: tuple[NetworkRegion, ...]
    members: int | None


@dataclass(frozen=True)
class FormerMember:
    """An organisation that belonged to a network."""

    name: str
    valid_from: date | None
    valid_until: date | None


def networks(viewer: Viewer, *, small_count: int) -> list[NetworkRow]:
    """Return the networks that the viewer may know of, in the order of names."""
    statement = (
        select(Organisation.id, Organisation.name, shown(viewer, "acronym"), Network.founded_year)
        .join(Network, Network.organisation_id == Organisation.id)
        .where(named_to(viewer))
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(MAX_NETWORKS)
    )
    rows = list(session.execute(statement))
    ids = [row.id for row in rows]
    regions, counts = _regions(ids), _member_counts(viewer, ids)
    return [
        NetworkRow(
            row.id,
            row.name,
            row.acronym,
            row.founded_year,
            tuple(regions[row.id]),
            shown_count(viewer, counts.get(row.id, 0), small_count),
        )
        for row in rows
    ]


def network(organisation_id: UUID) -> Network | None:
    """Return what makes this organisation a network, if it is one."""
    return session.get(Network, organisation_id)


def member_count(viewer: Viewer, network_id: UUID, *, small_count: int) -> int | None:
    """Return how many present members the viewer may know of, None if too few to tell."""
    return shown_count(viewer, _member_counts(viewer, [network_id]).get(network_id, 0), small_count)


def shown_count(viewer: Viewer, number: int, small_count: int) -> int | None:
    """Return a number as the viewer may see it: None for a few, unless they may see every row."""
    return number if viewer.acts_as(*ALL_SEEING) or number >= small_count else None


def _regions(ids: Iterable[UUID]) -> dict[UUID, list[NetworkRegion]]:
    found: dict[UUID, list[NetworkRegion]] = defaultdict(list)
    statement = select(NetworkRegion).where(NetworkRegion.network_id.in_(ids))
    for one in session.scalars(statement.order_by(NetworkRegion.region_code)):
        found[one.network_id].append(one)
    return found


def _member_counts(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return the number of present members among the organisations that the viewer may know of."""
    statement = (
        select(Affiliation.network_id, func.count())
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.network_id.in_(ids), Affiliation.valid_until.is_(None), shows(viewer, "networks"))
        .group_by(Affiliation.network_id)
    )
    return {network_id: number for network_id, number in session.execute(statement)}  # noqa: C416


def former_members(viewer: Viewer, network_id: UUID) -> list[FormerMember]:
    """Return organisations, which the viewer may know of, that left the network; the latest first."""
    statement = (
        select(Organisation.name, Affiliation.valid_from, Affiliation.valid_until)
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Affiliation.network_id == network_id, Affiliation.valid_until.is_not(None), shows(viewer, "networks"))
        .order_by(Affiliation.valid_until.desc(), Organisation.sort_key)
        .limit(MAX_FORMER_MEMBERS)
    )
    return [FormerMember(*row) for row in session.execute(statement)]


def current_affiliations(network_id: UUID, organisation_ids: Iterable[UUID]) -> dict[UUID, Affiliation]:
    """Return the present membership of each of these organisations in the network."""
    statement = select(Affiliation).where(
        Affiliation.network_id == network_id,
        Affiliation.organisation_id.in_(set(organisation_ids)),
        Affiliation.valid_until.is_(None),
    )
    return {one.organisation_id: one for one in session.scalars(statement)}


def affiliation(network_id: UUID, organisation_id: UUID) -> Affiliation | None:
    """Return the present membership of an organisation in the network."""
    return current_affiliations(network_id, [organisation_id]).get(organisation_id)
