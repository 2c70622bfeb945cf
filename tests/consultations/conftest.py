"""Consultations for the tests of this domain."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations import services
from nswp_members.consultations.models import Consultation, Kind, Outcome
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services import Plan
from nswp_members.core.db import now, session, today
from nswp_members.organisations.models import Organisation
from tests.factories import make_mandate, make_organisation, make_role

Make = Callable[..., Consultation]
QUESTIONS: dict[str, dict[str, Any]] = {
    "text": {"is_required": True},
    "choice": {"options": ["a", "b"]},
    "choices": {"options": ["a", "b", "c"], "most": 2},
    "number": {"least": 0, "most": 500},
    "scale": {"least": 1, "most": 5, "options": ["1", "5"]},
    "yes-no": {},
}


def a_plan(**changes: Any) -> Plan:
    values: dict[str, Any] = {
        "slug": "draft-2027",
        "kind": Kind.E_CONSULTATION,
        "outcome": Outcome.STATEMENT,
        "titles": {"en": "The next draft", "fr": "Le prochain texte"},
        "introductions": {"en": "Read it and say what you think."},
        "opens_on": today(),
        "closes_on": today() + timedelta(days=30),
    }
    return Plan(**{**values, **changes})


def after_post(client: FlaskClient, address: str, data: dict[str, Any] | None = None) -> str:
    """Send a form and return the page it leads on to."""
    answer = client.post(address, data=data or {})
    assert answer.status_code == 302, answer.text
    return client.get(answer.location).text


def write(consultation: Consultation, *, questions: bool = True) -> None:
    for number in (1, 2):
        services.save_paragraph(
            consultation,
            None,
            titles={"en": f"Right {number}"} if number == 1 else {},
            contents={"en": f"Everybody has right {number}.", "fr": f"Droit {number}."},
            by=None,
        )
    for kind, more in QUESTIONS.items() if questions else ():
        options = [{"code": one, "labels": {"en": f"Option {one}"}} for one in more.get("options", ())]
        values = {"type": kind, "labels": {"en": f"A {kind} question"}, "hints": {}, "is_required": False}
        values |= {"least": None, "most": None}
        services.save_question(consultation, None, {**values, **more, "options": options}, by=None)


@pytest.fixture
def make(app: Flask) -> Make:
    """Make a consultation with two paragraphs and a question of each type; open unless asked for."""

    def made(*, opened: bool = True, questions: bool = True, **changes: Any) -> Consultation:
        consultation = services.plan(a_plan(**changes), by=None)
        write(consultation, questions=questions)
        session.commit()
        if opened:
            services.open_consultation(consultation, expected_version=consultation.version, by=None, at=now())
            session.commit()
        return consultation

    return made


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    """An organisation that is asked."""
    return make_organisation(name="Harbour House")


@pytest.fixture
def member(organisation: Organisation) -> Person:
    """Somebody who may answer for it."""
    return make_mandate(organisation, "read", "consult")


@pytest.fixture
def respondent(member: Person, organisation: Organisation) -> Respondent:
    """The same, answering."""
    return Respondent(member.id, organisation.id)


@pytest.fixture
def staff(app: Flask) -> Person:
    """Somebody of the secretariat."""
    return make_role(Role.MEMBERSHIP)
