from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session, today
from nswp_members.governance import queries, services
from nswp_members.governance.models import BeganAs, EndedAs, SeatNote, SeatTerm
from nswp_members.organisations.models import Listing
from tests.factories import an_id, make_mandate, make_organisation, make_person, make_role, sign_in
from tests.governance.conftest import YEARS, make_term

BOARD = "/governance/board"
SEAT = "/governance/seats/africa-a"


@pytest.fixture
def staff(client):
    return sign_in(client, make_role(Role.MEMBERSHIP))


def holder(name="Sure To Be Known", **values):
    return make_term(person=make_person(name=name), **values)


class TestBoard:
    def test_visitors_see_which_seats_are_filled_and_nothing_else(self, client):
        term = holder()

        page = client.get(BOARD).text

        assert page.count("Seat filled") == 1
        assert page.count("Vacant") == 10
        assert term.person.name not in page
        assert str(term.starts_on.year) not in page.partition("<main")[2].partition("</main")[0]
        assert "/governance/seats/" not in page

    def test_visitors_see_who_agreed_to_be_named(self, client):
        term = holder(named=True)

        assert term.person.name in client.get(BOARD).text

    def test_members_see_days_but_no_name_without_consent(self, client):
        term = holder()
        organisation = make_organisation()
        sign_in(client, make_mandate(organisation, "read"))

        page = client.get(BOARD).text

        assert "Seat filled" in page
        assert str(term.last_day.year) in page
        assert "<svg" in page
        assert "Show as a table" in page
        assert term.person.name not in page

    @pytest.mark.parametrize("role", [Role.MEMBERSHIP, Role.ADMINISTRATOR])
    def test_the_secretariat_sees_everybody(self, client, role):
        term = holder()

        page = sign_in(client, make_role(role)).get(BOARD).text

        assert term.person.name in page
        assert "To be looked after" in page

    def test_the_board_knows_its_own(self, client):
        term = holder("Known To Colleagues")
        colleague = make_term("europe-a")
        president = make_term("president")

        for one in (colleague, president):
            assert term.person.name in sign_in(client, one.person).get(BOARD).text

    @pytest.mark.parametrize("role", [Role.DONOR, Role.CORRESPONDENT, Role.PROGRAMME, Role.NETWORK_VERIFIER])
    def test_other_roles_see_no_name(self, client, role):
        term = holder()
        network = make_organisation() if role == Role.NETWORK_VERIFIER else None

        assert term.person.name not in sign_in(client, make_role(role, network=network)).get(BOARD).text

    def test_an_organisation_is_shown_only_beside_a_name_and_to_who_may_know_it(self, client):
        listed = make_organisation(name="Openly Listed", listing=Listing.LISTED)
        hidden = make_organisation(name="Never To Be Seen", listing=Listing.HIDDEN)
        unnamed = make_organisation(name="Behind No Name", listing=Listing.LISTED)
        make_term("africa-a", organisation=listed, named=True)
        make_term("africa-b", organisation=hidden, named=True)
        make_term("europe-a", organisation=unnamed)

        page = client.get(BOARD).text

        assert "Openly Listed" in page
        assert str(listed.id) not in page
        assert "Never To Be Seen" not in page
        assert "Behind No Name" not in page

    def test_a_seat_is_vacant_from_midnight_after_the_last_day(self, client):
        term = holder(ends_on=today() + timedelta(days=3), named=True)

        with time_machine.travel(now() + timedelta(days=4), tick=False):
            page = client.get(BOARD).text

        assert page.count("Vacant") == 11
        assert term.person.name not in page

    def test_an_end_is_to_be_looked_after_until_somebody_follows(self, client):
        term = make_term(starts_on=today() - timedelta(days=400), ends_on=today() + timedelta(days=20))
        sign_in(client, make_role(Role.MEMBERSHIP))
        assert "the term ends within six months" in client.get(BOARD).text

        new = services.NewTerm(make_person().id, term.last_day + timedelta(days=1), BeganAs.SELECTED)
        services.hand_over(term, new, years=YEARS, by=None)
        session.commit()

        assert "the term ends within six months" not in client.get(BOARD).text

    def test_two_ends_in_one_year_are_pointed_out_to_the_secretariat(self, client):
        for code in ("africa-a", "africa-b"):
            make_term(code, ends_on=today() + timedelta(days=2))

        assert "Both terms end in the same year" not in client.get(BOARD).text
        assert "Both terms end in the same year" in sign_in(client, make_role(Role.MEMBERSHIP)).get(BOARD).text

    def test_it_takes_the_same_few_queries_however_many_terms(self, client, queries):
        def count():
            queries.statements.clear()
            with queries.counting():
                client.get(BOARD)
            return len(queries)

        organisation = make_organisation(listing=Listing.LISTED)
        make_term("africa-a", organisation=organisation, named=True)
        count()
        few = count()
        for code in ("africa-b", "europe-a", "europe-b", "latin-america-a"):
            make_term(code, organisation=organisation, named=True)

        assert count() == few <= 6


