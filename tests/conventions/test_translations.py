"""Every text exists in all five languages."""

from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from nswp_members.core.i18n import LANGUAGES

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "nswp_members" / "translations"
KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(["_l", "lazy_gettext"])}


def singular(message: object) -> str:
    """Return a text, or the singular of one that counts; the same word may be used in both ways."""
    return str(message[0] if isinstance(message, list | tuple) else message)


@cache
def texts() -> frozenset[str]:
    """Return all texts of the code and the templates."""
    with (ROOT / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config)
    found = extract_from_dir(ROOT / "nswp_members", methods, options, keywords=KEYWORDS)
    return frozenset(singular(message) for _line, message, _comments, _context in (one[1:] for one in found))


@cache
def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language."""
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def words_of(message: Message) -> list[str]:
    """Return the translation's forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_or_left_over(language: str) -> None:
    known = {singular(message.id) for message in catalogue(language) if message.id}

    assert sorted(texts() - known) == []
    assert sorted(known - texts()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty_or_doubtful(language: str) -> None:
    doubtful = [str(one.id) for one in catalogue(language) if one.id and (one.fuzzy or not all(words_of(one)))]

    assert doubtful == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    faults = [(str(message.id), [str(error) for error in errors]) for message, errors in catalogue(language).check()]

    assert faults == []


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_a_catalogue_is_written_in_its_own_language(language: str) -> None:
    texts = [one for one in catalogue(language) if isinstance(one.id, str) and len(one.id) > 30]
    same = [one.id for one in texts if one.id == one.string]

    assert same == []
