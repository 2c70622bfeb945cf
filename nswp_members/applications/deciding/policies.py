"""Who may decide, and what goes with it."""

from nswp_members.accounts.viewers import Viewer
from nswp_members.applications.models import Application
from nswp_members.organisations.visibility import ALL_SEEING


def can_decide(viewer: Viewer) -> bool:
    """Whether the viewer may put decisions into effect, compare applications with members, and enter some by hand."""
    return viewer.acts_as(*ALL_SEEING)


def can_count(viewer: Viewer) -> bool:
    """Whether the viewer may see how many applications came to what."""
    return viewer.acts_as(*ALL_SEEING)


def can_read_letter(viewer: Viewer, application: Application) -> bool:
    """Whether the viewer may read the letter: the secretariat, and whoever applied."""
    return viewer.acts_as(*ALL_SEEING) or (viewer.signed_in and viewer.person_id == application.person_id)
