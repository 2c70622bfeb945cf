import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from nswp_members.statements import queries as statements
from nswp_members.statements import services
from nswp_members.statements.canonical import mark_of
from nswp_members.statements.errors import ChangedMeanwhile, LastParagraph, NoSuchLanguage, NotADraft, TooManyParagraphs
from nswp_members.statements.models import StatementVersion
from nswp_members.statements.services import Typed, drafting
from tests.factories import current_version, make_role


@pytest.fixture
def draft(app: Flask) -> StatementVersion:
    version = services.begin_version("2030", from_version=current_version(), consulted_year=None, by=None)
    session.commit()
    return version


def keys(version: StatementVersion) -> dict[str, list[str]]:
    return {one.locale: [block.key for block in one.blocks] for one in statements.open_translations(version.id)}


def typed(version: StatementVersion, key: str, content: str, locale: str = "en") -> Typed:
    """Return what somebody types who has just opened the page."""
    translation = statements.open_translation(version.id, locale)
    assert translation is not None
    block = next(one for one in translation.blocks if one.key == key)
    return Typed(key, block.title, content, mark_of(block.title, block.content))


def content(version: StatementVersion, key: str, locale: str = "en") -> str:
    translation = statements.open_translation(version.id, locale)
    assert translation is not None
    return next(one.content for one in translation.blocks if one.key == key)


def test_words_are_saved_and_the_trail_names_paragraphs_only(draft: StatementVersion) -> None:
    person = make_role(Role.COMMUNICATIONS)

    services.save_words(draft, "en", [typed(draft, "right-2", "New words")], by=person.id)
    session.commit()

    assert content(draft, "right-2") == "New words"
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "statements.edited")).one()
    assert entry.details == {"locale": "en", "paragraphs": ["right-2"]}
    assert entry.person_id == person.id


def test_two_people_write_different_paragraphs_of_one_text(draft: StatementVersion) -> None:
    whole = [typed(draft, "right-1", "Hers"), typed(draft, "right-2", content(draft, "right-2"))]
    other = [typed(draft, "right-1", content(draft, "right-1")), typed(draft, "right-2", "His")]

    services.save_words(draft, "en", whole, by=None)
    services.save_words(draft, "en", other, by=None)

    assert (content(draft, "right-1"), content(draft, "right-2")) == ("Hers", "His")


def test_the_slower_of_two_who_write_the_same_paragraph_is_told_and_nothing_is_saved(draft: StatementVersion) -> None:
    slower = [typed(draft, "right-1", "His"), typed(draft, "right-3", "His too")]
    before = content(draft, "right-3")
    services.save_words(draft, "en", [typed(draft, "right-1", "Hers")], by=None)

    with pytest.raises(ChangedMeanwhile) as told:
        services.save_words(draft, "en", slower, by=None)

    assert told.value.keys == {"right-1"}
    assert (content(draft, "right-1"), content(draft, "right-3")) == ("Hers", before)


def test_writing_the_same_words_is_no_conflict(draft: StatementVersion) -> None:
    slower = typed(draft, "right-1", "Ours")
    services.save_words(draft, "en", [typed(draft, "right-1", "Ours")], by=None)

    services.save_words(draft, "en", [slower], by=None)

    assert content(draft, "right-1") == "Ours"


def test_words_for_a_paragraph_that_was_removed_meanwhile_are_a_conflict(draft: StatementVersion) -> None:
    slower = typed(draft, "right-1", "His")
    services.remove_paragraph(draft, "right-1", by=None)

    with pytest.raises(ChangedMeanwhile):
        services.save_words(draft, "en", [slower], by=None)


def test_a_new_paragraph_stands_in_every_language_with_a_key_that_was_never_used(draft: StatementVersion) -> None:
    services.remove_paragraph(draft, "right-8", by=None)

    key = services.add_paragraph(draft, after="right-1", by=None)

    assert key == "right-9"
    orders = keys(draft)
    assert len(orders) == 5
    assert all(order[3:6] == ["right-1", "right-9", "right-2"] for order in orders.values())
    assert services.add_paragraph(draft, after="", by=None) == "text-1"
    assert {order[-1] for order in keys(draft).values()} == {"text-1"}


def test_paragraphs_move_in_all_languages_and_stop_at_the_ends(draft: StatementVersion) -> None:
    services.move_paragraph(draft, "right-1", places=-1, by=None)
    services.move_paragraph(draft, "core-value-1", places=-1, by=None)
    services.move_paragraph(draft, "right-8", places=1, by=None)

    for order in keys(draft).values():
        assert order[:4] == ["core-value-1", "core-value-2", "right-1", "core-value-3"]
        assert order[-1] == "right-8"


def test_the_kind_of_a_paragraph_is_the_same_in_all_languages(draft: StatementVersion) -> None:
    row = typed(draft, "right-1", content(draft, "right-1"))
    changed = Typed(row.key, row.title, row.content, mark_of(row.title, row.content, "right"), "text")

    services.save_words(draft, "en", [changed], by=None)

    kinds = {
        block.kind for one in statements.open_translations(draft.id) for block in one.blocks if block.key == "right-1"
    }
    assert kinds == {"text"}


def test_the_last_paragraph_stays(draft: StatementVersion) -> None:
    *others, last = keys(draft)["en"]
    for key in others:
        services.remove_paragraph(draft, key, by=None)

    with pytest.raises(LastParagraph):
        services.remove_paragraph(draft, last, by=None)


def test_a_text_has_an_end(draft: StatementVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "MOST_PARAGRAPHS", 11)

    with pytest.raises(TooManyParagraphs):
        services.add_paragraph(draft, after="", by=None)


def test_a_language_is_added_with_the_same_paragraphs_and_lacks_all_words(draft: StatementVersion) -> None:
    services.discard(draft, "zh", by=None)
    assert "zh" not in keys(draft)

    services.add_language(draft, "zh", by=None)

    assert keys(draft)["zh"] == keys(draft)["en"]
    added = statements.open_translation(draft.id, "zh")
    assert added is not None
    assert statements.gaps(added) == ["head", *keys(draft)["zh"]]


def test_words_stand_still_in_consultation_and_afterwards(draft: StatementVersion) -> None:
    row = typed(draft, "right-1", "New")
    services.open_consultation(draft, by=None)

    for change in (
        lambda: services.save_words(draft, "en", [row], by=None),
        lambda: services.add_paragraph(draft, after="", by=None),
        lambda: services.move_paragraph(draft, "right-1", places=1, by=None),
        lambda: services.remove_paragraph(draft, "right-1", by=None),
        lambda: services.add_language(draft, "en", by=None),
        lambda: services.discard(draft, "fr", by=None),
    ):
        with pytest.raises(NotADraft):
            change()
    services.return_to_draft(draft, by=None)
    services.freeze(draft, published_on="2026", by=None)
    with pytest.raises(NoSuchLanguage):
        services.save_words(draft, "en", [row], by=None)
