from datetime import timedelta

from flask import Flask

from nswp_members.core.db import now, session
from nswp_members.organisations import queries, services
from tests.factories import make_mandate, make_organisation, make_person


def test_successors_are_colleagues_who_can_sign_in(app: Flask) -> None:
    organisation = make_organisation()
    leaving = make_mandate(organisation, "read", "edit")
    colleague = make_mandate(organisation, "read", "vote")
    make_mandate(organisation, "read").is_active = False
    make_mandate(make_organisation(), "read")
    session.commit()

    assert queries.possible_successors(organisation.id, but=leaving.id, at=now()) == [colleague]


def test_a_hand_over_is_open_while_its_invitation_is(app: Flask) -> None:
    organisation = make_organisation()
    leaving = make_mandate(organisation, "read", "edit")
    made = services.start_hand_over(
        organisation, make_person(), by=leaving.id, lifetime=timedelta(days=30), next_path="/dashboard"
    )
    session.commit()

    assert queries.open_hand_overs(organisation.id, at=now()) == [made]
    assert queries.open_hand_overs(organisation.id, at=now() + timedelta(days=31)) == []
    assert queries.unfinished_hand_over(organisation.id, leaving.id) == made
    assert queries.hand_over_by(made.invitation_id) == made
    assert queries.hand_over_by(organisation.id) is None