class TestSeat:
    def test_visitors_sign_in_first(self, client):
        assert client.get(SEAT).status_code == 302

    def test_a_seat_that_is_none_is_not_found(self, staff):
        for path in ("", "/fill"):
            assert staff.get(f"/governance/seats/atlantis-a{path}").status_code == 404

    def test_the_history_names_those_whom_the_reader_may_know(self, client):
        past = holder("Gone Before", starts_on=today() - timedelta(days=900), ends_on=today() - timedelta(days=400))
        services.end(past, day=past.starts_on, ended_as=EndedAs.REMOVED, reason="Told to nobody.", by=None)
        session.commit()

        page = sign_in(client, make_role(Role.DONOR)).get(SEAT).text
        inside = sign_in(client, make_term("europe-b").person).get(SEAT).text
        office = sign_in(client, make_role(Role.MEMBERSHIP)).get(SEAT).text

        assert "Gone Before" not in page
        assert "Removed" not in page
        assert "Gone Before" in inside
        assert "Removed" in inside
        assert "Told to nobody." not in page + inside
        assert "Told to nobody." in office

    def test_a_role_that_was_taken_at_once_leaves_no_end_to_move(self, client):
        term = make_term()
        address = f"/governance/terms/{term.id}/end"
        sign_in(client, make_role(Role.MEMBERSHIP))
        assert address in client.get(SEAT).text

        services.end(term, day=today(), ended_as=EndedAs.RESIGNED, at_once=True, by=None)
        session.commit()

        page = client.get(SEAT).text
        assert address not in page
        assert f"/governance/terms/{term.id}/void" in page

    def test_a_void_term_is_for_the_secretariat_alone(self, client):
        term = holder("A Mistake")
        services.void(term, reason="Wrong person.", by=None)
        session.commit()

        assert "A Mistake" not in sign_in(client, make_term("europe-b").person).get(SEAT).text
        assert "A Mistake" in sign_in(client, make_role(Role.MEMBERSHIP)).get(SEAT).text


class TestNaming:
    def test_the_holder_agrees_and_takes_it_back(self, client):
        term = holder()
        sign_in(client, term.person)
        client.post(f"/governance/terms/{term.id}/name")
        public = client.application.test_client().get(BOARD).text
        client.post(f"/governance/terms/{term.id}/unname")

        assert term.person.name in public
        assert term.person.name not in client.application.test_client().get(BOARD).text

    @pytest.mark.parametrize("role", [Role.MEMBERSHIP, Role.DONOR, Role.REGIONAL_REPRESENTATIVE])
    def test_nobody_else_agrees_for_them(self, client, role):
        term = holder()

        assert sign_in(client, make_role(role)).post(f"/governance/terms/{term.id}/name").status_code == 404
        assert not session.get_one(SeatTerm, term.id).named_publicly

    def test_the_secretariat_may_take_a_name_off_and_others_may_not(self, client):
        term = holder(named=True)
        path = f"/governance/terms/{term.id}/unname"

        assert sign_in(client, make_role(Role.DONOR)).post(path).status_code == 404
        assert sign_in(client, make_role(Role.MEMBERSHIP)).post(path).status_code == 302
        assert not session.get_one(SeatTerm, term.id).named_publicly


class TestNotes:
    def test_holder_and_follower_share_notes(self, client):
        term, following = holder(), make_person()
        day = today() + timedelta(days=20)
        new = services.NewTerm(following.id, day, BeganAs.SELECTED)
        services.hand_over(term, new, years=YEARS, by=None)
        session.commit()
        sign_in(client, term.person).post(f"{SEAT}/notes", data={"text": "Ask about the bank."})

        assert "Ask about the bank." in sign_in(client, following).get(SEAT).text
        with time_machine.travel(now() + timedelta(days=30), tick=False):
            left = client.application.test_client()
            assert "Ask about the bank." not in sign_in(left, term.person).get(SEAT).text

    def test_an_empty_note_is_refused(self, staff):
        assert "Write something first." in staff.post(f"{SEAT}/notes", data={"text": " "}).text
        assert session.scalars(select(SeatNote)).all() == []

    @pytest.mark.parametrize("role", [Role.DONOR, Role.REGIONAL_REPRESENTATIVE])
    def test_nobody_else_reads_or_writes(self, client, role):
        session.add(SeatNote(seat_code="africa-a", text="Quiet", written_by=make_person().id, written_at=now()))
        session.commit()
        sign_in(client, make_role(role))

        assert "Quiet" not in client.get(SEAT).text
        assert client.post(f"{SEAT}/notes", data={"text": "Loud"}).status_code == 404


