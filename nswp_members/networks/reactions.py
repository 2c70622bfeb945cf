"""What networks do when something happens to organisations."""

from nswp_members.networks import services
from nswp_members.organisations.events import OrganisationHid


def withdraw_requests(event: OrganisationHid) -> None:
    """Let no network read any longer that an organisation which has hidden asked to join it."""
    services.withdraw_all(event.organisation_id, by=event.by, capacity=event.capacity)
