import io
import re

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.core.documents import accepted
from nswp_members.networks import queries, services
from nswp_members.networks.models import Document, Post, Readers
from nswp_members.organisations.models import Listing, Organisation
from tests.factories import a_page, affiliate, an_id, make_mandate, make_network, make_organisation, make_role, sign_in

PAPER, OTHER = a_page("something"), a_page("something else")


@pytest.fixture
def network(client: FlaskClient) -> Organisation:
    return make_network(name="Lantern Alliance", listing=Listing.LISTED)


@pytest.fixture
def member(network: Organisation) -> Organisation:
    made = make_organisation(name="Harbour House")
    affiliate(network, made)
    return made


def browser(client: FlaskClient, person: Person) -> FlaskClient:
    return sign_in(client.application.test_client(), person)


def a_post(network: Organisation, text: str = "On **Monday**") -> Post:
    post = services.add_post(network.id, title="Monthly call", text=text, expires_on=None, by=None)
    session.commit()
    return post


def a_document(network: Organisation, readers: Readers = Readers.MEMBERS) -> Document:
    paper = services.add_document(network.id, PAPER, title="Our rules", readers=readers, by=None)
    session.commit()
    return paper


def test_the_people_of_a_network_read_its_board(
    client: FlaskClient, network: Organisation, member: Organisation
) -> None:
    a_post(network)
    a_document(network)
    people = (
        make_mandate(member, "read"),
        make_mandate(network, "report"),
        make_role(Role.NETWORK_VERIFIER, network=network),
        make_role(Role.MEMBERSHIP),
    )

    for person in people:
        page = browser(client, person).get(f"/networks/{network.id}").text
        assert "Monthly call" in page
        assert "<strong>Monday</strong>" in page
        assert "Our rules" in page


def test_others_read_nothing_of_it(client: FlaskClient, network: Organisation, member: Organisation) -> None:
    a_post(network)
    paper = a_document(network)
    member.listing = Listing.WITHDRAWN
    people = (
        make_mandate(make_organisation(), "read", "edit"),
        make_mandate(member, "edit"),
        make_role(Role.NETWORK_VERIFIER, network=make_network()),
        make_role(Role.REGIONAL_REPRESENTATIVE),
        make_role(Role.DONOR),
    )

    for person in people:
        visitor = browser(client, person)
        page = visitor.get(f"/networks/{network.id}").text
        assert "Monthly call" not in page
        assert "Our rules" not in page
        assert visitor.get(f"/networks/{network.id}/documents/{paper.id}").status_code == 403
        assert visitor.get(f"/networks/{network.id}/board").status_code == 403
    assert client.get(f"/networks/{network.id}/documents/{paper.id}").status_code in (302, 404)


def test_only_those_who_manage_it_write(client: FlaskClient, network: Organisation, member: Organisation) -> None:
    post, paper = a_post(network), a_document(network)
    here = f"/networks/{network.id}/board"
    sign_in(client, make_mandate(member, "read", "edit"))

    for page in (
        "posts/add",
        f"posts/{post.id}",
        "documents/add",
        f"documents/{paper.id}",
        f"documents/{paper.id}/remove",
    ):
        assert client.post(f"{here}/{page}", data={"title": "x", "text": "x"}).status_code == 403
    assert client.post(f"{here}/posts/{post.id}/withdraw").status_code == 403


def test_a_notice_is_written_changed_and_taken_down(client: FlaskClient, network: Organisation) -> None:
    sign_in(client, make_mandate(network, "edit"))
    here = f"/networks/{network.id}/board"
    assert "Give it a title." in client.post(f"{here}/posts/add", data={"title": "", "text": "x"}).text
    refused = client.post(f"{here}/posts/add", data={"title": "x", "text": "x", "expires_on": "2020-01-01"})
    assert "Choose today or a later day." in refused.text

    client.post(f"{here}/posts/add", data={"title": "Call", "text": "<script>alert(1)</script> *soon*"})
    page = client.get(f"/networks/{network.id}").text
    assert "<script>alert" not in page
    assert "<em>soon</em>" in page
    edit = re.search(rf"{here}/posts/[0-9a-f-]{{36}}", client.get(here).text)
    assert edit
    client.post(edit[0], data={"title": "Other call", "text": "later"})
    assert "Other call" in client.get(f"/networks/{network.id}").text
    client.post(f"{edit[0]}/withdraw")

    assert "Other call" not in client.get(f"/networks/{network.id}").text
    assert client.get(edit[0]).status_code == 404


