"""Deleting drafts that nobody came back to, and saying so before."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from nswp_members.applications import queries
from nswp_members.applications.links import link_params
from nswp_members.applications.models import Application
from nswp_members.applications.services.drafting import hold_draft
from nswp_members.audit import services as audit
from nswp_members.core.db import session
from nswp_members.notices import services as notices

EXPIRING = "application_expiring"
A_RUN = 200


def delete_old_drafts(*, at: datetime) -> int:
    """Delete drafts and unconfirmed starts that have run out, some of them each time; return how many."""
    found = queries.drafts_gone(at=at, limit=A_RUN)
    for application in found:
        _delete(application)
    return len(found)


def discard(application: Application) -> None:
    """Delete a draft at the applicant's wish; raises `MoveNotPossible` if it was sent in."""
    hold_draft(application)
    _delete(application)


def remind(*, at: datetime, within: timedelta) -> None:
    """Write to applicants whose draft will run out within this time; once, unless they go on and leave it again."""
    for application in queries.drafts_ending(at=at, within=within, limit=A_RUN):
        if application.person_id and application.expires_at:
            notices.notify(
                EXPIRING,
                application.person_id,
                occurrence=f"{application.id.hex}-{application.expires_at:%Y%m%d}",
                params=link_params(application),
            )


def _delete(application: Application) -> None:
    """Delete a draft with all that belongs to it, and the person if nothing else is known of them."""
    key, person_id = application.id, application.person_id
    session.execute(delete(Application).where(Application.id == key))
    session.expire_all()
    audit.record("applications.deleted_draft", "application", key, by=None)
    if person_id:
        notices.forget_person(person_id)
