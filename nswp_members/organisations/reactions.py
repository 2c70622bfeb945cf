"""What organisations do when accounts announce something."""

from nswp_members.accounts.events import InvitationAccepted
from nswp_members.organisations import services


def grant_offered_mandates(event: InvitationAccepted) -> None:
    """Give the person what the invitation offered."""
    services.grant_offers_of(event.invitation_id, person_id=event.person_id)
