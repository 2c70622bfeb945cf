"""Saving a draft step by step, and keeping what was typed and not saved."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from nswp_members.applications import queries
from nswp_members.applications.completeness import applies, fingerprint, missing
from nswp_members.applications.errors import AnswerNeeded, MoveNotPossible, StepChanged, TooManyFiles, TooMuchTyped
from nswp_members.applications.files import SafeFile
from nswp_members.applications.models import Answer, Application, Attachment, FormerAnswer, Question, TypedStep
from nswp_members.applications.states import State
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.regions import queries as regions

MOST_TYPED = 200_000


def save_step(
    application: Application, step: str, values: Mapping[str, Any], *, seen: str, lifetime: timedelta
) -> None:
    """Save the answers of a step, however many there are, and forget what was typed before.

    ``values`` holds an answer or None by question; ``seen`` is the `fingerprint` of the answers that were shown. After
    sending, only what is open to change is saved, and what stood there before is kept for the reviewers. Raises
    `StepChanged` if other answers were saved meanwhile, `AnswerNeeded`, `MoveNotPossible` if nothing can be changed.
    """
    _hold(application)
    questions = queries.questions_of(application)
    here = [one for one in queries.open_to_change(application) if one.step == step]
    stored = queries.answers_of(application)
    if fingerprint(here, stored) not in (seen, fingerprint(here, values)):
        raise StepChanged
    given = {**stored, **{one.key: values[one.key] for one in here if one.key in values}}
    if application.state != State.DRAFT:
        _require_whole(here, stored, given)
        _keep_former(application, questions, given)
    _store(application, questions, given)
    forget_typed(application, step)
    _touch(application, lifetime)
    _count_up(application)
    audit.record(
        "applications.saved_step", "application", application.id, by=application.person_id, details={"step": step}
    )


def _require_whole(questions: Sequence[Question], before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Raise `AnswerNeeded` at a question that must be answered and was, and would not be any more."""
    lacked = {one.key for one in missing(questions, before)}
    for one in missing(questions, after):
        if one.key not in lacked:
            error = AnswerNeeded()
            error.field = one.key
            raise error


def _keep_former(application: Application, questions: Sequence[Question], given: Mapping[str, Any]) -> None:
    """Keep the answers that will be replaced."""
    keys = {one.id: one for one in questions}
    at = now()
    for row in application.answers:
        question = keys[row.question_id]
        if row.value != (given.get(question.key) if applies(question, given) else None):
            session.add(
                FormerAnswer(application_id=application.id, question_id=question.id, value=row.value, replaced_at=at)
            )


def _hold(application: Application) -> None:
    """Lock an application whose applicant may change something; raises `MoveNotPossible` if nothing can be changed."""
    session.flush()
    session.refresh(application, with_for_update={"of": Application})
    if application.state != State.INFORMATION:
        hold_draft(application)


def hold_draft(application: Application) -> None:
    """Lock a draft; raises `MoveNotPossible` if it is none any more."""
    session.flush()
    session.refresh(application, with_for_update={"of": Application})
    if application.state != State.DRAFT or application.email_confirmed_at is None:
        raise MoveNotPossible


def _store(application: Application, questions: Sequence[Question], given: Mapping[str, Any]) -> None:
    """Bring the rows in line with the answers; answers to questions that are not asked any more go."""
    present = {one.question_id: one for one in application.answers}
    for question in questions:
        value = given.get(question.key) if applies(question, given) else None
        row = present.get(question.id)
        if value in (None, "", []):
            if row is not None:
                application.answers.remove(row)
        elif row is None:
            application.answers.append(Answer(question_id=question.id, value=value))
        elif row.value != value:
            row.value = value
    application.name = given.get("name")
    application.category = given.get("category")
    country = regions.country(given.get("country") or "")
    application.country_code = country.code if country else None
    if application.state == State.DRAFT:
        application.region_code = country.region_code if country else None
    session.flush()


def keep_typed(application: Application, step: str, pairs: Sequence[tuple[str, str]], *, lifetime: timedelta) -> None:
    """Keep what was typed in a step and not saved; raises `TooMuchTyped`, `MoveNotPossible`."""
    if sum(len(name) + len(value) for name, value in pairs) > MOST_TYPED:
        raise TooMuchTyped
    _hold(application)
    new = {"data": [list(pair) for pair in pairs], "updated_at": now()}
    statement = insert(TypedStep).values(application_id=application.id, step=step, **new)
    session.execute(statement.on_conflict_do_update(index_elements=["application_id", "step"], set_=new))
    _touch(application, lifetime)


def forget_typed(application: Application, step: str) -> None:
    """Forget what was typed in a step and not saved."""
    session.execute(delete(TypedStep).where(TypedStep.application_id == application.id, TypedStep.step == step))


def change_files(
    application: Application,
    question: Question,
    *,
    add: Collection[SafeFile],
    remove: Collection[UUID],
    lifetime: timedelta,
) -> int:
    """Add and remove files; return how many were there already, because the same file is kept once.

    After sending nothing is removed. Raises `TooManyFiles`, `MoveNotPossible`.
    """
    _hold(application)
    if application.state != State.DRAFT:
        remove = ()
    kept = queries.attachments_of(application).get(question.id, [])
    for one in kept:
        if one.id in remove:
            session.delete(one)
    kept = [one for one in kept if one.id not in remove]
    new = _new_files(kept, add)
    if len(kept) + len(new) > (question.most or 1):
        raise TooManyFiles
    for file in new:
        row = Attachment(
            id=uuid4(),
            application_id=application.id,
            question_id=question.id,
            name=file.name,
            media_type=file.media_type,
            size=len(file.content),
            added_at=now(),
        )
        row.keep(file.content)
        session.add(row)
        kept.append(row)
    session.flush()
    answers = {**queries.answers_of(application), question.key: [str(one.id) for one in kept]}
    _store(application, queries.questions_of(application), answers)
    _touch(application, lifetime)
    _count_up(application)
    audit.record("applications.changed_files", "application", application.id, by=application.person_id)
    return len(add) - len(new)


def _new_files(kept: Sequence[Attachment], add: Collection[SafeFile]) -> list[SafeFile]:
    """Return those files whose content is not there yet, each once."""
    sizes = {len(file.content) for file in add}
    seen = {one.content for one in kept if one.size in sizes}
    new = []
    for file in add:
        if file.content not in seen:
            seen.add(file.content)
            new.append(file)
    return new


def _touch(application: Application, lifetime: timedelta) -> None:
    """Note that the applicant was here; a draft is kept longer for it."""
    application.changed_at = at = now()
    if application.state == State.DRAFT:
        application.expires_at = at + lifetime


def _count_up(application: Application) -> None:
    """Let a draft be seen anew before it is sent; changes that were asked for do not get in the way of an answer."""
    if application.state == State.DRAFT:
        application.version += 1