def test_a_document_is_handed_out_as_a_download(
    client: FlaskClient, network: Organisation, member: Organisation
) -> None:
    paper = a_document(network)
    sign_in(client, make_mandate(member, "read"))

    answer = client.get(f"/networks/{network.id}/documents/{paper.id}")

    assert answer.data == accepted(PAPER).data
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=document-{paper.id.hex[:8]}.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_document_for_managers_is_not_there_for_members(
    client: FlaskClient, network: Organisation, member: Organisation
) -> None:
    paper = a_document(network, Readers.MANAGERS)
    reader, manager = browser(client, make_mandate(member, "edit")), browser(client, make_mandate(network, "edit"))

    for key in (paper.id, an_id()):
        assert reader.get(f"/networks/{network.id}/documents/{key}").status_code == 404
    assert "Our rules" not in reader.get(f"/networks/{network.id}").text
    assert manager.get(f"/networks/{network.id}/documents/{paper.id}").status_code == 200


def test_a_document_is_added_replaced_and_removed(client: FlaskClient, network: Organisation) -> None:
    sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network))
    here = f"/networks/{network.id}/board"

    def send(page: str, content: bytes, title: str = "Rules") -> str:
        data = {"title": title, "readers": "members", "file": (io.BytesIO(content), "rules.exe")}
        return client.post(f"{here}/{page}", data=data, content_type="multipart/form-data").text

    assert "We cannot take this file." in send("documents/add", b"MZ")
    assert "Choose a file that is not empty." in send("documents/add", b"")
    assert queries.number_of_documents(network.id) == 0
    send("documents/add", PAPER)
    key = queries.documents_of(network.id, for_managers=True)[0].id
    send(f"documents/{key}", OTHER, "Other rules")
    found = queries.document(network.id, key, for_managers=True)
    assert found is not None
    assert (found.title, found.content) == ("Other rules", accepted(OTHER).data)
    assert "cannot be brought back" in client.get(f"{here}/documents/{key}/remove").text
    client.post(f"{here}/documents/{key}/remove")

    assert queries.number_of_documents(network.id) == 0
    assert client.get(f"{here}/documents/{key}").status_code == 404


def test_a_board_belongs_to_its_network(client: FlaskClient, network: Organisation) -> None:
    other = make_network(listing=Listing.LISTED)
    post, paper = a_post(other), a_document(other)
    sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network))

    assert client.get(f"/networks/{network.id}/board/posts/{post.id}").status_code == 404
    assert client.get(f"/networks/{network.id}/documents/{paper.id}").status_code == 404
    assert client.get(f"/networks/{other.id}/board").status_code == 403


def test_names_of_managers_are_for_the_people_of_the_network(
    client: FlaskClient, network: Organisation, member: Organisation
) -> None:
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)
    verifier.name = "Kwame Verifier"
    own = make_mandate(network, "edit")
    own.name = "Nia Mandate"
    session.commit()

    inside = browser(client, make_mandate(member, "read")).get(f"/networks/{network.id}").text
    outside = browser(client, make_mandate(make_organisation(), "read")).get(f"/networks/{network.id}").text
    itself = browser(client, own).get(f"/networks/{network.id}").text

    assert ("Kwame Verifier" in inside, "Nia Mandate" in inside) == (True, False)
    assert "Kwame Verifier" not in outside
    assert "Nia Mandate" in itself
