"""Joining and leaving a network, and a membership's end by the network."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import Form
from nswp_members.networks import policies, queries, services
from nswp_members.networks.forms import DismissForm, LeaveForm, MessageForm, ReasonForm, SettleForm, WordsForm
from nswp_members.networks.queries import RequestRow
from nswp_members.networks.views.blueprint import Answer, author, blueprint, known, load_and_authorise, role_of


@blueprint.get("/requests")
def affiliation_requests() -> Answer:
    """Show what moves between networks and members, as far as it concerns the viewer."""
    viewer = authorise(policies.can_see_requests)
    return render_template("networks/requests.html", rows=queries.request_rows(viewer, at=now()))


@blueprint.get("/requests/<uuid:affiliation_request_id>")
def affiliation_request(affiliation_request_id: UUID) -> Answer:
    """Show one request with its conversation, and what the viewer may do."""
    viewer, row = _load(affiliation_request_id)
    authorise(policies.can_see_requests)
    return _page(viewer, row)


@blueprint.route("/<uuid:network_id>/join", methods=["GET", "POST"])
def ask_to_join(network_id: UUID) -> Answer:
    """Ask for the viewer's organisation to be taken in."""
    viewer, organisation = load_and_authorise(network_id, policies.can_ask_to_join)
    form = WordsForm()
    if form.submitted():
        try:
            with transaction():
                request = services.ask_to_join(network_id, _own(viewer), words=form.words.data or "", **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request.id, _("The network is asked."))
    return render_template("networks/join.html", form=form, organisation=organisation)


@blueprint.route("/<uuid:network_id>/leave", methods=["GET", "POST"])
def leave(network_id: UUID) -> Answer:
    """Let the viewer's organisation leave the network, today or later."""
    viewer, organisation = load_and_authorise(network_id, policies.can_leave)
    affiliation = queries.affiliation(network_id, _own(viewer)) or abort(404)
    form = LeaveForm(day=today())
    if form.submitted():
        try:
            with transaction():
                request = services.leave(
                    affiliation, on=form.day.data or today(), words=form.words.data or "", **author(viewer)
                )
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request.id, _("Saved. The network is told."))
    return render_template("networks/leave.html", form=form, organisation=organisation)


@blueprint.route("/<uuid:network_id>/members/<uuid:organisation_id>/dismiss", methods=["GET", "POST"])
def dismiss(network_id: UUID, organisation_id: UUID) -> Answer:
    """End a membership for the network, with a reason."""
    viewer, organisation = load_and_authorise(network_id, policies.can_dismiss)
    member = known(viewer, organisation_id)
    affiliation = queries.affiliation(network_id, organisation_id) or abort(404)
    form = DismissForm(day=today() + timedelta(days=30))
    if form.submitted():
        try:
            with transaction():
                request = services.dismiss(
                    affiliation, on=form.day.data or today(), reason=form.reason.data or "", **author(viewer)
                )
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request.id, _("Saved. The organisation is told and may object."))
    return render_template("networks/dismiss.html", form=form, organisation=organisation, member=member)


@blueprint.post("/requests/<uuid:affiliation_request_id>/approve")
def approve(affiliation_request_id: UUID) -> Answer:
    """Take an organisation in."""
    viewer, row = _load(affiliation_request_id)
    authorise(policies.can_decide, row)
    with transaction():
        services.approve(row.request, **author(viewer))
    return _done(row.request.id, _("It belongs to the network now."))


@blueprint.post("/requests/<uuid:affiliation_request_id>/decline")
def decline(affiliation_request_id: UUID) -> Answer:
    """Do not take an organisation in."""
    viewer, row = _load(affiliation_request_id)
    authorise(policies.can_decide, row)
    form = ReasonForm(prefix="decline-")
    if not form.submitted():
        return _page(viewer, row, decline_form=form)
    with transaction():
        services.decline(row.request, reason=form.reason.data or "", **author(viewer))
    return _done(row.request.id, _("Declined. The organisation reads your reason."))


