"""Deciding on an application: all that an approval makes is made in one transaction, or nothing."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from nswp_members.accounts import services as accounts
from nswp_members.applications import queries as reading
from nswp_members.applications import services as applications
from nswp_members.applications.assessing.models import Assessment
from nswp_members.applications.deciding import queries
from nswp_members.applications.deciding.errors import (
    AnswersMissing,
    ApplicantNameTaken,
    CategoryClosed,
    MailMissing,
    ReasonMissing,
    StatementNotAgreed,
)
from nswp_members.applications.deciding.models import Decision
from nswp_members.applications.deciding.plans import Plan
from nswp_members.applications.models import Application
from nswp_members.applications.states import Move
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.endorsements import services as endorsements
from nswp_members.membership import services as membership
from nswp_members.membership.models import Change
from nswp_members.notices import services as notices
from nswp_members.organisations import services as organisations
from nswp_members.organisations.errors import NameTaken, NameUnusable
from nswp_members.organisations.models import Function, Organisation
from nswp_members.organisations.services.mandates import send_invitation

OFFERED = (Function.READ, Function.EDIT, Function.ENDORSE, Function.VOTE, Function.CONSULT)


@dataclass(frozen=True)
class _Author:
    """Who decides, in which capacity, and how long the invitations work that they send."""

    by: UUID | None
    capacity: str
    lifetime: timedelta


def decide(
    application: Application,
    *,
    approve: bool,
    category: str | None,
    by: UUID | None,
    capacity: str,
    expected_version: int,
    lifetime: timedelta,
    reason: str = "",
    letter: str = "",
) -> Decision:
    """Put a decision into effect and tell the applicant; ``lifetime`` is that of the invitations.

    ``category`` is the code that an approved applicant is given. ``letter`` is read by the applicant, ``reason`` by the
    secretariat only. Raises what `applications.services.move` does: it guards that enough reviewers agree, and that
    nobody decides in an own matter. Raises `ReasonMissing`, `MailMissing`,
    `AnswersMissing`, `CategoryClosed`, `StatementNotAgreed`, `ApplicantNameTaken`.
    """
    if not approve and not letter:
        raise ReasonMissing
    move = Move.APPROVE if approve else Move.DECLINE
    applications.move(application, move, by=by, capacity=capacity, expected_version=expected_version)
    author = _Author(by, capacity, lifetime)
    wishes = _take_in(application, category, author) if approve else None
    decision = Decision(
        application_id=application.id,
        application=application,
        approved=approve,
        letter=letter or None,
        reason=reason or None,
        wishes_listing=wishes,
        decided_at=now(),
        decided_by=by,
    )
    session.add(decision)
    session.flush()
    _tell_applicant(application, decision)
    return decision


def _take_in(application: Application, category: str | None, author: _Author) -> bool:
    """Make all that a new member has; return whether it wishes to be listed in public."""
    plan = queries.plan_for(application)
    if not plan.is_complete:
        raise AnswersMissing
    if category not in {one.code for one in reading.open_categories()}:
        raise CategoryClosed
    version = queries.agreed_version(application)
    if version is None:
        raise StatementNotAgreed
    organisation = _make_organisation(plan, author)
    _place(organisation, application, author)
    application.organisation_id, application.granted = organisation.id, category
    membership.begin_term(
        organisation, category=category, on=today(), as_=Change.APPROVED, by=author.by, capacity=author.capacity
    )
    first = plan.invited[0] if plan.invited else None
    endorsements.record_agreed(
        organisation,
        version.id,
        locale=application.locale,
        signatory_name=first.name if first else "",
        signatory_id=application.person_id,
        by=author.by,
        capacity=author.capacity,
    )
    _invite(organisation, plan, author)
    session.execute(
        update(Assessment)
        .where(Assessment.application_id == application.id)
        .values(organisation_id=organisation.id)
        .execution_options(synchronize_session=False)
    )
    audit.record(
        "applications.became_member",
        "application",
        application.id,
        by=author.by,
        capacity=author.capacity,
        details={"organisation": str(organisation.id)},
    )
    return plan.wishes_listing


def _make_organisation(plan: Plan, author: _Author) -> Organisation:
    """Add the organisation, which is not listed, whatever it wished: its own people choose that later."""
    try:
        organisation = organisations.create_organisation(
            name=plan.name,
            country_code=plan.country_code,
            contacts=plan.contacts,
            by=author.by,
            capacity=author.capacity,
            **plan.values,
        )
    except NameTaken as error:
        raise ApplicantNameTaken from error
    except NameUnusable as error:
        raise AnswersMissing from error
    session.flush()
    return organisation


def _place(organisation: Organisation, application: Application, author: _Author) -> None:
    """Let the organisation belong to the region that reviewed it, where that is not the one of its country."""
    if application.region_code and application.region_code != organisation.region_code:
        organisations.override_region(
            organisation,
            application.region_code,
            valid_from=today(),
            reason="",
            by=author.by,
            capacity=author.capacity,
        )


def _invite(organisation: Organisation, plan: Plan, author: _Author) -> None:
    """Offer the applicant and the contacts named to act for the organisation; raises `MailMissing` without any."""
    if not plan.invited:
        raise MailMissing
    for one in plan.invited:
        person = accounts.ensure_person(email=one.email or "", name=one.name, locale=one.locale)
        invitation = organisations.offer_mandate(
            organisation.id,
            person,
            OFFERED,
            by=author.by,
            lifetime=author.lifetime,
            next_path=f"/organisations/{organisation.id}",
            capacity=author.capacity,
        )
        send_invitation(invitation)


def _tell_applicant(application: Application, decision: Decision) -> None:
    """Write that there is an answer; what it is stands behind the link only. Nobody is told who left no address."""
    if application.person_id is None and application.email:
        person = accounts.ensure_person(email=application.email, locale=application.locale)
        application.person_id = person.id
    if application.person_id:
        notices.notify(
            queries.LETTER,
            application.person_id,
            occurrence=str(decision.id),
            params={"decision_id": str(decision.id)},
        )
