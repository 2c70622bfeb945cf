"""Who may do what with networks that `visibility.visible_to` has let through."""

from uuid import UUID

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.core.db import now
from nswp_members.networks.models import AffiliationRequest, Move, State
from nswp_members.networks.queries import RequestRow
from nswp_members.organisations.models import Function
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


def verifies(viewer: Viewer, network_id: UUID) -> bool:
    """Whether the viewer acts as a verifier of this network."""
    return viewer.capacity is not None and (
        viewer.acts_as(Role.NETWORK_VERIFIER) and viewer.capacity.organisation_id == network_id
    )


def can_read_board(viewer: Viewer, network_id: UUID) -> bool:
    """Whether the viewer is of the network: acts for a member or for itself, verifies for it, or is the secretariat."""
    capacity = viewer.capacity
    if capacity is None:
        return False
    belongs = capacity.role == Role.ORGANISATION and not capacity.has_left and network_id in capacity.network_ids
    return belongs or verifies(viewer, network_id) or can_manage(viewer)


def can_keep_board(viewer: Viewer, network_id: UUID) -> bool:
    """Whether the viewer may write notices and keep the documents of the network."""
    return can_manage(viewer) or verifies(viewer, network_id) or viewer.acts_for(network_id, Function.EDIT)


def can_see_requests(viewer: Viewer) -> bool:
    """Whether there can be requests that concern the viewer; which ones is decided apart."""
    return viewer.acts_as(*ALL_SEEING, Role.NETWORK_VERIFIER) or _edits(viewer)


def can_ask_to_join(viewer: Viewer, network_id: UUID) -> bool:
    """Whether the viewer may ask for their organisation to be taken in."""
    capacity = viewer.capacity
    return capacity is not None and _edits(viewer) and not capacity.has_left and network_id not in capacity.network_ids


def can_leave(viewer: Viewer, network_id: UUID) -> bool:
    """Whether the viewer may let their organisation leave the network."""
    capacity = viewer.capacity
    if capacity is None or not _edits(viewer) or capacity.organisation_id == network_id:
        return False
    return network_id in capacity.network_ids


def can_dismiss(viewer: Viewer, network_id: UUID) -> bool:
    """Whether the viewer may end a membership for the network."""
    return verifies(viewer, network_id)


def can_decide(viewer: Viewer, row: RequestRow) -> bool:  # noqa: ARG001
    """Whether the viewer may say yes or no to who asks to join; nobody decides in an own matter."""
    return row.waits_for_viewer and row.request.state == State.ASKED


def can_settle(viewer: Viewer, row: RequestRow) -> bool:
    """Whether the viewer may settle an objection."""
    return row.waits_for_viewer and can_manage(viewer) and row.request.waits_for_secretariat


def can_withdraw(viewer: Viewer, row: RequestRow) -> bool:
    """Whether the viewer is of the side that began the request, while it is open."""
    request = row.request
    if not request.is_open:
        return False
    if request.move == Move.END:
        return verifies(viewer, request.network_id)
    return viewer.acts_for(request.organisation_id, Function.EDIT)


def can_object(viewer: Viewer, row: RequestRow) -> bool:
    """Whether the viewer may object to the end of their organisation's membership now."""
    is_theirs = viewer.acts_for(row.request.organisation_id, Function.EDIT)
    return is_theirs and row.request.may_be_objected_to(now())


def can_see_conversation(viewer: Viewer, row: RequestRow) -> bool:
    """Whether the viewer may read what was said: of a joining all sides, of an objection not the network."""
    if row.request.move == Move.JOIN:
        return True
    return row.request.objected_at is not None and not viewer.acts_as(Role.NETWORK_VERIFIER)


def can_write(viewer: Viewer, row: RequestRow) -> bool:
    """Whether the viewer may add to the conversation."""
    request: AffiliationRequest = row.request
    return can_see_conversation(viewer, row) and (request.state == State.ASKED or request.waits_for_secretariat)


def _edits(viewer: Viewer) -> bool:
    return (
        viewer.capacity is not None
        and viewer.acts_as(Role.ORGANISATION)
        and (Function.EDIT in viewer.capacity.functions)
    )
