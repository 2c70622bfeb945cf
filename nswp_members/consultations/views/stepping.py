"""One step of a consultation in front of whoever answers, the same with an account and by link."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request
from werkzeug.datastructures import MultiDict

from nswp_members.consultations import queries, services
from nswp_members.consultations.answer_forms import AnswerForm, CommentForm, PositionForm, QuestionsForm, questions_form
from nswp_members.consultations.errors import AnsweredMeanwhile, AnswersClosed
from nswp_members.consultations.models import Consultation, Stance
from nswp_members.consultations.queries import Given
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services import NewPosition
from nswp_members.consultations.steps import Step, steps_of
from nswp_members.consultations.views.blueprint import Answer, language
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError

STAY = "stay"


@dataclass(frozen=True)
class Way:
    """The addresses of a way to answer: of a step, of its draft, and of the page with all steps; its templates."""

    step_url: Any
    draft_url: Any
    discard_url: Any
    home_url: str
    template: str
    proves_itself: bool = False

    @property
    def meta(self) -> dict[str, Any]:
        """The settings of forms: where the secret in the address proves who sends, there is no token."""
        return {"csrf": False} if self.proves_itself else {}


@dataclass(frozen=True)
class Sheet:
    """A step of a consultation, who answers it, and on which way; ``may_answer`` is false for who only reads."""

    consultation: Consultation
    respondent: Respondent
    steps: list[Step]
    step: Step
    way: Way
    may_answer: bool = True

    @property
    def neighbours(self) -> tuple[Step | None, Step | None]:
        """The steps before and after this one."""
        place = self.steps.index(self.step)
        after = self.steps[place + 1] if place + 1 < len(self.steps) else None
        return (self.steps[place - 1] if place else None, after)

    @property
    def takes_answers(self) -> bool:
        """Whether something can be saved here now."""
        return self.may_answer and self.consultation.takes_answers(now())

    def given(self) -> Given:
        """Return what was answered so far."""
        return queries.given_by(self.consultation, self.respondent)

    def form(self, given: Given, sent: Any = None) -> AnswerForm:
        """Return the form of the step with what is stored, or with what was sent."""
        locale, paragraph, meta = language(), self.step.paragraph, self.way.meta
        if paragraph is None:
            stored = {one.key: given.value(one) for one in self.step.questions}
            first = next((given.answers[one.id] for one in self.step.questions if one.id in given.answers), None)
            return questions_form(
                self.step.questions,
                stored,
                locale,
                sent,
                seen=queries.fingerprint(self.step.questions, given),
                language=first.locale if first else "",
                meta=meta,
            )
        form = self._position(given, sent) if self.respondent.takes_positions else self._comment(given, sent)
        form.offer(locale)
        return form

    def _position(self, given: Given, sent: Any) -> PositionForm:
        position = given.positions.get(self.step.paragraph.id) if self.step.paragraph else None
        values: dict[str, Any] = {"seen": position.version if position else 0, "locale": language()}
        if position is not None:
            values |= {name: getattr(position, name) for name in ("stance", "proposal", "comment", "locale")}
        return PositionForm(sent, meta=self.way.meta, **values)

    def _comment(self, given: Given, sent: Any) -> CommentForm:
        comment = given.comments.get(self.step.paragraph.id) if self.step.paragraph else None
        stored = {"text": comment.text, "locale": comment.locale} if comment else {"locale": language()}
        return CommentForm(sent, meta=self.way.meta, **stored)


def open_sheet(
    consultation: Consultation, respondent: Respondent, code: str, way: Way, *, may_answer: bool = True
) -> Sheet:
    """Return the step of this code; 404 if there is none that this respondent answers."""
    steps = steps_for(consultation, respondent)
    step = next((one for one in steps if one.code == code), None) or abort(404)
    return Sheet(consultation, respondent, steps, step, way, may_answer)


def steps_for(consultation: Consultation, respondent: Respondent) -> list[Step]:
    """Return the steps that a respondent answers: a person has no position, and comments only where that is wished."""
    reads = respondent.takes_positions or consultation.individual_comments
    return steps_of(consultation.paragraphs if reads else [], consultation.questions)


def show_step(sheet: Sheet) -> Answer:
    """Show what was typed and not saved, else what is stored."""
    given = sheet.given()
    typed = _typed(sheet) if sheet.takes_answers else None
    if typed is None:
        return page(sheet, sheet.form(given), given)
    form = sheet.form(given, MultiDict((name, value) for name, value in typed))
    _name_present(form, sheet.form(given))
    return page(sheet, form, given, is_typed=True)


def _name_present(form: AnswerForm, stored: AnswerForm) -> None:
    """Let a form that holds something else name what is stored at present as what was seen."""
    if isinstance(form, PositionForm | QuestionsForm) and isinstance(stored, PositionForm | QuestionsForm):
        form.seen.data, form.seen.raw_data = stored.seen.data, None


def _typed(sheet: Sheet) -> list[list[str]] | None:
    participant = queries.participant_of(sheet.consultation.id, sheet.respondent)
    if participant is None:
        return None
    draft = queries.draft_of(participant.id, sheet.respondent.person_id, sheet.step.code)
    return draft.data if draft else None


def save_step(sheet: Sheet) -> Answer:
    """Save what was sent and go on; what cannot be saved stays on the page and is kept as a draft."""
    form = sheet.form(sheet.given(), request.form)
    if not form.submitted():
        keep_typed(sheet)
        return page(sheet, form, sheet.given())
    try:
        with transaction():
            _save(sheet, form)
    except AnsweredMeanwhile:
        keep_typed(sheet)
        given = sheet.given()
        _name_present(form, sheet.form(given))
        return page(sheet, form, given, is_changed=True), 409
    except AnswersClosed as error:
        form.refuse(error)
        return page(sheet, form, sheet.given()), 409
    except DomainError as error:
        form.refuse(error)
        keep_typed(sheet)
        return page(sheet, form, sheet.given())
    after = sheet.neighbours[1]
    if request.form.get("go") == STAY:
        return redirect(sheet.way.step_url(sheet.step.code, saved="yes"))
    return redirect(sheet.way.step_url(after.code, saved="yes") if after else sheet.way.home_url)


def _save(sheet: Sheet, form: AnswerForm) -> None:
    consultation, respondent, paragraph, at = sheet.consultation, sheet.respondent, sheet.step.paragraph, now()
    if isinstance(form, QuestionsForm):
        services.save_answers(
            consultation,
            sheet.step,
            respondent,
            form.values(),
            locale=form.locale.data,
            seen=form.seen.data or "",
            at=at,
        )
    elif isinstance(form, PositionForm) and paragraph is not None:
        new = NewPosition(
            stance=Stance(form.stance.data),
            proposal=form.proposal.data or "",
            comment=form.comment.data or "",
            locale=form.locale.data,
            seen=form.seen.data or 0,
        )
        services.save_position(consultation, paragraph, respondent, new, at=at)
    elif isinstance(form, CommentForm) and paragraph is not None:
        services.save_comment(consultation, paragraph, respondent, form.text.data or "", locale=form.locale.data, at=at)


def keep_typed(sheet: Sheet) -> bool:
    """Keep what stands in the step's form without saving it; whether there was still time to."""
    form = sheet.form(sheet.given(), request.form)
    try:
        with transaction():
            services.keep_draft(
                sheet.consultation, sheet.respondent, sheet.step.code, form.pairs(request.form), at=now()
            )
    except AnswersClosed:
        return False
    return True


