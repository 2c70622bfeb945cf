"""Who may decide on allies, tend letters and sign them for a member."""

from nswp_members.accounts.viewers import Viewer
from nswp_members.organisations.models import Function, Organisation
from nswp_members.organisations.visibility import ALL_SEEING


def can_moderate(viewer: Viewer) -> bool:
    """Whether the viewer may see what allies sent and decide on it."""
    return viewer.acts_as(*ALL_SEEING)


def can_tend_letters(viewer: Viewer) -> bool:
    """Whether the viewer may write, open, close and publish letters, and know who signed."""
    return viewer.acts_as(*ALL_SEEING)


def can_sign(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer's present capacity may sign letters for this organisation, and take that back."""
    return viewer.acts_for(organisation.id, Function.ENDORSE)
