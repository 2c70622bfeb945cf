"""Who may do what with thresholds and assessments."""

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.organisations.visibility import ALL_SEEING


def can_set_thresholds(viewer: Viewer) -> bool:
    """Whether the viewer may say from which shares on an organisation counts as led by sex workers."""
    return viewer.acts_as(*ALL_SEEING)


def can_assess(viewer: Viewer) -> bool:
    """Whether the viewer may assess applications that they may know of."""
    return viewer.acts_as(*ALL_SEEING, Role.REGIONAL_REPRESENTATIVE)
