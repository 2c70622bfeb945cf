"""The life of versions, for those who write them."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise
from nswp_members.core.db import today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import LANGUAGES
from nswp_members.statements import policies, queries, services
from nswp_members.statements.forms import ConfirmForm, DetailsForm, EditDetailsForm, FreezeForm, LanguageForm
from nswp_members.statements.models import StatementVersion, VersionState
from nswp_members.statements.views.blueprint import Answer, blueprint, load_and_authorise


@blueprint.get("/statements/manage")
def manage() -> Answer:
    """Show the versions in every state."""
    authorise(policies.can_manage)
    return render_template("statements/manage.html", versions=queries.all_versions())


@blueprint.route("/statements/manage/begin", methods=["GET", "POST"])
def begin() -> Answer:
    """Begin a version with the words of the current one."""
    viewer = authorise(policies.can_manage)
    former = queries.current_version()
    form = DetailsForm()
    if form.submitted():
        try:
            with transaction():
                version = services.begin_version(
                    form.label.data or "",
                    from_version=former,
                    consulted_year=form.consulted_year.data,
                    by=viewer.person_id,
                )
        except DomainError as error:
            form.refuse(error)
        else:
            return back(version, _("The draft is begun."))
    return render_template("statements/begin.html", form=form, former=former)


@blueprint.get("/statements/manage/<uuid:version_id>")
def show(version_id: UUID) -> Answer:
    """Show a version with its languages, its files and what can be done next."""
    _person, version = load_and_authorise(version_id)
    rows = queries.progress(version)
    present = {row.locale for row in rows}
    return render_template(
        "statements/manage_version.html",
        version=version,
        rows=rows,
        files=queries.files_of(version.id),
        language_form=LanguageForm.of(present) if len(present) < len(LANGUAGES) else None,
    )


@blueprint.route("/statements/manage/<uuid:version_id>/details", methods=["GET", "POST"])
def details(version_id: UUID) -> Answer:
    """Change what a draft is called and which language counts."""
    by, version = load_and_authorise(version_id)
    form = EditDetailsForm.of(version, [one.locale for one in queries.open_translations(version.id)])
    if form.submitted():
        try:
            with transaction():
                services.change_details(
                    version,
                    label=form.label.data or "",
                    consulted_year=form.consulted_year.data,
                    authoritative_locale=form.authoritative_locale.data,
                    by=by,
                )
        except DomainError as error:
            form.refuse(error)
        else:
            return back(version, _("The details are saved."))
    return render_template("statements/details.html", form=form, version=version)


@blueprint.route("/statements/manage/<uuid:version_id>/consult", methods=["GET", "POST"])
def consult(version_id: UUID) -> Answer:
    """Put a draft into consultation, after a second look."""
    by, version = load_and_authorise(version_id)
    form = ConfirmForm()
    if form.submitted():
        try:
            with transaction():
                services.open_consultation(version, by=by)
        except DomainError as error:
            form.refuse(error)
        else:
            return back(version, _("The edition is in consultation."))
    return render_template("statements/consult.html", form=form, version=version)


@blueprint.post("/statements/manage/<uuid:version_id>/draft")
def return_to_draft(version_id: UUID) -> Answer:
    """Make a version in consultation a draft again."""
    by, version = load_and_authorise(version_id)
    with transaction():
        services.return_to_draft(version, by=by)
    return back(version, _("The edition is a draft again."))


@blueprint.route("/statements/manage/<uuid:version_id>/freeze", methods=["GET", "POST"])
def freeze(version_id: UUID) -> Answer:
    """Freeze a version, after a look at what that means."""
    by, version = load_and_authorise(version_id)
    form = FreezeForm.on(today())
    if form.submitted():
        try:
            with transaction():
                services.freeze(version, published_on=form.published_on.data or "", by=by)
        except DomainError as error:
            form.refuse(error)
        else:
            return back(version, _("The edition is frozen and is the current one."))
    return render_template(
        "statements/freeze.html",
        form=form,
        version=version,
        former=queries.frozen_version(version.document_id),
        rows=queries.progress(version),
        was_consulted=version.state == VersionState.CONSULTATION,
    )


def back(version: StatementVersion, message: str) -> Answer:
    """Return to the page of the version with a word on what was done."""
    flash(message, "success")
    return redirect(url_for("statements.show", version_id=version.id))
