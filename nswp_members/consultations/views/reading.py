"""The list of consultations, and one of them."""

from typing import Any

from flask import render_template

from nswp_members.accounts.access import current_viewer, public
from nswp_members.accounts.viewers import Viewer
from nswp_members.consultations import policies, queries
from nswp_members.consultations.models import Consultation
from nswp_members.consultations.planning_forms import TakeForm, VersionForm
from nswp_members.consultations.respondents import respondent_of
from nswp_members.consultations.steps import steps_of
from nswp_members.consultations.views.blueprint import Answer, blueprint, load
from nswp_members.core.db import now
from nswp_members.core.forms import choices
from nswp_members.regions.geography import Region


@blueprint.get("/consultations")
@public
def index() -> Answer:
    """List the consultations that the viewer may know of."""
    viewer = current_viewer()
    return render_template(
        "consultations/index.html",
        rows=queries.listed(viewer),
        may_plan=policies.can_manage(viewer),
        answers=respondent_of(viewer) is not None,
    )


@blueprint.get("/consultations/<consultation_slug>")
@public
def show(consultation_slug: str) -> Answer:
    """Show a consultation: to those who are asked how far they are, to the secretariat what is to be done."""
    viewer, consultation = current_viewer(), load(consultation_slug)
    return render_template(
        "consultations/show.html",
        consultation=consultation,
        extensions=queries.extensions_of(consultation.id),
        steps=steps_of(consultation.paragraphs, consultation.questions),
        **_as_asked(viewer, consultation),
        **_as_manager(viewer, consultation),
    )


def _as_asked(viewer: Viewer, consultation: Consultation) -> dict[str, Any]:
    """Return how far the viewer's organisation is, if it is asked."""
    respondent = respondent_of(viewer)
    if respondent is None or not policies.belongs_to_asked(viewer, consultation):
        return {"given": None, "drafted": (), "may_answer": False, "may_comment": False}
    participant = queries.participant_of(consultation.id, respondent)
    return {
        "given": queries.given_by(consultation, respondent),
        "drafted": queries.drafted_steps(participant.id, respondent.person_id) if participant else (),
        "may_answer": policies.can_answer(viewer, consultation),
        "may_comment": policies.can_comment(viewer, consultation),
    }


def _as_manager(viewer: Viewer, consultation: Consultation) -> dict[str, Any]:
    """Return what the secretariat needs: what is missing, and how many organisations are asked."""
    if not policies.can_manage(viewer):
        return {"manages": False}
    versions = queries.versions_in_consultation() if consultation.is_planned else []
    take_form = TakeForm(formdata=None, prefix="take")
    take_form.version_id.choices = choices((str(one.id), one.label) for one in versions)
    counts = queries.audience_by_region(consultation.audience)
    return {
        "manages": True,
        "lacks": queries.lacks(consultation, at=now()) if consultation.is_planned else [],
        "by_region": [(region, counts[region]) for region in Region],
        "asked": counts.total(),
        "take_form": take_form if versions else None,
        "version_form": VersionForm(formdata=None, version=consultation.version),
    }
