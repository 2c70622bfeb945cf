"""The secretariat's pages: filling a seat, ending, handing over, extending and putting right a term."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import Form, choices
from nswp_members.governance import policies, queries, services
from nswp_members.governance.errors import NobodyHasThisAddress
from nswp_members.governance.forms import CorrectForm, EndForm, ExtendForm, FillForm, VoidForm
from nswp_members.governance.models import BeganAs, EndedAs, SeatTerm
from nswp_members.governance.services import NewTerm
from nswp_members.governance.stagger import regular_end
from nswp_members.governance.views.blueprint import (
    Answer,
    author,
    blueprint,
    seat_or_404,
    term_or_404,
    term_years,
    words,
)
from nswp_members.organisations import queries as organisations


@blueprint.route("/seats/<seat_code>/fill", methods=["GET", "POST"])
def fill(seat_code: str) -> Answer:
    """Let somebody hold a seat."""
    viewer = authorise(policies.can_manage)
    seat = seat_or_404(seat_code)
    form = FillForm(starts_on=today())
    if form.submitted():
        try:
            with transaction():
                services.fill(seat, _new_term(form), years=term_years(), **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The seat is filled. The role begins and ends with the term."), "success")
            return redirect(url_for("governance.seat", seat_code=seat_code))
    before = queries.agreed_end_before(seat.code, today())
    end = regular_end(today(), phase=seat.phase, years=term_years(), before=before)
    return render_template("governance/fill.html", form=form, seat=seat, end=end, **words())


@blueprint.route("/terms/<uuid:term_id>/hand-over", methods=["GET", "POST"])
def hand_over(term_id: UUID) -> Answer:
    """Let somebody follow on a day."""
    viewer = authorise(policies.can_manage)
    term = term_or_404(term_id)
    form = FillForm(starts_on=term.ends_on + timedelta(days=1))
    return _act(
        form,
        term,
        "governance/hand_over.html",
        lambda: services.hand_over(term, _new_term(form), years=term_years(), **author(viewer)),
        _("The seat is handed over. Each role begins and ends with its term."),
    )


@blueprint.route("/terms/<uuid:term_id>/end", methods=["GET", "POST"])
def end(term_id: UUID) -> Answer:
    """End a term early."""
    viewer = authorise(policies.can_manage)
    term = term_or_404(term_id)
    form = EndForm(day=today())
    return _act(
        form,
        term,
        "governance/end.html",
        lambda: services.end(
            term,
            day=form.day.data or today(),
            ended_as=EndedAs(form.ended_as.data),
            reason=form.reason.data or "",
            at_once=form.at_once.data,
            **author(viewer),
        ),
        _("The term ends early. The seat can be filled again."),
    )


@blueprint.route("/terms/<uuid:term_id>/extend", methods=["GET", "POST"])
def extend(term_id: UUID) -> Answer:
    """Extend a term by a decision."""
    viewer = authorise(policies.can_manage)
    term = term_or_404(term_id)
    form = ExtendForm()
    return _act(
        form,
        term,
        "governance/extend.html",
        lambda: services.extend(
            term, ends_on=form.ends_on.data or today(), reason=form.reason.data or "", **author(viewer)
        ),
        _("The term is extended."),
    )


@blueprint.route("/terms/<uuid:term_id>/correct", methods=["GET", "POST"])
def correct(term_id: UUID) -> Answer:
    """Put right what was noted of a term."""
    viewer = authorise(policies.can_manage)
    term = term_or_404(term_id)
    form = CorrectForm(obj=term)
    form.organisation_id.choices = choices(_represented(viewer, term).items(), blank="–")
    return _act(
        form,
        term,
        "governance/correct.html",
        lambda: services.correct(
            term,
            starts_on=form.starts_on.data or term.starts_on,
            ends_on=form.ends_on.data or term.ends_on,
            began_as=BeganAs(form.began_as.data),
            organisation_id=UUID(form.organisation_id.data) if form.organisation_id.data else None,
            years=term_years(),
            **author(viewer),
        ),
        _("The term is put right."),
    )


@blueprint.route("/terms/<uuid:term_id>/void", methods=["GET", "POST"])
def void(term_id: UUID) -> Answer:
    """Declare that a term does not count."""
    viewer = authorise(policies.can_manage)
    term = term_or_404(term_id)
    form = VoidForm()
    return _act(
        form,
        term,
        "governance/void.html",
        lambda: services.void(term, reason=form.reason.data or "", **author(viewer)),
        _("The term does not count any more."),
    )


def _act(form: Form, term: SeatTerm, template: str, act: Callable[[], object], done: str) -> Answer:
    """Show a form about a term, or do what it asks for in one transaction."""
    seat_code = term.seat_code
    if form.submitted():
        try:
            with transaction():
                act()
        except DomainError as error:
            form.refuse(error)
        else:
            flash(done, "success")
            return redirect(url_for("governance.seat", seat_code=seat_code))
    return render_template(template, form=form, term=term, seat=term.seat, **words())


def _new_term(form: FillForm) -> NewTerm:
    """Return the term that the form asks for; raises `NobodyHasThisAddress`."""
    person = accounts.person_by_email(form.email.data or "")
    if person is None or not person.is_active:
        raise NobodyHasThisAddress
    return NewTerm(
        person_id=person.id,
        starts_on=form.starts_on.data or today(),
        ends_on=form.ends_on.data,
        began_as=BeganAs(form.began_as.data),
    )


def _represented(viewer: Viewer, term: SeatTerm) -> dict[str, str]:
    """Return the organisations that the holder may represent: in which they have a mandate, and the present choice."""
    ids = {one.organisation_id for one in organisations.mandate_capacities(term.person_id, now())}
    ids.add(term.organisation_id)
    return {str(one.id): one.name for one in organisations.named_rows(viewer, [key for key in ids if key])}
