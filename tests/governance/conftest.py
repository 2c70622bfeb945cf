from datetime import date, timedelta

from nswp_members.core.db import session, today
from nswp_members.governance import queries, services
from nswp_members.governance.models import BeganAs, BoardSeat, SeatTerm
from nswp_members.governance.services import NewTerm
from tests.factories import make_person

YEARS = 2


def seat(code: str = "africa-a") -> BoardSeat:
    """Return a seat."""
    found = queries.seat(code)
    assert found is not None
    return found


def make_term(
    code="africa-a", *, person=None, starts_on: date | None = None, ends_on=None, organisation=None, named=False
) -> SeatTerm:
    """Let somebody hold a seat, from a month ago unless another day is given."""
    person = person or make_person()
    new = NewTerm(
        person.id,
        starts_on or today() - timedelta(days=30),
        BeganAs.SELECTED,
        ends_on=ends_on,
        organisation_id=organisation.id if organisation else None,
    )
    term = services.fill(seat(code), new, years=YEARS, by=None)
    if named:
        services.agree_to_be_named(term, by=person.id)
    session.commit()
    return term
