"""Putting the Consensus Statement into the database."""

import json
from importlib.resources import files
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from nswp_members.audit import services as audit
from nswp_members.core.db import session
from nswp_members.endorsements.models import (
    StatementItem,
    StatementItemText,
    StatementText,
    StatementVersion,
)

KINDS = {"values": "core-value", "rights": "right"}


def sync_statement() -> None:
    """Bring the versions in the database in line with ``data/statement.json``; doing it again changes nothing.

    Versions that the file does not name stay, but are not current any more.
    """
    source = files("nswp_members.endorsements").joinpath("data/statement.json")
    content: list[dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))["versions"]
    current = next(one["label"] for one in content if one["current"])
    session.execute(
        update(StatementVersion)
        .where(StatementVersion.is_current, StatementVersion.label != current)
        .values(is_current=False)
    )
    for one in content:
        _sync_version(one)


def _sync_version(content: dict[str, Any]) -> None:
    version = session.scalar(
        select(StatementVersion)
        .where(StatementVersion.label == content["label"])
        .options(selectinload(StatementVersion.items).selectinload(StatementItem.texts))
    )
    if version is None:
        version = StatementVersion(label=content["label"], published_on=content["published_on"])
        session.add(version)
    version.consulted_year = content["consulted_year"]
    version.published_on = content["published_on"]
    version.is_current = content["current"]
    _sync_texts(version, content["texts"])
    wanted = {
        (kind, position): words for name, kind in KINDS.items() for position, words in enumerate(content[name], start=1)
    }
    items = {(item.kind, item.position): item for item in version.items}
    for key, words in wanted.items():
        if key not in items:
            items[key] = StatementItem(kind=key[0], position=key[1])
            version.items.append(items[key])
        _sync_item(items[key], words)
    for key in items.keys() - wanted.keys():
        version.items.remove(items[key])
    changed = bool(session.new or session.deleted) or any(session.is_modified(one) for one in session.dirty)
    session.flush()
    if changed:
        audit.record("endorsements.synced_statement", "statement_version", version.id, by=None)


def _sync_texts(version: StatementVersion, content: dict[str, dict[str, str]]) -> None:
    present = {one.locale: one for one in version.texts}
    for locale, words in content.items():
        if locale not in present:
            present[locale] = StatementText(locale=locale)
            version.texts.append(present[locale])
        present[locale].title = words["title"]
        present[locale].introduction = words["introduction"]


def _sync_item(item: StatementItem, content: dict[str, dict[str, str]]) -> None:
    present = {one.locale: one for one in item.texts}
    for locale, words in content.items():
        if locale not in present:
            present[locale] = StatementItemText(locale=locale)
            item.texts.append(present[locale])
        present[locale].title = words["title"]
        present[locale].content = words["content"]
