"""The rungs of the yearly ladder, over years, missed runs and clocks that are put forward and back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.membership.anniversaries import a_year_after
from nswp_members.membership.ladder import Ladder, only_zone

RUNGS = (-60, -30, -7, 0, 14, 30)
NAIROBI, BERLIN, UTC_ZONE = ZoneInfo("Africa/Nairobi"), ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
SANTIAGO, LORD_HOWE = ZoneInfo("America/Santiago"), ZoneInfo("Australia/Lord_Howe")
ZONES = (NAIROBI, BERLIN, UTC_ZONE, SANTIAGO, LORD_HOWE, ZoneInfo("Asia/Kathmandu"))
LADDER = Ladder(RUNGS, 9, UTC_ZONE)
BY = date(2027, 3, 28)


def at(zone: ZoneInfo, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=zone).astimezone(UTC)


def run_hours(ladder: Ladder, by: date, zone: ZoneInfo, hours: list[datetime]) -> list[tuple[datetime, int]]:
    """Return what runs at these moments send, each remembering the runs before."""
    sent: list[tuple[datetime, int]] = []
    for one in hours:
        rung = ladder.due(by, at=one, zone=zone, sent=[rung for _at, rung in sent])
        if rung is not None:
            sent.append((one, rung))
    return sent


def every_hour(since: datetime, days: int) -> list[datetime]:
    return [since + timedelta(hours=one) for one in range(24 * days)]


@pytest.mark.parametrize("zone", [NAIROBI, BERLIN, SANTIAGO, LORD_HOWE])
def test_a_rung_is_reached_at_the_hour_of_the_member_s_own_clock(zone: ZoneInfo) -> None:
    for rung in RUNGS:
        day = BY + timedelta(days=rung)
        reached = at(zone, day.year, day.month, day.day, 9)

        assert LADDER.moment(BY, rung, zone) == reached
        assert LADDER.due(BY, at=reached, zone=zone) == rung
        assert LADDER.due(BY, at=reached - timedelta(seconds=1), zone=zone) != rung


@pytest.mark.parametrize("hour", range(5))
@pytest.mark.parametrize("by", [date(2027, 3, 28), date(2026, 10, 25)])
def test_a_clock_that_is_put_forward_or_back_neither_doubles_nor_drops_a_rung(hour: int, by: date) -> None:
    ladder = Ladder(RUNGS, hour, UTC_ZONE)

    sent = run_hours(ladder, by, BERLIN, every_hour(at(BERLIN, by.year, by.month, by.day) - timedelta(days=70), 120))

    assert [rung for _at, rung in sent] == list(RUNGS)
    assert [one.astimezone(BERLIN).date() for one, _rung in sent] == [by + timedelta(days=one) for one in RUNGS]


def test_of_missed_rungs_only_the_last_is_sent() -> None:
    since = LADDER.moment(BY, -61, NAIROBI)
    later = LADDER.moment(BY, -3, NAIROBI)

    sent = run_hours(LADDER, BY, NAIROBI, [since, later, *every_hour(later, 40)])

    assert [rung for _at, rung in sent] == [-7, 0, 14, 30]


def test_nothing_comes_before_the_first_rung_or_after_one_that_went_out() -> None:
    assert LADDER.due(BY, at=LADDER.moment(BY, -60, BERLIN) - timedelta(hours=1), zone=BERLIN) is None
    assert LADDER.due(BY, at=LADDER.moment(BY, -7, BERLIN), zone=BERLIN, sent=[-7]) is None
    assert LADDER.due(BY, at=LADDER.moment(BY, -7, BERLIN), zone=BERLIN, sent=[0]) is None


def test_three_years_of_renewals_send_what_comes_before_each_confirmation() -> None:
    by, sent = date(2027, 1, 15), []
    confirming = {2027: -20, 2028: 3, 2029: -59}
    for when in (datetime(2026, 10, 1, tzinfo=UTC) + timedelta(hours=one) for one in range(24 * 365 * 3)):
        rung = LADDER.due(by, at=when, zone=SANTIAGO, sent=[rung for year, rung in sent if year == by.year])
        if rung is not None:
            sent.append((by.year, rung))
        if when >= LADDER.moment(by, confirming.get(by.year, 100), SANTIAGO):
            by = a_year_after(by)

    assert sent == [(2027, -60), (2027, -30), (2028, -60), (2028, -30), (2028, -7), (2028, 0), (2029, -60)]


@given(
    by=st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    gaps=st.lists(st.integers(1, 60 * 24 * 20), min_size=1, max_size=200),
)
def test_each_rung_goes_once_in_rising_order_whenever_the_runs_are(
    by: date, zone: ZoneInfo, hour: int, gaps: list[int]
) -> None:
    ladder = Ladder(RUNGS, hour, UTC_ZONE)
    start = datetime(by.year, by.month, by.day, tzinfo=UTC) - timedelta(days=70)
    runs, minutes = [], 0
    for gap in gaps:
        minutes += gap
        runs.append(start + timedelta(minutes=minutes))

    sent = run_hours(ladder, by, zone, runs)

    rungs = [rung for _at, rung in sent]
    assert rungs == sorted(set(rungs))
    assert all(ladder.moment(by, rung, zone) <= when for when, rung in sent)
    reached = [one for one in RUNGS if ladder.moment(by, one, zone) <= runs[-1]]
    assert rungs[-1:] == reached[-1:]


@given(
    by=st.dates(date(2026, 10, 1), date(2027, 11, 30)),
    zone=st.sampled_from(ZONES),
    since=st.integers(0, 24 * 60 * 450).map(lambda one: datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=one)),
    sent=st.sets(st.sampled_from(RUNGS)),
)
def test_what_is_foretold_is_what_the_runs_send(by: date, zone: ZoneInfo, since: datetime, sent: set[int]) -> None:
    until = since + timedelta(days=30)
    moments = sorted({since, *(LADDER.moment(by, one, zone) for one in RUNGS)})

    foretold = LADDER.coming(by, since=since, until=until, zone=zone, sent=sent)

    done, happened = set(sent), []
    for when in (one for one in moments if since <= one <= until):
        rung = LADDER.due(by, at=when, zone=zone, sent=done)
        if rung is not None:
            done.add(rung)
            happened.append((when, rung))
    assert foretold == happened


def test_a_country_with_one_zone_has_it_and_others_the_common_one() -> None:
    ladder = Ladder(RUNGS, 9, BERLIN)

    assert only_zone("KE") == NAIROBI
    assert (ladder.zone_of("KE"), ladder.zone_of("US"), ladder.zone_of("??")) == (NAIROBI, BERLIN, BERLIN)


def test_the_ladder_comes_from_the_settings() -> None:
    ladder = Ladder.of({"LADDER_DAYS": [-3, 4], "LADDER_HOUR": 7, "LADDER_TIME_ZONE": "Europe/Berlin"})

    assert (ladder.rungs, ladder.hour, ladder.zone) == ((-3, 4), 7, BERLIN)
    assert ladder.first_day_asked(BY) == date(2027, 3, 25)
    assert ladder.lapses_at(BY, NAIROBI) == at(NAIROBI, 2027, 4, 1, 7)
