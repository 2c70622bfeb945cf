import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.models import RoleAssignment
from nswp_members.accounts.viewers import SEAT_ROLES, Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session, today
from nswp_members.core.errors import DomainError
from nswp_members.governance import queries, services
from nswp_members.governance.errors import (
    EndsBeforeItBegins,
    HoldsASeat,
    NoDayLeft,
    NotLater,
    NotTheHolder,
    NotWithinTheTerm,
    SeatTaken,
    TermIsOver,
    TermTooLong,
)
from nswp_members.governance.models import BeganAs, EndedAs, SeatTerm
from nswp_members.governance.services import NewTerm
from nswp_members.notices.models import Notice
from tests.factories import make_person, make_role
from tests.governance.conftest import YEARS, make_term, seat

START = date(2027, 3, 1)
AT_START = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def at_start(app):
    with time_machine.travel(AT_START, tick=False):
        yield


def roles_of(person_id, at=None):
    return [(one.role, one.region_code) for one in accounts.roles_in_force(person_id, at=at or now())]


def hand_over_to(person, day):
    return NewTerm(person.id, day, BeganAs.SELECTED)


@pytest.mark.usefixtures("app")
class TestSync:
    def test_there_are_eleven_seats_two_for_each_region_that_end_in_different_years(self):
        services.sync()
        found = queries.seats()

        assert len(found) == 11
        assert found[0].region_code is None
        for region in {one.region_code for one in found[1:]}:
            assert sorted(one.phase for one in found if one.region_code == region) == [0, 1]


@pytest.mark.usefixtures("at_start")
class TestFill:
    def test_the_seat_gives_the_role_of_its_region(self):
        term = make_term("europe-b", starts_on=START)

        assert roles_of(term.person_id) == [(Role.REGIONAL_REPRESENTATIVE, "europe")]
        assert term.ends_on == date(2029, 2, 28)

    def test_the_presidents_seat_gives_a_role_without_a_region(self):
        term = make_term("president", starts_on=START)

        assert roles_of(term.person_id) == [(Role.PRESIDENT, None)]

    def test_a_term_that_begins_later_gives_its_role_then_by_itself(self):
        term = make_term(starts_on=date(2027, 6, 1))

        assert roles_of(term.person_id) == []
        assert roles_of(term.person_id, datetime(2027, 5, 31, 23, 59, 59, tzinfo=UTC)) == []
        assert roles_of(term.person_id, datetime(2027, 6, 1, tzinfo=UTC)) != []

    def test_the_role_ends_at_midnight_utc_after_the_last_day(self):
        term = make_term(starts_on=START, ends_on=date(2027, 12, 31))

        with time_machine.travel(datetime(2027, 12, 31, 23, 59, 59, tzinfo=UTC), tick=False):
            assert roles_of(term.person_id) != []
        with time_machine.travel(datetime(2028, 1, 1, tzinfo=UTC), tick=False):
            assert roles_of(term.person_id) == []

    def test_a_term_noted_late_gives_no_role_for_the_time_before(self):
        term = make_term(starts_on=START - timedelta(days=60))

        assert roles_of(term.person_id, AT_START - timedelta(days=1)) == []
        assert roles_of(term.person_id) != []

    def test_a_term_of_the_past_is_noted_without_a_role(self):
        term = make_term(starts_on=date(2024, 3, 1), ends_on=date(2026, 2, 28))

        assert term.role_id is None

    def test_what_was_given_by_hand_ends_when_the_seat_gives_the_role(self):
        person = make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")
        make_term(person=person, starts_on=START + timedelta(days=10))

        assert len(roles_of(person.id)) == 1
        assert len(roles_of(person.id, AT_START + timedelta(days=20))) == 1
        ended = session.scalars(select(RoleAssignment).where(RoleAssignment.person_id == person.id)).all()
        assert {one.valid_until is None for one in ended} == {False}

    def test_a_seat_is_not_held_twice_on_one_day(self):
        term = make_term(starts_on=START)

        with pytest.raises(SeatTaken):
            make_term(starts_on=term.last_day)
        assert make_term(starts_on=term.last_day + timedelta(days=1)).person_id != term.person_id

    def test_nobody_holds_two_seats_at_once(self):
        term = make_term(starts_on=START)

        with pytest.raises(HoldsASeat):
            make_term("europe-a", person=term.person, starts_on=START + timedelta(days=5))

    def test_the_database_itself_refuses_two_holders(self):
        term = make_term(starts_on=START)
        session.add(
            SeatTerm(
                seat_code=term.seat_code,
                person_id=make_person().id,
                starts_on=term.last_day,
                ends_on=term.last_day,
                began_as="selected",
                noted_at=now(),
            )
        )

        with pytest.raises(IntegrityError, match="ex_seat_terms_seat"):
            session.flush()
        session.rollback()

    @pytest.mark.parametrize(
        ("ends_on", "error"), [(START - timedelta(days=1), EndsBeforeItBegins), (date(2029, 3, 1), TermTooLong)]
    )
    def test_dates_that_make_no_term_are_refused(self, ends_on, error):
        with pytest.raises(error):
            make_term(starts_on=START, ends_on=ends_on)

    def test_filling_is_in_the_trail_without_a_name(self):
        term = make_term(starts_on=START)

        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "governance.filled_seat")).one()
        assert entry.subject_id == term.id
        assert entry.details["seat"] == "africa-a"
        assert term.person.name not in str(entry.details)


