"""Changing the profile and the texts, also when two people do it at once."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import LANGUAGES
from nswp_members.core.text import fold
from nswp_members.organisations import conflicts, policies, queries, services
from nswp_members.organisations.errors import NameTaken, StaleVersion
from nswp_members.organisations.forms import ConfirmForm, ProfileForm, TextsForm, VersionedForm
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise

SHOWN_BY_EDIT = ("registration", "host_name", "city")
AnyForm = TypeVar("AnyForm", bound=VersionedForm)


@blueprint.route("/organisations/<uuid:organisation_id>/edit", methods=["GET", "POST"])
def edit(organisation_id: UUID) -> Answer:
    """Change the profile."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit, shows=SHOWN_BY_EDIT)
    stored = ProfileForm.of(organisation)
    form = _sent(ProfileForm, stored)

    def save(form: ProfileForm) -> None:
        values = form.values()
        other = None
        if fold(values.name) != fold(organisation.name):
            other = queries.same_name_known(
                viewer, country_code=organisation.country_code, name=values.name, other_than=organisation.id
            )
        if other:
            raise NameTaken
        with transaction():
            services.update_profile(organisation, values, version=form.version.data or 0, **author(viewer))

    here = url_for("organisations.edit", organisation_id=organisation.id)
    if form.submitted():
        outcome = _save(form, save, again=lambda: ProfileForm.of(organisation))
        if isinstance(outcome, conflicts.Merge):
            return _ask(organisation, outcome, here)
        if outcome:
            return redirect(url_for("organisations.show", organisation_id=organisation.id))
    form.offer_former_name()
    return render_template("organisations/edit.html", form=form, organisation=organisation)


@blueprint.route("/organisations/<uuid:organisation_id>/texts/<locale>", methods=["GET", "POST"])
def texts(organisation_id: UUID, locale: str) -> Answer:
    """Change the profile texts in one language."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit)
    if locale not in LANGUAGES:
        abort(404)

    def of_now() -> TextsForm:
        return TextsForm.of(organisation, next((one for one in organisation.texts if one.locale == locale), None))

    stored = of_now()
    form = _sent(TextsForm, stored)

    def save(form: TextsForm) -> None:
        with transaction():
            services.save_texts(organisation, locale, form.values(), version=form.version.data or 0, **author(viewer))

    here = url_for("organisations.texts", organisation_id=organisation.id, locale=locale)
    if form.submitted():
        outcome = _save(form, save, again=of_now)
        if isinstance(outcome, conflicts.Merge):
            return _ask(organisation, outcome, here)
        if outcome:
            return redirect(here)
    return render_template(
        "organisations/texts.html",
        form=form,
        organisation=organisation,
        locale=locale,
        tabs=queries.text_tabs(organisation.texts),
    )


def _sent(kind: type[AnyForm], stored: AnyForm) -> AnyForm:
    """Return the form as it was sent, or as it stands now if nothing was sent."""
    if request.method == "POST":
        return kind(conflicts.resolved(request.form, stored))
    conflicts.remember(stored)
    return stored


def _save(form: AnyForm, save: Callable[[AnyForm], None], *, again: Callable[[], AnyForm]) -> conflicts.Merge | bool:
    """Save what was sent; return whether that worked, or a merge of which something is left to decide.

    If somebody else saved meanwhile and no field was touched by both, both changes are kept without asking.
    """
    try:
        save(form)
    except StaleVersion:
        merge = conflicts.merge(form, again())
        if merge.clashes:
            return merge
        return _save(type(form)(merge.as_sent()), save, again=again)
    except DomainError as error:
        form.refuse(error)
        return False
    flash(_("Your changes are saved."), "success")
    return True


def _ask(organisation: Organisation, merge: conflicts.Merge, action: str) -> Answer:
    """Show both versions of each field that two people changed."""
    page = render_template(
        "organisations/conflict.html", form=ConfirmForm(), organisation=organisation, merge=merge, action=action
    )
    return page, 409
