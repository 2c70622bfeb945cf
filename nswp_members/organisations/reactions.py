"""What organisations do when accounts announce something."""

from nswp_members.accounts.events import AccountClosed, InvitationAccepted
from nswp_members.organisations import services
from nswp_members.regions.events import RiskChanged


def grant_offered_mandates(event: InvitationAccepted) -> None:
    """Give the person what the invitation offered."""
    services.grant_offers_of(event.invitation_id, person_id=event.person_id)


def complete_hand_overs(event: InvitationAccepted) -> None:
    """Let the person go who handed over to the one that accepted."""
    services.complete_hand_over(event.invitation_id)


def withdraw_offers(event: AccountClosed) -> None:
    """Let a closed account leave no open door behind."""
    services.withdraw_offers_by(event.person_id, by=event.by)


def see_less_of_a_country(event: RiskChanged) -> None:  # noqa: ARG001
    """Put out of date what was made before the risk of a country changed."""
    services.see_less()


def forget_drafts(event: AccountClosed) -> None:
    """Forget what the person typed and did not save."""
    services.forget_drafts_of(event.person_id)
