"""Every write to networks and to who belongs to them."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.figures import services as figures
from nswp_members.figures.services import Figures, Terms
from nswp_members.networks import queries
from nswp_members.networks.errors import AlreadyAffiliated, ItsOwnMember, RegionsMissing, WrongDates
from nswp_members.networks.models import Network, NetworkRegion, State
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Affiliation, Organisation
from nswp_members.regions import queries as regions


def save_network(
    organisation_id: UUID,
    *,
    founded_year: int | None,
    serves: Mapping[str, str],
    by: UUID | None,
    capacity: str = "",
) -> Network:
    """Make an organisation a network, or change what is known of one.

    ``serves`` maps the code of each region to the part of it, empty for all. Raises `RegionsMissing`.
    """
    known = {region.code for region in regions.member_regions()}
    if not serves or not set(serves) <= known:
        raise RegionsMissing
    network = queries.network(organisation_id)
    if network is None:
        network = Network(organisation_id=organisation_id, slug=_address_of(organisation_id))
        session.add(network)
    network.founded_year = founded_year
    present = {one.region_code: one for one in network.regions}
    network.regions = [one for code, one in present.items() if code in serves]
    for code, part in serves.items():
        if code in present:
            present[code].part = part
        else:
            network.regions.append(NetworkRegion(region_code=code, part=part))
    session.flush()
    details = {"regions": sorted(serves)}
    audit.record("networks.saved", "organisation", organisation_id, by=by, capacity=capacity, details=details)
    return network


def _address_of(organisation_id: UUID) -> str:
    """Return a new public address, from the name that the network bears now."""
    one = session.get_one(Organisation, organisation_id)
    return organisations.public_address(one.name, one.transliteration, one.acronym)


def affiliate(
    network_id: UUID,
    organisation_id: UUID,
    *,
    valid_from: date | None,
    by: UUID | None,
    capacity: str = "",
) -> Affiliation:
    """Make an organisation a member of a network from a day on, None if nobody knows the day.

    Raises `AlreadyAffiliated`, `ItsOwnMember`, `WrongDates`.
    """
    if network_id == organisation_id:
        raise ItsOwnMember
    if valid_from and valid_from > today():
        raise WrongDates
    if queries.affiliation(network_id, organisation_id):
        raise AlreadyAffiliated
    affiliation = Affiliation(network_id=network_id, organisation_id=organisation_id, valid_from=valid_from)
    session.add(affiliation)
    for request in queries.open_requests(network_id, organisation_id):
        request.state, request.closed_at, request.closed_by = State.APPROVED, now(), by
    session.flush()
    _note("networks.affiliated", affiliation, by=by, capacity=capacity)
    return affiliation


def end_affiliation(affiliation: Affiliation, *, valid_until: date, by: UUID | None, capacity: str = "") -> None:
    """End a membership on a day that is not in the future; the row stays. Raises `WrongDates`."""
    begun = affiliation.valid_from
    if valid_until > today() or (begun and valid_until < begun):
        raise WrongDates
    affiliation.valid_until = valid_until
    organisations.see_less()
    _note("networks.ended_affiliation", affiliation, by=by, capacity=capacity)


def _note(action: str, affiliation: Affiliation, *, by: UUID | None, capacity: str) -> None:
    audit.record(
        action,
        "organisation",
        affiliation.organisation_id,
        by=by,
        capacity=capacity,
        details={"network": str(affiliation.network_id)},
    )


def frozen_sizes(*, terms: Terms) -> Figures:
    """Return how many publicly listed members each public network has, as released in this period."""
    return figures.frozen("networks.sizes", "", queries.public_sizes, terms=terms, summed=False)