@pytest.mark.usefixtures("at_start")
class TestVacancy:
    def test_after_a_vacancy_the_successor_serves_the_rest_and_the_stagger_holds(self):
        a, b = make_term("africa-a", starts_on=START), make_term("africa-b", starts_on=START)
        services.end(b, day=date(2027, 9, 30), ended_as=EndedAs.RESIGNED, by=None)
        successor = make_term("africa-b", starts_on=date(2028, 1, 15))
        after = make_term("africa-b", starts_on=successor.last_day + timedelta(days=1))

        assert successor.ends_on == b.ends_on == date(2029, 2, 28)
        assert after.ends_on == date(2031, 2, 28)
        assert a.ends_on.year % 2 != after.ends_on.year % 2

    def test_ending_early_takes_the_role_at_midnight(self):
        term = make_term(starts_on=START)
        services.end(term, day=START, ended_as=EndedAs.RESIGNED, by=None)

        assert roles_of(term.person_id) != []
        assert roles_of(term.person_id, datetime(2027, 3, 2, tzinfo=UTC)) == []

    def test_the_role_can_be_taken_at_once(self):
        term = make_term(starts_on=START)
        services.end(term, day=START, ended_as=EndedAs.REMOVED, at_once=True, by=None)

        assert roles_of(term.person_id) == []

    def test_putting_a_term_right_does_not_bring_back_a_role_that_was_taken(self):
        term = make_term(starts_on=START)
        services.end(term, day=START, ended_as=EndedAs.REMOVED, at_once=True, by=None)
        services.correct(
            term,
            starts_on=START - timedelta(days=3),
            ends_on=date(2028, 6, 1),
            began_as=BeganAs.APPOINTED,
            organisation_id=None,
            years=YEARS,
            by=None,
        )

        assert term.began_as == BeganAs.APPOINTED
        assert roles_of(term.person_id) == []

    def test_an_end_noted_late_takes_the_role_now_and_leaves_on_record_what_was(self):
        with time_machine.travel(AT_START - timedelta(days=20), tick=False):
            term = make_term(starts_on=START - timedelta(days=20))
        services.end(term, day=START - timedelta(days=5), ended_as=EndedAs.DIED, by=None)

        assert roles_of(term.person_id) == []
        assert roles_of(term.person_id, AT_START - timedelta(days=1)) != []

    def test_a_term_ends_early_within_its_days_and_not_again_when_it_is_over(self):
        term = make_term(starts_on=START)
        with pytest.raises(NotWithinTheTerm):
            services.end(term, day=START - timedelta(days=1), ended_as=EndedAs.OTHER, by=None)
        services.end(term, day=START, ended_as=EndedAs.OTHER, by=None)

        with time_machine.travel(AT_START + timedelta(days=1), tick=False), pytest.raises(TermIsOver):
            services.end(term, day=START, ended_as=EndedAs.OTHER, by=None)

    def test_a_term_with_a_planned_end_ends_earlier_still(self):
        term = make_term(starts_on=START)
        services.hand_over(term, hand_over_to(make_person(), date(2027, 9, 1)), years=YEARS, by=None)
        services.end(term, day=START + timedelta(days=3), ended_as=EndedAs.RESIGNED, by=None)

        assert (term.last_day, term.ended_as) == (START + timedelta(days=3), EndedAs.RESIGNED)
        assert roles_of(term.person_id, AT_START + timedelta(days=3)) != []
        assert roles_of(term.person_id, AT_START + timedelta(days=4)) == []

    def test_who_is_removed_at_once_is_named_no_more_and_cannot_come_back(self):
        term = make_term(starts_on=START, named=True)
        services.end(term, day=START, ended_as=EndedAs.REMOVED, at_once=True, by=None)

        assert not term.named_publicly
        with pytest.raises(TermIsOver):
            services.agree_to_be_named(term, by=term.person_id)
        with pytest.raises(TermIsOver):
            services.extend(term, ends_on=START + timedelta(days=9), reason="x", by=None)
        with pytest.raises(TermIsOver):
            services.end(term, day=START, ended_as=EndedAs.OTHER, by=None)


