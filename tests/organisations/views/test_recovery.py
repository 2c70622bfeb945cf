from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.notices import queries as notices
from nswp_members.organisations import services
from nswp_members.organisations.models import Basis, Listing, Organisation, Recovery, Side, Witness
from tests.conftest import QueryCounter
from tests.factories import make_mandate, make_organisation, make_person, make_role, sign_in

NOTE = "We know each other from the meeting in spring."


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation(name="Lost House")


def send(client: FlaskClient, address: str, **data: str) -> str:
    """Send a form and return the page that it leads to."""
    answer = client.post(address, data=data)
    return client.get(answer.location).text if answer.location else answer.text


def start(organisation: Organisation) -> Recovery:
    made = services.start_recovery(organisation, make_person(), note=NOTE, by=None)
    session.commit()
    return made


def heard(organisation: Organisation) -> Recovery:
    """Return a recovery whose time to object runs."""
    made = start(organisation)
    for side in Side:
        services.vouch(made, side=side, basis=Basis.MET, note="", by=make_person().id, wait=timedelta(days=7))
    session.commit()
    return made


def link_of_the_witness() -> str:
    return f"/r/{notices.signed_token('recovery_hearing', session.scalars(select(Witness.id)).one())}"


class TestAsking:
    def test_it_needs_a_sign_in_and_nothing_else(self, client: FlaskClient) -> None:
        assert client.get("/recovery").status_code == 302
        assert client.post("/recovery").status_code == 302
        sign_in(client, make_person())
        assert client.get("/recovery").status_code == 200

    @pytest.mark.parametrize("missing", ["name", "country_code", "note"])
    def test_a_form_that_lacks_something_is_refused(self, client: FlaskClient, missing: str) -> None:
        sign_in(client, make_person())
        data = {"name": "Lost House", "country_code": "KE", "note": NOTE} | {missing: ""}

        assert "Please look at this again" in client.post("/recovery", data=data).text
        assert session.scalars(select(Recovery)).all() == []

    def test_a_hidden_and_an_absent_one_get_the_same_answer_for_the_same_work(
        self, client: FlaskClient, queries: QueryCounter
    ) -> None:
        make_organisation(name="Hidden House", listing=Listing.HIDDEN)
        sign_in(client, make_person())
        answers, work = [], []

        for name in ("Hidden House", "Absent Hous"):
            queries.statements.clear()
            with queries.counting():
                answer = client.post("/recovery", data={"name": name, "country_code": "KE", "note": NOTE})
            answers.append((answer.status_code, answer.text, str(answer.headers)))
            work.append([one.split(" FROM ")[0] for one in queries.statements])

        assert answers[0] == answers[1]
        assert work[0] == work[1]
        assert not any("organisations.identity" in one for one in queries.statements)
        assert {tuple(one.claim or []) for one in session.scalars(select(Recovery))} == {
            ("Hidden House", "KE"),
            ("Absent Hous", "KE"),
        }

    def test_asking_often_is_slowed_down(self, client: FlaskClient) -> None:
        sign_in(client, make_person())
        data = {"name": "Lost House", "country_code": "KE", "note": NOTE}

        assert [client.post("/recovery", data=data).status_code for _ in range(21)][-2:] == [200, 429]


