"""Invented applicants."""

from flask import Flask
from sqlalchemy import select

from nswp_members.applications import queries
from nswp_members.applications.completeness import missing
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.core.db import session
from nswp_members.demo.applying import show_applications


def test_there_are_applications_to_show_and_nothing_is_missing_in_them(app: Flask) -> None:
    show_applications()

    found = session.scalars(select(Application)).all()
    assert sorted(one.state for one in found) == [State.CHECK, State.CHECK, State.DRAFT]
    for one in found:
        assert missing(queries.questions_of(one), queries.answers_of(one)) == []
