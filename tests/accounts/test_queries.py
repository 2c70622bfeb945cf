from datetime import timedelta

from nswp_members.accounts import queries, services
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now
from tests.factories import make_person, make_role


def test_people_come_in_pages_the_newest_first(app):
    people = [make_person() for _time in range(5)][::-1]

    first = queries.people_page(limit=3)
    rest = queries.people_page(before=(first[-1].created_at, first[-1].id), limit=3)

    assert [one.id for one in first + rest] == [one.id for one in people]


def test_a_person_is_found_by_the_whole_address_only(app):
    person = make_person(email="amina@example.org")
    make_person()

    assert [one.id for one in queries.people_page(email="AMINA@example.org", limit=9)] == [person.id]
    assert queries.people_page(email="amina", limit=9) == []


def test_roles_of_many_people_take_one_query(app):
    people = [make_role(Role.FINANCE), make_role(Role.DONOR), make_person()]

    found = queries.roles_by_person([one.id for one in people], at=now())

    assert {key: [one.role for one in roles] for key, roles in found.items()} == {
        people[0].id: [Role.FINANCE],
        people[1].id: [Role.DONOR],
    }


def test_an_ended_role_is_not_in_force(app):
    person = make_role(Role.FINANCE)
    (role,) = queries.roles_in_force(person.id, at=now())

    assert queries.role_in_force(role.id, at=now()) is role
    services.end_role(role, by=None)
    assert queries.role_in_force(role.id, at=now() + timedelta(seconds=1)) is None


def test_tokens_are_not_stored(app):
    person = make_person()

    sign_in, token = services.start_sign_in(person, limits=app.config)

    assert token.encode() not in sign_in.token_hash
    assert queries.live_sign_in(token, at=now()) is sign_in
    assert queries.live_sign_in(token[:-1], at=now()) is None


def test_a_link_stops_working_when_its_nonce_changes(app):
    invitation = services.invite(person=make_person(account=False), lifetime=timedelta(days=1), by=None)
    token = queries.invitation_token(invitation)
    assert queries.invitation_by_token(token) is invitation

    invitation.nonce = "0" * 32

    assert queries.invitation_by_token(token) is None
