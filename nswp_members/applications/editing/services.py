"""Every write to versions of the form. Answers point at questions, so what is published is never changed."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from nswp_members.applications.editing import queries
from nswp_members.applications.editing.checking import MOST_QUESTIONS, STEPS, faults
from nswp_members.applications.editing.errors import DraftThere, FormFaulty, FormFrozen, FormFull, KeyTaken
from nswp_members.applications.models import ApplicationForm, Question
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session

COPIED = (
    "position",
    "step",
    "key",
    "kind",
    "labels",
    "help",
    "options",
    "is_required",
    "required_if",
    "for_networks",
    "most",
)


def copy_form(form: ApplicationForm, *, by: UUID | None, capacity: str = "") -> ApplicationForm:
    """Begin a new version with the questions of an older one; raises `DraftThere`."""
    session.execute(select(ApplicationForm.id).order_by(ApplicationForm.number).with_for_update())
    if queries.draft():
        raise DraftThere
    copied = ApplicationForm(number=queries.last_number() + 1, created_at=now(), created_by=by)
    copied.questions = [Question(**{name: getattr(one, name) for name in COPIED}) for one in form.questions]
    session.add(copied)
    session.flush()
    _note("applications.began_form", copied, by=by, capacity=capacity)
    return copied


def save_question(
    form: ApplicationForm, question: Question | None, values: dict[str, Any], *, by: UUID | None, capacity: str = ""
) -> Question:
    """Change a question of a draft, or add one at the end of its step; ``values`` are columns of `Question`.

    Raises `FormFrozen`, `KeyTaken`, `FormFull`.
    """
    questions = _lock_draft(form)
    if any(one.key == values["key"] and one is not question for one in questions):
        raise KeyTaken
    if question is None:
        if len(questions) >= MOST_QUESTIONS:
            raise FormFull
        question = Question(position=MOST_QUESTIONS + 1)
        form.questions.append(question)
    elif question.step != values["step"]:
        question.position = MOST_QUESTIONS + 1
    for name, value in values.items():
        setattr(question, name, value)
    _renumber(form)
    session.flush()
    _note("applications.saved_question", form, by=by, capacity=capacity, key=question.key)
    return question


def remove_question(form: ApplicationForm, question: Question, *, by: UUID | None, capacity: str = "") -> None:
    """Remove a question of a draft; raises `FormFrozen`."""
    _lock_draft(form)
    form.questions.remove(question)
    _renumber(form)
    session.flush()
    _note("applications.removed_question", form, by=by, capacity=capacity, key=question.key)


def move_question(form: ApplicationForm, question: Question, *, up: bool, by: UUID | None, capacity: str = "") -> None:
    """Swap a question with the one before or after it in its step; nothing happens at the ends. Raises `FormFrozen`."""
    fellows = [one for one in _lock_draft(form) if one.step == question.step]
    place = fellows.index(question)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(fellows):
        return
    swapped = fellows[other]
    question.position, swapped.position = swapped.position, question.position
    session.flush()
    _note("applications.moved_question", form, by=by, capacity=capacity, key=question.key)


def publish(form: ApplicationForm, *, by: UUID | None, capacity: str = "") -> None:
    """Let new applications answer this version from now on; raises `FormFrozen`, `FormFaulty`."""
    if faults(_lock_draft(form)):
        raise FormFaulty
    form.published_at = now()
    _note("applications.published_form", form, by=by, capacity=capacity)


def discard(form: ApplicationForm, *, by: UUID | None, capacity: str = "") -> None:
    """Throw a draft away; raises `FormFrozen`."""
    _lock_draft(form)
    _note("applications.discarded_form", form, by=by, capacity=capacity)
    session.delete(form)


def _lock_draft(form: ApplicationForm) -> list[Question]:
    """Let nobody else change the version, and return its questions in order; raises `FormFrozen`."""
    session.refresh(form, with_for_update={"of": ApplicationForm})
    if form.published_at is not None:
        raise FormFrozen
    session.refresh(form, ["questions"])
    return list(form.questions)


def _renumber(form: ApplicationForm) -> None:
    """Put the questions of each step together, in the order of the steps."""
    in_order = sorted(form.questions, key=lambda one: (STEPS.index(one.step), one.position))
    for position, one in enumerate(in_order, start=1):
        one.position = position


def _note(action: str, form: ApplicationForm, *, by: UUID | None, capacity: str, key: str = "") -> None:
    details = {"key": key} if key else {}
    audit.record(action, "application_form", form.id, by=by, capacity=capacity, details=details)
