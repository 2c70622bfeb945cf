"""Asking for an organisation that has lost its editors, starting a recovery, and objecting to one."""

import time
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts import queries as people
from nswp_members.accounts import services as accounts
from nswp_members.accounts import throttling
from nswp_members.accounts.access import authorise, public
from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.i18n import current_locale
from nswp_members.core.web import csrf
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.forms import AskRecoveryForm, ConfirmForm, OwnRecoveryForm, StartRecoveryForm
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise, slow_down
from nswp_members.regions import geography

SAME_SECONDS = 0.3


@blueprint.route("/recovery", methods=["GET", "POST"])
def ask_recovery() -> Answer:
    """Let somebody say that their organisation has lost its editors; every name gets the same answer."""
    viewer = authorise(policies.can_ask_recovery)
    form = AskRecoveryForm()
    language = current_locale().language
    places = sorted((geography.country_name(code, language), code) for code in geography.countries())
    form.country_code.choices = choices(((code, name) for name, code in places), _("Choose a country"))
    if form.submitted():
        slow_down(viewer, "recovery")
        with transaction():
            services.ask_recovery(
                name=form.name.data or "",
                country_code=form.country_code.data,
                note=form.note.data or "",
                by=_me(viewer),
            )
        return render_template("organisations/recovery_asked.html")
    return render_template("organisations/ask_recovery.html", form=form)


@blueprint.route("/organisations/<uuid:organisation_id>/recovery", methods=["GET", "POST"])
def start_recovery(organisation_id: UUID) -> Answer:
    """Name a new editor for an organisation that has none: oneself from inside, somebody else from outside."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_start_recovery)
    is_own = viewer.acts_for(organisation.id)
    form = OwnRecoveryForm() if is_own else StartRecoveryForm(locale=current_locale().language)
    if form.submitted():
        slow_down(viewer, "recovery")
        try:
            with transaction():
                made = services.start_recovery(
                    organisation,
                    _candidate(viewer, form),
                    note=form.note.data or "",
                    **author(viewer),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Those who may vouch have been written to."), "success")
            if is_own:
                return redirect(url_for("organisations.people", organisation_id=organisation.id))
            return redirect(url_for("organisations.recovery", recovery_id=made.id))
    return render_template("organisations/start_recovery.html", form=form, organisation=organisation, is_own=is_own)


def _candidate(viewer: Viewer, form: OwnRecoveryForm) -> Person:
    """Return the person who is to become editor."""
    if isinstance(form, StartRecoveryForm):
        return accounts.ensure_person(
            email=form.email.data or "", name=form.name.data or "", locale=form.locale.data or "en"
        )
    return people.person(_me(viewer)) or abort(403)


@blueprint.post("/organisations/<uuid:organisation_id>/recovery/object")
def object_to_recovery(organisation_id: UUID) -> Answer:
    """Stop a recovery from inside the organisation."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_object)
    found = queries.going_recovery(organisation.id) or abort(404)
    with transaction():
        services.object_to(found, by=_me(viewer), capacity=author(viewer)["capacity"])
    flash(_("It is stopped. The secretariat has been told."), "success")
    return redirect(url_for("organisations.people", organisation_id=organisation.id))


@blueprint.route("/r/<token>", methods=["GET", "POST"])
@csrf.exempt
@public
def object_by_link(token: str) -> Answer:
    """Let somebody of the organisation stop a recovery without signing in; it can do nothing else.

    Every link that does not work gets the same answer. There is no session to forge a request in.
    """
    ends = time.monotonic() + SAME_SECONDS
    form = ConfirmForm(meta={"csrf": False})
    if form.submitted():
        with transaction():
            is_good = services.object_by_link(token)
    else:
        is_good = queries.usable_witness(token, at=now()) is not None
    if is_good:
        return render_template("organisations/object_by_link.html", done=form.submitted())
    if throttling.request_allowed("objection-link"):
        time.sleep(max(0, ends - time.monotonic()))
    return render_template("organisations/link_closed.html"), 404


def pending_recovery(viewer: Viewer, organisation: Organisation) -> dict[str, Any]:
    """Return what a page may say of a recovery to this viewer, and whether they may start one."""
    concerns = policies.can_start_recovery(viewer, organisation)
    going = queries.going_recovery(organisation.id) if concerns else None
    return {
        "going_recovery": going,
        "can_object": policies.can_object(viewer, organisation),
        "sees_recoveries": policies.can_see_recoveries(viewer),
        "can_start_recovery": concerns and going is None and not queries.has_editor(organisation.id, at=now()),
    }


def _me(viewer: Viewer) -> UUID:
    """Return the id of the signed-in person."""
    return viewer.person_id or abort(403)