@pytest.mark.usefixtures("at_start")
class TestHandOver:
    def test_the_role_passes_on_the_day(self):
        term, person = make_term(starts_on=START), make_person()
        new = services.hand_over(term, hand_over_to(person, date(2027, 5, 1)), years=YEARS, by=None)

        before, after = datetime(2027, 4, 30, 23, 59, tzinfo=UTC), datetime(2027, 5, 1, tzinfo=UTC)
        assert (roles_of(term.person_id, before) != [], roles_of(person.id, before)) == (True, [])
        assert (roles_of(term.person_id, after), roles_of(person.id, after) != []) == ([], True)
        assert new.ends_on == term.ends_on
        assert term.ended_as == EndedAs.HANDED_OVER

    def test_at_the_regular_end_the_term_ends_by_itself(self):
        term = make_term(starts_on=START)
        day = term.ends_on + timedelta(days=1)
        new = services.hand_over(term, hand_over_to(make_person(), day), years=YEARS, by=None)

        assert term.ended_as is None
        assert new.ends_on.year == term.ends_on.year + 2

    @pytest.mark.parametrize("days", [0, -1, 800])
    def test_days_outside_are_refused(self, days):
        term = make_term(starts_on=START)

        with pytest.raises(NoDayLeft):
            services.hand_over(term, hand_over_to(make_person(), START + timedelta(days=days)), years=YEARS, by=None)


@pytest.mark.usefixtures("at_start")
class TestChanges:
    def test_an_extension_lengthens_the_role_and_leaves_the_cycle(self):
        term = make_term(starts_on=START)
        agreed = term.ends_on
        services.extend(term, ends_on=agreed + timedelta(days=90), reason="Decision 7.", by=None)
        following = make_term(starts_on=term.last_day + timedelta(days=1))

        assert roles_of(term.person_id, datetime.combine(agreed, datetime.min.time(), UTC) + timedelta(days=80)) != []
        assert term.extended_from == agreed
        assert (following.ends_on.month, following.ends_on.year) == (agreed.month, agreed.year + 2)

    @pytest.mark.parametrize(("days", "ended_as"), [(-9, EndedAs.RESIGNED), (0, None), (9, None)])
    def test_an_end_that_is_ahead_is_put_off_or_called_off(self, days, ended_as):
        term = make_term(starts_on=START)
        agreed = term.ends_on
        services.end(term, day=START + timedelta(days=30), ended_as=EndedAs.RESIGNED, by=None)
        services.extend(term, ends_on=agreed + timedelta(days=days), reason="Decision 8.", by=None)

        assert (term.last_day, term.ended_as) == (agreed + timedelta(days=days), ended_as)
        assert term.extended_from == (agreed if days > 0 else None)
        assert roles_of(term.person_id, datetime.combine(term.last_day, datetime.min.time(), UTC)) != []

    def test_an_extension_is_later_and_meets_nobody(self):
        term = make_term(starts_on=START)
        make_term(starts_on=term.ends_on + timedelta(days=1))

        with pytest.raises(NotLater):
            services.extend(term, ends_on=term.ends_on, reason="x", by=None)
        with pytest.raises(SeatTaken):
            services.extend(term, ends_on=term.ends_on + timedelta(days=1), reason="x", by=None)

    def test_a_start_moved_into_the_future_takes_the_role_until_then(self):
        term = make_term(starts_on=START)
        services.correct(
            term,
            starts_on=START + timedelta(days=10),
            ends_on=term.ends_on,
            began_as=BeganAs.SELECTED,
            organisation_id=None,
            years=YEARS,
            by=None,
        )

        assert roles_of(term.person_id) == []
        assert roles_of(term.person_id, AT_START + timedelta(days=10)) != []

    def test_a_void_term_gives_no_role_and_makes_room(self):
        begun, ahead = make_term(starts_on=START), make_term("africa-b", starts_on=START + timedelta(days=9))
        for one in (begun, ahead):
            services.void(one, reason="Entered by mistake.", by=None)
        again = make_term(starts_on=START)

        assert roles_of(begun.person_id) == []
        assert roles_of(ahead.person_id, AT_START + timedelta(days=20)) == []
        assert roles_of(again.person_id) != []
        with pytest.raises(TermIsOver):
            services.void(begun, reason="Again.", by=None)

    def test_only_the_holder_agrees_to_be_named(self):
        term = make_term(starts_on=START)
        with pytest.raises(NotTheHolder):
            services.agree_to_be_named(term, by=make_person().id)
        services.agree_to_be_named(term, by=term.person_id)
        assert term.named_publicly

        services.take_back_naming(term, by=None)

        assert not term.named_publicly


