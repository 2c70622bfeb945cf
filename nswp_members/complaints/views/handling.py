"""A complaint: taking it from step to step, and changing in whose hands it is."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.complaints import policies, queries, services
from nswp_members.complaints.errors import LastHandler
from nswp_members.complaints.forms import DecideForm, HandlerForm, MoveForm, NoteForm
from nswp_members.complaints.measures import Measure, measure_of, outcomes_from
from nswp_members.complaints.models import Complaint, ComplaintEntry, Outcome
from nswp_members.complaints.states import DECISIONS, Move, State, moves_from
from nswp_members.complaints.views.blueprint import Answer, blueprint, deadlines, load, person
from nswp_members.core.db import now, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import Form
from nswp_members.membership import queries as membership
from nswp_members.organisations import queries as organisations


@blueprint.get("/<uuid:complaint_id>")
def show(complaint_id: UUID) -> Answer:
    """Show a complaint, what was done and what comes next."""
    complaint = load(complaint_id)
    return _page(authorise(policies.can_handle, complaint), complaint)


@blueprint.post("/<uuid:complaint_id>/move")
def move(complaint_id: UUID) -> Answer:
    """Take a step."""
    complaint = load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    form = MoveForm(prefix="move")

    def act() -> None:
        services.move(
            complaint,
            Move(form.move.data),
            expected_version=form.version.data or 0,
            by=person(viewer),
            deadlines=deadlines(),
            note=form.note.data or "",
        )

    return _acted(viewer, complaint, form, act, move=form)


@blueprint.post("/<uuid:complaint_id>/decide")
def decide(complaint_id: UUID) -> Answer:
    """Decide, or decide on the appeal."""
    complaint = load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    form = DecideForm(prefix="decide")
    form.offer(outcomes_from(State(complaint.state)))

    def act() -> None:
        services.decide(
            complaint,
            Outcome(form.outcome.data),
            form.reason.data or "",
            expected_version=form.version.data or 0,
            by=person(viewer),
            deadlines=deadlines(),
            holds_during_appeal=form.holds.data,
        )

    return _acted(viewer, complaint, form, act, decide=form)


@blueprint.post("/<uuid:complaint_id>/notes")
def note(complaint_id: UUID) -> Answer:
    """Write something into the log."""
    complaint = load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    form = NoteForm(prefix="note")
    return _acted(
        viewer,
        complaint,
        form,
        lambda: services.add_note(complaint, form.body.data or "", by=person(viewer)),
        note=form,
    )


@blueprint.post("/<uuid:complaint_id>/handlers")
def add_handler(complaint_id: UUID) -> Answer:
    """Put the complaint into somebody's hands too."""
    complaint = load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    form = _handler_form(complaint)
    return _acted(
        viewer,
        complaint,
        form,
        lambda: services.add_handler(complaint, UUID(form.person_id.data), by=person(viewer)),
        handler=form,
    )


@blueprint.post("/<uuid:complaint_id>/handlers/<uuid:person_id>/remove")
def remove_handler(complaint_id: UUID, person_id: UUID) -> Answer:
    """Take the complaint out of somebody's hands."""
    complaint = load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    with transaction():
        services.remove_handler(complaint, person_id, by=person(viewer))
    return _on(viewer, complaint)


@blueprint.post("/<uuid:complaint_id>/conflict")
def declare_conflict(complaint_id: UUID) -> Answer:
    """Let the viewer go, who is not impartial; whoever is the only handler is asked to name another one first."""
    complaint = load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    try:
        with transaction():
            services.declare_conflict(complaint, by=person(viewer))
    except LastHandler:
        return _ask_for_successor(load(complaint_id), _handler_form(complaint, formdata=None))
    return _on(viewer, complaint)


