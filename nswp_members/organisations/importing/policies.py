"""Who may import member lists."""

from nswp_members.accounts.viewers import Role, Viewer


def can_import(viewer: Viewer) -> bool:
    """Whether the viewer may upload lists and see what became of them."""
    return viewer.acts_as(Role.MEMBERSHIP, Role.ADMINISTRATOR)
