"""Writing a draft: words by language, paragraphs in all languages alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import session
from nswp_members.statements import queries
from nswp_members.statements.canonical import mark_of
from nswp_members.statements.errors import (
    ChangedMeanwhile,
    LastParagraph,
    NoSuchLanguage,
    NotADraft,
    TooManyParagraphs,
)
from nswp_members.statements.models import (
    BlockKind,
    StatementBlock,
    StatementTranslation,
    StatementVersion,
    VersionState,
)
from nswp_members.statements.services.copying import empty_like
from nswp_members.statements.services.holding import hold, hold_draft

MOST_PARAGRAPHS = 80
ASIDE = 1000


@dataclass(frozen=True)
class Typed:
    """What an editor typed in one paragraph (`queries.HEAD` for title and introduction).

    ``seen`` is the mark of what the page showed; ``kind`` is None where the page does not offer it.
    """

    key: str
    title: str
    content: str
    seen: str
    kind: str | None = None

    @property
    def mark(self) -> str:
        """The mark of what was typed."""
        return mark_of(self.title, self.content, self.kind or "")

    @property
    def is_changed(self) -> bool:
        """Whether the editor changed what the page showed."""
        return self.mark != self.seen


def save_words(version: StatementVersion, locale: str, typed: Sequence[Typed], *, by: UUID | None) -> None:
    """Save what an editor changed, paragraph by paragraph, and leave alone what others changed meanwhile.

    If others changed the same paragraphs nothing is saved: raises `ChangedMeanwhile`. A draft is written, and the
    correction of a frozen version; raises `NotADraft`, `NoSuchLanguage`.
    """
    version = hold(version)
    if version.state == VersionState.CONSULTATION:
        raise NotADraft
    translation = _open(version, locale)
    changed = [one for one in typed if one.is_changed]
    conflicts = frozenset(one.key for one in changed if _mark(translation, one) not in (one.seen, one.mark))
    if conflicts:
        raise ChangedMeanwhile(conflicts)
    for one in changed:
        _apply(version, translation, one)
    if changed:
        keys = [one.key for one in changed]
        _note("statements.edited", version, by=by, locale=locale, paragraphs=keys)


def add_paragraph(version: StatementVersion, *, after: str, by: UUID | None) -> str:
    """Add an empty paragraph behind another one and of its kind in every language; return its key.

    Without one to stand behind it is an explanatory paragraph at the end. Raises `NotADraft`, `TooManyParagraphs`.
    """
    version = hold_draft(version)
    behind = _block(_open(version, version.authoritative_locale), after)
    kind = behind.kind if behind else BlockKind.TEXT
    key = f"{kind}-{queries.highest_number(version.document_id, kind) + 1}"
    for one in queries.open_translations(version.id):
        if len(one.blocks) >= MOST_PARAGRAPHS:
            raise TooManyParagraphs
        order = [block.key for block in one.blocks]
        place = order.index(after) + 1 if after in order else len(order)
        one.blocks.append(StatementBlock(key=key, kind=kind, position=ASIDE * 2, title="", content=""))
        _arrange(one, [*order[:place], key, *order[place:]])
    _note("statements.added_paragraph", version, by=by, paragraph=key)
    return key


def move_paragraph(version: StatementVersion, key: str, *, places: int, by: UUID | None) -> None:
    """Move a paragraph up (negative) or down in every language; at an end it stays. Raises `NotADraft`."""
    version = hold_draft(version)
    for one in queries.open_translations(version.id):
        order = [block.key for block in one.blocks]
        if key in order:
            place = max(0, order.index(key) + places)
            order.remove(key)
            _arrange(one, [*order[:place], key, *order[place:]])
    _note("statements.moved_paragraph", version, by=by, paragraph=key)


def remove_paragraph(version: StatementVersion, key: str, *, by: UUID | None) -> None:
    """Remove a paragraph with its words in every language; raises `NotADraft`, `LastParagraph`."""
    version = hold_draft(version)
    for one in queries.open_translations(version.id):
        kept = [block for block in one.blocks if block.key != key]
        if not kept:
            raise LastParagraph
        one.blocks[:] = kept
        _arrange(one, [block.key for block in kept])
    _note("statements.removed_paragraph", version, by=by, paragraph=key)


def add_language(version: StatementVersion, locale: str, *, by: UUID | None) -> None:
    """Let a draft be translated into another language; raises `NotADraft`."""
    version = hold_draft(version)
    if queries.open_translation(version.id, locale) is None:
        order = _open(version, version.authoritative_locale)
        session.add(empty_like(order, version=version, locale=locale, revision=1, by=by))
        _note("statements.added_language", version, by=by, locale=locale)


def _open(version: StatementVersion, locale: str) -> StatementTranslation:
    translation = queries.open_translation(version.id, locale)
    if translation is None:
        raise NoSuchLanguage
    return translation


def _block(translation: StatementTranslation, key: str) -> StatementBlock | None:
    return next((one for one in translation.blocks if one.key == key), None)


def _mark(translation: StatementTranslation, typed: Typed) -> str | None:
    """Return the mark of what stands now where this was typed; None if the paragraph is gone."""
    if typed.key == queries.HEAD:
        return mark_of(translation.title, translation.introduction)
    block = _block(translation, typed.key)
    return mark_of(block.title, block.content, block.kind if typed.kind else "") if block else None


def _apply(version: StatementVersion, translation: StatementTranslation, typed: Typed) -> None:
    block = _block(translation, typed.key)
    if block is None:
        translation.title, translation.introduction = typed.title, typed.content
        return
    block.title, block.content = typed.title, typed.content
    if typed.kind and typed.kind != block.kind:
        for one in queries.open_translations(version.id):
            if found := _block(one, typed.key):
                found.kind = typed.kind


def _arrange(translation: StatementTranslation, order: list[str]) -> None:
    """Number the paragraphs in this order, by way of numbers that no other one has."""
    session.flush()
    blocks = sorted(translation.blocks, key=lambda one: order.index(one.key))
    for first in (ASIDE, 1):
        for place, block in enumerate(blocks, start=first):
            block.position = place
        session.flush()
    translation.blocks[:] = blocks


def _note(action: str, version: StatementVersion, *, by: UUID | None, **details: object) -> None:
    audit.record(action, "statement_version", version.id, by=by, details=details)
