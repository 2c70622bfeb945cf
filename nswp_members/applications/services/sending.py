"""Sending an application in, and what an applicant may still do with it afterwards."""

from nswp_members.applications import queries
from nswp_members.applications.completeness import missing
from nswp_members.applications.errors import (
    MoveNotPossible,
    NotFinished,
    NotSavedYet,
    NotWithdrawable,
    StatementChanged,
)
from nswp_members.applications.links import link_params
from nswp_members.applications.models import Application, Consent, Question, QuestionKind
from nswp_members.applications.services.moving import move
from nswp_members.applications.states import OPEN, Move, State
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices
from nswp_members.statements import queries as statements

RECEIVED = "application_received"
STATEMENT, CODE_OF_CONDUCT, CONSENTS = "statement", "code_of_conduct", "consents"


def submit(application: Application, *, expected_version: int, statement: str, code_of_conduct: str) -> None:
    """Send a draft in: note what was agreed to, in which version, and write to the applicant.

    ``statement`` and ``code_of_conduct`` are the versions that were shown. Raises `NotFinished`, `NotSavedYet`,
    `StatementChanged`, `StaleApplication`, `MoveNotPossible`.
    """
    if application.email_confirmed_at is None:
        raise MoveNotPossible
    move(application, Move.SUBMIT, by=application.person_id, expected_version=expected_version)
    questions = queries.questions_of(application)
    answers = queries.answers_of(application)
    if queries.typed_steps(application):
        raise NotSavedYet
    if missing(questions, answers):
        raise NotFinished
    if current_statement() != statement:
        raise StatementChanged
    versions = {STATEMENT: statement, CODE_OF_CONDUCT: code_of_conduct}
    at = now()
    application.consents = [
        Consent(code=one.key, text_version=versions.get(one.key, f"form-{application.form.number}"), given_at=at)
        for one in questions
        if one.kind == QuestionKind.DECLARATION and answers.get(one.key)
    ]
    if application.person_id:
        notices.notify(RECEIVED, application.person_id, occurrence=application.id.hex, params=link_params(application))


def withdraw(application: Application, *, expected_version: int) -> None:
    """Take an application back; its link stops working. Raises `StaleApplication`, `MoveNotPossible`."""
    move(application, Move.WITHDRAW, by=application.person_id, expected_version=expected_version)


def withdraw_consent(application: Application, question: Question, *, expected_version: int) -> bool:
    """Note that a consent was taken back; return whether the application ends by that.

    It ends without a consent that must be given. Raises `NotWithdrawable`, `StaleApplication`, `MoveNotPossible`.
    """
    consent = queries.consents_of(application).get(question.key)
    if question.step != CONSENTS or consent is None or consent.withdrawn_at is not None:
        raise NotWithdrawable
    ends = is_needed(question)
    if ends:
        withdraw(application, expected_version=expected_version)
    elif State(application.state) not in OPEN:
        raise MoveNotPossible
    consent.withdrawn_at = now()
    session.flush()
    audit.record(
        "applications.withdrew_consent",
        "application",
        application.id,
        by=application.person_id,
        details={"code": question.key},
    )
    return ends


def is_needed(question: Question) -> bool:
    """Whether an application cannot go on without this consent."""
    return question.is_required and question.key != "consent_people"


def current_statement() -> str:
    """Return the label of the version of the Consensus Statement that applicants endorse."""
    version = statements.current_version()
    return version.label if version else ""
