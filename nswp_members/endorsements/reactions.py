"""What this domain does when a lower one announces a fact."""

from nswp_members.endorsements import services
from nswp_members.organisations.events import OrganisationImported
from nswp_members.statements.events import VersionFrozen


def record_imported_endorsement(event: OrganisationImported) -> None:
    """Note the endorsement that a member list speaks of."""
    if event.endorsed_on:
        services.record_imported(event.organisation_id, endorsed_on=event.endorsed_on)


def supersede_former_version(event: VersionFrozen) -> None:
    """Note in the history of the version before that it is not the current one any more."""
    if event.former_id:
        services.supersede(event.former_id)
