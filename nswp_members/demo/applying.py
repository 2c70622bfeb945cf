"""Invented groups that apply for membership."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import email_lookup
from nswp_members.applications import services as applications
from nswp_members.applications.models import Answer, Application
from nswp_members.applications.states import Move, State
from nswp_members.core.db import now, session
from nswp_members.regions import queries as regions

EVERYBODY: dict[str, Any] = {
    "category": "full",
    "kind": "local",
    "registration": "unregistered",
    "people": "Workers of our town and of the villages around it.",
    "involvement": "All who decide and speak for us are sex workers.",
    "count_decisions": {"sex_workers": 5, "total": 5},
    "count_spokespeople": {"sex_workers": 2, "total": 2},
    "count_staff": {"sex_workers": 1, "total": 2},
    "count_members": {"sex_workers": 40, "total": 44},
    "areas": ["1", "3", "6"],
    "listing": "unlisted",
    **dict.fromkeys(("value_1", "value_2", "value_3", "statement", "code_of_conduct"), True),
    **dict.fromkeys(("consent_keeping", "consent_sharing", "consent_people"), True),
}
APPLICANTS = (
    ("Lantern Street Group", "GH", "lantern@example.org", True),
    ("Casa del Puente", "PE", "puente@example.org", True),
    ("Tidewater Friends", "KE", "tidewater@example.org", False),
)


def show_applications() -> None:
    """Add two applications that were sent and a draft that waits for its end."""
    form = applications.sync_form()
    for name, country_code, email, is_sent in APPLICANTS:
        person = accounts.ensure_person(email=email, name=name)
        country = regions.country(country_code)
        at = now() - timedelta(days=9)
        referee = {"name": "A neighbour", "email": f"neighbour.{email}", "organisation": "A member of the region"}
        contact = {"name": "Coordinator", "email": email, "function": "Coordinates", "locale": "en"}
        answers = {**EVERYBODY, "name": name, "country": country_code, "referees": [referee], "contacts": [contact]}
        application = Application(
            form_id=form.id,
            state=State.DRAFT,
            email=email,
            email_lookup=email_lookup(email),
            email_confirmed_at=at,
            nonce=uuid4().hex,
            name=name,
            category=answers["category"],
            country_code=country_code,
            region_code=country.region_code if country else None,
            created_at=at,
            changed_at=at,
            entered_at=at,
            expires_at=at + timedelta(days=30),
            person_id=person.id,
            answers=[
                Answer(question_id=one.id, value=answers[one.key]) for one in form.questions if one.key in answers
            ],
        )
        session.add(application)
        session.flush()
        if is_sent:
            applications.move(application, Move.SUBMIT, by=person.id, expected_version=application.version)
