"""What led nowhere is forgotten in time; what counts stays."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from nswp_members.accounts.models import Person
from nswp_members.applications.assessing.models import Assessment
from nswp_members.applications.deciding import minimising, queries
from nswp_members.applications.deciding.models import Decision
from nswp_members.applications.models import Answer, Application, Consent, Step, Verdict
from nswp_members.applications.states import State
from nswp_members.core.db import now, session, transaction
from nswp_members.notices.models import Notice
from tests.applications.deciding.test_services import agreed_on, decide
from tests.factories import make_application, make_person

pytestmark = pytest.mark.usefixtures("app")
LATER = timedelta(days=1)


def minimise_all() -> int:
    """Minimise as if all that has ended had ended long ago."""
    with transaction():
        return minimising.minimise_due(before=now() + LATER)


def declined() -> Application:
    """Return an application that was declined."""
    application = agreed_on(Verdict.DECLINE, name="Night Bloom")
    decide(application, approve=False, category=None, letter="Not now", reason="Because")
    return application


def test_a_declined_application_holds_nothing_any_more() -> None:
    application = declined()
    tally = queries.tallies()

    assert minimise_all() == 1

    session.refresh(application)
    assert (application.name, application.email, application.email_lookup, application.category) == (None,) * 4
    assert (application.state, application.region_code, application.country_code) == ("declined", "africa", "KE")
    decision = session.scalars(select(Decision)).one()
    assert (decision.letter, decision.reason) == (None, None)
    for table in (Answer, Consent, Step, Assessment):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    assert queries.tallies() == tally


def test_the_applicant_is_forgotten_with_the_notices_to_them() -> None:
    application = declined()
    person_id = application.person_id

    minimise_all()

    assert session.get(Person, person_id) is None
    assert session.scalar(select(func.count()).where(Notice.person_id == person_id)) == 0


@pytest.mark.parametrize("other", ["account", "application"])
def test_an_applicant_of_whom_more_is_known_stays(other: str) -> None:
    person = make_person(account=other == "account")
    application = make_application(state=State.WITHDRAWN, person=person)
    if other == "application":
        make_application(state=State.CHECK, person=person)

    minimise_all()

    assert session.get(Person, person.id) is not None
    assert session.get_one(Application, application.id).person_id is None


@pytest.mark.parametrize("state", [State.CHECK, State.INFORMATION, State.APPROVED, State.DRAFT])
def test_what_is_open_or_approved_stays_as_it_is(state: State) -> None:
    application = make_application(state=state, name="Night Bloom")

    assert minimise_all() == 0

    assert session.get_one(Application, application.id).name == "Night Bloom"


def test_what_ended_lately_stays() -> None:
    make_application(state=State.EXPIRED)

    with transaction():
        assert minimising.minimise_due(before=now() - LATER) == 0


def test_a_second_time_changes_nothing() -> None:
    declined()
    minimise_all()

    assert minimise_all() == 0
    assert queries.count_due(now() + LATER) == {}


def test_older_links_do_not_work_any_more() -> None:
    application = declined()
    nonce = application.nonce

    minimise_all()

    assert UUID(session.get_one(Application, application.id).nonce) != UUID(nonce)
