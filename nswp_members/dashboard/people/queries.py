"""Where roles can hold."""

from uuid import UUID

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.networks.models import Network
from nswp_members.organisations.models import Organisation

MOST_NETWORKS = 200


def network_names() -> dict[UUID, str]:
    """Return the names of all regional networks by their ids, in order; for administrators only."""
    statement = (
        select(Organisation.id, Organisation.name)
        .join(Network, Network.organisation_id == Organisation.id)
        .order_by(Organisation.sort_key)
        .limit(MOST_NETWORKS)
    )
    return {key: number for key, number in session.execute(statement)}  # noqa: C416
