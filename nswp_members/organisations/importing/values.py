"""Reading the cells of a row: each function returns a tidy value and says what it found on the way."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from nswp_members.core.text import clean, clean_lines, fold
from nswp_members.organisations.importing.columns import Column
from nswp_members.organisations.importing.dates import PartialDate, UnreadableDate, read_date
from nswp_members.organisations.importing.languages import find_language, find_mail_language
from nswp_members.organisations.importing.remarks import RemarkList
from nswp_members.organisations.importing.vocabulary import (
    find_answer,
    find_category,
    find_kind,
    find_population,
    is_not_known,
)
from nswp_members.organisations.models import Kind, Population

MAX_NAME_CHARACTERS = 200
MAX_FOLDED_NAME_CHARACTERS = 400
MAX_ACRONYM_CHARACTERS = 30
MAX_PHONE_CHARACTERS = 60
MAX_NOTES_CHARACTERS = 5000
PRIORITY_AREAS = range(1, 8)
DEFAULT_MAIL_LANGUAGE = "en"
_LIST_SEPARATOR = re.compile(r"[;,/|、；，\n]|\s&\s|\s(?:and|et|y|и|和)\s", re.IGNORECASE)
_AREA_SEPARATOR = re.compile(r"[;,./|、；，\s]")
_AREAS = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")

Found = TypeVar("Found")


def read_text(column: Column, cell: str, limit: int, remarks: RemarkList) -> str:
    """Return the cell on one line; an error if it is longer than the limit."""
    return _within(column, clean(cell), limit, remarks)


def read_name(cell: str, remarks: RemarkList) -> str:
    """Return the organisation's name; an error if there is none or it is too long, also once folded."""
    name = clean(cell)
    if not re.search(r"\w", name):
        remarks.error(Column.NAME, name, "name-missing")
    elif len(fold(name)) > MAX_FOLDED_NAME_CHARACTERS:
        remarks.error(Column.NAME, name, "text-too-long", length=len(fold(name)), limit=MAX_NAME_CHARACTERS)
    return _within(Column.NAME, name, MAX_NAME_CHARACTERS, remarks)


def read_notes(cell: str, remarks: RemarkList) -> str:
    """Return the notes with their line breaks; an error if they are too long."""
    return _within(Column.NOTES, clean_lines(cell), MAX_NOTES_CHARACTERS, remarks)


def read_kind(cell: str, remarks: RemarkList) -> Kind | None:
    """Return the kind of organisation; a warning and None for an unknown one."""
    return _known_word(Column.KIND, cell, find_kind, "kind-unknown", remarks)


def read_category(cell: str, remarks: RemarkList, words: Mapping[str, str] | None = None) -> str | None:
    """Return the code of the membership category; a warning and None when it is missing or unknown."""
    if not _content(cell):
        remarks.warning(Column.CATEGORY, clean(cell), "category-missing")
    return _known_word(Column.CATEGORY, cell, lambda text: find_category(text, words), "category-unknown", remarks)


def read_answer(column: Column, cell: str, remarks: RemarkList) -> bool | None:
    """Return yes or no; None for a blank, with an info for "not known" and a warning for anything else."""
    text = clean(cell)
    answer = find_answer(text)
    if answer is None and text:
        if is_not_known(text):
            remarks.info(column, text, "answer-unknown")
        else:
            remarks.warning(column, text, "answer-unclear")
    return answer


def read_listing(cell: str, remarks: RemarkList) -> bool:
    """Return whether to list the organisation publicly.

    True only for a clear yes, a remark when it is unclear.
    """
    text = clean(cell)
    answer = find_answer(text)
    if answer is None and text:
        say = remarks.info if is_not_known(text) else remarks.warning
        say(Column.LIST_PUBLICLY, text, "listing-unclear")
    return answer is True


def read_mail_language(cell: str, remarks: RemarkList) -> str:
    """Return en, fr, es, ru or zh.

    English with a warning for any other language, with an info for a blank.
    """
    text = _content(cell)
    language = find_mail_language(text) if text else None
    if not text:
        remarks.info(Column.MAIL_LANGUAGE, clean(cell), "mail-language-missing")
    elif language is None:
        remarks.warning(Column.MAIL_LANGUAGE, text, "mail-language-unknown")
    return language or DEFAULT_MAIL_LANGUAGE


