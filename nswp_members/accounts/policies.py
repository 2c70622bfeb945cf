"""Who may do what with accounts."""

from nswp_members.accounts.viewers import Role, Viewer


def can_manage_people(viewer: Viewer) -> bool:
    """Whether the viewer may see people and their roles, assign and end them."""
    return viewer.acts_as(Role.ADMINISTRATOR)


def can_manage_own_account(viewer: Viewer) -> bool:
    """Whether the viewer has an account at all."""
    return viewer.signed_in
