"""The register: complaints in one's own hands, entering one, and taking it from step to step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.complaints import labels, policies, queries, services
from nswp_members.complaints.forms import DecideForm, FilterForm, HandlerForm, MoveForm, NoteForm, RegisterForm
from nswp_members.complaints.models import Complaint, Outcome
from nswp_members.complaints.services import Deadlines, NewComplaint
from nswp_members.complaints.states import DECISIONS, Move, State, moves_from
from nswp_members.core.db import now, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import Form
from nswp_members.core.paging import PageLinks
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.queries import DirectoryFilter

blueprint = Blueprint("complaints", __name__, url_prefix="/complaints")
Answer = str | BaseResponse
MEASURES = {Outcome.SUSPENSION: "suspend", Outcome.EXPULSION: "expel"}
MEASURE_ENDPOINT = "membership.take_step"
SOON_DAYS = 7


@blueprint.context_processor
def words() -> dict[str, object]:
    """Give the templates the words for codes."""
    return {
        "state_labels": labels.STATE_LABELS,
        "kind_labels": labels.KIND_LABELS,
        "received_labels": labels.RECEIVED_LABELS,
        "outcome_labels": labels.OUTCOME_LABELS,
        "move_labels": labels.MOVE_LABELS,
        "move_hints": labels.MOVE_HINTS,
        "entry_labels": labels.ENTRY_LABELS,
        "days_left": lambda day: (day - today()).days,
        "soon": SOON_DAYS,
    }


@blueprint.get("")
def index() -> Answer:
    """List the complaints in the viewer's hands."""
    viewer = authorise(policies.can_open_register)
    form = FilterForm(request.args)
    state = form.state.data if form.state.data in list(State) else ""
    size, after = current_app.config["PAGE_SIZE"], request.args.get("after", type=UUID)
    page = queries.complaints_page(viewer, state=state, size=size, after=after)
    kept: dict[str, Any] = {"state": state} if state else {}
    first = url_for("complaints.index", **kept) if "after" in request.args else None
    following = url_for("complaints.index", **kept, after=page.after) if page.after else None
    return render_template(
        "complaints/index.html",
        form=form,
        rows=page.rows,
        is_filtered=bool(kept),
        may_register=policies.can_register(viewer),
        links=PageLinks(previous_url=first, next_url=following),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def create() -> Answer:
    """Enter a complaint."""
    viewer = authorise(policies.can_register)
    form = RegisterForm(received_on=today())
    if form.submitted() and (parties := _parties(viewer, form)) is not None:
        try:
            with transaction():
                complaint = services.register(_new(form, parties), by=_person(viewer), deadlines=_deadlines())
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The complaint is registered and sealed: for now you alone see it."), "success")
            return redirect(url_for("complaints.show", complaint_id=complaint.id))
    return render_template("complaints/create.html", form=form)


def _parties(viewer: Viewer, form: RegisterForm) -> dict[str, UUID | None] | None:
    """Return the member organisations named; None, with an error at the field, if one cannot be told."""
    found: dict[str, UUID | None] = {}
    for field in (form.about_member, form.complainant_member):
        name = (field.data or "").strip()
        rows = organisations.directory_page(viewer, DirectoryFilter(search=name), size=50).rows if name else ()
        same = [row.id for row in rows if row.name.casefold() == name.casefold()]
        if name and len(same) != 1:
            field.errors = [*field.errors, _("We know no single organisation of this name. Write it as in the list.")]
        found[field.name] = same[0] if same else None
    return None if form.errors else found


def _new(form: RegisterForm, parties: dict[str, UUID | None]) -> NewComplaint:
    return NewComplaint(
        kind=form.kind.data,
        received_on=form.received_on.data or today(),
        received_via=form.received_via.data,
        about=form.about.data or "",
        complainant_name=form.complainant_name.data or "",
        complainant_contact=form.complainant_contact.data or "",
        summary=form.summary.data or "",
        about_organisation_id=parties["about_member"],
        complainant_organisation_id=parties["complainant_member"],
    )


@blueprint.get("/<uuid:complaint_id>")
def show(complaint_id: UUID) -> Answer:
    """Show a complaint, what was done and what comes next."""
    complaint = _load(complaint_id)
    return _page(authorise(policies.can_handle, complaint), complaint)


@blueprint.post("/<uuid:complaint_id>/move")
def move(complaint_id: UUID) -> Answer:
    """Take a step."""
    complaint = _load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    form = MoveForm(prefix="move")

    def act() -> None:
        services.move(
            complaint,
            Move(form.move.data),
            expected_version=form.version.data or 0,
            by=_person(viewer),
            deadlines=_deadlines(),
            note=form.note.data or "",
        )

    return _acted(viewer, complaint, form, act, move=form)


@blueprint.post("/<uuid:complaint_id>/decide")
def decide(complaint_id: UUID) -> Answer:
    """Decide, or decide on the appeal."""
    complaint = _load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    form = DecideForm(prefix="decide")

    def act() -> None:
        services.decide(
            complaint,
            Outcome(form.outcome.data),
            form.reason.data or "",
            expected_version=form.version.data or 0,
            by=_person(viewer),
            deadlines=_deadlines(),
        )

    return _acted(viewer, complaint, form, act, decide=form)


@blueprint.post("/<uuid:complaint_id>/notes")
def note(complaint_id: UUID) -> Answer:
    """Write something into the log."""
    complaint = _load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    form = NoteForm(prefix="note")
    return _acted(
        viewer,
        complaint,
        form,
        lambda: services.add_note(complaint, form.body.data or "", by=_person(viewer)),
        note=form,
    )


@blueprint.post("/<uuid:complaint_id>/handlers")
def add_handler(complaint_id: UUID) -> Answer:
    """Put the complaint into somebody's hands too."""
    complaint = _load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    form = _handler_form(complaint)
    return _acted(
        viewer,
        complaint,
        form,
        lambda: services.add_handler(complaint, UUID(form.person_id.data), by=_person(viewer)),
        handler=form,
    )


@blueprint.post("/<uuid:complaint_id>/handlers/<uuid:person_id>/remove")
def remove_handler(complaint_id: UUID, person_id: UUID) -> Answer:
    """Take the complaint out of somebody's hands."""
    complaint = _load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    with transaction():
        services.remove_handler(complaint, person_id, by=_person(viewer))
    return _on(viewer, complaint)


@blueprint.post("/<uuid:complaint_id>/conflict")
def declare_conflict(complaint_id: UUID) -> Answer:
    """Let the viewer go, who is not impartial."""
    complaint = _load(complaint_id)
    viewer = authorise(policies.can_handle, complaint)
    with transaction():
        services.declare_conflict(complaint, by=_person(viewer))
    return _on(viewer, complaint)


def _load(complaint_id: UUID) -> Complaint:
    """Return a complaint in the viewer's hands; any other is as absent as none."""
    return queries.complaint_for(current_viewer(), complaint_id) or abort(404)


def _person(viewer: Viewer) -> UUID:
    return viewer.person_id or abort(404)


def _deadlines() -> Deadlines:
    return Deadlines.of(current_app.config)


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


def _handler_form(complaint: Complaint) -> HandlerForm:
    form = HandlerForm(prefix="handler")
    form.offer(queries.possible_handlers(complaint.parties, complaint_id=complaint.id, at=now()))
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
    return render_template(
        "complaints/show.html",
        complaint=complaint,
        entries=queries.entries_of(complaint.id),
        handlers=queries.handlers_of(complaint.id),
        parties=organisations.names(complaint.parties) if policies.can_register(viewer) else {},
        step=step,
        may_decide=may_decide and not decider_waits,
        decider_waits=decider_waits,
        measure_url=_measure_url(complaint) if policies.can_register(viewer) else None,
        sent=next(iter(sent.values()), None),
        move_form=sent.get("move") or MoveForm(formdata=None, prefix="move", move=step, version=version),
        decide_form=sent.get("decide") or DecideForm(formdata=None, prefix="decide", version=version),
        note_form=sent.get("note") or NoteForm(formdata=None, prefix="note"),
        handler_form=sent.get("handler") or _handler_form(complaint),
    )


def _next_step(complaint: Complaint) -> Move | None:
    """Return the step that can be taken without a decision; after one, an appeal until its last day, then the end."""
    is_late = complaint.due_on is not None and complaint.due_on < today()
    out_of_time = Move.APPEAL if is_late else Move.CLOSE
    steps = [one for one in moves_from(State(complaint.state)) if one not in (*DECISIONS, out_of_time)]
    return steps[0] if steps else None


def _measure_url(complaint: Complaint) -> str | None:
    """Return where the measure is carried out, if it is about a member and this installation has that page."""
    step = MEASURES.get(Outcome(complaint.outcome)) if complaint.outcome else None
    if not step or not complaint.about_organisation_id or MEASURE_ENDPOINT not in current_app.view_functions:
        return None
    return url_for(MEASURE_ENDPOINT, organisation_id=complaint.about_organisation_id, standing_step=step)
