"""Who may see which home screen."""

from nswp_members.accounts.viewers import Viewer


def can_have_a_home(viewer: Viewer) -> bool:
    """Whether there is a home screen for the viewer: for everybody who is signed in, whatever they hold."""
    return viewer.signed_in
