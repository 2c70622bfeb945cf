"""The register of what outside bodies ask."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from nswp_members.consultations.errors import ConsultationMoved, DecisionIncomplete
from nswp_members.consultations.models import Decision, OutsideRequest
from nswp_members.consultations.queries.requests import Year, late_requests, requests_page, years
from nswp_members.consultations.services.triage import (
    RequestDetails,
    change_request,
    decide_request,
    enter_request,
)
from nswp_members.core.db import session

pytestmark = pytest.mark.usefixtures("app")
DAY = date(2026, 6, 1)


def details(**changes: Any) -> RequestDetails:
    values: dict[str, Any] = {
        "requested_by": "An agency",
        "contact": "desk@example.org",
        "topic": "Guidance on clinics",
        "received_on": date(2026, 5, 1),
        "answer_by": date(2026, 5, 20),
    }
    return RequestDetails(**{**values, **changes})


def enter(**changes: Any) -> OutsideRequest:
    return enter_request(details(**changes), by=None)


def decide(found: OutsideRequest, decision: Decision, reason: str = "Because.") -> None:
    decide_request(found, decision, reason=reason, day=DAY, seen=found.version, by=None)


def listed(**asked: Any) -> list[OutsideRequest]:
    return list(requests_page(day=DAY, size=10, page=1, **asked)[0])


def test_a_decision_has_a_reason_and_a_day(app: Flask) -> None:
    found = enter()
    with pytest.raises(DecisionIncomplete):
        decide(found, Decision.DECLINED, "")

    decide(found, Decision.ACCEPTED)

    assert (found.decision, found.decided_on, found.reason) == ("accepted", DAY, "Because.")
    decide(found, Decision.WAITING, "")
    assert found.decided_on is None


def test_a_request_that_moved_is_not_changed(app: Flask) -> None:
    found = enter()
    change_request(found, details(effort=Decimal("2.5")), seen=1, by=None)

    with pytest.raises(ConsultationMoved):
        change_request(found, details(), seen=1, by=None)

    assert (found.effort, found.version) == (Decimal("2.5"), 2)


def test_what_is_overdue_stands_out_until_it_is_declined_or_done(app: Flask) -> None:
    late, declined = enter(), enter(topic="Declined")
    enter(topic="Later", answer_by=date(2026, 7, 1))
    enter(topic="Whenever", answer_by=None)
    enter(topic="Done", is_done=True)
    decide(declined, Decision.DECLINED)
    session.flush()

    assert listed(late=True) == [late]
    assert late_requests(DAY) == 1
    assert [one.is_overdue(DAY) for one in (late, declined)] == [True, False]


def test_requests_are_narrowed_down(app: Flask) -> None:
    first, second = enter(topic="Clinics"), enter(requested_by="A ministry", received_on=date(2025, 3, 1))
    decide(second, Decision.DEFERRED)
    session.flush()

    assert listed(decision="deferred") == [second]
    assert listed(year=2026) == [first]
    assert listed(words="ministry") == [second]
    assert listed(words="clinics % agency") == [first]
    assert requests_page(day=DAY, size=1, page=2) == ([second], False)


def test_years_are_counted(app: Flask) -> None:
    declined = enter(effort=Decimal("0.5"))
    enter(effort=Decimal(3))
    enter(received_on=date(2025, 1, 1))
    decide(declined, Decision.DECLINED)
    session.flush()

    assert years() == [
        Year(year=2026, received=2, accepted=0, declined=1, deferred=0, waiting=1, effort=3.5),
        Year(year=2025, received=1, accepted=0, declined=0, deferred=0, waiting=1, effort=0.0),
    ]
