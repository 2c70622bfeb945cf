"""The life of a version: begun, in consultation, frozen, and superseded by the next one."""

import re
from datetime import date
from uuid import UUID

from sqlalchemy import select

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.core.events import publish
from nswp_members.statements import queries
from nswp_members.statements.errors import (
    AlreadyFrozen,
    Incomplete,
    LabelTaken,
    NoSuchLanguage,
    NotInConsultation,
    WrongPublication,
)
from nswp_members.statements.events import VersionFrozen
from nswp_members.statements.models import (
    CONSENSUS_STATEMENT,
    StatementDocument,
    StatementTranslation,
    StatementVersion,
    VersionState,
)
from nswp_members.statements.services.copying import copy_of, empty_like
from nswp_members.statements.services.holding import hold, hold_draft
from nswp_members.statements.services.publishing import publish_translation

_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def begin_version(
    label: str, *, from_version: StatementVersion | None, consulted_year: int | None, by: UUID | None
) -> StatementVersion:
    """Begin a draft with the words of a former version in all its languages, or with none; raises `LabelTaken`."""
    document = from_version.document if from_version else _document()
    _require_free(document.id, label)
    version = StatementVersion(
        document=document,
        label=label,
        state=VersionState.DRAFT,
        authoritative_locale=from_version.authoritative_locale if from_version else "en",
        consulted_year=consulted_year,
    )
    session.add(version)
    session.flush()
    _begin_words(version, from_version, by=by)
    session.flush()
    _note("statements.began", version, by=by)
    return version


def change_details(
    version: StatementVersion, *, label: str, consulted_year: int | None, authoritative_locale: str, by: UUID | None
) -> None:
    """Change what a draft is called, when it was consulted on and which language counts.

    Raises `NotADraft`, `LabelTaken`, `NoSuchLanguage`.
    """
    version = hold_draft(version)
    if label != version.label:
        _require_free(version.document_id, label)
    if queries.open_translation(version.id, authoritative_locale) is None:
        raise NoSuchLanguage
    version.label, version.consulted_year = label, consulted_year
    version.authoritative_locale = authoritative_locale
    _note("statements.changed_details", version, by=by)


def open_consultation(version: StatementVersion, *, by: UUID | None) -> None:
    """Let a draft be consulted on: its words stand still meanwhile; raises `NotADraft`, `Incomplete`."""
    version = hold_draft(version)
    _require_complete(version)
    version.state = VersionState.CONSULTATION
    _note("statements.opened_consultation", version, by=by)


def return_to_draft(version: StatementVersion, *, by: UUID | None) -> None:
    """Make a version in consultation a draft again; raises `NotInConsultation`."""
    version = hold(version)
    if version.state != VersionState.CONSULTATION:
        raise NotInConsultation
    version.state = VersionState.DRAFT
    _note("statements.returned_to_draft", version, by=by)


def freeze(version: StatementVersion, *, published_on: str, by: UUID | None) -> None:
    """Let a version stand for good, with all translations that are complete; it supersedes the current one.

    A translation that lacks words stays open, and is published by itself later. ``published_on`` is a year, a month or
    a day in ISO 8601. Raises `AlreadyFrozen`, `Incomplete`, `WrongPublication`.
    """
    session.scalars(
        select(StatementDocument).where(StatementDocument.id == version.document_id).with_for_update()
    ).one()
    version = hold(version)
    if version.state not in (VersionState.DRAFT, VersionState.CONSULTATION):
        raise AlreadyFrozen
    _require_date(published_on)
    _require_complete(version)
    former = queries.frozen_version(version.document_id)
    if former:
        former.state, former.superseded_at = VersionState.SUPERSEDED, now()
        session.flush()
    version.state, version.frozen_at, version.published_on = VersionState.FROZEN, now(), published_on
    for one in queries.open_translations(version.id):
        if not queries.gaps(one):
            publish_translation(one)
    _note("statements.froze", version, by=by)
    session.flush()
    publish(VersionFrozen(version.id, former.id if former else None))


def _begin_words(version: StatementVersion, former: StatementVersion | None, *, by: UUID | None) -> None:
    newest = {one.locale: one for one in queries.newest_translations(former.id)} if former else {}
    locale = version.authoritative_locale
    order = newest.get(locale) or next(iter(newest.values()), None) or StatementTranslation(blocks=[])
    if locale not in newest:
        session.add(empty_like(order, version=version, locale=locale, revision=1, by=by))
    for one in newest.values():
        session.add(copy_of(one, version=version, order=order, revision=1, by=by))


def _document() -> StatementDocument:
    document = session.scalar(select(StatementDocument).where(StatementDocument.slug == CONSENSUS_STATEMENT))
    if document is None:
        document = StatementDocument(slug=CONSENSUS_STATEMENT)
        session.add(document)
        session.flush()
    return document


def _require_free(document_id: UUID, label: str) -> None:
    if queries.is_label_taken(document_id, label):
        raise LabelTaken


def _require_complete(version: StatementVersion) -> None:
    translation = queries.open_translation(version.id, version.authoritative_locale)
    if translation is None or queries.gaps(translation):
        raise Incomplete


def _require_date(published_on: str) -> None:
    """Raise `WrongPublication` unless this is a year, a month or a day, and not in the future."""
    if not _PARTIAL_DATE.fullmatch(published_on):
        raise WrongPublication
    try:
        date.fromisoformat((published_on + "-01-01")[:10])
    except ValueError as error:
        raise WrongPublication from error
    if published_on > today().isoformat():
        raise WrongPublication


def _note(action: str, version: StatementVersion, *, by: UUID | None) -> None:
    audit.record(action, "statement_version", version.id, by=by)
