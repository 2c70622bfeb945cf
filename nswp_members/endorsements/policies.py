"""Who may endorse, ask, and know of endorsements.

That an organisation endorses tells that it is a member (security notes, control C6). So nobody but itself, the
secretariat's membership staff and the representatives of its region may know; others see numbers at most.
"""

from uuid import UUID

from nswp_members.accounts.viewers import STAFF_ROLES, Role, Viewer
from nswp_members.organisations.models import Function, Organisation
from nswp_members.organisations.policies import has_mandate
from nswp_members.organisations.visibility import ALL_SEEING, NOT_HIDDEN


def can_endorse(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer's present capacity may endorse, and withdraw, for this organisation."""
    return viewer.acts_for(organisation.id, Function.ENDORSE)


def can_endorse_in_another_capacity(viewer: Viewer, organisation_id: UUID) -> bool:
    """Whether the viewer could endorse for this organisation after switching capacity in the header."""
    return any(
        one.role == Role.ORGANISATION and one.organisation_id == organisation_id and Function.ENDORSE in one.functions
        for one in viewer.capacities
    )


def can_see_endorsement(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may know if and when this organisation, which they may know of, endorsed."""
    if viewer.acts_as(*ALL_SEEING) or viewer.acts_for(organisation.id):
        return True
    capacity = viewer.capacity
    if capacity is None or capacity.role != Role.REGIONAL_REPRESENTATIVE:
        return False
    return capacity.region_code == organisation.region_code and organisation.listing in NOT_HIDDEN


def can_see_signatory(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may know who signed, and why an endorsement was withdrawn."""
    return viewer.acts_as(*ALL_SEEING) or viewer.acts_for(organisation.id)


def can_ask(viewer: Viewer) -> bool:
    """Whether the viewer may ask organisations to endorse."""
    return viewer.acts_as(*ALL_SEEING)


def can_handle_paper(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may enter and compare papers of an organisation: the staff, but not in an own matter."""
    return can_ask(viewer) and not has_mandate(viewer, organisation)


def can_see_coverage(viewer: Viewer) -> bool:
    """Whether the viewer may see how many organisations endorse, at least as suppressed numbers."""
    return can_see_missing(viewer) or viewer.acts_as(Role.DONOR, *STAFF_ROLES)


def can_see_missing(viewer: Viewer) -> bool:
    """Whether the viewer may see exact numbers, and which organisations have not endorsed."""
    return viewer.acts_as(*ALL_SEEING, Role.REGIONAL_REPRESENTATIVE)
