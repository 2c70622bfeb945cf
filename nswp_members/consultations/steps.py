"""The steps in which a consultation is answered: one for each paragraph, then the questions, a few at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from nswp_members.consultations.models import ConsultationQuestion, Paragraph

PARAGRAPH, QUESTIONS = "paragraph-", "questions-"
QUESTIONS_A_STEP = 6


@dataclass(frozen=True)
class Step:
    """One page of a consultation: a paragraph, or up to `QUESTIONS_A_STEP` questions of which ``first`` is the number
    of the first, from 1."""

    code: str
    paragraph: Paragraph | None = None
    questions: tuple[ConsultationQuestion, ...] = ()
    first: int = 0

    @property
    def last(self) -> int:
        """The number of the last question."""
        return self.first + len(self.questions) - 1


def steps_of(paragraphs: Sequence[Paragraph], questions: Sequence[ConsultationQuestion]) -> list[Step]:
    """Return the steps in their order."""
    reading = [Step(PARAGRAPH + one.key, paragraph=one) for one in paragraphs]
    starts = range(0, len(questions), QUESTIONS_A_STEP)
    asking = [
        Step(f"{QUESTIONS}{number}", questions=tuple(questions[start : start + QUESTIONS_A_STEP]), first=start + 1)
        for number, start in enumerate(starts, start=1)
    ]
    return reading + asking
