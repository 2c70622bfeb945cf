"""Who may review applications; which ones, the predicate of `sight` says."""

from nswp_members.accounts.viewers import Viewer
from nswp_members.applications.models import Application, Party
from nswp_members.applications.sight import party_of
from nswp_members.applications.states import OPEN, UNDER_REVIEW, State
from nswp_members.organisations.visibility import ALL_SEEING

TURNS = {
    State.CHECK.value: Party.SECRETARIAT,
    State.REPRESENTATIVES.value: Party.REPRESENTATIVES,
    State.VERIFICATION.value: Party.NETWORK,
}


def can_review(viewer: Viewer) -> bool:
    """Whether the viewer takes part in reviews at all."""
    return party_of(viewer) is not None


def can_change_rules(viewer: Viewer) -> bool:
    """Whether the viewer may set how regions review applications."""
    return viewer.acts_as(*ALL_SEEING)


def can_forward(viewer: Viewer, application: Application) -> bool:
    """Whether the viewer may say that an application is complete."""
    return application.state == State.CHECK and party_of(viewer) == Party.SECRETARIAT


def can_give_opinion(viewer: Viewer, application: Application) -> bool:
    """Whether it may be the viewer's turn to say what they think; the service knows whether their voice counts now."""
    party = party_of(viewer)
    if application.state == State.REPRESENTATIVES:
        return party in (Party.REPRESENTATIVES, Party.SECRETARIAT)
    return application.state == State.VERIFICATION and party == Party.NETWORK


def can_ask(viewer: Viewer, application: Application) -> bool:
    """Whether the viewer may ask the applicant: those whose turn it is, and the secretariat at any time."""
    if application.state not in UNDER_REVIEW:
        return False
    party = party_of(viewer)
    return party is not None and party in (TURNS[application.state], Party.SECRETARIAT)


def can_write(viewer: Viewer, application: Application) -> bool:
    """Whether the viewer may write letters and notes about an application."""
    return application.state in OPEN and can_review(viewer)


def can_assign(viewer: Viewer, application: Application) -> bool:
    """Whether the viewer may choose who takes care: those whose turn it is, and the secretariat at any time."""
    return can_ask(viewer, application)


def can_change_region(viewer: Viewer, application: Application) -> bool:
    """Whether the viewer may hand an application over to another region."""
    return application.state in OPEN and party_of(viewer) == Party.SECRETARIAT


def can_declare_conflict(viewer: Viewer, application: Application) -> bool:
    """Whether the viewer may say that they have a conflict of interest."""
    return application.state in OPEN and can_review(viewer)
