"""Who may write the application form."""

from nswp_members.accounts.viewers import Viewer
from nswp_members.organisations.visibility import ALL_SEEING


def can_edit_forms(viewer: Viewer) -> bool:
    """Whether the viewer may write the questions of the application form."""
    return viewer.acts_as(*ALL_SEEING)
