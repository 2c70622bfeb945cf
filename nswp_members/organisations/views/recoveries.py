"""The recoveries that somebody may help with: finding out which organisation is meant, vouching, declining."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

from nswp_members.accounts import queries as people
from nswp_members.accounts import services as accounts
from nswp_members.accounts import throttling
from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.paging import PageLinks
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.forms import AssignForm, VouchForm
from nswp_members.organisations.models import Basis, Channel, Organisation, Recovery, RecoveryState
from nswp_members.organisations.queries import DirectoryFilter
from nswp_members.organisations.views.blueprint import Answer, author, blueprint

SUGGESTIONS = 10


@blueprint.get("/recoveries")
def recoveries() -> Answer:
    """List the recoveries that the viewer may help with, newest first."""
    viewer = authorise(policies.can_see_recoveries)
    size = current_app.config["PAGE_SIZE"]
    everything = bool(request.args.get("all"))
    before = _position(request.args.get("before"))
    found = list(queries.recoveries_page(viewer, open_only=not everything, size=size + 1, before=before))
    kept: dict[str, Any] = {"all": "1"} if everything else {}
    rows = found[:size]
    return render_template(
        "organisations/recoveries.html",
        rows=rows,
        everything=everything,
        page=PageLinks(
            previous_url=url_for("organisations.recoveries", **kept) if before else None,
            next_url=url_for("organisations.recoveries", **kept, before=_mark(rows[-1])) if len(found) > size else None,
        ),
    )


@blueprint.get("/recoveries/<uuid:recovery_id>")
def recovery(recovery_id: UUID) -> Answer:
    """Show a recovery and what the viewer can do for it."""
    viewer, found, organisation = _load(recovery_id)
    authorise(policies.can_see_recoveries)
    return _page(viewer, found, organisation, vouch_form=VouchForm(), assign_form=_assign_form(viewer, found))


@blueprint.post("/recoveries/<uuid:recovery_id>/vouch")
def vouch(recovery_id: UUID) -> Answer:
    """Stand up for the candidate, after the password was entered again."""
    viewer, found, organisation = _load(recovery_id)
    if organisation is None:
        abort(404)
    authorise(policies.can_vouch, found, organisation)
    side = policies.vouching_side(viewer, found, organisation) or abort(403)
    form = VouchForm()
    if form.submitted():
        if not throttling.sign_in_allowed(current_user.person.email):
            raise TooManyRequests(retry_after=throttling.RETRY_AFTER_SECONDS)
        try:
            accounts.confirm_password(current_user.person, form.current_password.data or "")
            with transaction():
                services.vouch(
                    found,
                    side=side,
                    basis=Basis(form.basis.data),
                    note=form.note.data or "",
                    wait=timedelta(days=current_app.config["RECOVERY_WAIT_DAYS"]),
                    **author(viewer),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            throttling.note_sign_in(current_user.person.email)
            flash(_("Thank you for vouching."), "success")
            return redirect(url_for("organisations.recovery", recovery_id=found.id))
    return _page(viewer, found, organisation, vouch_form=form, assign_form=_assign_form(viewer, found))


@blueprint.post("/recoveries/<uuid:recovery_id>/assign")
def assign_recovery(recovery_id: UUID) -> Answer:
    """Say which organisation is meant."""
    viewer, found, organisation = _load(recovery_id)
    authorise(policies.can_steer_recovery)
    form = _assign_form(viewer, found)
    if form.submitted():
        chosen = queries.by_id_visible(viewer, UUID(form.organisation_id.data)) or abort(404)
        try:
            with transaction():
                services.assign_recovery(found, chosen, **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Those who may vouch have been written to."), "success")
            return redirect(url_for("organisations.recovery", recovery_id=found.id))
    return _page(viewer, found, organisation, vouch_form=VouchForm(), assign_form=form)


@blueprint.post("/recoveries/<uuid:recovery_id>/decline")
def decline_recovery(recovery_id: UUID) -> Answer:
    """Refuse a recovery."""
    viewer, found, _organisation = _load(recovery_id)
    authorise(policies.can_steer_recovery)
    with transaction():
        services.decline_recovery(found, **author(viewer))
    flash(_("The recovery is declined."), "success")
    return redirect(url_for("organisations.recovery", recovery_id=found.id))


def _load(recovery_id: UUID) -> tuple[Viewer, Recovery, Organisation | None]:
    """Return viewer, recovery and its organisation, if it has one yet; 404 if the viewer may not know of it."""
    viewer = current_viewer()
    found = queries.recovery(viewer, recovery_id) if policies.can_see_recoveries(viewer) else None
    if found is None:
        abort(404)
    if found.organisation_id is None:
        return viewer, found, None
    return viewer, found, queries.by_id_visible(viewer, found.organisation_id) or abort(404)


def _assign_form(viewer: Viewer, found: Recovery) -> AssignForm:
    """Return the choice among the organisations that may be meant: those of the name, or those searched for."""
    form = AssignForm()
    name = request.args.get("q", "") or (found.claim or [""])[0]
    page = queries.directory_page(viewer, DirectoryFilter(search=name), size=SUGGESTIONS) if name else None
    rows = page.rows if page and policies.can_steer_recovery(viewer) else ()
    form.organisation_id.choices = choices((str(row.id), row.name) for row in rows)
    return form


def _page(
    viewer: Viewer,
    found: Recovery,
    organisation: Organisation | None,
    *,
    vouch_form: VouchForm,
    assign_form: AssignForm,
) -> str:
    steers = policies.can_steer_recovery(viewer)
    contacts = queries.safe_contacts(organisation.id) if organisation and steers else []
    askers = people.people_by_id([found.asked_by] if found.asked_by else [])
    return render_template(
        "organisations/recovery.html",
        recovery=found,
        organisation=organisation,
        vouch_form=vouch_form,
        assign_form=assign_form,
        may_vouch=bool(
            organisation and found.state == RecoveryState.VOUCHING and policies.can_vouch(viewer, found, organisation)
        ),
        steers=steers,
        asked_by=askers[found.asked_by].name if found.asked_by in askers else "",
        to_call=[one for one in contacts if one.safe_channel != Channel.EMAIL],
        objections=queries.objections_before(organisation.id) if organisation and steers else 0,
    )


def _mark(row: queries.RecoveryRow) -> str:
    """Return where in the list a recovery stands, for an address."""
    return f"{row.asked_at.isoformat()}_{row.id}"


def _position(mark: str | None) -> tuple[datetime, UUID] | None:
    """Return the place in the list that an address names, None if it makes no sense."""
    moment, _between, key = (mark or "").partition("_")
    try:
        return datetime.fromisoformat(moment), UUID(key)
    except ValueError:
        return None
