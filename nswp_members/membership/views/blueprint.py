"""The blueprint of membership and what all its views begin with."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.membership import labels
from nswp_members.organisations import queries as organisations
from nswp_members.organisations import services as organisation_services
from nswp_members.organisations.category_words import category_label
from nswp_members.organisations.models import Organisation

blueprint = Blueprint("membership", __name__, url_prefix="/membership")
Answer = str | Response | BaseResponse | tuple[str, int]
SHOWN = ("category", "joined_on")


def load_and_authorise(organisation_id: UUID, policy: Callable[..., bool], *rest: Any) -> tuple[Viewer, Organisation]:
    """Return viewer and organisation; 404 if they may not know of it, 403 if they may not do this with it.

    That somebody outside the organisation sees its category is noted.
    """
    organisation = organisations.by_id_visible(current_viewer(), organisation_id)
    if organisation is None:
        abort(404)
    viewer = authorise(policy, organisation, *rest)
    fields = [field for field in SHOWN if organisations.holds(organisation, field)]
    if viewer.person_id and viewer.capacity and fields and not viewer.acts_for(organisation.id):
        with transaction():
            organisation_services.note_reads(
                [organisation.id], fields, person_id=viewer.person_id, role=viewer.capacity.role
            )
    return viewer, organisation


def author(viewer: Viewer) -> dict[str, Any]:
    """Return who acts and in which capacity, as services want to know it."""
    return {"by": viewer.person_id, "capacity": viewer.capacity.key if viewer.capacity else ""}


@blueprint.context_processor
def words() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "standing_labels": labels.STANDING_LABELS,
        "standing_tones": labels.STANDING_TONES,
        "category_label": category_label,
        "change_labels": labels.CHANGE_LABELS,
        "step_labels": labels.STEP_LABELS,
        "step_effects": labels.STEP_EFFECTS,
    }
