"""The register: complaints in one's own hands, entering one, and how many ended in which way."""

from typing import Any
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.complaints import policies, queries, services
from nswp_members.complaints.forms import FilterForm, RegisterForm
from nswp_members.complaints.models import Outcome
from nswp_members.complaints.services import NewComplaint
from nswp_members.complaints.states import State
from nswp_members.complaints.views.blueprint import Answer, blueprint, deadlines, person
from nswp_members.core.db import today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.paging import PageLinks
from nswp_members.figures.services import Terms
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.queries import DirectoryFilter

YEARS_SHOWN = 5


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
        may_count=policies.can_count(viewer),
        links=PageLinks(previous_url=first, next_url=following),
    )


@blueprint.get("/counts")
def counts() -> Answer:
    """Show how complaints ended, year by year, without small numbers."""
    authorise(policies.can_count)
    terms = Terms.of(current_app.config, today())
    with transaction():
        years = [(year, services.frozen_outcomes(year, terms=terms)) for year in _years()]
    return render_template("complaints/counts.html", years=years, outcomes=list(Outcome), threshold=terms.threshold)


def _years() -> list[int]:
    """Return the years to show, the latest first."""
    return list(range(today().year, today().year - YEARS_SHOWN, -1))


@blueprint.route("/new", methods=["GET", "POST"])
def create() -> Answer:
    """Enter a complaint."""
    viewer = authorise(policies.can_register)
    form = RegisterForm(received_on=today())
    if form.submitted() and (parties := _parties(viewer, form)) is not None:
        try:
            with transaction():
                complaint = services.register(_new(form, parties), by=person(viewer), deadlines=deadlines())
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
