"""The steps in which a consultation is answered."""

from nswp_members.consultations.models import ConsultationQuestion, Paragraph
from nswp_members.consultations.steps import QUESTIONS_A_STEP, steps_of


def test_each_paragraph_is_a_step_and_questions_come_a_few_at_a_time() -> None:
    paragraphs = [Paragraph(key=f"p{number}") for number in (1, 2)]
    questions = [ConsultationQuestion(key=f"q{number}") for number in range(1, QUESTIONS_A_STEP + 2)]

    steps = steps_of(paragraphs, questions)

    assert [one.code for one in steps] == ["paragraph-p1", "paragraph-p2", "questions-1", "questions-2"]
    assert [(one.first, one.last) for one in steps[2:]] == [(1, 6), (7, 7)]
    assert steps_of([], []) == []
