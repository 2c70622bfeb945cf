"""The texts by which organisations are found, and their places in lists."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from nswp_members.core.db import session
from nswp_members.core.text import fold
from nswp_members.core.words import kept_words
from nswp_members.organisations.models import Organisation, SearchedField, SearchText

KEY_LENGTH = 400
ROWS_A_STEP = 500


def sort_key_of(name: str) -> str:
    """Return the text that puts this name into its place in lists."""
    return fold(name)[:KEY_LENGTH]


def search_texts_of(organisation: Organisation) -> dict[str, list[str]]:
    """Return the names by which the organisation is found, by field; fields that hold none are left out."""
    found = {
        SearchedField.NAME: [organisation.name],
        SearchedField.ACRONYM: [organisation.acronym],
        SearchedField.TRANSLITERATION: [organisation.transliteration],
        SearchedField.FORMER_NAMES: [former.name for former in organisation.former_names],
        SearchedField.ALIAS: [organisation.alias],
    }
    return {field: list(filter(None, names)) for field, names in found.items() if any(names)}


def rebuild_search_text(organisation: Organisation) -> None:
    """Bring the search texts up to date with the names."""
    wanted = search_texts_of(organisation)
    present = {row.field: row for row in organisation.search_texts}
    for field in present.keys() - wanted.keys():
        organisation.search_texts.remove(present[field])
    for field, names in wanted.items():
        content = "\n".join(dict.fromkeys(fold(name) for name in names))
        if field not in present:
            organisation.search_texts.append(SearchText(field=field, content=content, words=kept_words(names)))
        elif present[field].content != content:
            present[field].content, present[field].words = content, kept_words(names)


def rebuild_all_search_texts() -> int:
    """Make sort keys and search texts of all organisations anew; return how many there are."""
    statement = select(Organisation).options(
        selectinload(Organisation.former_names), selectinload(Organisation.search_texts)
    )
    number = 0
    for organisation in session.scalars(statement.execution_options(yield_per=ROWS_A_STEP)):
        organisation.sort_key = sort_key_of(organisation.name)
        for row in organisation.search_texts:
            row.content = ""
        rebuild_search_text(organisation)
        number += 1
    return number
