"""An invented application that came on paper and was declined, and advice on one that is under review."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from nswp_members.applications import services as applications
from nswp_members.applications.assessing import queries as assessments
from nswp_members.applications.assessing import services as assessing
from nswp_members.applications.deciding import entering
from nswp_members.applications.deciding import services as deciding
from nswp_members.applications.models import Application, Channel, Consent
from nswp_members.applications.states import OPEN, Move, State
from nswp_members.core.db import session
from nswp_members.statements import queries as statements

MONTH = timedelta(days=30)


def show_decisions(*, staff: UUID) -> None:
    """Let the secretariat decline one application, and weigh the numbers of those that are with representatives."""
    declined = entering.enter(
        channel=Channel.PAPER,
        name="Velvet Hour Training Centre",
        country_code="KE",
        email="velvet@example.org",
        locale="en",
        lifetime=MONTH,
        by=staff,
    )
    applications.move(declined, Move.SUBMIT, by=staff, expected_version=declined.version)
    deciding.decide(
        declined,
        approve=False,
        category=None,
        by=staff,
        capacity="",
        expected_version=declined.version,
        lifetime=MONTH,
        letter="Your centre teaches trades and does not work with sex workers on their rights.",
        reason="They were sent to us by mistake.",
    )
    _agree_to_the_statement()
    for one in session.scalars(select(Application).where(Application.state == State.REPRESENTATIVES)):
        assessing.assess(one, assessments.counts_of(one), note="From the form.", by=staff)
    session.flush()


def _agree_to_the_statement() -> None:
    """Let everybody who applies have agreed to the Consensus Statement, so that they can be taken in."""
    version = statements.current_version()
    for one in session.scalars(select(Application).where(Application.submitted_at.is_not(None))):
        if version is not None and one.state in OPEN:
            session.add(
                Consent(application_id=one.id, code="statement", text_version=version.label, given_at=one.created_at)
            )
