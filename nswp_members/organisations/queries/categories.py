"""Reading the categories of membership."""

from datetime import date

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.organisations.models import MembershipCategory

WORDS = "names of categories"
Names = dict[str, dict[str, str]]


def categories() -> list[MembershipCategory]:
    """Return all categories of membership in their order, also those that are not given any more."""
    order = (MembershipCategory.position, MembershipCategory.code)
    return list(session.scalars(select(MembershipCategory).order_by(*order)))


def categories_given(on: date) -> list[MembershipCategory]:
    """Return the categories into which an organisation may come on that day, in their order."""
    return [one for one in categories() if one.is_given_on(on)]


def category(code: str, *, hold: bool = False) -> MembershipCategory | None:
    """Return a category; ``hold`` locks it and reads it anew."""
    statement = select(MembershipCategory).where(MembershipCategory.code == code)
    if hold:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return session.scalar(statement)


def category_names() -> Names:
    """Return the names in all languages by code; asked once for each request, task or command."""
    found: Names | None = session.info.get(WORDS)
    if found is None:
        found = {one.code: one.names for one in categories()}
        session.info[WORDS] = found
    return found


def forget_category_names() -> None:
    """Ask for the names again next time."""
    session.info.pop(WORDS, None)
