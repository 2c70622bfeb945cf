"""Who may know of an application: the one predicate that every list, count and page of reviewers starts from."""

from sqlalchemy import ColumnElement, exists, false, true
from sqlalchemy.orm import aliased

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.applications.models import Application, Party, Step
from nswp_members.applications.states import State
from nswp_members.organisations.visibility import ALL_SEEING

_Step = aliased(Step)
AT_THE_REGION = (State.REPRESENTATIVES.value, State.VERIFICATION.value)
BEFORE_THE_REGION = (State.DRAFT.value, State.CHECK.value)


def party_of(viewer: Viewer) -> Party | None:
    """Return the side of a review for which the viewer acts in their present capacity."""
    if viewer.acts_as(*ALL_SEEING):
        return Party.SECRETARIAT
    if viewer.acts_as(Role.REGIONAL_REPRESENTATIVE):
        return Party.REPRESENTATIVES
    if viewer.acts_as(Role.NETWORK_VERIFIER):
        return Party.NETWORK
    return None


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return which applications the viewer may know of.

    The secretariat knows of all, representatives of their region's once these reached them, verifiers of those that
    wait for their network at this moment.
    """
    party, capacity = party_of(viewer), viewer.capacity
    if party is None or capacity is None:
        return false()
    if party == Party.SECRETARIAT:
        return true()
    if party == Party.REPRESENTATIVES:
        reached = exists().where(_Step.application_id == Application.id, _Step.state == State.REPRESENTATIVES)
        later = Application.state.not_in(BEFORE_THE_REGION) & reached
        return (Application.region_code == capacity.region_code) & (Application.state.in_(AT_THE_REGION) | later)
    asked = exists().where(
        _Step.application_id == Application.id,
        _Step.state == State.VERIFICATION,
        _Step.closed_at.is_(None),
        _Step.network_id == capacity.organisation_id,
    )
    return (Application.state == State.VERIFICATION) & asked
