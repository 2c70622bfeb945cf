"""The kinds of membership that one can apply for."""

from dataclasses import dataclass

from nswp_members.core.db import today
from nswp_members.core.i18n import current_locale
from nswp_members.organisations import queries as organisations


@dataclass(frozen=True)
class OpenCategory:
    """A category that takes applications, with its name and description in the reader's language."""

    code: str
    name: str
    description: str
    has_vote: bool


def open_categories() -> list[OpenCategory]:
    """Return the categories that take applications today, in their order."""
    language, day = current_locale().language, today()
    return [
        OpenCategory(one.code, one.name_in(language), one.description_in(language), one.has_vote_on(day))
        for one in organisations.categories_given(day)
    ]
