"""Open translations made from others."""

from uuid import UUID

from nswp_members.core.db import now
from nswp_members.statements.models import StatementBlock, StatementTranslation, StatementVersion


def copy_of(
    translation: StatementTranslation,
    *,
    version: StatementVersion,
    order: StatementTranslation,
    revision: int,
    by: UUID | None,
) -> StatementTranslation:
    """Return an open translation with the words of another one, in the paragraphs of ``order``.

    So every language has the same paragraphs; where words are missing they are empty.
    """
    words = {one.key: one for one in translation.blocks}
    copy = empty_like(order, version=version, locale=translation.locale, revision=revision, by=by)
    copy.title, copy.introduction = translation.title, translation.introduction
    for block in copy.blocks:
        if found := words.get(block.key):
            block.title, block.content = found.title, found.content
    return copy


def empty_like(
    order: StatementTranslation, *, version: StatementVersion, locale: str, revision: int, by: UUID | None
) -> StatementTranslation:
    """Return an open translation with the paragraphs of another one and without words."""
    return StatementTranslation(
        version=version,
        locale=locale,
        revision=revision,
        title="",
        introduction="",
        correction="",
        created_at=now(),
        created_by=by,
        blocks=[
            StatementBlock(key=one.key, kind=one.kind, position=place, title="", content="")
            for place, one in enumerate(order.blocks, start=1)
        ],
    )
