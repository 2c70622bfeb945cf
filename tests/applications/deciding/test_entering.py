"""What came by e-mail or on paper becomes a draft like any other."""

from datetime import timedelta

import pytest

from nswp_members.applications import queries as applications
from nswp_members.applications.deciding import entering
from nswp_members.applications.deciding.errors import NoForm
from nswp_members.applications.models import Application, ApplicationForm, Channel
from nswp_members.applications.states import State
from nswp_members.core.db import session
from tests.factories import current_form

pytestmark = pytest.mark.usefixtures("app")


def enter(email: str = "us@example.org") -> Application:
    """Enter an application that came on paper."""
    return entering.enter(
        channel=Channel.PAPER,
        name="Night Bloom",
        country_code="KE",
        email=email,
        locale="fr",
        lifetime=timedelta(days=30),
        by=None,
    )


def test_the_draft_can_be_filled_in_at_once() -> None:
    application = enter()

    assert (application.state, application.channel, application.locale) == (State.DRAFT, "paper", "fr")
    assert application.email_confirmed_at is not None
    assert application.region_code == "africa"
    assert applications.answers_of(application) == {"name": "Night Bloom", "country": "KE"}
    assert application.form_id == current_form().id


def test_without_an_address_nobody_is_known() -> None:
    application = enter(email="")

    assert (application.email, application.email_lookup, application.person_id) == (None, None, None)


def test_without_a_form_nothing_is_entered() -> None:
    session.query(ApplicationForm).update({"published_at": None})

    with pytest.raises(NoForm):
        enter()
