"""Beginning, changing, confirming and ending a membership."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session, today
from nswp_members.membership import queries, services
from nswp_members.membership.errors import BeforeTheTerm, DayToCome, MemberAlready, NotAMember, NotWhileSuspended
from nswp_members.membership.models import Change, MembershipTerm, Standing
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Listing, Organisation
from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.usefixtures("app")


def begin(organisation: Organisation, **values: object) -> MembershipTerm:
    """Let the organisation be a full member since the first day of 2024, unless said otherwise."""
    given = {"category": "full", "on": date(2024, 1, 1), "as_": Change.APPROVED, "by": None, **values}
    return services.begin_term(organisation, **given)  # type: ignore[arg-type]


def actions(organisation: Organisation) -> list[str]:
    """Return what the trail says of the membership, oldest first."""
    statement = select(AuditEntry.action).where(AuditEntry.subject_id == organisation.id).order_by(AuditEntry.at)
    return [one for one in session.scalars(statement) if one.startswith("membership.")]


def test_a_term_keeps_the_place_and_the_category() -> None:
    organisation = make_organisation(country="KE")
    person = make_person()

    term = begin(organisation, by=person.id, reason="Approved by both", decision="2024/3")

    assert (term.region_code, term.country_code, term.category) == ("africa", "KE", "full")
    assert (term.confirm_by, term.begun_by, term.standing) == (date(2025, 1, 1), person.id, "active")
    assert (term.reason, term.decision) == ("Approved by both", "2024/3")
    assert (organisation.confidential.category, organisation.confidential.joined_on) == ("full", "2024-01-01")
    assert actions(organisation) == ["membership.began_term"]


def test_an_import_leaves_the_year_of_joining_as_it_was_written() -> None:
    organisation = make_organisation(joined_on="2011")

    begin(organisation, as_=Change.IMPORTED, on=date(2011, 1, 1))

    assert organisation.confidential.joined_on == "2011"


def test_nobody_becomes_a_member_twice() -> None:
    organisation = make_organisation()
    begin(organisation)

    with pytest.raises(MemberAlready):
        begin(organisation)


def test_a_membership_does_not_begin_on_a_day_to_come() -> None:
    organisation = make_organisation()

    with pytest.raises(DayToCome):
        begin(organisation, on=today() + timedelta(days=1))


def test_a_change_closes_a_term_and_opens_the_next_on_the_same_day() -> None:
    organisation = make_organisation()
    first = begin(organisation)

    second = services.change_term(
        organisation, as_=Change.SUSPENDED, on=date(2024, 6, 1), by=None, standing=Standing.SUSPENDED, reason="Why"
    )

    assert (first.valid_until, first.ended_as) == (date(2024, 6, 1), "suspended")
    assert (second.valid_from, second.valid_until, second.standing) == (date(2024, 6, 1), None, "suspended")
    assert (second.category, second.confirm_by) == ("full", first.confirm_by)
    assert queries.current_term(organisation.id) == second
    assert queries.terms_of(organisation.id) == [second, first]


def test_a_reassessment_changes_the_category_of_the_profile_too() -> None:
    organisation = make_organisation()
    begin(organisation)

    services.change_term(organisation, as_=Change.REASSESSED, on=date(2024, 6, 1), by=None, category="associate")

    session.commit()
    assert organisation.confidential.category == "associate"


def test_a_change_does_not_reach_behind_the_term_that_stands() -> None:
    organisation = make_organisation()
    begin(organisation)

    with pytest.raises(BeforeTheTerm):
        services.change_term(organisation, as_=Change.LAPSED, on=date(2023, 12, 31), by=None)
    with pytest.raises(DayToCome):
        services.change_term(organisation, as_=Change.LAPSED, on=today() + timedelta(days=1), by=None)


def test_two_changes_on_one_day_leave_the_last_one() -> None:
    organisation = make_organisation()
    begin(organisation)

    for category in ("associate", "supporting"):
        services.change_term(organisation, as_=Change.REASSESSED, on=date(2024, 1, 1), by=None, category=category)

    assert [one.category for one in queries.terms_of(organisation.id)] == ["supporting", "associate", "full"]


@pytest.mark.parametrize(
    ("confirmed", "due"),
    [
        (date(2024, 12, 1), date(2026, 1, 1)),
        (date(2024, 2, 1), date(2025, 4, 1)),
        (date(2025, 1, 20), date(2026, 1, 20)),
    ],
)
def test_confirming_gives_another_year(confirmed: date, due: date) -> None:
    organisation = make_organisation()
    begin(organisation)

    term = services.confirm_membership(organisation, on=confirmed, by=None)

    assert (term.confirm_by, term.begun_as, term.standing) == (due, "confirmed", "active")


def test_confirming_wakes_a_dormant_member() -> None:
    organisation = make_organisation()
    begin(organisation)
    services.change_term(organisation, as_=Change.LAPSED, on=date(2025, 2, 1), by=None, standing=Standing.DORMANT)

    term = services.confirm_membership(organisation, on=date(2025, 5, 1), by=None)

    assert (term.begun_as, term.standing, term.confirm_by) == ("reactivated", "active", date(2026, 5, 1))


def test_a_suspended_member_cannot_confirm() -> None:
    organisation = make_organisation()
    begin(organisation)
    services.change_term(organisation, as_=Change.SUSPENDED, on=date(2024, 6, 1), by=None, standing=Standing.SUSPENDED)

    with pytest.raises(NotWhileSuspended):
        services.confirm_membership(organisation, on=date(2024, 7, 1), by=None)


def test_who_is_no_member_confirms_nothing() -> None:
    with pytest.raises(NotAMember):
        services.confirm_membership(make_organisation(), on=today(), by=None)


def test_whose_membership_ended_has_left() -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    term = begin(organisation)

    services.end_membership(
        organisation, as_=Change.EXPELLED, on=date(2025, 3, 1), by=None, reason="Broke the Code", decision="2025/1"
    )

    assert organisation.listing == Listing.WITHDRAWN
    assert (term.valid_until, term.ended_as, term.end_reason, term.end_decision) == (
        date(2025, 3, 1),
        "expelled",
        "Broke the Code",
        "2025/1",
    )
    assert queries.current_term(organisation.id) is None
    assert actions(organisation) == ["membership.began_term", "membership.ended"]


def test_who_comes_back_has_not_left_any_more_but_is_not_listed() -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    begin(organisation)
    services.end_membership(organisation, as_=Change.RESIGNED, on=date(2025, 3, 1), by=None, reason="")

    with pytest.raises(BeforeTheTerm):
        begin(organisation, on=date(2025, 2, 1), as_=Change.REINSTATED)
    begin(organisation, on=date(2025, 4, 1), as_=Change.REINSTATED)

    assert organisation.listing == Listing.UNLISTED
    assert organisation.confidential.joined_on == "2024-01-01"


def test_a_later_move_does_not_rewrite_a_term() -> None:
    organisation = make_organisation(country="MX")
    term = begin(organisation)
    before = term.region_code

    organisations.override_region(
        organisation, "north-america-caribbean", valid_from=date(2026, 1, 1), reason="", by=None
    )

    assert organisation.region_code == "north-america-caribbean"
    assert session.get_one(MembershipTerm, term.id).region_code == before
