"""How an organisation stood over time, and the steps that change it."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session, today
from nswp_members.membership import queries, services
from nswp_members.membership.models import Change
from nswp_members.notices.models import Notice
from nswp_members.organisations.models import Listing, Organisation
from tests.conftest import QueryCounter
from tests.factories import PASSWORD, an_id, make_mandate, make_organisation, make_role, sign_in

SENT: dict[str, Any] = {"on": "2025-01-01", "reason": "The Board heard both sides.", "reference": "2025/7"}
SURE = {**SENT, "confirm": "yes"}


def a_member(**values: Any) -> Organisation:
    """Make an organisation that is a full member since 2024."""
    organisation = make_organisation(name="Acacia Circle", **values)
    services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.APPROVED, by=None)
    session.commit()
    return organisation


def page_of(organisation: Organisation, step: str = "") -> str:
    """Return the address of an organisation's membership, or of a step."""
    return f"/membership/organisations/{organisation.id}" + (f"/{step}" if step else "")


@pytest.fixture
def officer(client: FlaskClient) -> FlaskClient:
    """A browser in which somebody of the membership staff is signed in."""
    return sign_in(client, make_role(Role.MEMBERSHIP))


def standing(organisation: Organisation) -> str | None:
    """Return how it stands now."""
    session.expire_all()
    term = queries.current_term(organisation.id)
    return term.standing if term else None


def test_the_staff_and_its_own_people_see_the_terms(client: FlaskClient) -> None:
    organisation = a_member()
    assert client.get(page_of(organisation)).status_code == 302

    for person in (make_role(Role.MEMBERSHIP), make_mandate(organisation, "read")):
        page = sign_in(client.application.test_client(), person).get(page_of(organisation)).text
        assert "Full member" in page
        assert "Approved as a member" in page


@pytest.mark.parametrize("step", ["", "suspend", "resign"])
def test_others_see_nothing_of_it(client: FlaskClient, step: str) -> None:
    hidden, listed = make_organisation(listing=Listing.HIDDEN), a_member(listing=Listing.LISTED)
    for person in (
        make_mandate(make_organisation(), "read", "edit"),
        make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"),
        make_role(Role.DONOR),
    ):
        browser = sign_in(client.application.test_client(), person)
        assert browser.get(page_of(hidden, step)).status_code == 404
        assert browser.get(page_of(listed, step)).status_code == 403


def test_an_absent_organisation_and_an_unknown_step_are_not_found(officer: FlaskClient) -> None:
    assert officer.get(f"/membership/organisations/{an_id()}").status_code == 404
    assert officer.get(page_of(a_member(), "promote")).status_code == 404


def test_first_one_sees_what_will_happen(officer: FlaskClient) -> None:
    organisation = a_member()

    page = officer.post(page_of(organisation, "suspend"), data=SENT).text

    assert "It cannot vote while it is suspended" in page
    assert standing(organisation) == "active"


def test_then_it_is_done(officer: FlaskClient) -> None:
    organisation = a_member()

    answer = officer.post(page_of(organisation, "suspend"), data=SURE)

    assert answer.status_code == 302
    assert standing(organisation) == "suspended"
    page = officer.get(page_of(organisation)).text
    assert "The Board heard both sides." in page
    assert "Decision: 2025/7" in page


@pytest.mark.parametrize("step", ["expel", "dissolve", "resign"])
def test_a_membership_ends(officer: FlaskClient, step: str) -> None:
    organisation = a_member()

    officer.post(page_of(organisation, step), data=SURE)

    assert standing(organisation) is None
    assert organisation.listing == Listing.WITHDRAWN
    assert "The Board heard both sides." in officer.get(page_of(organisation)).text


def test_who_was_expelled_can_begin_anew(officer: FlaskClient) -> None:
    organisation = a_member()
    officer.post(page_of(organisation, "expel"), data=SURE)

    officer.post(page_of(organisation, "begin"), data={**SURE, "category": "associate"})

    assert standing(organisation) == "active"


