"""The blueprint of networks and what its views begin with."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, abort
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import ROLE_LABELS, Viewer
from nswp_members.core.i18n import kilobytes
from nswp_members.networks import queries
from nswp_members.networks.forms import READER_LABELS
from nswp_members.networks.labels import MOVE_LABELS, STATE_LABELS, STATE_TONES
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.models import Organisation

blueprint = Blueprint("networks", __name__, url_prefix="/networks")
Answer = str | BaseResponse


def load_and_authorise(network_id: UUID, policy: Callable[[Viewer, UUID], bool]) -> tuple[Viewer, Organisation]:
    """Return viewer and network; 404 if they may not know of it, 403 if they may not do this with it."""
    organisation = known(current_viewer(), network_id)
    if queries.network(network_id) is None:
        abort(404)
    return authorise(policy, network_id), organisation


def known(viewer: Viewer, organisation_id: UUID) -> Organisation:
    """Return the organisation, 404 if the viewer may not know of it."""
    return organisations.by_id_visible(viewer, organisation_id) or abort(404)


def author(viewer: Viewer) -> dict[str, Any]:
    """Return who acts and in which capacity, as services want to know it."""
    return {"by": viewer.person_id, "capacity": viewer.capacity.key if viewer.capacity else ""}


def role_of(viewer: Viewer) -> str:
    """Return the role in which the viewer acts."""
    return viewer.capacity.role.value if viewer.capacity else ""


@blueprint.context_processor
def words() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "move_labels": MOVE_LABELS,
        "request_labels": STATE_LABELS,
        "request_tones": STATE_TONES,
        "reader_labels": READER_LABELS,
        "roles": ROLE_LABELS,
        "kilobytes": kilobytes,
    }
