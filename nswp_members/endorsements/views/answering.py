"""What an organisation can say besides endorsing: no, not yet, and what may be said of it in public."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.core.db import transaction
from nswp_members.core.documents import MEDIA_TYPES
from nswp_members.core.errors import DomainError
from nswp_members.core.sealed import SealedFile
from nswp_members.endorsements import policies, queries, services
from nswp_members.endorsements.errors import VersionReplaced
from nswp_members.endorsements.forms import ConsentsForm, DeclineForm, TimeForm
from nswp_members.endorsements.views.blueprint import (
    Answer,
    blueprint,
    current_version,
    organisation_or_404,
    standing_or_404,
)
from nswp_members.statements.models import StatementVersion


@blueprint.route("/organisations/<uuid:organisation_id>/endorse/decline", methods=["GET", "POST"])
def decline(organisation_id: UUID) -> Answer:
    """Say that an organisation does not endorse the current version."""
    organisation = organisation_or_404(current_viewer(), organisation_id)
    viewer = authorise(policies.can_endorse, organisation)
    form = DeclineForm(version_id=str(current_version().id))
    if form.submitted():
        try:
            with transaction():
                services.decline(
                    organisation, _version_of(form), reason=form.reason.data or "", by=_person(viewer.person_id)
                )
        except DomainError as error:
            form.refuse(error)
            form.version_id.data = str(current_version().id)
        else:
            flash(_("Thank you for telling us. Your organisation can still endorse at any time."), "success")
            return redirect(url_for("endorsements.show", organisation_id=organisation_id))
    return render_template("endorsements/decline.html", form=form, organisation=organisation)


@blueprint.route("/organisations/<uuid:organisation_id>/endorse/time", methods=["GET", "POST"])
def ask_for_time(organisation_id: UUID) -> Answer:
    """Say that an organisation decides later."""
    organisation = organisation_or_404(current_viewer(), organisation_id)
    viewer = authorise(policies.can_endorse, organisation)
    form = TimeForm(version_id=str(current_version().id))
    if form.submitted() and form.until.data:
        try:
            with transaction():
                services.ask_for_time(
                    organisation, _version_of(form), until=form.until.data, by=_person(viewer.person_id)
                )
        except DomainError as error:
            form.refuse(error)
            form.version_id.data = str(current_version().id)
        else:
            flash(_("Noted. We will not remind you before that day."), "success")
            return redirect(url_for("endorsements.show", organisation_id=organisation_id))
    return render_template("endorsements/time.html", form=form, organisation=organisation)


@blueprint.route("/organisations/<uuid:organisation_id>/endorsement/consents", methods=["GET", "POST"])
def consents(organisation_id: UUID) -> Answer:
    """Say anew what may be said of an endorsement in public."""
    organisation = organisation_or_404(current_viewer(), organisation_id)
    viewer = authorise(policies.can_endorse, organisation)
    standing = standing_or_404(organisation_id)
    form = ConsentsForm(
        may_count=standing.may_count, may_name=standing.may_name, may_name_signatory=standing.may_name_signatory
    )
    if form.submitted():
        try:
            with transaction():
                services.change_consents(standing, form.consents(), by=_person(viewer.person_id))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("endorsements.show", organisation_id=organisation_id))
    return render_template("endorsements/consents.html", form=form, organisation=organisation, standing=standing)


@blueprint.get("/organisations/<uuid:organisation_id>/endorsement/mandate")
def mandate_file(organisation_id: UUID) -> Answer:
    """Hand out the file that proves the mandate of the standing endorsement."""
    organisation = organisation_or_404(current_viewer(), organisation_id)
    authorise(policies.can_see_signatory, organisation)
    found = queries.mandate_file(standing_or_404(organisation_id).id)
    if found is None:
        abort(404)
    return file_answer(found)


def file_answer(found: SealedFile) -> Response:
    """Return a file as a download under a name that tells nothing."""
    answer = Response(found.content, mimetype=MEDIA_TYPES[found.extension])
    answer.headers["Content-Disposition"] = f'attachment; filename="document-{found.id.hex[:8]}.{found.extension}"'
    return answer


def _version_of(form: DeclineForm | TimeForm) -> StatementVersion:
    """Return the current version; raises `VersionReplaced` if the page was about another one."""
    version = current_version()
    if form.version_id.data != str(version.id):
        raise VersionReplaced
    return version


def _person(person_id: UUID | None) -> UUID:
    if person_id is None:
        abort(403)
    return person_id
