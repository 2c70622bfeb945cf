"""Who may do what with memberships of organisations that `visibility.visible_to` has let through."""

from nswp_members.accounts.viewers import Viewer
from nswp_members.membership.steps import Step
from nswp_members.organisations.models import Function, Organisation
from nswp_members.organisations.policies import has_mandate, sees_all


def can_count(viewer: Viewer) -> bool:
    """Whether the viewer may count members by category, and see who breaks the rule of endorsing."""
    return sees_all(viewer)


def can_review(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may say what came of a review: the staff, but not in an own matter."""
    return sees_all(viewer) and not has_mandate(viewer, organisation)


def can_change_categories(viewer: Viewer) -> bool:
    """Whether the viewer may change the categories of membership."""
    return sees_all(viewer)


def can_see_terms(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may see how an organisation stood over time: the staff and its own people."""
    return sees_all(viewer) or viewer.acts_for(organisation.id)


def can_take_step(viewer: Viewer, organisation: Organisation, step: Step) -> bool:
    """Whether the viewer may do this with a membership: the staff, but not in an own matter; leaving is also one's own.

    What it may become from where it stands now is a rule of the service.
    """
    if step is Step.RESIGN and viewer.acts_for(organisation.id, Function.EDIT):
        return True
    return sees_all(viewer) and not has_mandate(viewer, organisation)


def can_see_upcoming(viewer: Viewer) -> bool:
    """Whether the viewer may see which letters of the yearly ladder come next, and to whom."""
    return sees_all(viewer)
