"""Asking members to confirm, rung by rung, and letting those who do not answer be dormant."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from nswp_members.core.db import now, session, today, transaction
from nswp_members.membership import queries, services
from nswp_members.membership.ladder import Ladder
from nswp_members.membership.models import Change, LadderStep, MembershipTerm, Standing
from nswp_members.notices.models import Notice
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import ConfirmedAs, HidingSource, Organisation
from tests.factories import make_contact, make_organisation, make_person, make_risk

LADDER = Ladder((-60, -30, -7, 0, 14, 30), 9, ZoneInfo("UTC"))
MONTH = timedelta(days=30)


def make_member(confirm_by: date, *, contacts: int = 1, country: str = "KE") -> Organisation:
    """Make a member that is to confirm by a day and has contacts with an address."""
    organisation = make_organisation(country=country)
    for _ in range(contacts):
        make_contact(organisation)
    services.begin_term(
        organisation, category="full", on=date(2024, 1, 1), as_=Change.IMPORTED, by=None, confirm_by=confirm_by
    )
    session.commit()
    return organisation


def climb(limit: int = 100) -> tuple[int, int]:
    done = services.climb(LADDER, at=now(), lifetime=MONTH, limit=limit)
    session.commit()
    session.expire_all()
    return done


def rungs(organisation: Organisation) -> list[tuple[date, int]]:
    statement = select(LadderStep).where(LadderStep.organisation_id == organisation.id).order_by(LadderStep.sent_at)
    return [(one.confirm_by, one.rung) for one in session.scalars(statement)]


def letters() -> list[Notice]:
    return list(session.scalars(select(Notice).where(Notice.kind == "confirm_data").order_by(Notice.created_at)))


def term_of(organisation: Organisation) -> MembershipTerm:
    found = queries.current_term(organisation.id)
    assert found is not None
    return found


def confirm(organisation: Organisation) -> None:
    organisations.confirm_data(organisation, as_=ConfirmedAs.ORGANISATION, by=None)
    session.commit()


def test_every_contact_is_written_to_once_for_each_rung(app: Flask) -> None:
    by = today() + timedelta(days=29)
    organisation = make_member(by, contacts=2)

    assert climb() == (2, 0)
    assert climb() == (0, 0)

    assert rungs(organisation) == [(by, -30)]
    assert {one.occurrence for one in letters()} == {f"{organisation.id}:{by}:-30"}
    assert len({one.person_id for one in letters()}) == 2
    assert all(len(one.occurrence) <= 80 for one in letters())


def test_nobody_is_written_to_before_the_first_rung_or_when_suspended_or_hidden(app: Flask) -> None:
    make_member(today() + timedelta(days=62))
    suspended = make_member(today())
    services.change_term(suspended, as_=Change.SUSPENDED, standing=Standing.SUSPENDED, on=today(), by=None)
    organisations.hide_now(make_member(today()), by=None, source=HidingSource.MEMBER)
    make_member(today(), country="UG")
    make_risk("UG")
    make_member(today(), contacts=0)
    session.commit()

    assert climb() == (0, 0)

    assert letters() == []


def test_whose_mail_comes_back_is_left_out_and_colleagues_are_written_to(app: Flask) -> None:
    organisation = make_member(today() - timedelta(days=1), contacts=2)
    person = make_person(email=organisation.contacts[0].email or "")
    person.mail_suspended_at = now()

    assert climb() == (1, 0)

    assert person.id not in {one.person_id for one in letters()}
    assert session.scalars(select(LadderStep.letters)).one() == 1


def test_who_has_no_address_yet_is_asked_once_there_is_one(app: Flask) -> None:
    organisation = make_member(today() - timedelta(days=1), contacts=0)
    climb()
    make_contact(organisation)

    assert climb() == (1, 0)

    assert [rung for _by, rung in rungs(organisation)] == [0]


def test_a_run_writes_to_no_more_members_than_it_may(app: Flask) -> None:
    for _ in range(3):
        make_member(today() - timedelta(days=1))

    assert [climb(limit=2), climb(limit=2), climb(limit=2)] == [(2, 0), (1, 0), (0, 0)]


def test_confirming_cancels_what_waits_and_ends_the_ladder_of_this_year(app: Flask) -> None:
    organisation = make_member(today() - timedelta(days=1))
    climb()

    confirm(organisation)

    assert [one.state for one in letters()] == ["cancelled"]
    assert term_of(organisation).begun_as == Change.CONFIRMED
    assert climb() == (0, 0)


def test_confirming_twice_on_one_day_counts_once(app: Flask) -> None:
    organisation = make_member(today() + timedelta(days=10))
    confirm(organisation)
    first = term_of(organisation)

    confirm(organisation)

    assert term_of(organisation).id == first.id


def test_who_is_no_member_confirms_data_only(app: Flask) -> None:
    organisation = make_organisation()

    confirm(organisation)

    assert organisation.confirmed_at is not None
    assert queries.current_term(organisation.id) is None


def test_who_does_not_answer_is_dormant_after_the_grace_and_active_again_by_confirming(app: Flask) -> None:
    organisation = make_member(today())
    with time_machine.travel(now().replace(hour=12), tick=False) as clock:
        for _ in range(30):
            climb()
            clock.shift(timedelta(days=1))
        assert term_of(organisation).begun_as == Change.IMPORTED
        assert climb() == (1, 1)

        assert (term_of(organisation).standing, term_of(organisation).begun_as) == (Standing.DORMANT, Change.LAPSED)
        assert climb() == (0, 0)
        confirm(organisation)

    assert (term_of(organisation).standing, term_of(organisation).begun_as) == (Standing.ACTIVE, Change.REACTIVATED)
    assert [rung for _by, rung in rungs(organisation)] == [0, 14, 30]


def test_after_an_outage_nobody_is_dormant_without_a_fair_warning(app: Flask) -> None:
    organisation = make_member(today() - timedelta(days=100))

    with time_machine.travel(now(), tick=False) as clock:
        assert climb() == (1, 0)
        clock.shift(timedelta(days=13))
        assert climb() == (0, 0)
        clock.shift(timedelta(days=1))
        assert climb() == (0, 1)

    assert [rung for _by, rung in rungs(organisation)] == [30]


def test_who_cannot_be_reached_is_dormant_after_the_grace_and_who_hides_is_not(app: Flask) -> None:
    silent = make_member(today() - timedelta(days=31), contacts=0)
    hiding = make_member(today() - timedelta(days=31), contacts=0)
    organisations.hide_now(hiding, by=None, source=HidingSource.MEMBER)
    session.commit()

    assert climb() == (0, 1)

    assert (term_of(silent).standing, term_of(hiding).standing) == (Standing.DORMANT, Standing.ACTIVE)


def test_three_years_with_renewals_missed_runs_and_a_lapse(app: Flask) -> None:
    first, second, third = date(2027, 1, 15), date(2028, 1, 15), date(2029, 1, 19)
    confirming = [date(2026, 12, 20), date(2028, 1, 18), date(2029, 3, 1)]
    outage = (date(2027, 12, 10), date(2028, 1, 10))
    with time_machine.travel(datetime(2026, 11, 1, 7, tzinfo=UTC), tick=False) as clock:
        organisation = make_member(first)
        while today() < date(2029, 11, 1):
            if not outage[0] <= today() <= outage[1]:
                climb()
            if confirming and confirming[0] <= today():
                confirming.pop(0)
                confirm(organisation)
            clock.shift(timedelta(days=4))

    assert rungs(organisation) == [
        (first, -60),
        (first, -30),
        (second, -60),
        (second, -7),
        (second, 0),
        *((third, rung) for rung in LADDER.rungs),
    ]
    changes = [one.begun_as for one in reversed(queries.terms_of(organisation.id))]
    assert changes == ["imported", "confirmed", "confirmed", "lapsed", "reactivated"]
    occurrences = [one.occurrence for one in letters()]
    assert len(occurrences) == len(set(occurrences)) == 11


def test_two_runs_at_once_send_nothing_twice(racing_app: Flask) -> None:
    for _ in range(5):
        make_member(today() - timedelta(days=1), contacts=2)
    at = now()

    def run() -> int:
        with racing_app.app_context(), transaction():
            return services.climb(LADDER, at=at, lifetime=MONTH, limit=100)[0]

    with ThreadPoolExecutor(4) as pool:
        written = [one.result(30) for one in [pool.submit(run) for _ in range(4)]]

    assert sum(written) + sum(run() for _ in range(2)) == 10
    assert len(letters()) == 10


def test_a_rung_that_another_run_has_noted_meanwhile_is_left_to_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make_member(today() - timedelta(days=1))
    planned = queries.coming_letters(LADDER, since=now(), until=now())
    climb()
    monkeypatch.setattr(queries, "coming_letters", lambda *_args, **_kwargs: planned)

    assert climb() == (0, 0)

    assert len(letters()) == 1
