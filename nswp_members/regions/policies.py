"""Who may do what with regions and countries."""

from nswp_members.accounts.viewers import Role, Viewer


def can_manage_regions(viewer: Viewer) -> bool:
    """Whether the viewer may see and change the default regions of countries."""
    return viewer.acts_as(Role.MEMBERSHIP, Role.ADMINISTRATOR)
