"""How complaints ended, year by year, without small numbers."""

from datetime import date

from nswp_members.complaints import services
from nswp_members.complaints.models import Complaint, Outcome
from nswp_members.complaints.states import State
from nswp_members.core.db import session
from nswp_members.figures.services import Terms
from tests.complaints.conftest import Make

TERMS = Terms(date(2026, 4, 1), 5)


def close(complaint: Complaint, outcome: Outcome, on: date = date(2025, 6, 1)) -> None:
    complaint.state, complaint.outcome, complaint.closed_on = State.CLOSED, outcome, on


def test_large_numbers_are_shown_and_small_ones_are_not(make: Make) -> None:
    for _number in range(6):
        close(make(), Outcome.NONE)
    close(make(), Outcome.EXPULSION)
    close(make(), Outcome.NONE, on=date(2024, 12, 31))
    make()
    session.commit()

    release = services.frozen_outcomes(2025, terms=TERMS).release

    assert release.value(Outcome.NONE) == 6
    assert release.value(Outcome.EXPULSION) is None
    assert release.value(Outcome.WARNING) is None
    assert release.total is None


def test_numbers_stand_still_within_a_period(make: Make) -> None:
    for _number in range(6):
        close(make(), Outcome.NONE)
    session.commit()
    services.frozen_outcomes(2025, terms=TERMS)
    close(make(), Outcome.NONE)
    session.commit()

    assert services.frozen_outcomes(2025, terms=TERMS).release.value(Outcome.NONE) == 6


def test_forgotten_complaints_still_count(make: Make) -> None:
    for _number in range(5):
        complaint = make()
        close(complaint, Outcome.WARNING)
        complaint.about = complaint.complainant = complaint.summary = None
    session.commit()

    assert services.frozen_outcomes(2025, terms=TERMS).release.value(Outcome.WARNING) == 5