@blueprint.post("/requests/<uuid:affiliation_request_id>/withdraw")
def withdraw(affiliation_request_id: UUID) -> Answer:
    """Take back what is asked or planned."""
    viewer, row = _load(affiliation_request_id)
    authorise(policies.can_withdraw, row)
    with transaction():
        services.withdraw(row.request, **author(viewer))
    return _done(row.request.id, _("Taken back."))


@blueprint.post("/requests/<uuid:affiliation_request_id>/object")
def object_to(affiliation_request_id: UUID) -> Answer:
    """Object to the end of the own membership; the secretariat settles it."""
    viewer, row = _load(affiliation_request_id)
    authorise(policies.can_object, row)
    form = ReasonForm(prefix="object-")
    if not form.submitted() or viewer.person_id is None:
        return _page(viewer, row, object_form=form)
    with transaction():
        services.object_to(
            row.request,
            words=form.reason.data or "",
            role=role_of(viewer),
            by=viewer.person_id,
            capacity=author(viewer)["capacity"],
        )
    return _done(row.request.id, _("The secretariat looks at it."))


@blueprint.post("/requests/<uuid:affiliation_request_id>/settle")
def settle(affiliation_request_id: UUID) -> Answer:
    """Settle an objection."""
    viewer, row = _load(affiliation_request_id)
    authorise(policies.can_settle, row)
    form = SettleForm(prefix="settle-")
    if not form.submitted():
        return _page(viewer, row, settle_form=form)
    with transaction():
        services.settle(
            row.request,
            is_restored=form.outcome.data == "restored",
            reason=form.reason.data or "",
            **author(viewer),
        )
    return _done(row.request.id, _("Settled. Both sides are told."))


@blueprint.post("/requests/<uuid:affiliation_request_id>/messages")
def write(affiliation_request_id: UUID) -> Answer:
    """Add to the conversation."""
    viewer, row = _load(affiliation_request_id)
    authorise(policies.can_write, row)
    form = MessageForm(prefix="message-")
    if not form.submitted() or viewer.person_id is None:
        return _page(viewer, row, message_form=form)
    with transaction():
        services.write(
            row.request,
            words=form.words.data or "",
            role=role_of(viewer),
            by=viewer.person_id,
            capacity=author(viewer)["capacity"],
        )
    return _done(row.request.id, _("Sent."))


def _load(request_id: UUID) -> tuple[Viewer, RequestRow]:
    """Return viewer and request; 404 if it does not concern them."""
    viewer = current_viewer()
    return viewer, queries.request_row(viewer, request_id, at=now()) or abort(404)


def _own(viewer: Viewer) -> UUID:
    """Return the organisation the viewer acts for."""
    organisation_id = viewer.capacity.organisation_id if viewer.capacity else None
    return organisation_id or abort(404)


def _page(viewer: Viewer, row: RequestRow, **sent: Form) -> Answer:
    """Return the page of a request; ``sent`` holds a form that was sent and has mistakes."""
    may_decide, sees_talk = policies.can_decide(viewer, row), policies.can_see_conversation(viewer, row)
    forms: dict[str, Any] = {
        "decline_form": ReasonForm(prefix="decline-", formdata=None),
        "object_form": ReasonForm(prefix="object-", formdata=None),
        "settle_form": SettleForm(prefix="settle-", formdata=None),
        "message_form": MessageForm(prefix="message-", formdata=None),
    }
    return render_template(
        "networks/request.html",
        row=row,
        wish=row.request,
        endorses=queries.endorses(row.request.organisation_id) if may_decide else None,
        messages=queries.messages_of(row.request.id) if sees_talk else [],
        sees_conversation=sees_talk,
        may_decide=may_decide,
        may_settle=policies.can_settle(viewer, row),
        may_withdraw=policies.can_withdraw(viewer, row),
        may_object=policies.can_object(viewer, row),
        may_write=policies.can_write(viewer, row),
        failed=next(iter(sent.values()), None),
        **{**forms, **sent},
    )


def _done(request_id: UUID, message: str) -> Answer:
    flash(message, "success")
    return redirect(url_for("networks.affiliation_request", affiliation_request_id=request_id))
