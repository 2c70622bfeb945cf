"""Who may read the trail."""

from nswp_members.accounts.viewers import Role, Viewer


def can_read_trail(viewer: Viewer) -> bool:
    """Whether the viewer may see who did what."""
    return viewer.acts_as(Role.ADMINISTRATOR)
