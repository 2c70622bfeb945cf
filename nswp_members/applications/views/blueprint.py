"""The blueprint of applications and what its views for reviewers begin with."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.applications import queries, review_labels
from nswp_members.applications.errors import InConflict, MoveNotPossible, StaleApplication
from nswp_members.applications.models import Application
from nswp_members.applications.review_forms import ActForm
from nswp_members.core.db import now

blueprint = Blueprint("applications", __name__)
Answer = str | BaseResponse | tuple[str, int]


def load(application_id: UUID) -> Application:
    """Return an application; 404 if there is none that the viewer may know of."""
    return queries.application_visible(current_viewer(), application_id) or abort(404)


def require(possible: Callable[[Viewer, Application], bool], viewer: Viewer, found: Application, form: ActForm) -> None:
    """Raise `InConflict`, `StaleApplication` or `MoveNotPossible` if the viewer cannot do this, now or at all."""
    if in_conflict(viewer, found):
        raise InConflict
    if possible(viewer, found):
        return
    if request.method == "POST" and form.seen != found.version:
        raise StaleApplication
    raise MoveNotPossible


def in_conflict(viewer: Viewer, found: Application) -> bool:
    """Whether the viewer has to stay away from an application, and reads nothing of it."""
    return bool(viewer.person_id and queries.conflicted(found, [viewer.person_id], at=now()))


def author(viewer: Viewer) -> dict[str, Any]:
    """Return who acts and in which capacity, as services want to know it."""
    return {"by": viewer.person_id, "capacity": viewer.capacity.key if viewer.capacity else ""}


@blueprint.app_template_filter("age")
def age_in_words(moment: Any) -> str:
    """Return for how long something has stood, in words and whole days."""
    days = (now() - moment).days
    return str(ngettext("%(num)s day", "%(num)s days", days) if days else _("today"))


@blueprint.app_template_filter("days_left")
def days_left_in_words(days: int) -> str:
    """Return how many days are left, or how long something is overdue, in words."""
    if days < 0:
        return str(ngettext("%(num)s day overdue", "%(num)s days overdue", -days))
    return str(ngettext("%(num)s day left", "%(num)s days left", days) if days else _("last day today"))


@blueprint.context_processor
def words() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "state_labels": review_labels.STATE_LABELS,
        "state_tones": review_labels.STATE_TONES,
        "move_labels": review_labels.MOVE_LABELS,
        "party_labels": review_labels.PARTY_LABELS,
        "verdict_labels": review_labels.VERDICT_LABELS,
        "verdict_tones": review_labels.VERDICT_TONES,
        "vacancy_labels": review_labels.VACANCY_LABELS,
    }
