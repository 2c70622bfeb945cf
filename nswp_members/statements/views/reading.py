"""Published versions for everybody; the pages name and count no organisation."""

from uuid import UUID

from flask import Response, abort, render_template, request

from nswp_members.accounts.access import current_viewer, public
from nswp_members.core.i18n import LANGUAGES, current_locale
from nswp_members.core.web import indexable
from nswp_members.statements import differences, policies, queries
from nswp_members.statements.models import StatementTranslation, StatementVersion
from nswp_members.statements.views.blueprint import blueprint, handed_out


@blueprint.get("/statement")
@public
@indexable
def statement() -> str:
    """Show the current version of the statement."""
    return _page(queries.current_version())


@blueprint.get("/statement/<label>")
@public
@indexable
def version(label: str) -> str:
    """Show a version of the statement by its label."""
    return _page(queries.version_by_label(label))


@blueprint.get("/statement/<label>/changes")
@public
def changes(label: str) -> str:
    """Show what differs between a version and an earlier one, in the language that both have."""
    found = _published(label)
    others = [one for one in queries.versions() if one.id != found.id]
    former = next((one for one in others if one.label == request.args.get("from")), None) or _before(found)
    common = [code for code in _locales(found) if former and code in _locales(former)]
    locale = next((code for code in (_language(), found.authoritative_locale, *common) if code in common), None)
    return render_template(
        "statements/changes.html",
        version=found,
        former=former,
        others=others,
        common=common,
        locale=locale,
        wanted=_language(),
        changes=_changes(former, found, locale) if former and locale else [],
    )


@blueprint.get("/statement/<label>/<locale>/<int:number>")
@public
def revision(label: str, locale: str, number: int) -> str:
    """Show one revision of a translation, and what it corrected."""
    version, translation = _revision(label, locale, number)
    former = queries.revision(version.id, locale, number - 1)
    return render_template(
        "statements/revision.html",
        reading=queries.reading_of(translation, version),
        newest=queries.latest_translation(version.id, locale),
        changes=queries.changes_of(former, translation, version) if former else [],
    )


@blueprint.get("/statement/<label>/<locale>.txt")
@public
def text(label: str, locale: str) -> Response:
    """Hand out the canonical form of a language's newest revision, to take its sum oneself."""
    version = _published(label)
    return _text(queries.latest_translation(version.id, locale) or abort(404))


@blueprint.get("/statement/<label>/<locale>/<int:number>.txt")
@public
def revision_text(label: str, locale: str, number: int) -> Response:
    """Hand out the canonical form of one revision."""
    return _text(_revision(label, locale, number)[1])


@blueprint.get("/statement/<label>/files/<uuid:file_id>")
@public
def file(label: str, file_id: UUID) -> Response:
    """Hand out a published version as a file."""
    return handed_out(queries.file_of(_published(label).id, file_id) or abort(404))


def _page(found: StatementVersion | None) -> str:
    if found is None:
        abort(404)
    wanted = _language()
    return render_template(
        "statements/show.html",
        reading=queries.reading(found, wanted),
        wanted=wanted,
        locales=_locales(found),
        revisions=[one for one in queries.translations_of(found.id) if one.published_at],
        files=queries.files_of(found.id),
        versions=queries.versions(),
        former=_before(found),
        manages=policies.can_manage(current_viewer()),
    )


def _changes(former: StatementVersion, version: StatementVersion, locale: str) -> list[differences.Change]:
    before, after = queries.reading(former, locale), queries.reading(version, locale)
    return differences.between(before.paragraphs, after.paragraphs)


def _published(label: str) -> StatementVersion:
    return queries.version_by_label(label) or abort(404)


def _revision(label: str, locale: str, number: int) -> tuple[StatementVersion, StatementTranslation]:
    version = _published(label)
    return version, queries.revision(version.id, locale, number) or abort(404)


def _language() -> str:
    """Return the language that the text is wanted in, which need not be that of the page."""
    wish = request.args.get("language", "")
    return wish if wish in LANGUAGES else current_locale().language


def _locales(version: StatementVersion) -> list[str]:
    """Return the languages in which a version can be read."""
    present = {one.locale for one in queries.translations_of(version.id) if one.published_at}
    return [code for code in LANGUAGES if code in present]


def _before(version: StatementVersion) -> StatementVersion | None:
    """Return the published version before this one."""
    known = queries.versions()
    place = next((place for place, one in enumerate(known) if one.id == version.id), len(known))
    return known[place + 1] if place + 1 < len(known) else None


def _text(translation: StatementTranslation) -> Response:
    name = f"statement-{translation.locale}-{translation.revision}.txt"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(queries.form_of(translation), content_type="text/plain; charset=utf-8", headers=headers)