def test_a_reassessment_gives_another_category(officer: FlaskClient) -> None:
    organisation = a_member()

    page = officer.post(page_of(organisation, "reassess"), data={**SURE, "category": "full"}).text
    officer.post(page_of(organisation, "reassess"), data={**SURE, "category": "associate"})

    assert "This is the category that stands already." in page
    session.expire_all()
    assert organisation.confidential.category == "associate"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "Say why."),
        ({"reference": ""}, "Enter who decided"),
        ({"on": ""}, "Enter a day."),
        ({"on": (date(2024, 1, 1) - timedelta(days=1)).isoformat()}, "What stands now began after that day."),
        ({"on": (today() + timedelta(days=2)).isoformat()}, "The day lies in the future."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_happens(officer: FlaskClient, change: dict[str, str], sentence: str) -> None:
    organisation = a_member()

    page = officer.post(page_of(organisation, "expel"), data={**SURE, **change}).text

    assert sentence in page
    assert standing(organisation) == "active"


def test_a_step_that_is_not_possible_any_more_is_refused(officer: FlaskClient) -> None:
    organisation = a_member()

    page = officer.post(page_of(organisation, "reinstate"), data=SURE).text

    assert "this is not possible now" in page


def test_nobody_decides_in_an_own_matter(client: FlaskClient) -> None:
    organisation = a_member()
    person = make_mandate(organisation, "read", person=make_role(Role.MEMBERSHIP))
    sign_in(client, person)

    assert client.get(page_of(organisation, "reassess")).status_code == 403
    assert client.post(page_of(organisation, "reassess"), data={**SURE, "category": "associate"}).status_code == 403


@pytest.fixture
def editor() -> tuple[Organisation, Person]:
    """A member and somebody who edits it."""
    organisation = a_member(listing=Listing.LISTED)
    return organisation, make_mandate(organisation, "read", "edit")


def test_an_organisation_leaves_by_its_own_wish(client: FlaskClient, editor: tuple[Organisation, Person]) -> None:
    organisation, person = editor
    officer = make_role(Role.MEMBERSHIP)
    sign_in(client, person)

    first = client.post(page_of(organisation, "resign"), data={"reason": "We stop."}).text
    assert "End our membership now" in first
    assert standing(organisation) == "active"
    client.post(
        page_of(organisation, "resign"),
        data={"reason": "We stop.", "confirm": "yes", "current_password": PASSWORD},
    )

    assert standing(organisation) is None
    term = queries.terms_of(organisation.id)[0]
    assert (term.ended_as, term.end_reason, term.ended_by) == ("resigned", "We stop.", person.id)
    assert client.get(page_of(organisation)).status_code == 200
    told = session.scalars(select(Notice).where(Notice.kind == "member_left")).one()
    assert (told.person_id, told.state) == (officer.id, "pending")


@pytest.mark.parametrize("password", ["", "wrong"])
def test_leaving_needs_the_password(client: FlaskClient, editor: tuple[Organisation, Person], password: str) -> None:
    organisation, person = editor
    sign_in(client, person)

    client.post(page_of(organisation, "resign"), data={"confirm": "yes", "current_password": password})

    assert standing(organisation) == "active"


def test_only_an_editor_ends_the_membership_and_nothing_else(
    client: FlaskClient, editor: tuple[Organisation, Person]
) -> None:
    organisation, person = editor
    reader = sign_in(client.application.test_client(), make_mandate(organisation, "read"))
    sign_in(client, person)

    assert reader.get(page_of(organisation, "resign")).status_code == 403
    assert client.get(page_of(organisation, "suspend")).status_code == 403
    assert "End our membership" in client.get(page_of(organisation)).text


def test_the_page_takes_as_many_queries_with_many_terms_as_with_few(
    officer: FlaskClient, queries: QueryCounter
) -> None:
    organisation = a_member()
    officer.get(page_of(organisation))
    with queries.counting():
        officer.get(page_of(organisation))
    few = len(queries)
    queries.statements.clear()
    for _number in range(4):
        services.confirm_membership(organisation, on=date(2025, 1, 1), by=None)
    session.commit()

    with queries.counting():
        officer.get(page_of(organisation))

    assert len(queries) == few


def test_the_password_to_leave_is_not_said_to_be_optional(
    client: FlaskClient, editor: tuple[Organisation, Person]
) -> None:
    organisation, person = editor
    sign_in(client, person)

    text = client.post(page_of(organisation, "resign"), data={"reason": ""}).text

    label = text.partition('for="current_password"')[2].partition("</label>")[0]
    assert "Your password" in label
    assert "optional" not in label
