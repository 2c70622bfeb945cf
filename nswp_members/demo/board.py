"""An invented Board: every seat is held by somebody to sign in as, one ends soon, one was left early."""

from datetime import timedelta
from uuid import UUID

from nswp_members.accounts import passwords
from nswp_members.accounts import services as accounts
from nswp_members.core.db import now, session, today
from nswp_members.demo.people import PASSWORD, seat_address
from nswp_members.governance import queries, services
from nswp_members.governance.models import BeganAs, EndedAs, SeatTerm
from nswp_members.governance.services import NewTerm

YEARS = 2
HOLDERS = (
    ("president", "Irma Demo", 300, False),
    ("africa-b", "Chipo Demo", 250, True),
    ("asia-pacific-a", "Mei Demo", 300, False),
    ("asia-pacific-b", "Lani Demo", 200, False),
    ("europe-a", "Vesna Demo", 150, True),
    ("latin-america-a", "Rosario Demo", 330, False),
    ("latin-america-b", "Inti Demo", 100, False),
    ("north-america-caribbean-a", "Wren Demo", 280, False),
    ("north-america-caribbean-b", "Sage Demo", 120, True),
)


def fill_seats(representative: UUID, organisation_id: UUID, *, by: UUID) -> None:
    """Let the demonstration's representative and invented others hold seats."""
    own = _fill("africa-a", representative, 270, organisation_id=organisation_id, by=by)
    services.agree_to_be_named(own, by=representative)
    for code, name, ago, named in HOLDERS:
        term = _fill(code, _person(code, name), ago, by=by)
        if named:
            services.agree_to_be_named(term, by=term.person_id)
    left = _fill("europe-b", _former("Milan Demo"), 220, by=by)
    services.end(left, day=today() - timedelta(days=30), ended_as=EndedAs.RESIGNED, reason="Moved away.", by=by)
    session.flush()
    _fill("europe-b", _person("europe-b", "Freya Demo"), 10, by=by)


def _person(code: str, name: str) -> UUID:
    """Add somebody to sign in as, whose address names the seat."""
    found = accounts.ensure_person(email=seat_address(code), name=name)
    found.password_hash, found.password_changed_at = passwords.hash_password(PASSWORD), now()
    return found.id


def _former(name: str) -> UUID:
    return accounts.ensure_person(email=f"{name.split()[0].lower()}@board.example.org", name=name).id


def _fill(code: str, person_id: UUID, days_ago: int, *, organisation_id: UUID | None = None, by: UUID) -> SeatTerm:
    seat = queries.seat(code)
    if seat is None:
        raise LookupError(code)
    session.flush()
    began_as = BeganAs.SELECTED if seat.region_code else BeganAs.ELECTED
    new = NewTerm(person_id, today() - timedelta(days=days_ago), began_as, organisation_id=organisation_id)
    return services.fill(seat, new, years=YEARS, by=by)
