"""Freezing results, replying, and publishing the report."""

from typing import Any

import pytest

from nswp_members.consultations import services
from nswp_members.consultations.errors import (
    ConsultationMoved,
    FeedsTwo,
    NotClosed,
    ReportNotReady,
    ResultPublished,
)
from nswp_members.consultations.models import Consultation, State, Verdict
from nswp_members.consultations.queries.results import Point, replies_to, reply_to, report_of
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services import reporting
from nswp_members.core.db import now, session
from tests.consultations.conftest import Make
from tests.consultations.services.test_answering import a_position, take
from tests.factories import current_version, make_organisation, make_person

pytestmark = pytest.mark.usefixtures("hints")


@pytest.fixture
def closed(make: Make) -> Consultation:
    consultation = make_with_answers(make, 12)
    close(consultation)
    return consultation


def make_with_answers(make: Make, number: int) -> Consultation:
    make_organisation()
    person, consultation = make_person(), make(questions=False)
    for _ in range(number):
        take(consultation, Respondent(person.id, make_organisation().id), a_position())
    return consultation


def close(consultation: Consultation) -> None:
    services.close(consultation, expected_version=consultation.version, by=None, at=now())
    session.commit()


def analyse(consultation: Consultation) -> None:
    reporting.analyse(consultation, threshold=5, expected_version=consultation.version, by=None, at=now())


def reply(consultation: Consultation, point: Point, **changes: Any) -> None:
    values: dict[str, Any] = {"verdict": Verdict.TAKEN, "texts": {"en": "Good."}, "wordings": {}, "seen": 0}
    reporting.reply(consultation, point, **{**values, **changes}, by=None, at=now())


def write(consultation: Consultation, **changes: Any) -> None:
    values: dict[str, Any] = {"summaries": {"en": "Thanks."}, "feeds_version_id": None, "resource": "", "seen": 0}
    reporting.write_report(consultation, **{**values, **changes}, by=None, at=now())


def publish(consultation: Consultation) -> None:
    reporting.publish(consultation, is_public=True, expected_version=consultation.version, by=None, at=now())


def test_results_freeze_once_after_the_last_answer(make: Make, closed: Consultation) -> None:
    still_open = make(slug="another")
    with pytest.raises(NotClosed):
        analyse(still_open)

    analyse(closed)

    assert closed.result is not None
    assert closed.result["threshold"] == 5
    assert closed.result["paragraphs"]["p1"]["answered"] == 12
    assert closed.result["paragraphs"]["p2"]["answered"] is None
    assert (closed.state, closed.analysed_at is not None) == (State.ANALYSED, True)
    with pytest.raises(NotClosed):
        analyse(closed)


def test_what_is_small_is_not_even_kept(make: Make) -> None:
    consultation = make_with_answers(make, 9)
    close(consultation)

    analyse(consultation)

    assert consultation.result is not None
    assert consultation.result["regions"]["answered"] is None
    assert {value for _code, value in consultation.result["regions"]["rows"]} == {None}


def test_a_colleague_who_looked_at_another_state_freezes_nothing(closed: Consultation) -> None:
    with pytest.raises(ConsultationMoved):
        reporting.analyse(closed, threshold=5, expected_version=closed.version - 1, by=None, at=now())


def test_a_reply_is_changed_only_by_who_saw_it(closed: Consultation) -> None:
    point = closed.paragraphs[0]
    reply(closed, point)

    reply(closed, point, verdict=Verdict.NOT_TAKEN, wordings={"en": "Everybody."}, seen=1)

    found = reply_to(point)
    assert found is not None
    assert (found.verdict, found.wordings, found.version) == ("not-taken", {"en": "Everybody."}, 2)
    assert list(replies_to(closed)) == [point.id]
    with pytest.raises(ConsultationMoved):
        reply(closed, point, seen=1)


def test_a_report_names_a_version_or_a_publication(closed: Consultation) -> None:
    version = current_version()
    with pytest.raises(FeedsTwo):
        write(closed, feeds_version_id=version.id, resource="Guide")

    write(closed, feeds_version_id=version.id)

    found = report_of(closed.id)
    assert found is not None
    assert (found.feeds_version, found.version) == (version, 1)
    with pytest.raises(ConsultationMoved):
        write(closed)


def test_a_report_is_published_when_it_is_complete_and_stays(closed: Consultation) -> None:
    with pytest.raises(NotClosed):
        publish(closed)
    analyse(closed)
    write(closed)
    reply(closed, closed.paragraphs[0])
    with pytest.raises(ReportNotReady):
        publish(closed)
    reply(closed, closed.paragraphs[1])

    publish(closed)

    assert (closed.state, closed.is_public, closed.published_at is not None) == (State.PUBLISHED, True, True)
    with pytest.raises(ResultPublished):
        reply(closed, closed.paragraphs[0], seen=1)
    with pytest.raises(ResultPublished):
        write(closed, seen=1)
