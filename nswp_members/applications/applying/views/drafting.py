"""Filling in the form step by step, or changing what reviewers asked about.

Each step saves by itself, and what was typed and not saved is kept.
"""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict

from nswp_members.accounts.access import public
from nswp_members.applications import queries, services
from nswp_members.applications.applying.forms import PREFIX, StepForm, step_form
from nswp_members.applications.applying.views.blueprint import (
    Answer,
    Step,
    answers_shown,
    blueprint,
    language,
    lifetime,
    opened_to_change,
    step_hint,
    steps_to_change,
)
from nswp_members.applications.completeness import applies, fingerprint
from nswp_members.applications.errors import AnswerNeeded, StepChanged
from nswp_members.applications.files import safe_file
from nswp_members.applications.models import Application, Question, QuestionKind
from nswp_members.applications.states import State
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.web import csrf

STAY, BACK, MORE = "stay", "back", "more-"


@dataclass(frozen=True)
class Sheet:
    """One step of a draft, or of what can be changed in a sent application, in front of its applicant."""

    application: Application
    token: str
    step: str

    @property
    def questions(self) -> list[Question]:
        """The questions of the step, without those that an answer in another step rules out."""
        everything = queries.open_to_change(self.application)
        answers = queries.answers_of(self.application)
        here = [one for one in everything if one.step == self.step]
        keys = {one.key for one in here}
        return [one for one in here if applies(one, answers) or (one.required_if or {}).get("question") in keys]

    @property
    def is_draft(self) -> bool:
        """Whether the application was not sent yet."""
        return self.application.state == State.DRAFT

    def form(self, pairs: MultiDict[str, Any] | None = None) -> StepForm:
        """Return the step's form as it is stored, or with what was sent."""
        answers, files = queries.answers_of(self.application), queries.attachments_of(self.application)
        return step_form(self.questions, answers, files if self.is_draft else {}, language(), pairs)

    def is_stored(self, form: StepForm) -> bool:
        """Whether the form says what is stored anyway."""
        return form.validate() and fingerprint(form.questions, form.values()) == fingerprint(
            form.questions, queries.answers_of(self.application)
        )


def _open(token: str, step: str) -> Sheet:
    """Return the step of the application that a link opens; 404 if there is nothing to change in it."""
    sheet = Sheet(opened_to_change(token), token, step)
    if not sheet.questions:
        abort(404)
    return sheet


@blueprint.route("/apply/<token>/step/<step>", methods=["GET", "POST"])
@csrf.exempt
@public
def step(token: str, step: str) -> Answer:
    """Show a step, or save what was sent and go on."""
    sheet = _open(token, step)
    return _show(sheet) if request.method == "GET" else _save(sheet)


@blueprint.post("/apply/<token>/step/<step>/draft")
@csrf.exempt
@public
def keep_typed(token: str, step: str) -> Answer:
    """Keep what stands in a step's form, without saving it."""
    sheet = _open(token, step)
    _keep(sheet, sheet.form(request.form))
    return "", 204


@blueprint.post("/apply/<token>/step/<step>/discard")
@csrf.exempt
@public
def forget_typed(token: str, step: str) -> Answer:
    """Forget what was typed and not saved, and show the step as it is stored."""
    sheet = _open(token, step)
    with transaction():
        services.forget_typed(sheet.application, sheet.step)
    return redirect(_address(sheet))


def _show(sheet: Sheet) -> Answer:
    """Show what was typed and not saved, else what is stored."""
    if typed := queries.typed_steps(sheet.application).get(sheet.step):
        form = sheet.form(MultiDict((name, value) for name, value in typed))
        if not sheet.is_stored(form):
            return _page(sheet, form, is_typed=True)
    return _page(sheet, sheet.form())


