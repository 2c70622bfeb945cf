"""What membership does when organisations announce something."""

from nswp_members.endorsements import queries as endorsements
from nswp_members.endorsements.events import EndorsementGiven, EndorsementWithdrawn
from nswp_members.membership import services
from nswp_members.organisations.events import DataConfirmed, IdentityChanged, OrganisationImported, OrganisationLeft


def begin_imported_term(event: OrganisationImported) -> None:
    """Let an organisation of a member list be a member."""
    services.record_imported(event.organisation_id)


def follow_profile(event: IdentityChanged) -> None:
    """Begin another term where place or category changed."""
    services.follow_profile(event.organisation_id, on=event.on, by=event.by, capacity=event.capacity)


def end_left_membership(event: OrganisationLeft) -> None:
    """End the membership of who has left."""
    services.note_leaving(event.organisation_id, by=event.by, capacity=event.capacity)


def confirm_membership(event: DataConfirmed) -> None:
    """Let who says that the data is right stay a member for another year."""
    services.note_confirmation(event.organisation_id, by=event.by, capacity=event.capacity)


def open_review(event: EndorsementWithdrawn) -> None:
    """Let the staff look at the membership of who stands behind the current version no more."""
    if not endorsements.stands_behind_current(event.organisation_id):
        services.open_review(event.organisation_id)


def settle_review(event: EndorsementGiven) -> None:
    """Close the review of who endorses again."""
    services.settle_review(event.organisation_id)
