from datetime import timedelta

from nswp_members.core.db import session, today
from nswp_members.governance import queries, services
from nswp_members.governance.models import EndedAs
from tests.governance.conftest import make_term, seat


def test_the_board_tells_who_holds_each_seat_and_who_follows(app):
    term = make_term()
    following = make_term(starts_on=term.last_day + timedelta(days=1))

    found = queries.board(today())

    assert [one.seat.code for one in found][:3] == ["president", "africa-a", "africa-b"]
    assert found[1].current == term
    assert found[1].following == following
    assert found[2].current is None


def test_a_term_within_six_months_ends_soon(app):
    make_term("africa-a", ends_on=today() + timedelta(days=183))
    make_term("africa-b", ends_on=today() + timedelta(days=184))

    soon = [queries.state_of(seat(code), today()).ends_soon(today()) for code in ("africa-a", "africa-b", "europe-a")]

    assert soon == [True, False, False]


def test_what_asks_for_somebody_to_act_is_counted(app):
    followed = make_term("africa-a", ends_on=today() + timedelta(days=20))
    make_term("africa-a", starts_on=followed.last_day + timedelta(days=1))
    make_term("africa-b", ends_on=today() + timedelta(days=20))
    make_term("europe-a", ends_on=today() + timedelta(days=200))

    assert queries.attention(today(), within=timedelta(days=90)) == queries.Attention(vacant=8, ending=1)


def test_a_person_is_found_by_the_term_they_serve(app):
    term = make_term()
    ended = make_term("africa-b")
    services.end(ended, day=today() - timedelta(days=1), ended_as=EndedAs.RESIGNED, by=None)
    session.flush()

    assert queries.held_by(term.person_id, today()) == term
    assert queries.held_by(ended.person_id, today()) is None
    assert queries.held_by(ended.person_id, today() - timedelta(days=1)) == ended


def test_a_role_leads_to_its_term(app):
    term = make_term()

    assert queries.terms_of_roles([term.role_id]) == {term.role_id: term}
    assert queries.terms_of_roles([]) == {}
