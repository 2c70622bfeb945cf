"""Who may do what with the Board's seats."""

from nswp_members.accounts.viewers import SEAT_ROLES, Viewer
from nswp_members.governance.models import SeatTerm
from nswp_members.governance.queries import SeatState
from nswp_members.organisations.visibility import ALL_SEEING


def can_look_up(viewer: Viewer) -> bool:
    """Whether the viewer may see more than which seats are filled: how long, and what came before."""
    return viewer.signed_in


def can_manage(viewer: Viewer) -> bool:
    """Whether the viewer may fill seats and end terms."""
    return viewer.acts_as(*ALL_SEEING)


def knows_holders(viewer: Viewer) -> bool:
    """Whether the viewer may know everybody on the Board by name: who sits on it, and who looks after it."""
    return viewer.acts_as(*ALL_SEEING, *SEAT_ROLES)


def can_know(viewer: Viewer, term: SeatTerm) -> bool:
    """Whether the viewer may know who serves this term."""
    return term.named_publicly or knows_holders(viewer) or is_own(viewer, term)


def is_own(viewer: Viewer, term: SeatTerm) -> bool:
    """Whether the viewer serves, served or is to serve this term."""
    return viewer.signed_in and term.person_id == viewer.person_id


def can_read_notes(viewer: Viewer, state: SeatState) -> bool:
    """Whether the viewer may read and write notes: from this seat, as its next holder, or for the secretariat."""
    if can_manage(viewer):
        return True
    if state.current and viewer.capacity and viewer.capacity.key == f"role:{state.current.role_id}":
        return True
    return state.following is not None and is_own(viewer, state.following)


def can_take_back_naming(viewer: Viewer, term: SeatTerm) -> bool:
    """Whether the viewer may take a name off the page of the Board: the holder, or who looks after it."""
    return is_own(viewer, term) or can_manage(viewer)
