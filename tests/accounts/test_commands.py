import re

import pytest
from sqlalchemy import select

from nswp_members.accounts.models import Person, RoleAssignment
from nswp_members.accounts.queries import person_by_email
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from tests.accounts.conftest import NEW_PASSWORD
from tests.factories import make_person, make_role


@pytest.fixture
def run(app):
    """Run a command of the `accounts` group."""
    return lambda *words: app.test_cli_runner().invoke(args=["accounts", *words])


def test_the_first_administrator_opens_the_account_with_the_printed_link(client, run):
    said = run("create-administrator", "First@example.org", "--language", "fr").output
    path = re.search(r"http://localhost(/fr/accounts/invitations/\S+)", said).group(1)

    client.post(path, data={"name": "A", "locale": "fr", "password": NEW_PASSWORD, "repeat": NEW_PASSWORD})

    assert session.scalars(select(RoleAssignment.role)).all() == [Role.ADMINISTRATOR]
    assert client.get("/audit").status_code == 200


def test_making_somebody_an_administrator_twice_gives_the_role_once(run):
    run("create-administrator", "first@example.org")

    said = run("create-administrator", "first@example.org").output

    assert "administrator already" in said
    assert "http://localhost/" in said
    assert len(session.scalars(select(RoleAssignment)).all()) == 1


def test_somebody_with_an_account_gets_no_link(run):
    person = make_role(Role.FINANCE)

    said = run("create-administrator", person.email).output

    assert "has an account" in said
    assert "http" not in said


def test_an_invitation_is_printed_and_not_mailed(run):
    said = run("invite", "new@example.org").output

    assert "/en/accounts/invitations/" in said
    assert person_by_email("new@example.org").password_hash is None


def test_a_mistyped_address_is_refused(run):
    refused = run("invite", "not an address")

    assert refused.exit_code == 2
    assert session.scalars(select(Person)).all() == []


def test_a_closed_account_is_not_invited(run):
    person = make_person()
    person.is_active = False
    session.commit()

    refused = run("create-administrator", person.email)

    assert refused.exit_code == 1
    assert "closed" in refused.output
    assert session.scalars(select(RoleAssignment)).all() == []
