"""The logo and the photo: changing them, and handing out the files."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import current_viewer, public
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.forms import ConfirmForm
from nswp_members.organisations.models import Organisation, PictureKind
from nswp_members.organisations.picture_forms import PictureForm, picture_form
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise

FILE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline; filename=picture.webp",
}


@blueprint.get("/organisations/<uuid:organisation_id>/pictures/<picture_kind>")
@public
def picture(organisation_id: UUID, picture_kind: str) -> Answer:
    """Hand out a picture to whoever may see it; to everybody else there is none."""
    found = queries.picture_visible(current_viewer(), organisation_id, picture_kind)
    if found is None:
        abort(404)
    return Response(found.content, mimetype="image/webp", headers=FILE_HEADERS)


@blueprint.route("/organisations/<uuid:organisation_id>/pictures", methods=["GET", "POST"])
def pictures(organisation_id: UUID) -> Answer:
    """Show the pictures; take a new one, or new words about one."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit)
    present = queries.pictures_of(viewer, organisation.id)
    forms = {kind: picture_form(kind, present.get(kind)) for kind in queries.picture_kinds_for(viewer, organisation)}
    if request.method == "POST":
        kind = _kind(viewer, organisation, request.form.get("kind", ""))
        if forms[kind].submitted() and _save(viewer, organisation, kind, forms[kind]):
            return _back(organisation, _("The picture is saved."))
    return render_template(
        "organisations/pictures.html",
        organisation=organisation,
        forms=forms,
        pictures=present,
        failed=next((form for form in forms.values() if form.errors), None),
    )


@blueprint.route("/organisations/<uuid:organisation_id>/pictures/<picture_kind>/remove", methods=["GET", "POST"])
def remove_picture(organisation_id: UUID, picture_kind: str) -> Answer:
    """Delete a picture, after a second look."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit)
    kind = _kind(viewer, organisation, picture_kind)
    found = queries.pictures_of(viewer, organisation.id).get(kind) or abort(404)
    form = ConfirmForm()
    if form.submitted():
        with transaction():
            services.remove_picture(organisation, kind, **author(viewer))
        return _back(organisation, _("The picture is removed."))
    return render_template("organisations/remove_picture.html", form=form, organisation=organisation, picture=found)


def _kind(viewer: Viewer, organisation: Organisation, name: str) -> PictureKind:
    """Return the kind of this name; 404 if there is none, or the viewer may not see such pictures."""
    kinds = {kind.value: kind for kind in queries.picture_kinds_for(viewer, organisation)}
    return kinds.get(name) or abort(404)


def _save(viewer: Viewer, organisation: Organisation, kind: PictureKind, form: PictureForm) -> bool:
    """Save a picture and return whether that worked."""
    try:
        with transaction():
            services.set_picture(organisation, kind, form.sent_file(), **form.words(), **author(viewer))
    except DomainError as error:
        form.refuse(error)
        return False
    return True


def _back(organisation: Organisation, message: str) -> Answer:
    flash(message, "success")
    return redirect(url_for("organisations.pictures", organisation_id=organisation.id))
