"""The administrators' pages about people: who has an account, which roles they hold, who may not come in any more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts import policies, queries, services
from nswp_members.accounts.access import authorise
from nswp_members.accounts.models import Person, RoleAssignment
from nswp_members.accounts.viewers import ROLE_LABELS, Role
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.i18n import current_locale
from nswp_members.core.paging import PageLinks
from nswp_members.dashboard.people import services as inviting
from nswp_members.dashboard.people.forms import AssignRoleForm, InviteForm, SearchForm
from nswp_members.dashboard.people.queries import network_names
from nswp_members.governance import queries as governance
from nswp_members.governance.labels import seat_name
from nswp_members.organisations import queries as organisations
from nswp_members.regions import queries as regions
from nswp_members.regions.geography import Region, region_name

blueprint = Blueprint("people", __name__, url_prefix="/accounts/people")
Answer = str | BaseResponse


@blueprint.get("")
def index() -> Answer:
    """List people, the newest first, or find one by the whole address."""
    authorise(policies.can_manage_people)
    form = SearchForm(request.args)
    size = current_app.config["PAGE_SIZE"]
    before = _position(request.args.get("before"))
    found = queries.people_page(email=form.email.data or "", before=before, limit=size + 1)
    people = found[:size]
    return render_template(
        "dashboard/people/index.html",
        form=form,
        people=people,
        roles=queries.roles_by_person([one.id for one in people], at=now()),
        page=PageLinks(
            previous_url=url_for("people.index") if before else None,
            next_url=url_for("people.index", before=_mark(people[-1])) if len(found) > size else None,
        ),
        **_words(),
    )


@blueprint.route("/invite", methods=["GET", "POST"])
def invite() -> Answer:
    """Invite somebody to open an account; roles are given on the person's page."""
    viewer = authorise(policies.can_manage_people)
    form = InviteForm(locale=current_locale().language)
    if form.submitted():
        with transaction():
            person = inviting.invite(
                email=form.email.data or "",
                locale=form.locale.data,
                lifetime=current_app.config["INVITATION_LIFETIME"],
                by=viewer.person_id,
            )
        if person.password_hash is None:
            flash(_("An invitation is on its way."), "success")
        else:
            flash(_("This person has an account already."), "info")
        return redirect(url_for("people.show", person_id=person.id))
    return render_template("dashboard/people/invite.html", form=form)


@blueprint.get("/<uuid:person_id>")
def show(person_id: UUID) -> Answer:
    """Show a person with their roles."""
    authorise(policies.can_manage_people)
    person = _person_or_404(person_id)
    return _page(person, _role_form())


@blueprint.post("/<uuid:person_id>/roles")
def assign_role(person_id: UUID) -> Answer:
    """Give a person a role."""
    viewer = authorise(policies.can_manage_people)
    person = _person_or_404(person_id)
    form = _role_form()
    if form.submitted():
        try:
            with transaction():
                services.assign_role(
                    person=person,
                    role=Role(form.role.data),
                    region_code=form.region_code.data or None,
                    organisation_id=UUID(form.organisation_id.data) if form.organisation_id.data else None,
                    valid_until=form.end(),
                    by=viewer.person_id,
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The role is given."), "success")
            return redirect(url_for("people.show", person_id=person_id))
    return _page(person, form)


@blueprint.post("/<uuid:person_id>/roles/<uuid:assignment_id>/end")
def end_role(person_id: UUID, assignment_id: UUID) -> Answer:
    """Take a role away."""
    viewer = authorise(policies.can_manage_people)
    assignment = _role_or_404(person_id, assignment_id)
    with transaction():
        inviting.end_role(assignment, by=viewer.person_id)
    flash(_("The role has ended."), "success")
    return redirect(url_for("people.show", person_id=person_id))


@blueprint.post("/<uuid:person_id>/invite-again")
def invite_again(person_id: UUID) -> Answer:
    """Mail one more invitation to somebody without an account."""
    viewer = authorise(policies.can_manage_people)
    person = _person_or_404(person_id)
    if person.password_hash is not None or not person.is_active:
        abort(409)
    with transaction():
        inviting.invite_again(person, lifetime=current_app.config["INVITATION_LIFETIME"], by=viewer.person_id)
    flash(_("An invitation is on its way."), "success")
    return redirect(url_for("people.show", person_id=person_id))


@blueprint.post("/<uuid:person_id>/deactivate")
def deactivate(person_id: UUID) -> Answer:
    """Close a person's account."""
    viewer = authorise(policies.can_manage_people)
    person = _person_or_404(person_id)
    with transaction():
        services.deactivate(person, by=viewer.person_id)
    flash(_("The account is closed, and the person is signed out everywhere."), "success")
    return redirect(url_for("people.show", person_id=person_id))


@blueprint.post("/<uuid:person_id>/reactivate")
def reactivate(person_id: UUID) -> Answer:
    """Open a closed account again."""
    viewer = authorise(policies.can_manage_people)
    person = _person_or_404(person_id)
    with transaction():
        services.reactivate(person, by=viewer.person_id)
    flash(_("The account is open again."), "success")
    return redirect(url_for("people.show", person_id=person_id))


def _page(person: Person, form: AssignRoleForm) -> str:
    at = now()
    roles = queries.roles_in_force(person.id, at=at)
    return render_template(
        "dashboard/people/show.html",
        person=person,
        form=form,
        roles=roles,
        seats=governance.terms_of_roles(one.id for one in roles),
        seat_name=seat_name,
        invitations=queries.open_invitations(person.id, at=at),
        sign_ins=queries.live_sign_ins(person.id, at=at),
        would_orphan=list(organisations.names(organisations.sole_editor_of(person.id, at=at)).values()),
        **_words(),
    )


def _role_form() -> AssignRoleForm:
    form = AssignRoleForm()
    locale = current_locale().language
    codes = [region.code for region in regions.member_regions()]
    form.region_code.choices = choices([(code, region_name(Region(code), locale)) for code in codes], blank="–")
    form.organisation_id.choices = choices(network_names().items(), blank="–")
    return form


def _words() -> dict[str, Any]:
    """Return the names of roles, regions and networks."""
    locale = current_locale().language
    return {
        "role_labels": ROLE_LABELS,
        "region_names": {region.value: region_name(region, locale) for region in Region},
        "network_names": network_names(),
    }


def _person_or_404(person_id: UUID) -> Person:
    return queries.person(person_id) or abort(404)


def _role_or_404(person_id: UUID, assignment_id: UUID) -> RoleAssignment:
    found = queries.role_in_force(assignment_id, at=now())
    if found is None or found.person_id != person_id:
        abort(404)
    return found


def _mark(person: Person) -> str:
    """Return where in the list a person stands, for an address."""
    return f"{person.created_at.isoformat()}_{person.id}"


def _position(mark: str | None) -> tuple[datetime, UUID] | None:
    """Return the place in the list that an address names, None if it makes no sense."""
    moment, _between, key = (mark or "").partition("_")
    try:
        return datetime.fromisoformat(moment), UUID(key)
    except ValueError:
        return None
