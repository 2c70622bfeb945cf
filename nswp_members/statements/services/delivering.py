"""Putting the Consensus Statement that comes with the app into the database."""

import json
from importlib.resources import files
from typing import Any

from sqlalchemy import select

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.statements import queries
from nswp_members.statements.models import (
    CONSENSUS_STATEMENT,
    BlockKind,
    StatementBlock,
    StatementDocument,
    StatementTranslation,
    StatementVersion,
    VersionState,
)
from nswp_members.statements.services.publishing import publish_translation

KINDS = {"values": BlockKind.CORE_VALUE, "rights": BlockKind.RIGHT}


def sync_statement() -> None:
    """Bring the versions in ``data/statement.json`` into the database; doing it again changes nothing.

    Words that no revision in the database had become the next revision of their language; so what people corrected
    stays corrected. A language that is being corrected waits until that is done. Which version is current is decided
    by people: the file decides it only while the database has none.
    """
    source = files("nswp_members.statements").joinpath("data/statement.json")
    content: list[dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))["versions"]
    document = session.scalar(select(StatementDocument).where(StatementDocument.slug == CONSENSUS_STATEMENT))
    if document is None:
        document = StatementDocument(slug=CONSENSUS_STATEMENT)
        session.add(document)
    for one in content:
        _sync_version(document, one)


def _sync_version(document: StatementDocument, content: dict[str, Any]) -> None:
    version = queries.version_by_label(content["label"])
    if version is None:
        version = _add_version(document, content)
    changed = [_sync_translation(version, locale, content) for locale in content["texts"]]
    if any(changed):
        audit.record("statements.synced", "statement_version", version.id, by=None)


def _add_version(document: StatementDocument, content: dict[str, Any]) -> StatementVersion:
    first = queries.current_version() is None
    version = StatementVersion(
        document=document,
        label=content["label"],
        state=VersionState.FROZEN if first and content["current"] else VersionState.SUPERSEDED,
        consulted_year=content["consulted_year"],
        published_on=content["published_on"],
        frozen_at=now(),
    )
    session.add(version)
    session.flush()
    return version


def _sync_translation(version: StatementVersion, locale: str, content: dict[str, Any]) -> bool:
    """Add a revision if no revision had these words; return whether. One that is being worked on goes first."""
    wanted = [content["texts"][locale]["title"], content["texts"][locale]["introduction"], *_blocks(content, locale)]
    known = [one for one in queries.translations_of(version.id) if one.locale == locale]
    if any(one.published_at is None or _all_words(one) == wanted for one in known):
        return False
    translation = StatementTranslation(
        version=version,
        locale=locale,
        revision=len(known) + 1,
        title=wanted[0],
        introduction=wanted[1],
        created_at=now(),
        blocks=[
            StatementBlock(key=key, kind=kind, position=position, title=title, content=words)
            for position, (key, kind, title, words) in enumerate(_blocks(content, locale), start=1)
        ],
    )
    session.add(translation)
    publish_translation(translation)
    return True


def _blocks(content: dict[str, Any], locale: str) -> list[tuple[str, str, str, str]]:
    return [
        (f"{kind}-{number}", str(kind), words[locale]["title"], words[locale]["content"])
        for name, kind in KINDS.items()
        for number, words in enumerate(content[name], start=1)
        if locale in words
    ]


def _all_words(translation: StatementTranslation) -> list[object]:
    return [translation.title, translation.introduction, *(_words(one) for one in translation.blocks)]


def _words(block: StatementBlock) -> tuple[str, str, str, str]:
    return block.key, block.kind, block.title, block.content