class TestStarting:
    def test_outsiders_cannot(self, client: FlaskClient, organisation: Organisation) -> None:
        address = f"/organisations/{organisation.id}/recovery"
        listed = make_organisation(listing=Listing.LISTED)
        assert client.get(address).status_code == 302
        for person in (make_person(), make_role(Role.DONOR), make_role(Role.REGIONAL_REPRESENTATIVE, region="europe")):
            sign_in(client, person)
            assert client.get(address).status_code == 404
            assert client.get(f"/organisations/{listed.id}/recovery").status_code == 403

    def test_the_secretariat_names_somebody(self, client: FlaskClient, organisation: Organisation) -> None:
        sign_in(client, make_role(Role.MEMBERSHIP))

        text = send(
            client,
            f"/organisations/{organisation.id}/recovery",
            email="New@example.org",
            name="New",
            locale="fr",
            note=NOTE,
        )

        made = session.scalars(select(Recovery)).one()
        assert "A new editor for Lost House" in text
        assert (made.state, made.organisation_id, made.candidate.email) == (
            "vouching",
            organisation.id,
            "new@example.org",
        )

    def test_a_reader_asks_for_themselves(self, client: FlaskClient, organisation: Organisation) -> None:
        reader = make_mandate(organisation, "read")
        sign_in(client, reader)
        assert "Nobody can edit this organisation" in client.get(f"/organisations/{organisation.id}/people").text

        text = send(client, f"/organisations/{organisation.id}/recovery", note=NOTE, email="other@example.org")

        made = session.scalars(select(Recovery)).one()
        assert made.candidate_id == reader.id
        assert f"{reader.name} is to become editor" in text

    def test_it_is_refused_where_somebody_edits(self, client: FlaskClient, organisation: Organisation) -> None:
        make_mandate(organisation, "edit")
        sign_in(client, make_mandate(organisation, "read"))

        assert "Somebody can edit this organisation." in send(
            client, f"/organisations/{organisation.id}/recovery", note=NOTE
        )
        assert "Nobody can edit this organisation" not in client.get(f"/organisations/{organisation.id}/people").text

    def test_a_form_without_words_is_refused(self, client: FlaskClient, organisation: Organisation) -> None:
        sign_in(client, make_mandate(organisation, "read"))

        assert "Write a few words" in send(client, f"/organisations/{organisation.id}/recovery", note="")


class TestObjecting:
    def test_somebody_of_the_organisation_stops_it(self, client: FlaskClient, organisation: Organisation) -> None:
        made = heard(organisation)
        sign_in(client, make_mandate(organisation, "read"))
        assert "If nobody of you objects" in client.get(f"/organisations/{organisation.id}/people").text

        text = send(client, f"/organisations/{organisation.id}/recovery/object")

        assert "It is stopped." in text
        assert made.state == "objected"

    def test_nobody_else_does(self, client: FlaskClient, organisation: Organisation) -> None:
        made = start(organisation)
        address = f"/organisations/{organisation.id}/recovery/object"
        assert client.post(address).status_code == 302
        sign_in(client, make_role(Role.MEMBERSHIP))
        assert client.post(address).status_code == 403
        sign_in(client, make_role(Role.DONOR))
        assert client.post(address).status_code == 404
        assert made.state == "vouching"

    def test_there_has_to_be_one(self, client: FlaskClient, organisation: Organisation) -> None:
        sign_in(client, make_mandate(organisation, "read"))

        assert client.post(f"/organisations/{organisation.id}/recovery/object").status_code == 404

    def test_the_link_tells_nothing_and_stops_it_by_post(self, client: FlaskClient, organisation: Organisation) -> None:
        make_mandate(organisation, "read")
        made = heard(organisation)
        address = link_of_the_witness()

        page = client.get(address).text
        for word in ("Lost House", made.candidate.name, made.candidate.email, NOTE, "NSWP"):
            assert word not in page
        assert made.state == "waiting"
        assert "It is stopped." in client.post(address).text
        assert made.state == "objected"

    def test_every_link_that_does_not_work_answers_alike(self, client: FlaskClient, organisation: Organisation) -> None:
        make_mandate(organisation, "read")
        made = heard(organisation)
        address = link_of_the_witness()
        made.object_until = now()
        session.commit()

        for method in ("GET", "POST"):
            answers = [client.open(one, method=method) for one in (address, "/r/made-up")]
            assert {(one.status_code, one.text) for one in answers} == {(404, answers[0].text)}
        assert made.state == "waiting"


def test_a_reader_is_told_what_the_page_of_the_organisation_tells_nobody_else(
    client: FlaskClient, organisation: Organisation
) -> None:
    made = start(organisation)
    services.set_listing(organisation, Listing.LISTED, by=None, source="test")
    address = f"/organisations/{organisation.id}"
    name = made.candidate.name

    for person, told in (
        (make_mandate(organisation, "read"), True),
        (make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"), True),
        (make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"), False),
        (make_mandate(make_organisation(), "edit"), False),
        (make_role(Role.DONOR), False),
    ):
        sign_in(client, person)
        assert (name in client.get(address).text) == told
