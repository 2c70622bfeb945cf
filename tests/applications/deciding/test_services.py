"""An approval makes everything or nothing; a decision is made once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from nswp_members.accounts.models import Invitation
from nswp_members.applications.assessing import services as assessing
from nswp_members.applications.deciding import queries, services
from nswp_members.applications.deciding.errors import (
    AnswersMissing,
    ApplicantNameTaken,
    CategoryClosed,
    MailMissing,
    ReasonMissing,
    StatementNotAgreed,
)
from nswp_members.applications.deciding.models import Decision
from nswp_members.applications.errors import InConflict, MoveNotPossible, NotAgreed, StaleApplication
from nswp_members.applications.models import Application, Verdict
from nswp_members.applications.states import State
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.endorsements.models import Endorsement
from nswp_members.membership.models import MembershipTerm
from nswp_members.notices.models import Notice
from nswp_members.organisations.models import Contact, Listing, MandateOffer, Organisation
from tests.factories import (
    current_version,
    make_agreement,
    make_application,
    make_organisation,
    make_person,
)

MONTH = timedelta(days=30)


def decide(application: Application, **changes: Any) -> Decision:
    """Decide as the page does."""
    values: dict[str, Any] = {
        "approve": True,
        "category": "full",
        "by": None,
        "capacity": "test",
        "expected_version": application.version,
        "lifetime": MONTH,
    }
    with transaction():
        return services.decide(application, **(values | changes))


def agreed_on(verdict: Verdict = Verdict.APPROVE, **answers: Any) -> Application:
    """Return an application on which the representatives agree."""
    application = make_application(state=State.REPRESENTATIVES, **answers)
    make_agreement(application, verdict)
    return application


@pytest.fixture
def application(app: Flask) -> Application:
    """One that both representatives would take in."""
    return agreed_on(name="Night Bloom", email="us@example.org", listing="listed", website="https://bloom.example.org")


def test_an_approval_makes_a_member_that_nobody_sees(application: Application) -> None:
    decision = decide(application, category="associate", letter="Welcome")

    organisation = session.get_one(Organisation, application.organisation_id)
    assert (organisation.name, organisation.country_code, organisation.listing) == (
        "Night Bloom",
        "KE",
        Listing.UNLISTED,
    )
    assert organisation.website == "https://bloom.example.org"
    assert organisation.texts[0].involvement == "We decide everything ourselves."
    assert [one.email for one in organisation.contacts] == ["contact@example.org"]
    assert organisation.contacts[0].safe_channel == "email"
    assert application.state == State.APPROVED
    assert (application.category, application.granted) == ("full", "associate")
    assert decision.wishes_listing is True
    assert queries.wishes_listing(organisation.id)


def test_an_approval_begins_a_term_in_the_category_that_was_given(application: Application) -> None:
    decide(application, category="associate")

    term = session.scalars(select(MembershipTerm)).one()
    assert (term.organisation_id, term.category, term.begun_as) == (
        application.organisation_id,
        "associate",
        "approved",
    )
    assert term.valid_from == today()
    assert session.get_one(Organisation, application.organisation_id).confidential.category == "associate"


def test_an_approval_makes_the_endorsement_count(application: Application) -> None:
    decide(application)

    endorsement = session.scalars(select(Endorsement)).one()
    assert (endorsement.version_id, endorsement.source) == (current_version().id, "applicant")
    assert (endorsement.organisation_id, endorsement.withdrawn_at) == (application.organisation_id, None)


def test_applicant_and_contacts_are_invited_and_the_applicant_is_told(application: Application) -> None:
    decide(application)

    offers = session.scalars(select(MandateOffer)).all()
    assert {one.invitation.person.email for one in offers} == {"us@example.org", "contact@example.org"}
    assert all(one.functions == ["read", "edit", "endorse", "vote", "consult"] for one in offers)
    told = session.scalars(select(Notice).where(Notice.kind.in_(["invitation", "application_decided"]))).all()
    assert sorted(one.kind for one in told) == ["application_decided", "invitation", "invitation"]


def test_earlier_assessments_go_with_the_member(application: Application) -> None:
    made = assessing.assess(application, {}, by=None)

    decide(application)

    session.refresh(made)
    assert made.organisation_id == application.organisation_id


def test_a_decline_makes_nothing_but_a_letter(app: Flask) -> None:
    application = agreed_on(Verdict.DECLINE)

    decision = decide(application, approve=False, category=None, letter="Not now", reason="They sell training")

    assert application.state == State.DECLINED
    assert (decision.letter, decision.reason, decision.approved) == ("Not now", "They sell training", False)
    assert session.scalar(select(func.count()).select_from(Organisation)) == 0
    assert session.scalars(select(Notice.kind).where(Notice.kind == "application_decided")).all()


def test_nobody_is_declined_without_a_word(app: Flask) -> None:
    with pytest.raises(ReasonMissing):
        decide(agreed_on(Verdict.DECLINE), approve=False, category=None)


@pytest.mark.parametrize("listing", [Listing.UNLISTED, Listing.HIDDEN, Listing.WITHDRAWN])
def test_a_name_that_is_taken_leaves_nothing(application: Application, listing: Listing) -> None:
    make_organisation(name="NIGHT bloom", listing=listing)
    before = _numbers()

    with pytest.raises(ApplicantNameTaken):
        decide(application)

    assert _numbers() == before
    assert session.get_one(Application, application.id).state == State.REPRESENTATIVES


@pytest.mark.parametrize("step", ["membership.begin_term", "endorsements.record_agreed", "organisations.offer_mandate"])
def test_whatever_fails_nothing_is_left(application: Application, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, name = step.split(".")

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(getattr(services, module), name, fail)
    before = _numbers()

    with pytest.raises(RuntimeError):
        decide(application)

    assert _numbers() == before
    assert session.get_one(Application, application.id).version == application.version


def _numbers() -> list[int]:
    """Return how many rows an approval would add to."""
    tables = (
        Organisation,
        Contact,
        MembershipTerm,
        Endorsement,
        Invitation,
        MandateOffer,
        Notice,
        Decision,
        AuditEntry,
    )
    session.expire_all()
    return [session.scalar(select(func.count()).select_from(one)) or 0 for one in tables]


def test_a_category_that_is_not_given_is_refused(application: Application) -> None:
    with pytest.raises(CategoryClosed):
        decide(application, category="invented")


def test_without_the_statement_nobody_joins(application: Application) -> None:
    for one in application.consents:
        if one.code == "statement":
            one.withdrawn_at = now()
    session.commit()

    with pytest.raises(StatementNotAgreed):
        decide(application)


def test_without_an_address_nobody_joins(app: Flask) -> None:
    application = agreed_on(contacts=[{"name": "Con", "email": ""}])
    application.email = None
    session.commit()

    with pytest.raises(MailMissing):
        decide(application)


def test_a_name_without_letters_makes_nobody(app: Flask) -> None:
    with pytest.raises(AnswersMissing):
        decide(agreed_on(name="!!!"))


def test_reviewers_who_do_not_agree_stop_it(app: Flask) -> None:
    with pytest.raises(NotAgreed):
        decide(make_application(state=State.REPRESENTATIVES))


def test_what_waits_for_the_applicant_cannot_be_decided(app: Flask) -> None:
    with pytest.raises(MoveNotPossible):
        decide(make_application(state=State.INFORMATION))


def test_whoever_is_named_in_it_does_not_decide(app: Flask) -> None:
    person = make_person(email="contact@example.org")

    with pytest.raises(InConflict):
        decide(agreed_on(), by=person.id)


def test_a_page_that_grew_old_decides_nothing(application: Application) -> None:
    with pytest.raises(StaleApplication):
        decide(application, expected_version=application.version - 1)


def test_neither_reason_nor_letter_nor_name_can_be_read_in_database_or_trail(application: Application) -> None:
    decide(application, letter="LETTERCANARY", reason="REASONCANARY")

    rows = session.execute(text("SELECT letter || reason FROM application_decisions")).scalars()
    stored = b"".join(bytes(one) for one in rows)
    trail = " ".join(str(one.details) for one in session.scalars(select(AuditEntry)))
    assert b"CANARY" not in stored
    assert "CANARY" not in trail
    assert "Night Bloom" not in trail


def test_of_two_people_who_decide_at_once_one_is_told(racing_app: Flask) -> None:
    application = agreed_on()
    key, version = application.id, application.version
    written, waiting = Event(), Event()

    def act(approve: bool, is_first: bool) -> str:
        if not is_first:
            written.wait(10)
        with racing_app.app_context():
            try:
                with transaction():
                    _decide(key, version, approve)
                    written.set()
                    if is_first:
                        waiting.wait(0.5)
            except DomainError as error:
                return type(error).__name__
        return "done"

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(act, True, True), pool.submit(act, True, False)]

    assert [one.result(20) for one in results] == ["done", "StaleApplication"]
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Organisation)) == 1
    assert session.scalar(select(func.count()).select_from(Decision)) == 1


def _decide(key: UUID, version: int, approve: bool) -> None:
    services.decide(
        session.get_one(Application, key),
        approve=approve,
        category="full",
        by=None,
        capacity="",
        expected_version=version,
        lifetime=MONTH,
    )
