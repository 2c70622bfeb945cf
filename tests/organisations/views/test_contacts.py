import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations.models import Audience, Contact, Listing, Organisation
from tests.factories import make_contact, make_mandate, make_organisation, make_role, sign_in
from tests.organisations.views.test_edit import values_in

CONTACT = {"name": "New", "function": "", "email": "new@example.org", "phone": "", "locale": "fr"}


@pytest.fixture
def organisation(client: FlaskClient) -> Organisation:
    made = make_organisation()
    sign_in(client, make_mandate(made, "read", "edit"))
    return made


def contacts(organisation: Organisation) -> str:
    return f"/organisations/{organisation.id}/contacts"


def test_contacts_are_for_those_who_may_edit(client: FlaskClient) -> None:
    hidden, listed = make_organisation(listing=Listing.HIDDEN), make_organisation(listing=Listing.LISTED)
    contact = make_contact(listed)
    pages = ("", "/new", f"/{contact.id}", f"/{contact.id}/remove")

    assert all(client.get(contacts(listed) + page).status_code == 302 for page in pages)
    sign_in(client, make_mandate(make_organisation(), "read", "edit"))
    assert all(client.get(contacts(listed) + page).status_code == 403 for page in pages)
    assert all(client.get(contacts(hidden) + page).status_code == 404 for page in pages)
    assert client.post(contacts(listed) + f"/{contact.id}/remove").status_code == 403
    assert client.post(contacts(listed) + f"/{contact.id}/move").status_code == 403


def test_contacts_that_are_only_for_the_organisation_are_not_there_for_the_secretariat(client: FlaskClient) -> None:
    organisation = make_organisation()
    contact = make_contact(organisation)
    pages = [contacts(organisation) + page for page in ("", "/new", f"/{contact.id}", f"/{contact.id}/remove")]
    sign_in(client, make_role(Role.MEMBERSHIP))
    assert [client.get(page).status_code for page in pages] == [200] * 4

    organisation.audiences = {"contacts": Audience.US}
    session.commit()

    assert [client.get(page).status_code for page in pages] == [404] * 4
    assert client.post(pages[3]).status_code == 404
    assert client.post(f"{pages[2]}/move", data={"direction": "up"}).status_code == 404
    assert [one.id for one in organisation.contacts] == [contact.id]
    sign_in(client, make_mandate(organisation, "edit"))
    assert [client.get(page).status_code for page in pages] == [200] * 4


def test_a_contact_of_another_organisation_is_not_found_here(client: FlaskClient, organisation: Organisation) -> None:
    other = make_contact(make_organisation())

    assert client.get(f"{contacts(organisation)}/{other.id}").status_code == 404
    assert client.post(f"{contacts(organisation)}/{other.id}/remove").status_code == 404


def test_a_contact_is_added(client: FlaskClient, organisation: Organisation) -> None:
    answer = client.post(contacts(organisation) + "/new", data=CONTACT)

    text = client.get(answer.location).text
    assert "The contact is added." in text
    assert "new@example.org" in text
    assert [(one.email, one.locale) for one in organisation.contacts] == [("new@example.org", "fr")]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"email": "nobody"}, "This is not an e-mail address"),
        ({"name": "", "email": ""}, "Enter a name, an e-mail address or a telephone number."),
    ],
)
def test_a_contact_that_cannot_be_used_is_refused(
    client: FlaskClient, organisation: Organisation, values: dict[str, str], sentence: str
) -> None:
    answer = client.post(contacts(organisation) + "/new", data=CONTACT | values)

    assert sentence in answer.text
    assert organisation.contacts == []


def test_having_no_address_at_all_is_pointed_out(client: FlaskClient, organisation: Organisation) -> None:
    client.post(contacts(organisation) + "/new", data=CONTACT | {"email": ""})

    assert "No contact can be reached" in client.get(contacts(organisation)).text


def test_a_contact_is_changed(client: FlaskClient, organisation: Organisation) -> None:
    contact = make_contact(organisation)
    page = f"{contacts(organisation)}/{contact.id}"

    client.post(page, data=values_in(client.get(page).text) | {"phone": "+254 1"})

    assert contact.phone == "+254 1"


def test_two_changes_of_one_contact_are_shown_side_by_side(client: FlaskClient, organisation: Organisation) -> None:
    contact = make_contact(organisation)
    page = f"{contacts(organisation)}/{contact.id}"
    first, second = (values_in(client.get(page).text) for _ in range(2))
    client.post(page, data=first | {"phone": "THEIRS"})

    answer = client.post(page, data=second | {"phone": "MINE"})

    assert answer.status_code == 409
    assert contact.phone == "THEIRS"
    client.post(page, data=values_in(answer.text) | {"keep-phone": "mine"})
    assert contact.phone == "MINE"


def test_a_contact_is_removed_after_a_second_look(client: FlaskClient, organisation: Organisation) -> None:
    contact = make_contact(organisation)
    page = f"{contacts(organisation)}/{contact.id}/remove"

    asked = client.get(page)
    assert "After this nobody can be reached by mail." in asked.text
    assert session.get(Contact, contact.id) is not None

    client.post(page)
    assert organisation.contacts == []


def test_contacts_change_places(client: FlaskClient, organisation: Organisation) -> None:
    first, second = make_contact(organisation), make_contact(organisation)

    client.post(f"{contacts(organisation)}/{second.id}/move", data={"direction": "up"})

    session.expire(organisation)
    assert [one.id for one in organisation.contacts] == [second.id, first.id]
