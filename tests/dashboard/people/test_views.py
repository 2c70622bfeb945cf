from datetime import timedelta

import pytest
from sqlalchemy import select

from nswp_members.accounts.models import Invitation, Person, RoleAssignment
from nswp_members.accounts.queries import person_by_email, roles_in_force
from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session, today
from nswp_members.notices.models import Notice
from tests.factories import (
    an_id,
    make_assignment,
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_role,
    sign_in,
)
from tests.governance.conftest import make_term

PEOPLE = "/accounts/people"


@pytest.fixture
def administrator(client):
    return sign_in(client, make_role(Role.ADMINISTRATOR))


def posts(person_id):
    """All that can be done to a person."""
    role = an_id()
    return [f"{PEOPLE}/{person_id}/{verb}" for verb in ("roles", "invite-again", "deactivate", "reactivate")] + [
        f"{PEOPLE}/{person_id}/roles/{role}/end"
    ]


class TestRefusals:
    def test_visitors_are_sent_to_the_sign_in_page(self, client):
        person = make_person()

        for path in (PEOPLE, f"{PEOPLE}/invite", f"{PEOPLE}/{person.id}"):
            assert client.get(path).status_code == 302
        for path in posts(person.id):
            assert client.post(path).status_code == 302

    @pytest.mark.parametrize("role", [Role.MEMBERSHIP, Role.FINANCE, Role.DONOR])
    def test_nobody_but_administrators_may(self, client, role):
        person = make_person()
        sign_in(client, make_role(role))

        for path in (PEOPLE, f"{PEOPLE}/invite", f"{PEOPLE}/{person.id}", f"{PEOPLE}/{an_id()}"):
            assert client.get(path).status_code == 403
        for path in [*posts(person.id), *posts(an_id())]:
            assert client.post(path).status_code == 403
        assert session.get(Person, person.id).is_active

    def test_somebody_absent_is_not_found(self, administrator):
        assert administrator.get(f"{PEOPLE}/{an_id()}").status_code == 404
        for path in posts(an_id()):
            assert administrator.post(path).status_code == 404


class TestList:
    def test_people_are_shown_with_their_roles(self, administrator):
        make_role(Role.CORRESPONDENT, region="europe", person=make_person(name="Correspondent"))
        make_role(Role.NETWORK_VERIFIER, network=make_network(name="Some Network"))

        page = administrator.get(PEOPLE).text

        assert "Correspondent" in page
        assert "(Europe" in page
        assert "(Some Network)" in page

    def test_the_whole_address_finds_a_person(self, administrator):
        make_person(name="Wanted", email="wanted@example.org")
        make_person(name="Other")

        page = administrator.get(PEOPLE, query_string={"email": " Wanted@Example.org "}).text

        assert "Wanted</a>" in page
        assert "Other</a>" not in page
        assert "Nobody found" in administrator.get(PEOPLE, query_string={"email": "wanted"}).text

    def test_pages_show_everybody_once(self, app, administrator, monkeypatch):
        monkeypatch.setitem(app.config, "PAGE_SIZE", 2)
        people = [make_person(name=f"Person-{number}-") for number in range(5)]
        seen, path = "", PEOPLE

        while path:
            page = administrator.get(path).text
            seen += page
            path = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")

        assert [seen.count(f"{one.name}</a>") for one in people] == [1] * 5

    @pytest.mark.parametrize("mark", ["x", "_", "2026-01-01T00:00:00_x", "'; --"])
    def test_a_spoilt_address_shows_the_beginning(self, administrator, mark):
        assert administrator.get(PEOPLE, query_string={"before": mark}).status_code == 200

    def test_a_page_takes_the_same_number_of_queries_however_many_people(self, administrator, queries):
        def count():
            queries.statements.clear()
            with queries.counting():
                administrator.get(PEOPLE)
            return len(queries)

        make_role(Role.FINANCE)
        count()
        few = count()
        for _time in range(10):
            make_role(Role.FINANCE)

        assert count() == few <= 8


class TestInviting:
    def test_an_invitation_is_mailed(self, administrator):
        answer = administrator.post(f"{PEOPLE}/invite", data={"email": "New@example.org", "locale": "es"})

        person = person_by_email("new@example.org")
        notice = session.scalars(select(Notice)).one()
        assert answer.location == f"{PEOPLE}/{person.id}"
        assert person.locale == "es"
        assert (notice.kind, notice.person_id) == ("invitation", person.id)

    def test_somebody_with_an_account_is_left_as_they_are(self, administrator):
        person = make_person()

        administrator.post(f"{PEOPLE}/invite", data={"email": person.email, "locale": "fr"})

        assert session.scalars(select(Notice)).all() == []
        assert session.get(Person, person.id).locale == "en"

    def test_a_mistyped_address_is_refused(self, administrator):
        answer = administrator.post(f"{PEOPLE}/invite", data={"email": "no address", "locale": "en"})

        assert "This is not an e-mail address." in answer.text
        assert session.scalars(select(Invitation)).all() == []

    def test_an_invitation_can_be_mailed_again(self, administrator):
        person = make_person(account=False)

        for _time in range(2):
            administrator.post(f"{PEOPLE}/{person.id}/invite-again")

        assert len(session.scalars(select(Notice)).all()) == 2

    def test_who_has_an_account_is_not_invited_again(self, administrator):
        assert administrator.post(f"{PEOPLE}/{make_person().id}/invite-again").status_code == 409


