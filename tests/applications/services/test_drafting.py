"""Changing answers after sending, and keeping what stood there."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries, services
from nswp_members.applications.completeness import fingerprint
from nswp_members.applications.errors import AnswerNeeded, MoveNotPossible, NotSavedYet
from nswp_members.applications.models import Application, FormerAnswer, Party
from nswp_members.applications.states import State
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session
from tests.factories import make_application, make_person, make_role

MONTH = timedelta(days=30)


def asked(*about: str, **answers: Any) -> Application:
    """Return an application whose applicant was asked about these answers."""
    application = make_application(state=State.REPRESENTATIVES, **answers)
    person = make_role(Role.REGIONAL_REPRESENTATIVE)
    services.ask(
        application,
        "Is this right?",
        party=Party.REPRESENTATIVES,
        by=person.id,
        expected_version=application.version,
        about=about,
    )
    return application


def save(application: Application, step: str, **values: Any) -> None:
    """Save a step as the page does."""
    here = [one for one in queries.open_to_change(application) if one.step == step]
    seen = fingerprint(here, queries.answers_of(application))
    services.save_step(application, step, values, seen=seen, lifetime=MONTH)


def formers(application: Application) -> list[Any]:
    """Return what is kept of answers that were changed."""
    return [one.value for one in session.scalars(select(FormerAnswer).order_by(FormerAnswer.replaced_at))]


def test_a_changed_answer_leaves_the_former_one_behind(app: Flask) -> None:
    application = asked("involvement")
    version = application.version

    save(application, "involvement", involvement="A board of five decides.")

    assert queries.answers_of(application)["involvement"] == "A board of five decides."
    assert formers(application) == ["We decide everything ourselves."]
    assert (application.version, application.expires_at) == (version, None)
    assert session.scalars(select(AuditEntry).where(AuditEntry.action == "applications.saved_step")).one()


def test_only_what_was_asked_about_can_be_changed(app: Flask) -> None:
    application = asked("registration")

    save(application, "organisation", registration="hosted", host="Haven", name="Another Name")

    answers = queries.answers_of(application)
    assert (answers["registration"], answers["host"]) == ("hosted", "Haven")
    assert answers["name"] == application.name != "Another Name"


def test_all_answers_but_declarations_can_be_changed_if_none_is_named(app: Flask) -> None:
    application = asked()

    kinds = {one.kind for one in queries.open_to_change(application)}

    assert "text" in kinds
    assert "declaration" not in kinds


def test_the_region_stays_whatever_country_is_named(app: Flask) -> None:
    application = asked("country")

    save(application, "place", country="PE")

    assert (application.country_code, application.region_code) == ("PE", "africa")


def test_an_answer_that_is_needed_cannot_be_emptied(app: Flask) -> None:
    application = asked("involvement")

    with pytest.raises(AnswerNeeded) as refused:
        save(application, "involvement", involvement="")

    assert refused.value.field == "involvement"


@pytest.mark.parametrize("state", [State.CHECK, State.REPRESENTATIVES, State.APPROVED])
def test_nothing_is_changed_while_nothing_is_asked(app: Flask, state: State) -> None:
    application = make_application(state=state)

    assert queries.open_to_change(application) == []
    with pytest.raises(MoveNotPossible):
        save(application, "involvement", involvement="Otherwise.")


def test_an_answer_waits_for_text_that_is_not_saved(app: Flask) -> None:
    application = asked("involvement")
    services.keep_typed(application, "involvement", [("q_involvement", "Half a")], lifetime=MONTH)

    with pytest.raises(NotSavedYet):
        services.answer(application, "Done.", expected_version=application.version)


def test_whoever_was_named_stays_away_even_if_they_are_named_no_more(app: Flask) -> None:
    person = make_role(Role.MEMBERSHIP, person=make_person(email="contact@example.org"))
    application = asked("contacts")

    save(application, "contacts", contacts=[{"name": "Other", "email": "other@example.org"}])

    assert queries.conflicted(application, [person.id], at=now()) == {person.id}
