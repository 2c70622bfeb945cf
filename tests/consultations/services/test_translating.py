"""Translations of answers."""

import pytest

from nswp_members.accounts.models import Person
from nswp_members.consultations import queries, services
from nswp_members.consultations.errors import TextMissing
from nswp_members.consultations.models import Consultation, Stance
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.steps import steps_of
from nswp_members.core.db import now, session
from tests.consultations.conftest import Make
from tests.consultations.services.test_answering import a_position, take

pytestmark = pytest.mark.usefixtures("hints")


def texts(consultation: Consultation) -> list[queries.Text]:
    step = steps_of(consultation.paragraphs, consultation.questions)[0]
    return [one for _about, found in queries.texts_in(step) for one in found]


def translate(consultation: Consultation, text: queries.Text, words: str, by: Person, *, machine: bool = False) -> None:
    services.translate(
        consultation, text, words, locale="en", is_machine=machine, seen=text.version, by=by.id, at=now()
    )


def test_a_translation_says_of_what_by_whom_and_whether_by_a_machine(
    make: Make, respondent: Respondent, staff: Person
) -> None:
    consultation = make()
    take(consultation, respondent, a_position(Stance.AMEND, words="Nouvelle phrase", locale="fr"))
    session.commit()
    text = texts(consultation)[0]

    translate(consultation, text, "Machine words", staff, machine=True)
    translate(consultation, text, "A new sentence", staff)

    found = texts(consultation)[0]
    translation = found.translations["en"]
    assert (found.words, found.locale) == ("Nouvelle phrase", "fr")
    assert (translation.text, translation.is_machine, translation.person) == ("A new sentence", False, staff)
    assert found.is_translated("en")
    assert not found.is_translated("es")


def test_a_change_makes_a_translation_out_of_date(make: Make, respondent: Respondent, staff: Person) -> None:
    consultation = make()
    take(consultation, respondent, a_position(Stance.AMEND, words="Une", locale="fr"))
    session.commit()
    text = texts(consultation)[0]
    translate(consultation, text, "One", staff)
    take(consultation, respondent, a_position(Stance.AMEND, words="Deux", locale="fr", seen=1))
    session.commit()

    assert not texts(consultation)[0].is_translated("en")
    with pytest.raises(TextMissing):
        translate(consultation, text, "One", staff)


def test_of_another_consultation_there_is_no_text(make: Make, respondent: Respondent) -> None:
    consultation, other = make(), make(slug="other")
    take(consultation, respondent, a_position(Stance.AMEND, words="Words"))
    session.commit()
    text = texts(consultation)[0]

    assert queries.text_of(other, text.kind, text.id, text.part) is None
    assert queries.text_of(consultation, "nonsense", text.id, text.part) is None
    assert queries.text_of(consultation, text.kind, text.id, "text") is None
