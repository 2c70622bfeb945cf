"""Numbers by year and region, and what a link opens."""

from datetime import UTC, datetime

import pytest

from nswp_members.applications.deciding import minimising, queries
from nswp_members.applications.models import Verdict
from nswp_members.applications.states import State
from nswp_members.core.db import session, transaction
from nswp_members.notices import queries as notices
from nswp_members.organisations.models import Listing
from tests.applications.deciding.test_services import agreed_on, decide
from tests.factories import make_application, make_organisation

pytestmark = pytest.mark.usefixtures("app")


def test_applications_count_by_year_region_and_outcome() -> None:
    for state, country, year in [
        (State.DECLINED, "KE", 2025),
        (State.APPROVED, "KE", 2025),
        (State.APPROVED, "KE", 2025),
        (State.CHECK, "TH", 2026),
        (State.DRAFT, "TH", 2026),
    ]:
        one = make_application(state=state, country=country)
        if state != State.DRAFT:
            one.submitted_at = datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    session.commit()

    assert [(one.year, one.region_code, one.by_state, one.total) for one in queries.tallies()] == [
        (2026, "asia-pacific", {"check": 1}, 1),
        (2025, "africa", {"approved": 2, "declined": 1}, 3),
    ]


def test_a_link_opens_the_answer_until_it_is_forgotten() -> None:
    application = agreed_on(Verdict.DECLINE)
    decision = decide(application, approve=False, category=None, letter="Not now")
    token = notices.signed_token(queries.LETTER, decision.id)

    assert queries.decision_by_token(token) == decision
    assert queries.decision_by_token(token[:-1]) is None
    with transaction():
        minimising.minimise(application)
    assert queries.decision_by_token(token) is None


def test_who_did_not_apply_has_no_wish() -> None:
    assert not queries.wishes_listing(make_organisation(listing=Listing.LISTED).id)


def test_a_version_that_was_taken_back_is_not_agreed_to() -> None:
    application = make_application(statement=None)

    assert queries.agreed_version(application) is None