@blueprint.route("/<uuid:complaint_id>/hand-over", methods=["GET", "POST"])
def hand_over(complaint_id: UUID) -> Answer:
    """Name another handler and let the viewer go, who is not impartial."""
    complaint = load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    form = _handler_form(complaint)
    if form.submitted():
        try:
            with transaction():
                services.hand_over(complaint, UUID(form.person_id.data), by=person(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            return _on(viewer, complaint)
    return _ask_for_successor(complaint, form)


def _ask_for_successor(complaint: Complaint, form: HandlerForm) -> Answer:
    """Say that another handler has to be named first, and let the viewer do it."""
    return render_template("complaints/hand_over.html", complaint=complaint, form=form)


def _acted(viewer: Viewer, complaint: Complaint, form: Form, act: Callable[[], None], **sent: Form) -> Answer:
    """Do what a form asks for and go on; show the page again if it is invalid or a rule is broken."""
    if form.submitted():
        try:
            with transaction():
                act()
        except DomainError as error:
            form.refuse(error)
        else:
            return _on(viewer, complaint)
    fresh = queries.complaint_for(viewer, complaint.id) or abort(404)
    return _page(viewer, fresh, **sent)


def _on(viewer: Viewer, complaint: Complaint) -> BaseResponse:
    """Go on to the complaint, or to the list if it is not in the viewer's hands any more."""
    flash(_("Done."), "success")
    if queries.complaint_for(viewer, complaint.id) is None:
        return redirect(url_for("complaints.index"))
    return redirect(url_for("complaints.show", complaint_id=complaint.id))


def _handler_form(complaint: Complaint, **given: Any) -> HandlerForm:
    form = HandlerForm(prefix="handler", **given)
    form.offer(queries.possible_handlers(complaint.parties, complaint_id=complaint.id, at=now()))
    return form


def _decide_form(complaint: Complaint) -> DecideForm:
    form = DecideForm(formdata=None, prefix="decide", version=complaint.version)
    form.offer(outcomes_from(State(complaint.state)))
    return form


def _page(viewer: Viewer, complaint: Complaint, **sent: Form) -> Answer:
    """Show a complaint, with one of its forms as it was sent and the others empty."""
    step, version = _next_step(complaint), complaint.version
    for form in sent.values():
        if "version" in form:
            form["version"].raw_data, form["version"].data = None, version
    if "move" in sent:
        sent["move"]["move"].data = step
    may_decide = complaint.state in (State.ASSESSED, State.HEARD, State.APPEAL)
    decider_waits = complaint.state == State.APPEAL and complaint.decided_by == viewer.person_id
    entries = queries.entries_of(complaint.id)
    return render_template(
        "complaints/show.html",
        complaint=complaint,
        entries=entries,
        handlers=queries.handlers_of(complaint.id),
        parties=organisations.names(complaint.parties) if policies.can_register(viewer) else {},
        step=step,
        may_decide=may_decide and not decider_waits,
        decider_waits=decider_waits,
        measure=_measure(viewer, complaint, entries),
        sent=next(iter(sent.values()), None),
        move_form=sent.get("move") or MoveForm(formdata=None, prefix="move", move=step, version=version),
        decide_form=sent.get("decide") or _decide_form(complaint),
        note_form=sent.get("note") or NoteForm(formdata=None, prefix="note"),
        handler_form=sent.get("handler") or _handler_form(complaint),
    )


def _next_step(complaint: Complaint) -> Move | None:
    """Return the step that can be taken without a decision; after one, an appeal until its last day, then the end."""
    is_late = complaint.due_on is not None and complaint.due_on < today()
    out_of_time = Move.APPEAL if is_late else Move.CLOSE
    steps = [one for one in moves_from(State(complaint.state)) if one not in (*DECISIONS, out_of_time)]
    return steps[0] if steps else None


def _measure(viewer: Viewer, complaint: Complaint, entries: list[ComplaintEntry]) -> Measure | None:
    """Return the measure, for those who may know the member that it is about: its page names it."""
    about = complaint.about_organisation_id
    if about is None or not complaint.outcome or not policies.can_register(viewer):
        return None
    return measure_of(complaint, entries, membership.terms_of(about))