def forget_typed(sheet: Sheet) -> Answer:
    """Forget what was typed and not saved, and show the step as it is stored."""
    participant = queries.participant_of(sheet.consultation.id, sheet.respondent)
    if participant is not None:
        with transaction():
            services.forget_draft(participant, sheet.respondent.person_id, sheet.step.code)
    return redirect(sheet.way.step_url(sheet.step.code))


def page(
    sheet: Sheet,
    form: AnswerForm,
    given: Given,
    *,
    is_typed: bool = False,
    is_changed: bool = False,
    own_form: CommentForm | None = None,
) -> str:
    """Show a step with the list of all steps, what is stored, and who changed it."""
    paragraph = sheet.step.paragraph
    participant = queries.participant_of(sheet.consultation.id, sheet.respondent)
    shows_changes = participant is not None and paragraph is not None and sheet.respondent.takes_positions
    return render_template(
        sheet.way.template,
        sheet=sheet,
        form=form,
        given=given,
        is_typed=is_typed,
        is_changed=is_changed,
        is_saved=request.method == "GET" and "saved" in request.args,
        position=given.positions.get(paragraph.id) if paragraph else None,
        changes=queries.changes_of(participant.id, paragraph_id=paragraph.id)
        if shows_changes and participant and paragraph
        else [],
        drafted=queries.drafted_steps(participant.id, sheet.respondent.person_id) if participant else (),
        own_form=own_form or (_own_form(sheet, given) if paragraph else None),
    )


def _own_form(sheet: Sheet, given: Given) -> CommentForm | None:
    """Return the form for what somebody of an organisation says for themselves, where that is wished."""
    if sheet.way.proves_itself or not sheet.consultation.individual_comments or sheet.step.paragraph is None:
        return None
    comment = given.comments.get(sheet.step.paragraph.id)
    stored = {"text": comment.text, "locale": comment.locale} if comment else {"locale": language()}
    form = CommentForm(formdata=None, prefix="own", **stored)
    form.offer(language())
    return form
