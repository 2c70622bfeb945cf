"""Deciding about a membership."""

from datetime import date

import pytest

from nswp_members.core.db import session
from nswp_members.membership import queries, services
from nswp_members.membership.errors import CategoryNotGiven, NotFromHere, SameCategory
from nswp_members.membership.models import Change, MembershipTerm, Standing
from nswp_members.membership.services import Decision
from nswp_members.membership.steps import RULES, Step, steps_from
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.organisations.services import CategoryValues
from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.usefixtures("app")
LATER = date(2025, 1, 1)


def a_member(standing: Standing = Standing.ACTIVE) -> Organisation:
    """Make an organisation that is a full member and stands like this."""
    organisation = make_organisation()
    services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.APPROVED, by=None)
    if standing is not Standing.ACTIVE:
        services.change_term(organisation, as_=Change.LAPSED, on=date(2024, 6, 1), by=None, standing=standing)
    session.commit()
    return organisation


def take(organisation: Organisation, step: Step, *, category: str | None = None) -> MembershipTerm | None:
    """Take a step with a reason; return the term that stands after it."""
    decision = Decision(on=LATER, reason="The reason", reference="2025/7", category=category)
    services.take_step(organisation, step, decision, by=make_person().id)
    return queries.current_term(organisation.id)


def test_a_suspended_member_is_reinstated() -> None:
    organisation = a_member()

    suspended = take(organisation, Step.SUSPEND)
    reinstated = take(organisation, Step.REINSTATE)

    assert suspended is not None
    assert reinstated is not None
    assert (suspended.begun_as, suspended.ended_as, suspended.reason) == ("suspended", "reinstated", "The reason")
    assert (reinstated.standing, reinstated.decision) == ("active", "2025/7")


@pytest.mark.parametrize("step", [Step.RESIGN, Step.EXPEL, Step.DISSOLVE])
@pytest.mark.parametrize("standing", list(Standing))
def test_every_member_can_leave_or_be_let_go(step: Step, standing: Standing) -> None:
    organisation = a_member(standing)

    assert take(organisation, step) is None

    assert organisation.listing == Listing.WITHDRAWN
    last = queries.terms_of(organisation.id)[0]
    assert (last.ended_as, last.end_reason, last.end_decision) == (RULES[step].as_.value, "The reason", "2025/7")


def test_who_was_expelled_begins_anew() -> None:
    organisation = a_member()
    take(organisation, Step.EXPEL)

    term = take(organisation, Step.BEGIN, category="associate")

    assert term is not None
    assert (term.begun_as, term.category, organisation.listing) == ("readmitted", "associate", "unlisted")


def test_a_first_membership_is_an_approval() -> None:
    term = take(make_organisation(), Step.BEGIN, category="full")

    assert term is not None
    assert (term.begun_as, term.valid_from) == ("approved", LATER)


def test_a_reassessment_leads_to_another_category_and_back() -> None:
    organisation = a_member()

    for category in ("associate", "full"):
        term = take(organisation, Step.REASSESS, category=category)
        assert term is not None
        assert (term.category, organisation.confidential.category) == (category, category)

    with pytest.raises(SameCategory):
        take(organisation, Step.REASSESS, category="full")


def test_a_category_that_is_not_given_that_day_is_refused() -> None:
    organisation = a_member()
    values = CategoryValues({"en": "Friend"}, {}, False, False, 4, valid_until=date(2024, 12, 31))
    organisations.add_category("friend", values, by=None)

    for category in ("friend", "made-up", None):
        with pytest.raises(CategoryNotGiven):
            take(organisation, Step.REASSESS, category=category)


@pytest.mark.parametrize("standing", [None, *Standing])
@pytest.mark.parametrize("step", list(Step))
def test_what_is_not_possible_from_here_is_refused(standing: Standing | None, step: Step) -> None:
    organisation = make_organisation() if standing is None else a_member(standing)
    category = "associate" if step in (Step.BEGIN, Step.REASSESS) else None

    if step in steps_from(standing):
        take(organisation, step, category=category)
    else:
        with pytest.raises(NotFromHere):
            take(organisation, step, category=category)