@pytest.mark.usefixtures("app")
class TestReminding:
    def letters(self):
        return [
            (one.person_id, one.occurrence.rpartition(":")[2])
            for one in session.scalars(select(Notice).where(Notice.kind == "seat_term_ends"))
        ]

    def test_holder_and_staff_are_told_at_90_and_30_days_each_once(self):
        staff, holder = make_role(Role.MEMBERSHIP), make_person()
        make_term(person=holder, starts_on=START, ends_on=date(2028, 2, 29))
        for day in range(1, 430):
            services.remind(START + timedelta(days=day))

        assert sorted(self.letters(), key=str) == sorted(
            [(one.id, rung) for one in (staff, holder) for rung in ("30", "90")], key=str
        )

    def test_a_missed_run_is_caught_up_with_the_nearest_rung_only(self):
        make_term(starts_on=START, ends_on=date(2028, 2, 29))

        assert services.remind(date(2028, 2, 15)) == 1
        assert [rung for _person, rung in self.letters()] == ["30"]

    def test_who_leaves_early_is_not_reminded(self):
        term = make_term(starts_on=START, ends_on=date(2028, 2, 29))
        services.end(term, day=date(2028, 2, 20), ended_as=EndedAs.RESIGNED, by=None)

        assert services.remind(date(2028, 2, 15)) == 0

    def test_an_extended_term_is_announced_anew(self):
        term = make_term(starts_on=START, ends_on=date(2028, 2, 29))
        services.remind(date(2028, 2, 15))
        services.extend(term, ends_on=date(2028, 4, 30), reason="x", by=None)

        assert services.remind(date(2028, 2, 15)) == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["fill", "fill", "end", "hand", "extend", "void", "wait"]),
        st.sampled_from(["africa-a", "africa-b"]),
        st.integers(0, 3),
        st.integers(0, 400),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_one_holder_at_a_time_with_the_role_for_exactly_the_days(app, steps):
    people = [make_person() for _number in range(4)]
    nested = session.begin_nested()
    with time_machine.travel(AT_START, tick=False) as clock:
        for verb, code, who, days in steps:
            point = session.begin_nested()
            try:
                _step(verb, code, people[who], days, clock)
                session.flush()
            except DomainError:
                point.rollback()
            _check(people)
        for _time in range(20):
            clock.shift(timedelta(days=61))
            _check(people)
    nested.rollback()


def _step(verb, code, person, days, clock):
    day = today() + timedelta(days=days % 60)
    term = next((one for one in reversed(queries.terms_of(code)) if one.ended_as is None), None)
    if verb == "wait":
        clock.shift(timedelta(days=days))
    elif verb == "fill":
        services.fill(seat(code), NewTerm(person.id, day, BeganAs.SELECTED), years=YEARS, by=None)
    elif term and verb == "end":
        services.end(term, day=day, ended_as=EndedAs.RESIGNED, by=None)
    elif term and verb == "hand":
        services.hand_over(term, hand_over_to(person, day), years=YEARS, by=None)
    elif term and verb == "extend":
        services.extend(term, ends_on=term.ends_on + timedelta(days=days), reason="x", by=None)
    elif term and verb == "void":
        services.void(term, reason="x", by=None)


def _check(people):
    terms = [one for code in ("africa-a", "africa-b") for one in queries.terms_of(code) if not one.is_void]
    for code in ("africa-a", "africa-b"):
        mine = [one for one in terms if one.seat_code == code]
        for earlier, later in itertools.pairwise(mine):
            assert earlier.last_day < later.starts_on
        for one in mine:
            assert (one.extended_from or one.ends_on).year % 2 == seat(code).phase
    for person in people:
        serving = [one for one in terms if one.person_id == person.id and one.holds_on(today())]
        roles = [one for one in roles_of(person.id) if one[0] in SEAT_ROLES]
        assert len(serving) == len(roles) <= 1
