"""Correcting a translation of a frozen version, or adding a late one: a new dated revision, never an edit."""

from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import session
from nswp_members.statements import queries
from nswp_members.statements.canonical import Paragraph, canonical_form
from nswp_members.statements.errors import (
    AuthoritativeStands,
    Incomplete,
    NoSuchLanguage,
    NotADraft,
    NotFrozen,
    NothingCorrected,
)
from nswp_members.statements.models import StatementTranslation, StatementVersion, VersionState
from nswp_members.statements.services.copying import copy_of, empty_like
from nswp_members.statements.services.holding import hold
from nswp_members.statements.services.publishing import publish_translation


def begin_correction(version: StatementVersion, locale: str, *, by: UUID | None) -> StatementTranslation:
    """Return the revision of a translation that is being worked on, begun if there is none.

    A language that the version does not have begins without words. Raises `NotFrozen`, `AuthoritativeStands`.
    """
    version = hold(version)
    _require_correctable(version, locale)
    known = queries.open_translation(version.id, locale)
    if known:
        return known
    order = queries.latest_translation(version.id, version.authoritative_locale)
    if order is None:
        raise NoSuchLanguage
    newest = queries.latest_translation(version.id, locale)
    if newest:
        revision = copy_of(newest, version=version, order=order, revision=newest.revision + 1, by=by)
    else:
        revision = empty_like(order, version=version, locale=locale, revision=1, by=by)
    session.add(revision)
    session.flush()
    _note("statements.began_correction", version, locale, by=by)
    return revision


def publish_correction(version: StatementVersion, locale: str, *, correction: str, by: UUID | None) -> None:
    """Publish a revision with a word on what was corrected.

    Raises `NotFrozen`, `AuthoritativeStands`, `NoSuchLanguage`, `Incomplete`, `NothingCorrected`.
    """
    version = hold(version)
    _require_correctable(version, locale)
    revision = queries.open_translation(version.id, locale)
    if revision is None:
        raise NoSuchLanguage
    if queries.gaps(revision):
        raise Incomplete
    newest = queries.latest_translation(version.id, locale)
    if newest and _words(newest) == _words(revision):
        raise NothingCorrected
    revision.correction = correction
    publish_translation(revision)
    _note("statements.published_correction", version, locale, by=by)


def discard(version: StatementVersion, locale: str, *, by: UUID | None) -> None:
    """Delete what is being worked on in a language: a correction, or a language of a draft but the authoritative one.

    Raises `AuthoritativeStands`, `NotADraft`, `NoSuchLanguage`.
    """
    version = hold(version)
    if locale == version.authoritative_locale:
        raise AuthoritativeStands
    if version.state == VersionState.CONSULTATION:
        raise NotADraft
    revision = queries.open_translation(version.id, locale)
    if revision is None:
        raise NoSuchLanguage
    session.delete(revision)
    _note("statements.discarded", version, locale, by=by)


def _require_correctable(version: StatementVersion, locale: str) -> None:
    if not version.is_public:
        raise NotFrozen
    if locale == version.authoritative_locale:
        raise AuthoritativeStands


def _words(translation: StatementTranslation) -> bytes:
    """Return the words apart from the number of their revision."""
    return canonical_form(
        document="",
        label="",
        locale="",
        revision=0,
        title=translation.title,
        introduction=translation.introduction,
        paragraphs=[Paragraph(one.key, one.kind, one.title, one.content) for one in translation.blocks],
    )


def _note(action: str, version: StatementVersion, locale: str, *, by: UUID | None) -> None:
    audit.record(action, "statement_version", version.id, by=by, details={"locale": locale})