class TestRoles:
    def test_a_role_is_given_until_a_day(self, administrator):
        person = make_person()
        last_day = today() + timedelta(days=30)

        answer = administrator.post(
            f"{PEOPLE}/{person.id}/roles",
            data={"role": Role.CORRESPONDENT, "region_code": "africa", "valid_until": last_day.isoformat()},
        )

        role = make_assignment(person)
        assert answer.location == f"{PEOPLE}/{person.id}"
        assert (role.role, role.region_code) == (Role.CORRESPONDENT, "africa")
        assert role.valid_until.date() == last_day + timedelta(days=1)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "accounts.assigned_role")).all()[-1]
        assert entry.capacity == Role.ADMINISTRATOR
        assert entry.details["region"] == "africa"

    def test_a_network_verifier_gets_a_network(self, administrator):
        person, network = make_person(), make_network()

        administrator.post(
            f"{PEOPLE}/{person.id}/roles", data={"role": Role.NETWORK_VERIFIER, "organisation_id": network.id}
        )

        assert make_assignment(person).organisation_id == network.id

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"role": Role.CORRESPONDENT}, "Choose it."),
            ({"role": Role.NETWORK_VERIFIER}, "Choose it."),
            ({"role": Role.FINANCE, "valid_until": "2020-01-01"}, "Choose a day in the future"),
            ({"role": Role.ORGANISATION}, "Not a valid choice"),
            ({"role": Role.PRESIDENT}, "Not a valid choice"),
            ({"role": Role.REGIONAL_REPRESENTATIVE, "region_code": "africa"}, "Not a valid choice"),
            ({"role": Role.CORRESPONDENT, "region_code": "global"}, "Not a valid choice"),
            ({"role": Role.NETWORK_VERIFIER, "organisation_id": an_id()}, "Not a valid choice"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, administrator, data, sentence):
        person = make_person()

        answer = administrator.post(f"{PEOPLE}/{person.id}/roles", data=data)

        assert sentence in answer.text
        assert session.scalars(select(RoleAssignment).where(RoleAssignment.person_id == person.id)).all() == []

    def test_a_role_ends_at_once(self, app, administrator):
        person = make_role(Role.DONOR)
        theirs = sign_in(app.test_client(), person)
        assert theirs.get("/endorsements").status_code == 200

        administrator.post(f"{PEOPLE}/{person.id}/roles/{make_assignment(person).id}/end")

        assert theirs.get("/endorsements").status_code == 403

    def test_the_role_of_a_seat_is_ended_on_the_page_of_the_seat_only(self, administrator):
        term = make_term()

        page = administrator.get(f"{PEOPLE}/{term.person_id}").text
        answer = administrator.post(f"{PEOPLE}/{term.person_id}/roles/{term.role_id}/end")

        assert "/governance/seats/africa-a" in page
        assert f"/roles/{term.role_id}/end" not in page
        assert answer.status_code == 409
        assert len(roles_in_force(term.person_id, at=now())) == 1

    def test_a_representative_of_the_time_before_seats_is_still_ended_by_hand(self, administrator):
        person = make_role(Role.REGIONAL_REPRESENTATIVE)

        administrator.post(f"{PEOPLE}/{person.id}/roles/{make_assignment(person).id}/end")

        assert roles_in_force(person.id, at=now()) == []

    def test_a_role_is_ended_on_the_page_of_its_holder_only(self, administrator):
        person = make_role(Role.DONOR)
        role = make_assignment(person)

        assert administrator.post(f"{PEOPLE}/{make_person().id}/roles/{role.id}/end").status_code == 404
        assert make_assignment(person).valid_until is None

    def test_the_last_administrator_stays(self, client):
        person = make_role(Role.ADMINISTRATOR)
        sign_in(client, person)

        role = client.post(f"{PEOPLE}/{person.id}/roles/{make_assignment(person).id}/end")
        account = client.post(f"{PEOPLE}/{person.id}/deactivate")

        assert role.status_code == account.status_code == 409
        assert "last administrator" in role.text
        assert make_assignment(person).valid_until is None
        assert session.get(Person, person.id).is_active


def test_closing_an_account_ends_its_sign_ins_and_opening_it_lets_them_in_again(app, administrator):
    person = make_person()
    theirs = sign_in(app.test_client(), person)

    administrator.post(f"{PEOPLE}/{person.id}/deactivate")
    closed = theirs.get("/accounts/settings").status_code
    administrator.post(f"{PEOPLE}/{person.id}/reactivate")

    assert closed == 302
    assert theirs.get("/accounts/settings").status_code == 302
    assert sign_in(theirs, person).get("/accounts/settings").status_code == 200
    recorded = session.scalars(select(AuditEntry.action).where(AuditEntry.at <= now())).all()
    assert {"accounts.deactivated", "accounts.reactivated"} <= set(recorded)


def test_closing_an_account_that_leaves_an_organisation_without_editor_is_pointed_out(administrator):
    alone, shared = make_organisation(name="Lonely House"), make_organisation(name="Full House")
    person = make_mandate(alone, "edit")
    for other in (person, None):
        make_mandate(shared, "edit", person=other)

    text = administrator.get(f"{PEOPLE}/{person.id}").text

    assert "Nobody else may edit for:" in text
    assert "Lonely House" in text
    assert "Full House" not in text
