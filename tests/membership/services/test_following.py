"""Taking over into terms what happens to a profile elsewhere."""

from datetime import date, timedelta

import pytest

from nswp_members.core.db import session, today
from nswp_members.core.events import publish
from nswp_members.membership import queries, services
from nswp_members.membership.models import Change, MembershipTerm
from nswp_members.organisations import services as organisations
from nswp_members.organisations.events import OrganisationImported
from nswp_members.organisations.models import IdentityField, Listing, Organisation, Proposal
from tests.factories import make_mandate, make_organisation, make_person

pytestmark = pytest.mark.usefixtures("app")
JOINED = date(2020, 5, 1)


def a_member(**values: object) -> Organisation:
    """Make an organisation that is a full member since JOINED."""
    organisation = make_organisation(country="MX", category="full", **values)  # type: ignore[arg-type]
    services.begin_term(organisation, category="full", on=JOINED, as_=Change.APPROVED, by=None)
    session.commit()
    return organisation


def stand(organisation: Organisation) -> list[tuple[date, str, str | None]]:
    """Return first day, region and category of the terms, newest first."""
    return [(one.valid_from, one.region_code, one.category) for one in queries.terms_of(organisation.id)]


@pytest.mark.parametrize(
    ("joined_on", "since"),
    [("2011", date(2011, 1, 1)), ("2011-07", date(2011, 7, 1)), ("2011-07-09", date(2011, 7, 9))],
)
def test_who_is_imported_is_a_member_since_it_joined(joined_on: str, since: date) -> None:
    organisation = make_organisation(joined_on=joined_on, category="associate")

    publish(OrganisationImported(organisation.id, endorsed_on=None))

    term = queries.current_term(organisation.id)
    assert term is not None
    assert (term.valid_from, term.category, term.begun_as) == (since, "associate", "imported")
    assert term.confirm_by > today() + timedelta(days=90)
    assert (term.confirm_by.month, term.confirm_by.day) == (since.month, since.day)


def test_who_is_imported_without_a_day_is_a_member_from_today() -> None:
    organisation = make_organisation()

    publish(OrganisationImported(organisation.id, endorsed_on=None))

    assert stand(organisation) == [(today(), "africa", None)]


def test_an_override_of_the_region_begins_a_term_and_rewrites_none() -> None:
    organisation = a_member()

    organisations.override_region(
        organisation, "north-america-caribbean", valid_from=date(2022, 3, 1), reason="", by=None
    )

    assert stand(organisation) == [
        (date(2022, 3, 1), "north-america-caribbean", "full"),
        (JOINED, "latin-america", "full"),
    ]


def test_an_override_from_before_the_term_counts_from_its_first_day() -> None:
    organisation = a_member()

    organisations.override_region(
        organisation, "north-america-caribbean", valid_from=date(2015, 1, 1), reason="", by=None
    )

    assert stand(organisation)[0] == (JOINED, "north-america-caribbean", "full")


def test_a_move_to_another_country_begins_a_term() -> None:
    organisation = a_member()

    organisations.move_to_country(organisation, "KE", by=None)

    newest = queries.current_term(organisation.id)
    assert newest is not None
    assert (newest.country_code, newest.region_code, newest.begun_as) == ("KE", "africa", "moved")
    assert newest.valid_from == today()


def test_a_change_of_the_category_that_was_approved_begins_a_term() -> None:
    organisation = a_member()
    editor = make_mandate(organisation, "read", "edit")
    key = organisations.propose(organisation, IdentityField.CATEGORY, "associate", reason="Why", by=editor.id)
    session.commit()
    proposal = session.get_one(Proposal, key)
    staff = make_person()

    organisations.approve_proposal(proposal, seen="full", by=staff.id)

    newest = queries.current_term(organisation.id)
    assert newest is not None
    assert (newest.category, newest.begun_as, newest.begun_by) == ("associate", "reassessed", staff.id)
    assert len(stand(organisation)) == 2


def test_nothing_begins_for_who_is_no_member() -> None:
    organisation = make_organisation()

    organisations.set_confidential(organisation, IdentityField.CATEGORY, "full", by=None)

    assert stand(organisation) == []


def test_being_led_by_sex_workers_changes_no_term() -> None:
    organisation = a_member()

    organisations.set_confidential(organisation, IdentityField.SEX_WORKER_LED, value=True, by=None)

    assert stand(organisation) == [(JOINED, "latin-america", "full")]


def test_who_is_noted_as_having_left_is_no_member_any_more() -> None:
    organisation = a_member()

    organisations.set_listing(organisation, Listing.WITHDRAWN, by=None, source="secretariat")

    assert queries.current_term(organisation.id) is None
    term = session.query(MembershipTerm).filter_by(organisation_id=organisation.id).one()
    assert (term.ended_as, term.valid_until) == ("resigned", today())