def managing(term_id):
    """All pages that change something."""
    return [f"{SEAT}/fill"] + [
        f"/governance/terms/{term_id}/{verb}" for verb in ("hand-over", "end", "extend", "correct", "void")
    ]


class TestManaging:
    def test_visitors_and_others_are_kept_out(self, client):
        term = holder()
        for path in managing(term.id):
            assert client.get(path).status_code == 302
        sign_in(client, term.person)

        for path in managing(term.id):
            assert client.get(path).status_code == 403
            assert client.post(path).status_code == 403

    def test_every_page_shows_its_form_and_says_what_is_missing(self, staff):
        term = holder()
        for path in managing(term.id):
            assert staff.get(path).status_code == 200
            assert "Please look at this again" in staff.post(path, data={"starts_on": "x", "email": "x"}).text

    def test_absent_terms_are_not_found(self, staff):
        for path in managing(an_id())[1:]:
            assert staff.get(path).status_code == 404

    def test_a_seat_is_filled(self, staff):
        person = make_person()
        answer = staff.post(
            f"{SEAT}/fill", data={"email": person.email, "starts_on": today().isoformat(), "began_as": "selected"}
        )

        assert answer.location.endswith(SEAT)
        assert queries.held_by(person.id, today()) is not None
        assert [one.role for one in accounts.roles_in_force(person.id, at=now())] == [Role.REGIONAL_REPRESENTATIVE]

    def test_somebody_unknown_and_a_seat_that_is_taken_are_refused(self, staff):
        holder()
        data = {"email": "nobody@example.org", "starts_on": today().isoformat(), "began_as": "selected"}

        assert "Nobody here has this address." in staff.post(f"{SEAT}/fill", data=data).text
        data["email"] = make_person().email
        assert "Somebody holds this seat" in staff.post(f"{SEAT}/fill", data=data).text

    def test_a_term_is_ended_handed_over_extended_put_right_and_voided(self, staff):
        terms = {
            verb: make_term(code)
            for verb, code in zip(
                ("hand-over", "end", "extend", "correct", "void"),
                ("africa-a", "africa-b", "europe-a", "europe-b", "president"),
                strict=True,
            )
        }
        organisation = make_organisation()
        make_mandate(organisation, "read", person=terms["correct"].person)
        later = (terms["extend"].ends_on + timedelta(days=9)).isoformat()
        kept = {"starts_on": terms["correct"].starts_on.isoformat(), "ends_on": terms["correct"].ends_on.isoformat()}
        data = {
            "hand-over": {
                "email": make_person().email,
                "starts_on": (today() + timedelta(days=2)).isoformat(),
                "began_as": "appointed",
            },
            "end": {"day": today().isoformat(), "ended_as": "resigned"},
            "extend": {"ends_on": later, "reason": "Decision 4"},
            "correct": {**kept, "began_as": "appointed", "organisation_id": str(organisation.id)},
            "void": {"reason": "Wrong person"},
        }

        for verb, term in terms.items():
            assert staff.post(f"/governance/terms/{term.id}/{verb}", data=data[verb]).status_code == 302, verb

        found = {verb: session.get_one(SeatTerm, term.id) for verb, term in terms.items()}
        assert found["hand-over"].ended_as == EndedAs.HANDED_OVER
        assert found["end"].ended_on == today()
        assert found["extend"].ends_on.isoformat() == later
        assert found["correct"].organisation_id == organisation.id
        assert found["void"].is_void

    def test_an_organisation_without_a_mandate_is_not_offered(self, staff):
        term, other = holder(), make_organisation(name="Somebody Else's")
        path = f"/governance/terms/{term.id}/correct"
        data = {
            "starts_on": term.starts_on.isoformat(),
            "ends_on": term.ends_on.isoformat(),
            "began_as": "selected",
            "organisation_id": str(other.id),
        }

        assert other.name not in staff.get(path).text
        assert staff.post(path, data=data).status_code == 200
        assert session.get_one(SeatTerm, term.id).organisation_id is None
