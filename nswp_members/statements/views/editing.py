"""The words of a version: written while it is a draft, corrected by dated revisions afterwards."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.statements import queries, services
from nswp_members.statements.errors import ChangedMeanwhile
from nswp_members.statements.forms import ConfirmForm, CorrectionForm, LanguageForm, LeadingWordsForm, WordsForm
from nswp_members.statements.models import StatementTranslation, StatementVersion, VersionState
from nswp_members.statements.services import Typed
from nswp_members.statements.views.blueprint import Answer, blueprint, load_and_authorise
from nswp_members.statements.views.managing import back


@blueprint.route("/statements/manage/<uuid:version_id>/words/<locale>", methods=["GET", "POST"])
def edit(version_id: UUID, locale: str) -> Answer:
    """Write the words in one language; in the authoritative one of a draft, the paragraphs of all."""
    by, version = load_and_authorise(version_id)
    translation = _open(version, locale)
    leads = _leads(version, locale)
    form = (LeadingWordsForm if leads else WordsForm).of(translation)
    conflict: dict[str, Any] = {}
    if form.submitted():
        typed = form.typed()
        try:
            with transaction():
                services.save_words(version, locale, typed, by=by)
                anchor = _rearrange(version, request.form.get("action", ""), by) if leads else ""
        except ChangedMeanwhile as error:
            form, conflict = _conflict(type(form), _open(version, locale), typed, error)
        except DomainError as error:
            form.refuse(error)
        else:
            return _after_saving(version, locale, anchor)
    return _edit_page(form, version, locale, leads=leads, **conflict)


def _edit_page(form: WordsForm, version: StatementVersion, locale: str, *, leads: bool, **conflict: Any) -> str:
    source = queries.open_translation(version.id, version.authoritative_locale) or queries.latest_translation(
        version.id, version.authoritative_locale
    )
    beside = source if source and locale != version.authoritative_locale else None
    return render_template(
        "statements/edit.html",
        form=form,
        version=version,
        locale=locale,
        leads=leads,
        writable=version.state != VersionState.CONSULTATION,
        source=beside,
        source_words={one.key: one for one in beside.blocks} if beside else {},
        theirs=conflict.get("theirs", {}),
        lost=conflict.get("lost", []),
    )


def _conflict(
    form_type: type[WordsForm], translation: StatementTranslation, typed: list[Typed], error: ChangedMeanwhile
) -> tuple[WordsForm, dict[str, Any]]:
    """Return the form with what was typed, and what others wrote in the same places."""
    form = form_type.again(translation, typed)
    form.refuse(error)
    now = {one.key: (one.title, one.content) for one in translation.blocks}
    now[queries.HEAD] = translation.title, translation.introduction
    return form, {
        "theirs": {key: now[key] for key in error.keys if key in now},
        "lost": [one for one in typed if one.key in error.keys and one.key not in now],
    }


def _rearrange(version: StatementVersion, action: str, by: UUID | None) -> str:
    """Do what a button beside a paragraph asks for; return the key of the paragraph to go on with."""
    verb, _colon, key = action.partition(":")
    if verb in ("up", "down"):
        services.move_paragraph(version, key, places=-1 if verb == "up" else 1, by=by)
    if verb == "add":
        return services.add_paragraph(version, after=key, by=by)
    return key


def _after_saving(version: StatementVersion, locale: str, key: str) -> Answer:
    if request.form.get("action", "").startswith("remove:"):
        return redirect(url_for("statements.remove_paragraph", version_id=version.id, key=key))
    flash(_("Saved."), "success")
    return redirect(url_for("statements.edit", version_id=version.id, locale=locale, _anchor=key or None))


@blueprint.route("/statements/manage/<uuid:version_id>/paragraphs/<key>/remove", methods=["GET", "POST"])
def remove_paragraph(version_id: UUID, key: str) -> Answer:
    """Remove a paragraph in all languages, after a look at what goes."""
    by, version = load_and_authorise(version_id)
    going = {
        one.locale: block
        for one in queries.open_translations(version.id)
        for block in one.blocks
        if block.key == key and version.state == VersionState.DRAFT
    }
    if not going:
        abort(404)
    form = ConfirmForm()
    if form.submitted():
        try:
            with transaction():
                services.remove_paragraph(version, key, by=by)
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The paragraph is removed."), "success")
            return redirect(url_for("statements.edit", version_id=version.id, locale=version.authoritative_locale))
    return render_template("statements/remove_paragraph.html", form=form, version=version, going=going)


@blueprint.post("/statements/manage/<uuid:version_id>/languages")
def add_language(version_id: UUID) -> Answer:
    """Begin a translation into another language, of a draft or of a frozen version."""
    by, version = load_and_authorise(version_id)
    form = LanguageForm.of([row.locale for row in queries.progress(version)])
    if not form.submitted():
        abort(400)
    begin = services.begin_correction if version.is_public else services.add_language
    with transaction():
        begin(version, form.locale.data, by=by)
    return redirect(url_for("statements.edit", version_id=version.id, locale=form.locale.data))


@blueprint.post("/statements/manage/<uuid:version_id>/words/<locale>/correct")
def correct(version_id: UUID, locale: str) -> Answer:
    """Begin to correct a translation."""
    by, version = load_and_authorise(version_id)
    if queries.latest_translation(version.id, locale) is None:
        abort(404)
    with transaction():
        services.begin_correction(version, locale, by=by)
    return redirect(url_for("statements.edit", version_id=version.id, locale=locale))


@blueprint.route("/statements/manage/<uuid:version_id>/words/<locale>/publish", methods=["GET", "POST"])
def publish(version_id: UUID, locale: str) -> Answer:
    """Publish a correction as a dated revision, after a look at what it changes."""
    by, version = load_and_authorise(version_id)
    translation = _open(version, locale)
    if not version.is_public:
        abort(404)
    form = CorrectionForm()
    if form.submitted():
        try:
            with transaction():
                services.publish_correction(version, locale, correction=form.correction.data or "", by=by)
        except DomainError as error:
            form.refuse(error)
        else:
            return back(version, _("The revision is published."))
    newest = queries.latest_translation(version.id, locale)
    return render_template(
        "statements/publish.html",
        form=form,
        version=version,
        translation=translation,
        missing=queries.gaps(translation),
        changes=queries.changes_of(newest, translation, version) if newest else [],
    )


@blueprint.route("/statements/manage/<uuid:version_id>/words/<locale>/discard", methods=["GET", "POST"])
def discard(version_id: UUID, locale: str) -> Answer:
    """Discard what is being worked on in a language, after a second look."""
    by, version = load_and_authorise(version_id)
    translation = _open(version, locale)
    form = ConfirmForm()
    if form.submitted():
        try:
            with transaction():
                services.discard(version, locale, by=by)
        except DomainError as error:
            form.refuse(error)
        else:
            return back(version, _("It is discarded."))
    return render_template("statements/discard.html", form=form, version=version, translation=translation)


def _open(version: StatementVersion, locale: str) -> StatementTranslation:
    return queries.open_translation(version.id, locale) or abort(404)


def _leads(version: StatementVersion, locale: str) -> bool:
    """Whether this text decides which paragraphs there are."""
    return version.state == VersionState.DRAFT and locale == version.authoritative_locale
