from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session, today
from nswp_members.core.documents import accepted
from nswp_members.core.errors import FileEmpty
from nswp_members.networks import queries, services
from nswp_members.networks.errors import TooManyDocuments, WrongExpiry
from nswp_members.networks.models import Readers
from nswp_members.networks.services import board
from nswp_members.notices.models import Notice
from nswp_members.organisations.models import Organisation
from tests.factories import a_page, affiliate, make_mandate, make_network, make_organisation, make_role

PAPER, OTHER = a_page("something"), a_page("something else")
KEPT = accepted(PAPER).data


@pytest.fixture
def network(app: Flask) -> Organisation:
    return make_network(name="Lantern Alliance")


def test_a_notice_tells_the_people_of_the_network_once_a_day(network: Organisation) -> None:
    member = make_organisation()
    affiliate(network, member)
    reader, own = make_mandate(member, "read", "edit"), make_mandate(network, "read")
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)
    make_mandate(make_organisation(), "read")

    for _ in range(2):
        services.add_post(network.id, title="Call", text="On Monday", expires_on=None, by=verifier.id)

    notices = list(session.scalars(select(Notice).where(Notice.kind == "network_news")))
    assert {one.person_id for one in notices} == {reader.id, own.id}
    assert len(notices) == 2
    assert {str(one.params) for one in notices} == {str({"network_id": str(network.id)})}


def test_a_notice_is_read_until_its_last_day_or_its_withdrawal(network: Organisation) -> None:
    post = services.add_post(network.id, title="Call", text="On Monday", expires_on=today(), by=None)

    assert queries.posts_of(network.id, at=now()) == [post]
    assert queries.posts_of(network.id, at=now() + timedelta(days=1)) == []
    services.change_post(post, title="Call", text="On Friday", expires_on=None, by=None)
    assert queries.posts_of(network.id, at=now() + timedelta(days=1)) == [post]
    services.withdraw_post(post, by=None)
    assert queries.posts_of(network.id, at=now()) == []
    assert queries.post(network.id, post.id) is None
    assert (post.title, post.text) == ("", "")


def test_a_notice_is_not_over_before_it_is_read(network: Organisation) -> None:
    with pytest.raises(WrongExpiry):
        services.add_post(network.id, title="Call", text="x", expires_on=today() - timedelta(days=1), by=None)


def test_a_document_is_kept_as_ciphertext_of_its_row(network: Organisation) -> None:
    one, other = (
        services.add_document(network.id, PAPER, title="Rules", readers=Readers.MEMBERS, by=None) for _ in range(2)
    )
    session.commit()

    stored = session.execute(text("SELECT data, title FROM network_documents")).all()
    assert all(b"something" not in data and b"Rules" not in title for data, title in stored)
    assert (one.content, one.size, one.extension) == (KEPT, len(KEPT), "pdf")
    one.data = other.data
    with pytest.raises(ValueError, match="another row"):
        _ = one.content


def test_a_document_for_managers_is_not_for_members(network: Organisation) -> None:
    paper = services.add_document(network.id, PAPER, title="Notes", readers=Readers.MANAGERS, by=None)

    assert queries.documents_of(network.id, for_managers=False) == []
    assert queries.document(network.id, paper.id, for_managers=False) is None
    assert queries.document(network.id, paper.id, for_managers=True) == paper
    assert queries.document(make_network().id, paper.id, for_managers=True) is None


def test_a_document_is_replaced_and_removed(network: Organisation) -> None:
    paper = services.add_document(network.id, PAPER, title="Rules", readers=Readers.MEMBERS, by=None)

    services.change_document(paper, b"", title="Our rules", readers=Readers.MANAGERS, by=None)
    assert (paper.content, paper.title) == (KEPT, "Our rules")
    services.change_document(paper, OTHER, title="Our rules", readers=Readers.MANAGERS, by=None)
    assert paper.content == accepted(OTHER).data
    services.remove_document(paper, by=None)
    session.flush()

    assert queries.number_of_documents(network.id) == 0


def test_a_network_keeps_so_many_documents(network: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "MOST_DOCUMENTS", 1)
    services.add_document(network.id, PAPER, title="Rules", readers=Readers.MEMBERS, by=None)

    with pytest.raises(TooManyDocuments):
        services.add_document(network.id, PAPER, title="More", readers=Readers.MEMBERS, by=None)
    with pytest.raises(FileEmpty):
        services.add_document(make_network().id, b"", title="None", readers=Readers.MEMBERS, by=None)
