"""Endorsing for one's organisation, and the page that shows how it stands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import current_locale
from nswp_members.endorsements import policies, queries, services
from nswp_members.endorsements.errors import AlreadyEndorsed
from nswp_members.endorsements.forms import EndorseForm, WithdrawForm, sent_file
from nswp_members.endorsements.labels import ACT_LABELS
from nswp_members.endorsements.models import Endorsement
from nswp_members.endorsements.views.blueprint import (
    Answer,
    blueprint,
    chosen_version,
    current_version,
    organisation_or_404,
)
from nswp_members.organisations.models import Organisation
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion


@blueprint.route("/organisations/<uuid:organisation_id>/endorse", methods=["GET", "POST"])
def endorse(organisation_id: UUID) -> Answer:
    """Show the statement and who signs; record the endorsement by POST."""
    viewer = current_viewer()
    if _should_switch(viewer, organisation_id):
        return _offer_switch(organisation_id)
    organisation = organisation_or_404(viewer, organisation_id)
    authorise(policies.can_endorse, organisation)
    version = current_version()
    if queries.standing_endorsement(organisation.id, version.id):
        return _already(organisation)
    reading = statements.reading(version, current_locale().language)
    read = str(reading.translation.id) if reading.translation else ""
    form = EndorseForm(name=viewer.name, version_id=str(version.id), translation_id=read)
    if form.submitted():
        try:
            with transaction():
                _endorse(viewer, organisation, form)
        except AlreadyEndorsed:
            return _already(organisation)
        except DomainError as error:
            form.refuse(error)
            form.version_id.data, form.translation_id.data = str(version.id), read
        else:
            flash(_("Thank you. Your organisation stands behind the Consensus Statement."), "success")
            return redirect(url_for("endorsements.show", organisation_id=organisation.id))
    note_reading(viewer, organisation, version)
    return render_template(
        "endorsements/endorse.html",
        form=form,
        organisation=organisation,
        reading=reading,
    )


def _endorse(viewer: Viewer, organisation: Organisation, form: EndorseForm) -> Endorsement:
    if viewer.person_id is None:
        abort(403)
    signature = services.Signature(
        name=form.name.data or "",
        function=form.function.data or "",
        mandate=form.mandate.data or "",
        locale=current_locale().language,
        translation_id=UUID(form.translation_id.data) if form.translation_id.data else None,
        consents=form.consents(),
        file=sent_file(form.file),
    )
    return services.endorse(organisation, UUID(form.version_id.data), signature, by=viewer.person_id)


def note_reading(viewer: Viewer, organisation: Organisation, version: StatementVersion) -> None:
    """Note once that a signed-in person with the mandate opened the version; scanners of mail are never signed in."""
    if viewer.person_id:
        with transaction():
            services.note_seen(organisation.id, version.id, by=viewer.person_id)


def _already(organisation: Organisation) -> Response:
    """Lead a second click, or a second signatory, to the page that shows the standing endorsement."""
    flash(str(AlreadyEndorsed.message), "info")
    return redirect(url_for("endorsements.show", organisation_id=organisation.id))


@blueprint.get("/organisations/<uuid:organisation_id>/endorsement")
def show(organisation_id: UUID) -> Answer:
    """Show whether and since when an organisation endorses, and what it did before."""
    viewer = current_viewer()
    organisation = organisation_or_404(viewer, organisation_id)
    authorise(policies.can_see_endorsement, organisation)
    version = current_version()
    standing = queries.standing_endorsement(organisation.id, version.id)
    history = queries.history(organisation.id, before=_moment(request.args.get("before")))
    sees_signatory = policies.can_see_signatory(viewer, organisation)
    withdrawers = {row.withdrawn_by for row in history.rows if row.withdrawn_by} if sees_signatory else set()
    older = history.older_than.isoformat() if history.older_than else None
    return render_template(
        "endorsements/show.html",
        organisation=organisation,
        version=version,
        standing=standing,
        has_file=bool(standing and queries.mandate_file(standing.id)),
        position=queries.position(organisation.id, version.id),
        events=queries.events(organisation.id, version.id) if sees_signatory else [],
        act_labels=ACT_LABELS,
        may_enter_paper=policies.can_handle_paper(viewer, organisation),
        history=history.rows,
        older_url=url_for("endorsements.show", organisation_id=organisation.id, before=older) if older else None,
        people=accounts.people_by_id(withdrawers) if withdrawers else {},
        sees_signatory=sees_signatory,
        may_endorse=policies.can_endorse(viewer, organisation),
    )


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Let the page of an organisation ask whether there is an endorsement already."""
    return {"endorses_now": _endorses_now}


def _endorses_now(organisation_id: UUID) -> bool:
    version = statements.current_version()
    return bool(version and queries.standing_endorsement(organisation_id, version.id))


@blueprint.route("/organisations/<uuid:organisation_id>/endorsement/withdraw", methods=["GET", "POST"])
def withdraw(organisation_id: UUID) -> Answer:
    """Ask why, then end the standing endorsement by POST."""
    viewer = current_viewer()
    organisation = organisation_or_404(viewer, organisation_id)
    authorise(policies.can_endorse, organisation)
    standing = queries.standing_endorsement(organisation.id, chosen_version().id)
    if standing is None:
        flash(_("There is no endorsement to withdraw."), "info")
        return redirect(url_for("endorsements.show", organisation_id=organisation.id))
    form = WithdrawForm()
    if form.submitted():
        with transaction():
            _withdraw(viewer, standing, form)
        flash(_("The endorsement is withdrawn. You can endorse again at any time."), "success")
        return redirect(url_for("endorsements.show", organisation_id=organisation.id))
    return render_template(
        "endorsements/withdraw.html",
        form=form,
        organisation=organisation,
        standing=standing,
    )


def _withdraw(viewer: Viewer, standing: Endorsement, form: WithdrawForm) -> None:
    if viewer.person_id is None:
        abort(403)
    services.withdraw(standing, reason=form.reason.data or "", by=viewer.person_id)


def _should_switch(viewer: Viewer, organisation_id: UUID) -> bool:
    """Whether a person came here by a letter while acting in another of their capacities."""
    if viewer.acts_for(organisation_id):
        return False
    return policies.can_endorse_in_another_capacity(viewer, organisation_id)


def _offer_switch(organisation_id: UUID) -> Answer:
    """Say that this is to be done in another capacity, and offer it."""
    viewer = authorise(policies.can_endorse_in_another_capacity, organisation_id)
    wanted = next(one for one in viewer.capacities if one.organisation_id == organisation_id and one.functions)
    return render_template("endorsements/switch.html", wanted=wanted, present=viewer.capacity), 403


def _moment(text: str | None) -> datetime | None:
    """Return the moment that a page's address names; anything else leads to the start."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
