"""Who may do what with thresholds and assessments."""

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.organisations.visibility import ALL_SEEING

BEFORE_THE_REGION = frozenset({State.DRAFT, State.CHECK})


def can_set_thresholds(viewer: Viewer) -> bool:
    """Whether the viewer may say from which shares on an organisation counts as led by sex workers."""
    return viewer.acts_as(*ALL_SEEING)


def can_assess(viewer: Viewer) -> bool:
    """Whether the viewer may assess applications that they may know of."""
    return viewer.acts_as(*ALL_SEEING, Role.REGIONAL_REPRESENTATIVE)


def may_know_counts(viewer: Viewer, application: Application) -> bool:
    """Whether the viewer may know what an applicant counted: the secretariat, and the region once it is its turn."""
    if viewer.acts_as(*ALL_SEEING):
        return True
    if not viewer.acts_as(Role.REGIONAL_REPRESENTATIVE) or viewer.capacity is None:
        return False
    return application.state not in BEFORE_THE_REGION and application.region_code == viewer.capacity.region_code
