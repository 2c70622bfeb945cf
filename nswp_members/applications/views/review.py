"""One application as its reviewers see it: answers, opinions, what was said, and what can be done now."""

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.applications import deadlines, policies, queries, services
from nswp_members.applications.answer_words import in_words
from nswp_members.applications.assessing import policies as assessing
from nswp_members.applications.deciding import policies as deciding
from nswp_members.applications.labels import STEP_LABELS
from nswp_members.applications.models import Application, MessageKind, Party
from nswp_members.applications.review_forms import WriteForm
from nswp_members.applications.sight import party_of
from nswp_members.applications.states import State
from nswp_members.applications.views.blueprint import Answer, author, blueprint, load
from nswp_members.applications.views.blueprint import in_conflict as stays_away
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import current_locale


@blueprint.get("/applications/<uuid:application_id>")
def review(application_id: UUID) -> Answer:
    """Show an application."""
    found = load(application_id)
    return page(authorise(policies.can_review), found)


@blueprint.post("/applications/<uuid:application_id>/letters")
def send_letter(application_id: UUID) -> Answer:
    """Write to the applicant."""
    found = load(application_id)
    return _write(authorise(policies.can_review), found, MessageKind.LETTER)


@blueprint.post("/applications/<uuid:application_id>/notes")
def add_note(application_id: UUID) -> Answer:
    """Write a private note."""
    found = load(application_id)
    return _write(authorise(policies.can_review), found, MessageKind.NOTE)


@blueprint.get("/applications/<uuid:application_id>/files/<uuid:file_id>")
def show_file(application_id: UUID, file_id: UUID) -> Answer:
    """Hand out a file that was sent along."""
    found = load(application_id)
    viewer = authorise(policies.can_review)
    if stays_away(viewer, found):
        abort(404)
    files = [one for group in queries.files_shown(viewer, found).values() for one in group]
    file = next((one for one in files if one.id == file_id), None) or abort(404)
    answer = Response(file.content, mimetype=file.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    return answer


def _write(viewer: Viewer, found: Application, kind: MessageKind) -> Answer:
    form = WriteForm(prefix=kind.value)
    if form.submitted():
        try:
            with transaction():
                services.write_message(found, form.body.data or "", kind=kind, **side(viewer), **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Your message is sent.") if kind == MessageKind.LETTER else _("Your note is kept."), "success")
            return redirect(url_for("applications.review", application_id=found.id))
    return page(viewer, found, sent=form, kind=kind)


def side(viewer: Viewer) -> dict[str, Any]:
    """Return for which side the viewer writes, as services want to know it."""
    party = party_of(viewer) or abort(403)
    network_id = viewer.capacity.organisation_id if viewer.capacity and party == Party.NETWORK else None
    return {"party": party, "network_id": network_id}


def page(
    viewer: Viewer, found: Application, *, sent: WriteForm | None = None, kind: MessageKind | None = None
) -> Answer:
    """Show an application, with one of its forms as it was sent."""
    in_conflict = stays_away(viewer, found)
    messages = [] if in_conflict else queries.messages_for(viewer, found.id)
    may_write = policies.can_write(viewer, found) and not in_conflict
    return render_template(
        "applications/show.html",
        application=found,
        name=queries.name_shown(viewer, found),
        is_network=party_of(viewer) == Party.NETWORK,
        answers=[] if in_conflict else _answers(viewer, found),
        files={} if in_conflict else queries.files_shown(viewer, found),
        in_conflict=in_conflict,
        recusals=queries.recusals_of(found.id) if party_of(viewer) != Party.NETWORK else [],
        letters=[one for one in messages if one.kind == MessageKind.LETTER],
        notes=[one for one in messages if one.kind == MessageKind.NOTE],
        may_write=may_write,
        letter_form=sent if kind == MessageKind.LETTER else WriteForm(formdata=None, prefix="letter"),
        note_form=sent if kind == MessageKind.NOTE else WriteForm(formdata=None, prefix="note"),
        sent=sent,
        **_review(viewer, found, in_conflict=in_conflict),
    )


def _answers(viewer: Viewer, found: Application) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Return the answers in words, by the steps of the form."""
    language = current_locale().language
    former = queries.former_answers(found)
    return [
        (
            STEP_LABELS.get(step, step),
            [
                {
                    "question": one.question,
                    "lines": in_words(one.question, one.value, language),
                    "is_withdrawn": one.is_withdrawn,
                    "former": [
                        (before.replaced_at, in_words(one.question, before.value, language))
                        for before in former.get(one.question.id, [])
                    ],
                }
                for one in group
            ],
        )
        for step, group in queries.answers_shown(viewer, found)
    ]


def _review(viewer: Viewer, found: Application, *, in_conflict: bool) -> dict[str, Any]:
    """Return how the review stands: steps, opinions, and what the viewer can do now."""
    steps = queries.steps_of(viewer, found.id)
    step = next((one for one in steps if one.closed_at is None), None)
    agreement = queries.agreement(found)
    votes = _has_voice(viewer, found, agreement)
    opinions = {} if in_conflict else queries.opinions_shown(viewer, steps, must_speak_first=votes)
    spoken = bool(step and any(one.person_id == viewer.person_id for one in opinions.get(step.id, [])))
    return {
        "steps": steps,
        "step": step,
        "days_left": deadlines.days_left(step, now()) if step else 0,
        "overdue": bool(step and deadlines.is_overdue(step, now())),
        "zone": deadlines.zone_name(step) if step else "UTC",
        "agreement": agreement,
        "opinions": opinions,
        "spoken": spoken,
        "others_hidden": votes and not spoken and bool(agreement.opinions),
        "can": {}
        if in_conflict
        else {
            "forward": policies.can_forward(viewer, found),
            "opinion": votes,
            "ask": policies.can_ask(viewer, found),
            "assign": policies.can_assign(viewer, found),
            "change_region": policies.can_change_region(viewer, found),
            "stay_away": policies.can_declare_conflict(viewer, found),
            "assess": assessing.can_assess(viewer),
            "decide": deciding.can_decide(viewer),
        },
    }


def _has_voice(viewer: Viewer, found: Application, agreement: queries.Agreement) -> bool:
    """Whether the viewer is asked at this moment for what they think."""
    if found.state != State.REPRESENTATIVES:
        return policies.can_give_opinion(viewer, found)
    party = party_of(viewer)
    return party == Party.REPRESENTATIVES or (party == Party.SECRETARIAT and agreement.asks(party))
