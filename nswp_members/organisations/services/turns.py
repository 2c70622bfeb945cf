"""Taking turns: who saves must have seen what stands now."""

from nswp_members.core.db import session
from nswp_members.organisations.errors import StaleVersion
from nswp_members.organisations.models import Organisation


def take_turn(organisation: Organisation, version: int) -> None:
    """Lock the organisation if it is still at the version that the editor saw; raises `StaleVersion`."""
    session.flush()
    session.refresh(organisation, with_for_update=True)
    if organisation.version != version:
        raise StaleVersion
