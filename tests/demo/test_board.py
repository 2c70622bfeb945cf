"""The invented Board of a demonstration."""

import pytest
from sqlalchemy import select

from nswp_members.accounts import passwords
from nswp_members.accounts import queries as accounts
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.demo.board import fill_seats
from nswp_members.demo.people import PASSWORD, seat_address
from nswp_members.governance import services as governance
from nswp_members.governance.models import BoardSeat
from nswp_members.regions.geography import Region
from tests.factories import make_organisation, make_person, make_role

pytestmark = pytest.mark.usefixtures("app")


def test_both_seats_of_each_region_are_held_by_somebody_to_sign_in_as() -> None:
    governance.sync()
    session.flush()
    representative = make_person(email="regional@example.org")

    fill_seats(representative.id, make_organisation().id, by=make_role(Role.ADMINISTRATOR).id)
    session.commit()

    for seat in session.scalars(
        select(BoardSeat).where(BoardSeat.region_code.is_not(None), BoardSeat.code != "africa-a")
    ):
        person = accounts.person_by_email(seat_address(seat.code))
        assert person is not None
        assert passwords.matches(PASSWORD, person.password_hash)
    holders = accounts.people_with_roles([Role.REGIONAL_REPRESENTATIVE], at=now())
    assert len(holders) == 2 * len(Region)
