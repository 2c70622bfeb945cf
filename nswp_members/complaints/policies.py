"""Who may do what in the register; which complaints somebody finds at all is decided in `queries.handled_by`."""

from nswp_members.accounts.viewers import Viewer
from nswp_members.complaints import queries
from nswp_members.complaints.models import Complaint
from nswp_members.organisations.visibility import ALL_SEEING


def can_open_register(viewer: Viewer) -> bool:
    """Whether the viewer may ask for the complaints in their own hands."""
    return viewer.is_staff


def can_register(viewer: Viewer) -> bool:
    """Whether the viewer may enter a complaint; it takes a view of all members to name the parties."""
    return viewer.acts_as(*ALL_SEEING)


def can_count(viewer: Viewer) -> bool:
    """Whether the viewer may see how many complaints ended in which way: who may register them, and handlers."""
    return can_register(viewer) or queries.handles_any(viewer)


def can_handle(viewer: Viewer, complaint: Complaint) -> bool:
    """Whether the complaint is in the viewer's hands."""
    return queries.complaint_for(viewer, complaint.id) is not None
