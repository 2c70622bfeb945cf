from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.organisations.models import FieldRead, Listing, Organisation
from tests.conftest import QueryCounter
from tests.factories import (
    affiliate,
    an_id,
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_role,
    sign_in,
)


@pytest.fixture
def organisation(client: FlaskClient) -> Organisation:
    made = make_organisation(name="Own House", city="Secretville")
    sign_in(client, make_mandate(made, "read", "edit"))
    return made


def row_of(text: str, label: str) -> list[bool]:
    """Return for one field whether each kind of viewer sees it."""
    row = text.partition(f">{label}</th>")[2].partition("</tr>")[0]
    return ["Yes" in cell for cell in row.split("<td")[1:]]


class TestWhoSees:
    def test_the_page_is_for_those_who_may_choose(self, client: FlaskClient) -> None:
        made = make_organisation(listing=Listing.LISTED)
        assert client.get(f"/organisations/{made.id}/who-sees").status_code == 302

        sign_in(client, make_mandate(made, "read"))
        assert client.get(f"/organisations/{made.id}/who-sees").status_code == 403
        assert client.get(f"/organisations/{an_id()}/who-sees").status_code == 404

    def test_each_field_says_which_kinds_of_people_see_it(
        self, client: FlaskClient, organisation: Organisation
    ) -> None:
        organisation.listing, organisation.slug = Listing.LISTED, "own-house"
        organisation.audiences = {"website": "region"}
        session.commit()

        text = client.get(f"/organisations/{organisation.id}/who-sees").text

        assert row_of(text, "Name") == [True] * 8
        assert row_of(text, "Website") == [False, False, True, False, True, True, True, True]
        assert row_of(text, "Contacts") == [False, False, False, False, True, True, True, True]
        assert row_of(text, "City") == [False, False, False, False, False, True, True, True]
        assert row_of(text, "Notes of the secretariat") == [False] * 6 + [True, False]

    def test_of_a_hidden_organisation_only_secretariat_and_itself_see_anything(
        self, client: FlaskClient, organisation: Organisation
    ) -> None:
        organisation.listing = Listing.HIDDEN
        session.commit()

        text = client.get(f"/organisations/{organisation.id}/who-sees").text

        assert row_of(text, "Name") == [False] * 6 + [True, True]

    def test_of_other_members_only_rough_numbers_are_told_and_none_of_those_who_hide(
        self, client: FlaskClient, organisation: Organisation
    ) -> None:
        for _number in range(4):
            make_mandate(make_organisation(listing=Listing.LISTED), "read")
            make_mandate(make_organisation(listing=Listing.HIDDEN), "read")
        address = f"/organisations/{organisation.id}/who-sees"
        with_four = client.get(address).text
        make_mandate(make_organisation(listing=Listing.LISTED), "read")
        for _number in range(2):
            make_mandate(make_organisation(country="FR", listing=Listing.LISTED), "read")

        text = client.get(address).text

        assert with_four.count("fewer than 5 people") == 3
        assert text.count("at least 5 people") == 2
        assert text.count("fewer than 5 people") == 1

    def test_the_number_of_queries_does_not_grow(
        self, client: FlaskClient, organisation: Organisation, queries: QueryCounter
    ) -> None:
        address = f"/organisations/{organisation.id}/who-sees"
        client.get(address)
        with queries.counting():
            client.get(address)
        alone = len(queries)
        affiliate(make_network(), organisation, make_organisation())
        make_role(Role.MEMBERSHIP)

        with queries.counting():
            client.get(address)

        assert len(queries) == 2 * alone


class TestReads:
    def test_the_log_is_for_editors_and_the_administrator(self, client: FlaskClient) -> None:
        made = make_organisation(listing=Listing.LISTED)
        address = f"/organisations/{made.id}/reads"
        assert client.get(address).status_code == 302

        for person, status in (
            (make_mandate(made, "edit"), 200),
            (make_role(Role.ADMINISTRATOR), 200),
            (make_mandate(made, "read"), 403),
            (make_role(Role.MEMBERSHIP), 403),
            (make_mandate(make_organisation(), "edit"), 403),
        ):
            sign_in(client, person)
            assert client.get(address).status_code == status

    def test_an_editor_learns_who_looked_in_which_role_and_how_often(
        self, client: FlaskClient, organisation: Organisation
    ) -> None:
        office = make_role(Role.MEMBERSHIP, person=make_person(name="Asha Office"))
        other = client.application.test_client()
        sign_in(other, office)
        other.get(f"/organisations/{organisation.id}")
        other.get(f"/organisations/{organisation.id}/edit/reach")

        text = client.get(f"/organisations/{organisation.id}/reads").text

        assert "Asha Office" in text
        assert "Secretariat, membership" in text
        assert "City" in text
        assert '<div class="cell">2</div>' in text

    def test_what_ones_own_people_look_at_is_not_noted(self, client: FlaskClient, organisation: Organisation) -> None:
        for page in ("", "/edit", "/people", "/contacts"):
            assert client.get(f"/organisations/{organisation.id}{page}").status_code == 200

        assert session.query(FieldRead).count() == 0

    def test_a_person_of_another_member_is_not_named(self, client: FlaskClient, organisation: Organisation) -> None:
        organisation.listing, organisation.slug = Listing.LISTED, "own-house"
        organisation.audiences = {"host_name": "members"}
        organisation.host_name = "Hosting House"
        session.commit()
        reader = make_mandate(make_organisation(listing=Listing.HIDDEN), "read", person=make_person(name="Quiet One"))
        sign_in(client.application.test_client(), reader).get(f"/organisations/{organisation.id}")

        text = client.get(f"/organisations/{organisation.id}/reads").text

        assert "Somebody of another member" in text
        assert "Quiet One" not in text

    def test_the_log_is_paged_with_the_latest_first(self, client: FlaskClient, organisation: Organisation) -> None:
        size = client.application.config["PAGE_SIZE"]
        at = now()
        for number in range(size + 1):
            day = at - timedelta(days=number)
            session.add(
                FieldRead(
                    organisation_id=organisation.id,
                    person_id=make_person(name=f"Reader {number:02}").id,
                    role=Role.MEMBERSHIP,
                    read_on=day.date(),
                    first_at=day,
                    last_at=day,
                    fields=["city"],
                )
            )
        session.commit()

        first = client.get(f"/organisations/{organisation.id}/reads").text
        address = first.partition('rel="next" href="')[2].partition('"')[0]
        second = client.get(address).text

        assert first.index("Reader 00") < first.index("Reader 01")
        assert f"Reader {size:02}" not in first
        assert f"Reader {size:02}" in second
        assert "Reader 00" not in second
        assert client.get(f"/organisations/{organisation.id}/reads?before=nonsense").status_code == 200
