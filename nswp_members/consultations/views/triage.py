"""The register of what outside bodies ask, and deciding on it."""

from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.consultations import policies
from nswp_members.consultations.labels import DECISION_LABELS, DECISION_TONES
from nswp_members.consultations.models import Decision, OutsideRequest
from nswp_members.consultations.queries import requests as register
from nswp_members.consultations.request_forms import DecisionForm, RequestFilter, RequestForm
from nswp_members.consultations.services import triage
from nswp_members.consultations.services.triage import RequestDetails
from nswp_members.consultations.views.blueprint import Answer, blueprint, in_my_language
from nswp_members.core.db import now, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.paging import PageLinks


@blueprint.get("/consultations/requests")
def requests() -> Answer:
    """Show the register, with numbers by year."""
    _authorise()
    years = register.years()
    form = RequestFilter(request.args)
    form.year.choices = choices(((str(one.year), str(one.year)) for one in years), blank=_("Any"))
    asked = _wish(form) if form.validate() else {}
    size, page = current_app.config["PAGE_SIZE"], max(1, request.args.get("page", 1, type=int))
    rows, has_more = register.requests_page(day=today(), size=size, page=page, **asked)

    def at(number: int) -> str:
        kept: dict[str, Any] = {**request.args, "page": number}
        return url_for("consultations.requests", **kept)

    return render_template(
        "consultations/requests/index.html",
        form=form,
        rows=rows,
        years=years,
        late=register.late_requests(today()),
        day=today(),
        decision_labels=DECISION_LABELS,
        decision_tones=DECISION_TONES,
        pages=PageLinks(at(page - 1) if page > 1 else None, at(page + 1) if has_more else None),
    )


def _wish(form: RequestFilter) -> dict[str, Any]:
    return {
        "decision": form.decision.data or "",
        "year": int(form.year.data) if form.year.data else None,
        "late": bool(form.late.data),
        "words": form.q.data or "",
    }


@blueprint.route("/consultations/requests/new", methods=["GET", "POST"])
def enter_request() -> Answer:
    """Enter a request."""
    viewer = _authorise()
    form = _offered(RequestForm(received_on=today()))
    if form.submitted():
        with transaction():
            made = triage.enter_request(_details(form), by=viewer.person_id)
        flash(_("Entered."), "success")
        return redirect(url_for("consultations.request_shown", outside_request_id=made.id))
    return render_template("consultations/requests/edit.html", form=form, found=None)


@blueprint.route("/consultations/requests/<uuid:outside_request_id>", methods=["GET", "POST"])
def request_shown(outside_request_id: UUID) -> Answer:
    """Show a request, and decide on it."""
    viewer, found = _load_and_authorise(outside_request_id)
    form = DecisionForm(seen=found.version, decision=found.decision, reason=found.reason)
    if form.submitted():
        try:
            with transaction():
                triage.decide_request(
                    found,
                    Decision(form.decision.data),
                    reason=form.reason.data or "",
                    day=now().date(),
                    seen=form.seen.data or 0,
                    by=viewer.person_id,
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("consultations.request_shown", outside_request_id=outside_request_id))
    return render_template(
        "consultations/requests/show.html",
        found=_load_and_authorise(outside_request_id)[1],
        form=form,
        day=today(),
        decision_labels=DECISION_LABELS,
        decision_tones=DECISION_TONES,
    )


@blueprint.route("/consultations/requests/<uuid:outside_request_id>/edit", methods=["GET", "POST"])
def edit_request(outside_request_id: UUID) -> Answer:
    """Change what is known of a request."""
    viewer, found = _load_and_authorise(outside_request_id)
    names = RequestDetails.__dataclass_fields__
    filled = {name: getattr(found, name) for name in names if name != "consultation_id"}
    form = _offered(RequestForm(seen=found.version, consultation_id=str(found.consultation_id or ""), **filled))
    if form.submitted():
        try:
            with transaction():
                triage.change_request(found, _details(form), seen=form.seen.data or 0, by=viewer.person_id)
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("consultations.request_shown", outside_request_id=outside_request_id))
    return render_template(
        "consultations/requests/edit.html", form=form, found=_load_and_authorise(outside_request_id)[1]
    )


def _authorise() -> Viewer:
    """Return who manages consultations; everybody else finds nothing here."""
    if not policies.can_manage(current_viewer()):
        abort(404)
    return authorise(policies.can_manage)


def _load_and_authorise(outside_request_id: UUID) -> tuple[Viewer, OutsideRequest]:
    return _authorise(), register.request_by_id(outside_request_id) or abort(404)


def _offered(form: RequestForm) -> RequestForm:
    """Offer the consultations that a request may have led to."""
    linked = ((str(one.id), in_my_language(one.titles)) for one in register.consultations_to_link())
    form.consultation_id.choices = choices(linked, blank=_("None"))
    return form


def _details(form: RequestForm) -> RequestDetails:
    return RequestDetails(
        requested_by=form.requested_by.data or "",
        contact=form.contact.data or "",
        topic=form.topic.data or "",
        received_on=form.received_on.data or today(),
        answer_by=form.answer_by.data,
        effort=form.effort.data,
        outcome=form.outcome.data or "",
        is_done=bool(form.is_done.data),
        consultation_id=UUID(form.consultation_id.data) if form.consultation_id.data else None,
    )
