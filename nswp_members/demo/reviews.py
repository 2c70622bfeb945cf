"""Invented applications at every stage of a review."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from nswp_members.accounts import queries as accounts
from nswp_members.accounts import services as people
from nswp_members.accounts.models import email_lookup
from nswp_members.applications import queries
from nswp_members.applications import services as applications
from nswp_members.applications.models import Answer, Application, ApplicationForm, MessageKind, Party, Verdict
from nswp_members.applications.states import Move, State
from nswp_members.core.db import now, session
from nswp_members.demo.people import REPRESENTATIVE
from nswp_members.organisations.models import Organisation
from nswp_members.regions import queries as regions

ANSWERS: dict[str, Any] = {
    "people": "We work with sex workers along the harbour and in two villages.",
    "involvement": "All decisions are made in a meeting that only sex workers attend.",
    "count_decisions": {"sex_workers": 5, "total": 6},
    "count_spokespeople": {"sex_workers": 2, "total": 2},
    "count_staff": {"sex_workers": 1, "total": 3},
    "count_members": {"sex_workers": 80, "total": 90},
    "listing": "unlisted",
}


def show_reviews(network: Organisation, *, staff: UUID) -> None:
    """Let applications wait for the secretariat, the representatives, the network and an applicant."""
    applications.sync_form()
    session.flush()
    rule = queries.rule_of("africa")
    rule.network_id = network.id
    session.add(rule)
    representative = accounts.person_by_email(REPRESENTATIVE)
    if representative is None:
        return
    by = representative.id
    _apply("Jacaranda Lane Group", "KE", days=2)
    _apply("Colectivo Luz de Esquina", "PE", days=20)
    late = _apply("Baobab Night Sisters", "GH", days=64)
    _forward(late, staff)
    _let_time_pass(late, 61)
    applications.write_message(
        late, "I shall meet them next week.", kind=MessageKind.NOTE, party=Party.REPRESENTATIVES, by=by
    )
    unknown = _apply("Mangrove Coast Circle", "TZ", days=12)
    _forward(unknown, staff)
    _think(unknown, Verdict.SEND_TO_NETWORK, by, known=False)
    asked = _apply("Riverbend Workers Table", "RW", days=9)
    _forward(asked, staff)
    applications.ask(
        asked, "Who takes part in your meetings?", party=Party.REPRESENTATIVES, by=by, expected_version=asked.version
    )
    session.flush()


def _apply(name: str, country: str, *, days: int) -> Application:
    """Send an application in, so many days ago."""
    form = session.scalars(select(ApplicationForm).order_by(ApplicationForm.number.desc()).limit(1)).one()
    at = now() - timedelta(days=days)
    address = f"applicant-{country.lower()}@members.example.org"
    given = {**ANSWERS, "name": name, "country": country, "category": "full"}
    application = Application(
        form_id=form.id,
        locale="en",
        email=address,
        email_lookup=email_lookup(address),
        email_confirmed_at=at,
        nonce=uuid4().hex,
        name=name,
        category="full",
        country_code=country,
        region_code=regions.default_regions()[country],
        created_at=at,
        changed_at=at,
        entered_at=at,
        person_id=people.ensure_person(email=address).id,
        answers=[Answer(question_id=one.id, value=given[one.key]) for one in form.questions if one.key in given],
    )
    session.add(application)
    session.flush()
    applications.move(application, Move.SUBMIT, by=application.person_id, expected_version=application.version)
    _let_time_pass(application, days)
    return application


def _let_time_pass(application: Application, days: int) -> None:
    """Let the open step have begun so many days ago."""
    step, passed = queries.open_step(application.id), timedelta(days=days)
    if step:
        step.opened_at -= passed
        step.counted_from -= passed
        step.due_on -= passed
    application.entered_at = now() - passed
    session.flush()


def _forward(application: Application, staff: UUID) -> None:
    if application.state == State.CHECK:
        applications.forward(application, by=staff, expected_version=application.version)


def _think(application: Application, verdict: Verdict, by: UUID, *, known: bool) -> None:
    applications.give_opinion(
        application,
        verdict,
        known=known,
        reason="Nobody here has met them. The network may know more.",
        party=Party.REPRESENTATIVES,
        by=by,
        expected_version=application.version,
    )
