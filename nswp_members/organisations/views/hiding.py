"""Hiding at once, undoing it, and the printed link that hides without a sign-in."""

import time
from uuid import UUID

import segno
from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts import throttling
from nswp_members.accounts.access import prove_again, public
from nswp_members.accounts.forms import PasswordAgainForm
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.web import absolute_url, csrf, ignore_session
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.forms import ConfirmForm
from nswp_members.organisations.models import HidingSource
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise

SAME_SECONDS = 0.3


@blueprint.post("/organisations/<uuid:organisation_id>/hide")
def hide(organisation_id: UUID) -> Answer:
    """Hide the organisation everywhere, at once and without asking why."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_hide)
    source = HidingSource.SECRETARIAT if policies.sees_all(viewer) else HidingSource.MEMBER
    with transaction():
        services.hide_now(organisation, source=source, **author(viewer))
    return redirect(url_for("organisations.hidden", organisation_id=organisation.id))


@blueprint.get("/organisations/<uuid:organisation_id>/hidden")
def hidden(organisation_id: UUID) -> Answer:
    """Say what hiding did, what cannot be called back, and how to undo it."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_hide)
    return render_template(
        "organisations/hidden.html",
        organisation=organisation,
        hiding=queries.undoable_hiding(organisation, at=now()),
        can_undo=policies.can_undo_hiding(viewer, organisation),
    )


@blueprint.route("/organisations/<uuid:organisation_id>/unhide", methods=["GET", "POST"])
def unhide(organisation_id: UUID) -> Answer:
    """Bring the organisation back as it was, after the password was entered again."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_undo_hiding)
    hiding = queries.undoable_hiding(organisation, at=now())
    form = PasswordAgainForm()
    if form.submitted():
        try:
            prove_again(form.current_password.data or "")
            with transaction():
                services.undo_hiding(organisation, **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The organisation is back as it was."), "success")
            return redirect(url_for("organisations.show", organisation_id=organisation.id))
    return render_template("organisations/unhide.html", organisation=organisation, hiding=hiding, form=form)


@blueprint.route("/organisations/<uuid:organisation_id>/emergency-link", methods=["GET", "POST"])
def emergency_link(organisation_id: UUID) -> Answer:
    """Make a new emergency link; its secret is shown this once, to be printed."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_make_emergency_link)
    form, address, picture = ConfirmForm(), "", ""
    if form.submitted():
        with transaction():
            token = services.make_emergency_link(organisation, **author(viewer))
        address = absolute_url("organisations.emergency", discreet=True, token=token)
        picture = segno.make(address, error="m").svg_inline(svgclass="qr", lineclass=None, omitsize=True)
    return render_template(
        "organisations/emergency_link.html",
        organisation=organisation,
        link=queries.emergency_link(organisation.id),
        form=form,
        address=address,
        picture=picture,
    )


@blueprint.post("/organisations/<uuid:organisation_id>/emergency-link/remove")
def remove_emergency_link(organisation_id: UUID) -> Answer:
    """Make the emergency link useless."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_make_emergency_link)
    link = queries.emergency_link(organisation.id) or abort(404)
    with transaction():
        services.remove_emergency_link(link, **author(viewer))
    flash(_("The link does not work any more."), "success")
    return redirect(url_for("organisations.emergency_link", organisation_id=organisation.id))


@blueprint.route("/e/<token>", methods=["GET", "POST"])
@csrf.exempt
@public
def emergency(token: str) -> Answer:
    """Hide the organisation that the link belongs to; every token gets the same answer in the same time.

    There is no session to forge a request in, and the secret of the link is what proves the wish.
    """
    ignore_session()
    return render_template("organisations/emergency.html", done=_pressed(token))


def _pressed(token: str) -> bool:
    """Whether the button was pressed; a good token always hides, however often this network has tried.

    Only the waiting is limited, so that nobody keeps all threads busy with it.
    """
    form = ConfirmForm(meta={"csrf": False})
    if not form.submitted():
        return False
    ends = time.monotonic() + SAME_SECONDS
    with transaction():
        services.hide_by_link(token)
    if throttling.request_allowed("emergency"):
        time.sleep(max(0, ends - time.monotonic()))
    return True
