"""Forgetting what declined, withdrawn and expired applications said; what counts stays."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, update

from nswp_members.applications.assessing.models import Assessment
from nswp_members.applications.deciding import queries
from nswp_members.applications.deciding.models import Decision
from nswp_members.applications.models import (
    Answer,
    Application,
    Attachment,
    Consent,
    FormerAnswer,
    Message,
    Recusal,
    Step,
    TypedStep,
)
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices

AT_ONCE = 200
WRITTEN = (Answer, FormerAnswer, Attachment, Consent, TypedStep, Assessment, Message, Recusal, Step)
"""The tables of what was written in and about an application: their rows are deleted, opinions with their steps."""


def minimise_due(*, before: datetime) -> int:
    """Minimise applications that ended without a member before that moment; return how many, `AT_ONCE` at most."""
    due = queries.due_to_minimise(before, limit=AT_ONCE)
    for application in due:
        minimise(application)
    return len(due)


def minimise(application: Application) -> None:
    """Delete what an application said and who sent it; state, dates, region and country stay for the counts."""
    for table in WRITTEN:
        session.execute(delete(table).where(table.application_id == application.id))
    session.execute(update(Decision).where(Decision.application_id == application.id).values(letter=None, reason=None))
    session.expire(application, ["answers", "attachments", "consents"])
    person_id = application.person_id
    application.name = application.email = application.email_lookup = None
    application.category = application.granted = application.person_id = None
    application.nonce = uuid4().hex
    application.minimised_at = now()
    application.version += 1
    session.flush()
    audit.record("applications.minimised", "application", application.id, by=None)
    if person_id:
        notices.forget_person(person_id)
