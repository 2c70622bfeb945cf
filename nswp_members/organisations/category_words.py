"""The names of categories in the reader's language."""

from collections.abc import Iterable
from datetime import date

from nswp_members.core.i18n import current_locale
from nswp_members.organisations import queries
from nswp_members.organisations.models import MembershipCategory


def category_label(code: str | None, default: str = "") -> str:
    """Return the name of a category, the default for none; a code that nobody knows stands for itself."""
    if not code:
        return default
    names = queries.category_names().get(code, {})
    return names.get(current_locale().language) or names.get("en") or code


def category_choices(on: date, *, besides: str | None = None) -> list[tuple[str, str]]:
    """Return code and name of the categories given on that day, and of one more that is held already."""
    return pairs(one for one in queries.categories() if one.is_given_on(on) or one.code == besides)


def pairs(rows: Iterable[MembershipCategory]) -> list[tuple[str, str]]:
    """Return code and name of these categories."""
    language = current_locale().language
    return [(one.code, one.name_in(language)) for one in rows]
