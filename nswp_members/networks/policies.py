"""Who may do what with networks that `visibility.visible_to` has let through."""

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.organisations.visibility import ALL_SEEING


def can_look_up(viewer: Viewer) -> bool:
    """Whether the viewer may see which networks there are."""
    return viewer.signed_in


def can_see_members(viewer: Viewer) -> bool:
    """Whether the viewer may see which of the organisations they know of belong to a network."""
    return viewer.acts_as(*ALL_SEEING, Role.ORGANISATION, Role.REGIONAL_REPRESENTATIVE, Role.NETWORK_VERIFIER)


def can_manage(viewer: Viewer) -> bool:
    """Whether the viewer may change networks and who belongs to them."""
    return viewer.acts_as(*ALL_SEEING)