def read_working_languages(cell: str, remarks: RemarkList) -> tuple[str, ...]:
    """Return BCP 47 codes in the order given, each once; a warning naming those nobody knows."""
    found = _known_words(Column.WORKING_LANGUAGES, cell, find_language, "working-language-unknown", remarks)
    return tuple(dict.fromkeys(found))


def read_populations(cell: str, remarks: RemarkList) -> tuple[Population, ...]:
    """Return the groups in a fixed order, each once; a warning naming those nobody knows."""
    found = set(_known_words(Column.POPULATIONS, cell, find_population, "population-unknown", remarks))
    return tuple(population for population in Population if population in found)


def read_priority_areas(cell: str, remarks: RemarkList) -> tuple[int, ...]:
    """Return the numbers 1 to 7 in order, each once.

    An error for another number or for words other than "all".
    """
    text = _content(cell)
    if find_population(text) is Population.ALL_GENDERS:
        remarks.info(Column.PRIORITY_AREAS, text, "priority-area-all")
        return tuple(PRIORITY_AREAS)
    parts = [part for part in _AREA_SEPARATOR.split(re.sub(r"\s?[-–]\s?", "-", text)) if part]
    spans = [_AREAS.fullmatch(part) for part in parts]
    numbers = {number for span in spans if span for number in _area_numbers(int(span[1]), int(span[2] or span[1]))}
    if None in spans:
        remarks.error(Column.PRIORITY_AREAS, text, "priority-area-unreadable")
    if outside := sorted(numbers - set(PRIORITY_AREAS)):
        remarks.error(Column.PRIORITY_AREAS, text, "priority-area-outside", number=outside[0])
    return tuple(sorted(numbers))


def _area_numbers(first: int, last: int) -> Iterable[int]:
    """Return the numbers of a span such as 1-3, or only its ends where they are no span of priority areas."""
    return range(first, last + 1) if 1 <= first <= last <= max(PRIORITY_AREAS) else (first, last)


def read_past_date(column: Column, cell: str, today: date, remarks: RemarkList) -> PartialDate | None:
    """Return a date up to today, None for a blank; an error for an impossible, unreadable or future one.

    Where day and month could change places the day comes first, with a warning.
    """
    text = _content(cell)
    if not text:
        return None
    try:
        reading = read_date(text)
    except UnreadableDate as error:
        remarks.error(column, text, error.code)
        return None
    if reading.value.earliest > today:
        remarks.error(column, text, "date-future")
        return None
    if reading.is_ambiguous:
        remarks.warning(column, text, "date-ambiguous", date=reading.value)
    return reading.value


def _within(column: Column, text: str, limit: int, remarks: RemarkList) -> str:
    """Return the text; an error if it is longer than the limit."""
    if len(text) > limit:
        remarks.error(column, text, "text-too-long", length=len(text), limit=limit)
    return text


def _content(cell: str) -> str:
    """Return the cell on one line, empty for "n/a" and the like."""
    text = clean(cell)
    return "" if is_not_known(text) else text


def _known_word(
    column: Column, cell: str, find: Callable[[str], Found | None], code: str, remarks: RemarkList
) -> Found | None:
    """Return what the cell's word stands for; a warning for an unknown word."""
    text = _content(cell)
    found = find(text) if text else None
    if text and found is None:
        remarks.warning(column, text, code)
    return found


def _known_words(
    column: Column, cell: str, find: Callable[[str], Found | None], code: str, remarks: RemarkList
) -> list[Found]:
    """Return what each word of a list stands for; one warning naming the unknown words."""
    whole = find(_content(cell)) if _content(cell) else None
    if whole is not None:
        return [whole]
    parts = [_content(part) for part in _LIST_SEPARATOR.split(clean_lines(cell))]
    found = {part: find(part) for part in parts if part}
    if unknown := [part for part, word in found.items() if word is None]:
        remarks.warning(column, ", ".join(unknown), code)
    return [word for word in found.values() if word is not None]
