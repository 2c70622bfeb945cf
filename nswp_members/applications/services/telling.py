"""Writing to those whom an application concerns; no letter names anybody or says what it is about."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from nswp_members.accounts.models import Person
from nswp_members.applications import links, queries
from nswp_members.applications.models import Application, Party, Step
from nswp_members.applications.services.steps import whose_turn
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice

WAITING, LATE, ENDED = "application_waiting", "application_late", "application_ended"
NEWS, ANSWER_SOON = "application_news", "application_answer_soon"


def tell_people(
    kind: str, application: Application, people: Iterable[Person], *, occurrence: str, but: UUID | None = None
) -> None:
    """Write to reviewers about an application, once for each occurrence."""
    params = {"application_id": str(application.id)}
    notices.notify_many(NewNotice(kind, one.id, occurrence, params) for one in people if one.id != but)


def tell_turn(
    application: Application, step: Step, *, by: UUID | None, at: datetime, occurrence: str | None = None
) -> None:
    """Tell those whose turn it is now, once for each step or whatever ``occurrence`` names."""
    occurrence = occurrence or str(step.id)
    if step.party == Party.APPLICANT:
        tell_applicant(application, occurrence=occurrence)
    else:
        tell_people(WAITING, application, whose_turn(application, step, at=at), occurrence=occurrence, but=by)


def tell_applicant(application: Application, *, occurrence: str, kind: str = NEWS) -> None:
    """Tell the applicant that there is something to read."""
    if application.person_id:
        params = links.link_params(application)
        notices.notify(kind, application.person_id, occurrence=occurrence, params=params)


def tell_staff(application: Application, *, occurrence: str, at: datetime, but: UUID | None = None) -> None:
    """Tell the secretariat that something can go on."""
    tell_people(WAITING, application, queries.staff(at=at), occurrence=occurrence, but=but)
