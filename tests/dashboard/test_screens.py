"""What home screens say of the yearly confirmation."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session, today
from nswp_members.membership import services
from nswp_members.membership.models import Change, Standing
from nswp_members.organisations.models import Organisation
from tests.factories import make_mandate, make_organisation, make_role, sign_in


def make_member(name: str, days: int) -> Organisation:
    organisation = make_organisation(name=name)
    by = today() + timedelta(days=days)
    services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.IMPORTED, by=None, confirm_by=by)
    session.commit()
    return organisation


@pytest.mark.parametrize(
    ("days", "words", "button"),
    [
        (200, "We will ask you in time.", "Confirm now"),
        (50, "Will you stay a member for another year?", "Look it over and confirm"),
        (-5, "It is not too late.", "Look it over and confirm"),
    ],
)
def test_an_organisation_sees_by_when_to_confirm(client: FlaskClient, days: int, words: str, button: str) -> None:
    organisation = make_member("Dawnhouse", days)

    text = sign_in(client, make_mandate(organisation, "read", "edit")).get("/dashboard").text
    assert words in text
    assert button in text
    text = sign_in(client, make_mandate(organisation, "read")).get("/dashboard").text
    assert words in text
    assert button not in text


def test_a_dormant_one_is_told_how_to_be_active_again(client: FlaskClient) -> None:
    organisation = make_member("Dawnhouse", -40)
    services.change_term(organisation, as_=Change.LAPSED, on=today(), by=None, standing=Standing.DORMANT)

    text = sign_in(client, make_mandate(organisation, "read", "edit")).get("/dashboard").text

    assert "Your membership is dormant" in text


def test_a_suspended_one_and_one_that_is_no_member_are_not_asked(client: FlaskClient) -> None:
    suspended = make_member("Dawnhouse", 5)
    services.change_term(suspended, as_=Change.SUSPENDED, on=today(), by=None, standing=Standing.SUSPENDED)

    for organisation in (suspended, make_organisation()):
        text = sign_in(client, make_mandate(organisation, "read", "edit")).get("/dashboard").text
        assert "another year" not in text
        assert "Your membership" not in text


def test_the_secretariat_sees_who_is_dormant_and_who_will_be(client: FlaskClient) -> None:
    dormant = make_member("Dawnhouse", -40)
    services.change_term(dormant, as_=Change.LAPSED, on=today(), by=None, standing=Standing.DORMANT)
    make_member("Latehouse", -5)
    make_member("Earlyhouse", 5)

    text = sign_in(client, make_role(Role.MEMBERSHIP)).get("/dashboard").text

    cards = text.partition("Dormant soon")[2].partition("Who is missing")[0]
    soon, _, rest = cards.partition("Dormant members")
    assert "Latehouse" in soon
    assert "Dawnhouse" in rest
    assert "Earlyhouse" not in soon + rest
