"""What this domain does when a lower one announces a fact."""

from nswp_members.endorsements import services
from nswp_members.organisations.events import OrganisationImported


def record_imported_endorsement(event: OrganisationImported) -> None:
    """Note the endorsement that a member list speaks of."""
    if event.endorsed_on:
        services.record_imported(event.organisation_id, endorsed_on=event.endorsed_on)
