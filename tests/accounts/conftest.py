from collections.abc import Callable
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts import services
from nswp_members.accounts.models import PasswordReset, Person, SignIn
from nswp_members.accounts.queries import invitation_token, reset_token
from nswp_members.core.db import session
from tests.factories import PASSWORD

NEW_PASSWORD = "copper lantern thursday goose"
TryToSignIn = Callable[..., int]


@pytest.fixture
def try_to_sign_in(client: FlaskClient) -> TryToSignIn:
    """Post the sign-in form from a network; returns the status."""

    def attempt(email: str, password: str = PASSWORD, *, network: str = "192.0.2.7", browser=client) -> int:
        answer = browser.post(
            "/accounts/sign-in",
            data={"email": email, "password": password},
            environ_base={"REMOTE_ADDR": network},
        )
        return answer.status_code

    return attempt


def invitation_path(person: Person, app) -> str:
    """Invite a person; returns the path of the link."""
    invitation = services.invite(person=person, lifetime=app.config["INVITATION_LIFETIME"], by=None)
    session.commit()
    return f"/accounts/invitations/{invitation_token(invitation)}"


def reset_path(person: Person, app) -> str:
    """Ask for a new password; returns the path of the link."""
    services.request_password_reset(person.email, lifetime=app.config["RESET_LIFETIME"])
    session.commit()
    newest = select(PasswordReset).order_by(PasswordReset.created_at.desc()).limit(1)
    return f"/accounts/reset/{reset_token(session.scalars(newest).one())}"


def sign_ins_of(person_id: UUID) -> list[SignIn]:
    """Return all sign-ins of a person, the oldest first."""
    statement = select(SignIn).where(SignIn.person_id == person_id).order_by(SignIn.created_at)
    return list(session.scalars(statement))
