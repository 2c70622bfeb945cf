"""Who may export, and who is the second person where two are needed (security notes, C17)."""

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.organisations.policies import can_export
from nswp_members.organisations.visibility import ALL_SEEING

__all__ = ["can_ask_for_protected", "can_decide", "can_export", "may_have_own", "rows_a_day"]
OFFICES = (*ALL_SEEING, Role.REGIONAL_REPRESENTATIVE, Role.NETWORK_VERIFIER)


def can_ask_for_protected(viewer: Viewer) -> bool:
    """Whether the viewer may ask for columns that can endanger people; a second person decides."""
    return can_export(viewer) and viewer.acts_as(*OFFICES)


def can_decide(viewer: Viewer) -> bool:
    """Whether the viewer may be the second person."""
    return viewer.acts_as(*ALL_SEEING)


def may_have_own(viewer: Viewer) -> bool:
    """Whether the viewer may look after files of their own, also in a capacity that may not ask for new ones."""
    return viewer.signed_in


def rows_a_day(viewer: Viewer, *, office: int, others: int) -> int:
    """Return how many rows the viewer may export in a day."""
    return office if viewer.acts_as(*OFFICES) else others
