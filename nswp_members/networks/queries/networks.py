"""Reading networks, always through the visibility predicate of organisations."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select

from nswp_members.accounts.viewers import ANYONE, Viewer
from nswp_members.core.db import session
from nswp_members.figures.release import Count, Release
from nswp_members.networks.models import Network, NetworkRegion
from nswp_members.organisations.models import Affiliation, Organisation
from nswp_members.organisations.visibility import named_to, shown, shows, visible_to

MAX_NETWORKS = 200
MAX_FORMER_MEMBERS = 100


@dataclass(frozen=True)
class NetworkRow:
    """One network in the list; ``members`` is None where the number is hidden."""

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


def networks(viewer: Viewer, *, sizes: Release | None) -> list[NetworkRow]:
    """Return the networks that the viewer may know of, in the order of names.

    ``sizes`` holds released numbers of members for those who may not see the members themselves.
    """
    statement = (
        select(Organisation.id, Organisation.name, shown(viewer, "acronym"), Network.founded_year)
        .join(Network, Network.organisation_id == Organisation.id)
        .where(named_to(viewer))
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(MAX_NETWORKS)
    )
    rows = list(session.execute(statement))
    ids = [row.id for row in rows]
    regions, counts = _regions(ids), member_counts(viewer, ids, sizes=sizes)
    return [
        NetworkRow(row.id, row.name, row.acronym, row.founded_year, tuple(regions[row.id]), counts[row.id])
        for row in rows
    ]


def network(organisation_id: UUID) -> Network | None:
    """Return what makes this organisation a network, if it is one."""
    return session.get(Network, organisation_id)


def _regions(ids: Iterable[UUID]) -> dict[UUID, list[NetworkRegion]]:
    found: dict[UUID, list[NetworkRegion]] = defaultdict(list)
    statement = select(NetworkRegion).where(NetworkRegion.network_id.in_(ids))
    for one in session.scalars(statement.order_by(NetworkRegion.region_code)):
        found[one.network_id].append(one)
    return found


def member_counts(viewer: Viewer, ids: Iterable[UUID], *, sizes: Release | None) -> dict[UUID, int | None]:
    """Return how many present members of each network the viewer may know of, or else what was released."""
    if sizes is not None:
        return {network_id: sizes.value(str(network_id)) for network_id in ids}
    statement = (
        select(Affiliation.network_id, func.count())
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.network_id.in_(ids), Affiliation.valid_until.is_(None), shows(viewer, "networks"))
        .group_by(Affiliation.network_id)
    )
    found = {network_id: number for network_id, number in session.execute(statement)}  # noqa: C416
    return {network_id: found.get(network_id, 0) for network_id in ids}


def public_sizes() -> list[Count]:
    """Return how many publicly listed members each public network has, not fit to be shown as they are; three queries.

    The whole are the listed organisations that could well be members: those of the regions that the network serves,
    and the members from elsewhere. A network without any is left out.
    """
    known = (
        select(Network.organisation_id)
        .join(Organisation, Organisation.id == Network.organisation_id)
        .where(visible_to(ANYONE))
        .order_by(Network.organisation_id)
    )
    nearby, members = _listed_nearby(), _listed_members()
    counts = []
    for network_id in session.scalars(known):
        number, nearby_too = members.get(network_id, (0, 0))
        whole = nearby.get(network_id, 0) + number - nearby_too
        if whole:
            counts.append(Count(str(network_id), number, whole))
    return counts


def _listed_nearby() -> dict[UUID, int]:
    """Return the number of listed organisations in the regions that each network serves, without itself."""
    statement = (
        select(NetworkRegion.network_id, func.count())
        .join(Organisation, Organisation.region_code == NetworkRegion.region_code)
        .where(visible_to(ANYONE), Organisation.id != NetworkRegion.network_id)
        .group_by(NetworkRegion.network_id)
    )
    return {network_id: number for network_id, number in session.execute(statement)}  # noqa: C416


def _listed_members() -> dict[UUID, tuple[int, int]]:
    """Return the number of each network's listed members, and of those of them in regions that it serves."""
    served = and_(
        NetworkRegion.network_id == Affiliation.network_id, NetworkRegion.region_code == Organisation.region_code
    )
    statement = (
        select(Affiliation.network_id, func.count(), func.count(NetworkRegion.region_code))
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .outerjoin(NetworkRegion, served)
        .where(Affiliation.valid_until.is_(None), visible_to(ANYONE))
        .group_by(Affiliation.network_id)
    )
    return {network_id: (number, inside) for network_id, number, inside in session.execute(statement)}


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