def _save(sheet: Sheet) -> Answer:
    """Save what was sent, files first: a browser cannot send them again by itself."""
    form = sheet.form(CombinedMultiDict([request.form, request.files]))
    go = request.form.get("go", "")
    doubles = _save_files(sheet, form) if form.submitted() else None
    is_fine = doubles is not None
    if go == BACK or go.startswith(MORE) or not is_fine:
        _keep(sheet, form)
        if go == BACK and is_fine:
            return redirect(_neighbours(sheet)[0])
        if go.startswith(MORE):
            form.offer_row(go.removeprefix(MORE))
        return _page(sheet, form)
    try:
        with transaction():
            services.save_step(
                sheet.application, sheet.step, form.values(), seen=form.seen.data or "", lifetime=lifetime()
            )
    except StepChanged:
        _keep(sheet, form)
        stored = sheet.form()
        form.seen.data = stored.seen.data
        return _page(sheet, form, is_changed=True), 409
    except AnswerNeeded as error:
        error.field = PREFIX + (error.field or "")
        form.refuse(error)
        _keep(sheet, form)
        return _page(sheet, form)
    if doubles:
        return redirect(_address(sheet, saved="yes", once="yes"))
    return redirect(_address(sheet, saved="yes") if go == STAY else _neighbours(sheet)[1])


def _save_files(sheet: Sheet, form: StepForm) -> int | None:
    """Add and remove files as asked; return how many were there already, None if one of them was not fine."""
    doubles = 0
    for question in form.questions:
        if question.kind == QuestionKind.FILE:
            field = form.of(question)
            try:
                add = [_read(one) for one in field.data or [] if isinstance(one, FileStorage) and one.filename]
                removed = form.removed(question)
                if add or removed:
                    with transaction():
                        doubles += services.change_files(
                            sheet.application, question, add=add, remove=removed, lifetime=lifetime()
                        )
            except DomainError as error:
                error.field = PREFIX + question.key
                form.refuse(error)
                return None
    return doubles


def _read(file: FileStorage) -> Any:
    return safe_file(file.filename or "", file.stream.read())


def _keep(sheet: Sheet, form: StepForm) -> None:
    """Keep what was sent, unless it says what is stored anyway."""
    is_stored = not form.errors and sheet.is_stored(form)
    with transaction():
        if is_stored:
            services.forget_typed(sheet.application, sheet.step)
        else:
            services.keep_typed(sheet.application, sheet.step, form.typed(request.form), lifetime=lifetime())


def _neighbours(sheet: Sheet) -> tuple[str, str]:
    """Return the addresses of the pages before and after the step."""
    order = [one.code for one in steps_to_change(sheet.application)]
    place = order.index(sheet.step)
    start = url_for("apply.show", token=sheet.token)
    end = url_for("apply.check", token=sheet.token) if sheet.is_draft else f"{start}#letters"
    back = _address(sheet, order[place - 1]) if place else start
    on = _address(sheet, order[place + 1]) if place + 1 < len(order) else end
    return back, on


def _address(sheet: Sheet, step: str = "", *, saved: str | None = None, once: str | None = None) -> str:
    return url_for("apply.step", token=sheet.token, step=step or sheet.step, saved=saved, once=once)


def _page(sheet: Sheet, form: StepForm, *, is_typed: bool = False, is_changed: bool = False) -> str:
    """Show a step with the list of all steps around it."""
    all_steps: list[Step] = steps_to_change(sheet.application)
    place = next(number for number, one in enumerate(all_steps) if one.code == sheet.step)
    return render_template(
        "applications/step.html",
        sheet=sheet,
        form=form,
        step=all_steps[place],
        steps=all_steps,
        hint=step_hint(sheet.step),
        is_first=place == 0,
        is_typed=is_typed,
        is_changed=is_changed,
        stored=answers_shown(sheet.application) if is_changed else {},
        is_saved=request.method == "GET" and "saved" in request.args,
        is_once=request.method == "GET" and "once" in request.args,
        statement=services.current_statement(),
    )
