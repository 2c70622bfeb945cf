"""The blueprint of organisations and what all its views begin with."""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, abort
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts import throttling
from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.organisations import labels, policies, queries, services
from nswp_members.organisations.category_words import category_label
from nswp_members.organisations.fields import language_label
from nswp_members.organisations.models import Organisation

blueprint = Blueprint("organisations", __name__)
Answer = str | BaseResponse | tuple[str, int]


def load_and_authorise(
    organisation_id: UUID, policy: Callable[..., bool], *, shows: Iterable[str] = ()
) -> tuple[Viewer, Organisation]:
    """Return viewer and organisation; 404 if they may not know of it, 403 if they may not do this with it.

    ``shows`` names the protected fields that the page holds, for the organisation's record of who saw them.
    """
    organisation = queries.by_id_visible(current_viewer(), organisation_id)
    if organisation is None:
        abort(404)
    viewer = authorise(policy, organisation)
    note_shown(viewer, organisation, shows)
    return viewer, organisation


def note_shown(viewer: Viewer, organisation: Organisation, fields: Iterable[str]) -> None:
    """Note that somebody outside the organisation sees these protected fields, as far as they hold something.

    Every page that shows a protected field calls this, most through `load_and_authorise`.
    """
    note_read(viewer, organisation, [field for field in fields if queries.holds(organisation, field)])


def note_read(viewer: Viewer, organisation: Organisation, fields: Collection[str]) -> None:
    """Note that somebody outside the organisation sees these protected fields, whatever they hold by now."""
    if viewer.person_id and viewer.capacity and fields and not viewer.acts_for(organisation.id):
        with transaction():
            services.note_reads([organisation.id], fields, person_id=viewer.person_id, role=viewer.capacity.role)


def author(viewer: Viewer) -> dict[str, Any]:
    """Return who acts and in which capacity, as services want to know it."""
    return {"by": viewer.person_id, "capacity": viewer.capacity.key if viewer.capacity else ""}


def slow_down(viewer: Viewer, purpose: str = "invitation") -> None:
    """Answer 429 to a person outside the membership staff who has us write to many people."""
    if viewer.person_id is None or policies.sees_all(viewer):
        return
    if not throttling.act_allowed(purpose, viewer.person_id):
        raise TooManyRequests(retry_after=throttling.RETRY_AFTER_SECONDS)


@blueprint.app_template_filter("language_label")
def language_in_words(code: str) -> str:
    """Return a language's name in the reader's language."""
    return language_label(code)


@blueprint.context_processor
def words() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "kind_labels": labels.KIND_LABELS,
        "registration_labels": labels.REGISTRATION_LABELS,
        "category_label": category_label,
        "function_labels": labels.FUNCTION_LABELS,
        "channel_labels": labels.CHANNEL_LABELS,
        "basis_labels": labels.BASIS_LABELS,
        "side_labels": labels.SIDE_LABELS,
        "recovery_labels": labels.RECOVERY_LABELS,
        "recovery_tones": labels.RECOVERY_TONES,
        "confirmed_labels": labels.CONFIRMED_LABELS,
        "listing_labels": labels.LISTING_LABELS,
        "listing_hints": labels.LISTING_HINTS,
        "listing_tones": labels.LISTING_TONES,
        "area_labels": labels.AREA_LABELS,
        "population_labels": labels.POPULATION_LABELS,
        "text_labels": labels.TEXT_LABELS,
        "field_labels": labels.FIELD_LABELS,
        "proposal_labels": labels.PROPOSAL_LABELS,
        "proposal_tones": labels.PROPOSAL_TONES,
        "step_labels": labels.STEP_LABELS,
    }
