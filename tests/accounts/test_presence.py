"""Asking for the password once more."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask_login import login_user
from werkzeug.exceptions import TooManyRequests

from nswp_members.accounts import presence, services
from nswp_members.accounts.access import SignedIn
from nswp_members.core.db import now, session
from tests.factories import PASSWORD, make_person


def enter(app: Flask) -> None:
    person = make_person()
    sign_in, token = services.start_sign_in(person, limits=app.config)
    session.commit()
    login_user(SignedIn(person, sign_in, token))


def test_a_sign_in_is_fresh_for_five_minutes(app: Flask) -> None:
    with app.test_request_context():
        enter(app)

        assert presence.is_fresh()
        with time_machine.travel(now() + timedelta(minutes=5, seconds=1)):
            assert not presence.is_fresh()


def test_only_the_password_confirms_and_not_too_often(app: Flask) -> None:
    with app.test_request_context():
        enter(app)

        assert presence.confirmed(PASSWORD)
        for _ in range(7):
            assert not presence.confirmed("something else")
        with pytest.raises(TooManyRequests):
            presence.confirmed(PASSWORD)
