"""The files of a version, for those who keep them."""

from uuid import UUID

from flask import abort, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.statements import queries, services
from nswp_members.statements.forms import ConfirmForm, FileForm
from nswp_members.statements.views.blueprint import Answer, blueprint, handed_out, load_and_authorise
from nswp_members.statements.views.managing import back


@blueprint.route("/statements/manage/<uuid:version_id>/files/add", methods=["GET", "POST"])
def add_file(version_id: UUID) -> Answer:
    """Take a file in one language and format."""
    by, version = load_and_authorise(version_id)
    form = FileForm.fresh()
    form.file.flags.required = True
    if form.submitted():
        try:
            with transaction():
                services.add_file(version, form.sent_file(), **form.values(), by=by)
        except DomainError as error:
            form.refuse(error)
        else:
            return back(version, _("The file is saved."))
    return render_template("statements/add_file.html", form=form, version=version)


@blueprint.get("/statements/manage/<uuid:version_id>/files/<uuid:file_id>")
def managed_file(version_id: UUID, file_id: UUID) -> BaseResponse:
    """Hand out a file of a version in whatever state."""
    _person, version = load_and_authorise(version_id)
    return handed_out(queries.file_of(version.id, file_id) or abort(404))


@blueprint.route("/statements/manage/<uuid:version_id>/files/<uuid:file_id>/remove", methods=["GET", "POST"])
def remove_file(version_id: UUID, file_id: UUID) -> Answer:
    """Delete a file of a version that is not public, after a second look."""
    by, version = load_and_authorise(version_id)
    found = queries.file_of(version.id, file_id) or abort(404)
    form = ConfirmForm()
    if form.submitted():
        try:
            with transaction():
                services.remove_file(version, found, by=by)
        except DomainError as error:
            form.refuse(error)
        else:
            return back(version, _("The file is removed."))
    return render_template("statements/remove_file.html", form=form, version=version, file=found)
