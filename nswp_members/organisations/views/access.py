"""Access across regions: asking with a code, and the organisation's answer."""

from datetime import timedelta
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import ROLE_LABELS, Viewer
from nswp_members.core.db import now, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.access_forms import (
    LEVEL_LABELS,
    STATE_LABELS,
    STATE_TONES,
    AskAccessForm,
    GiveAccessForm,
)
from nswp_members.organisations.forms import ConfirmForm
from nswp_members.organisations.models import AccessGrant, AccessLevel, AccessState, Organisation
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise, slow_down

WORDS = {
    "level_labels": LEVEL_LABELS,
    "state_labels": STATE_LABELS,
    "state_tones": STATE_TONES,
    "role_labels": ROLE_LABELS,
    "day": timedelta(days=1),
}


@blueprint.route("/access", methods=["GET", "POST"])
def ask_access() -> Answer:
    """Ask an organisation for access with its code, and show what was asked before."""
    viewer = authorise(policies.can_ask_access)
    form = AskAccessForm()
    if form.submitted():
        slow_down(viewer, "access")
        try:
            with transaction():
                services.ask_access(
                    viewer,
                    form.code.data or "",
                    level=AccessLevel(form.level.data),
                    reason=form.reason.data or "",
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The organisation is asked."), "success")
            return redirect(url_for("organisations.ask_access"))
    return render_template("organisations/ask_access.html", form=form, rows=queries.accesses_of(viewer), **WORDS)


@blueprint.get("/organisations/<uuid:organisation_id>/access")
def access(organisation_id: UUID) -> Answer:
    """Show who asked for access to the organisation, and who has it."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_see_accesses)
    return _page(viewer, organisation)


@blueprint.post("/organisations/<uuid:organisation_id>/access/code")
def make_access_code(organisation_id: UUID) -> Answer:
    """Make a code; it is shown this once."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_give_access)
    if not ConfirmForm().submitted():
        return redirect(url_for("organisations.access", organisation_id=organisation.id))
    with transaction():
        code = services.make_access_code(organisation, **author(viewer))
    return _page(viewer, organisation, code=code)


@blueprint.route("/organisations/<uuid:organisation_id>/access/<uuid:access_id>", methods=["GET", "POST"])
def give_access(organisation_id: UUID, access_id: UUID) -> Answer:
    """Let somebody see more of the organisation, or more briefly than they asked for."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_give_access)
    grant = _asked(organisation, access_id)
    form = GiveAccessForm.of(grant)
    if form.submitted():
        try:
            with transaction():
                services.give_access(
                    grant,
                    level=AccessLevel(form.level.data),
                    until=form.until.data or today(),
                    **author(viewer),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            return _back(organisation, _("The person may look now."))
    return render_template("organisations/give_access.html", organisation=organisation, grant=grant, form=form, **WORDS)


@blueprint.post("/organisations/<uuid:organisation_id>/access/<uuid:access_id>/decline")
def decline_access(organisation_id: UUID, access_id: UUID) -> Answer:
    """Do not let somebody see more."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_give_access)
    grant = _asked(organisation, access_id)
    with transaction():
        services.decline_access(grant, **author(viewer))
    return _back(organisation, _("Declined. The person sees nothing of you."))


@blueprint.post("/organisations/<uuid:organisation_id>/access/<uuid:access_id>/end")
def end_access(organisation_id: UUID, access_id: UUID) -> Answer:
    """End somebody's access at once."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_see_accesses)
    grant = queries.access_to(organisation.id, access_id) or abort(404)
    with transaction():
        services.end_access(grant, **author(viewer))
    return _back(organisation, _("The access has ended."))


def _page(viewer: Viewer, organisation: Organisation, code: str = "") -> Answer:
    """Return the page of accesses, with a new code if one was made."""
    return render_template(
        "organisations/access.html",
        organisation=organisation,
        accesses=queries.accesses_to(organisation.id),
        open_codes=queries.open_codes(organisation.id, at=now()),
        may_give=policies.can_give_access(viewer, organisation),
        sees_reads=policies.can_see_reads(viewer, organisation),
        code=code,
        **WORDS,
    )


def _asked(organisation: Organisation, access_id: UUID) -> AccessGrant:
    """Return an access to this organisation that waits for an answer, else 404."""
    grant = queries.access_to(organisation.id, access_id)
    if grant is None or grant.state != AccessState.ASKED:
        abort(404)
    return grant


def _back(organisation: Organisation, message: str) -> Answer:
    flash(message, "success")
    return redirect(url_for("organisations.access", organisation_id=organisation.id))
