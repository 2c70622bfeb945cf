"""Every write to exports."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session, transaction
from nswp_members.exports import queries, services, work
from nswp_members.exports.errors import DayUsedUp, Moved, NothingToExport, TooManyRows
from nswp_members.exports.models import Export, Failure, State
from nswp_members.exports.queries import Order, Sight
from nswp_members.exports.services import Limits
from nswp_members.notices.models import Notice
from nswp_members.organisations import queries as organisations_queries
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import HidingSource, Listing, Organisation
from nswp_members.regions.models import RiskLevel
from tests.exports.conftest import Ask, asked_and_made, made
from tests.factories import (
    make_mandate,
    make_network,
    make_organisation,
    make_risk,
    make_role,
    viewer_of,
)


def actions(export: Export) -> list[str]:
    statement = select(AuditEntry.action).where(AuditEntry.subject_id == export.id).order_by(AuditEntry.id)
    return list(session.scalars(statement))


def present_sight(person: Person, *, hold: bool = False) -> Sight:
    return queries.sight_in(viewer_of(person).capacity, hold=hold)


def take(export: Export, person: Person, limits: Limits) -> bytes | None:
    with transaction():
        return services.take(export, present_sight(person, hold=True), by=person.id, limits=limits)


def hide(organisation: Organisation) -> None:
    with transaction():
        organisations.hide_now(organisation, by=None, source=HidingSource.MEMBER)


def finish(order: Order, sight: Sight, person: Person) -> bool:
    with transaction():
        return services.finish(
            order,
            b"the file",
            sight,
            still=present_sight(person, hold=True),
            rows=1,
            reads={},
            lifetime=timedelta(hours=1),
        )


def begun(export: Export) -> Order:
    with transaction():
        order = services.begin(export.id)
    assert order is not None
    return order


def test_asking_is_noted_and_the_queue_gets_the_id_only(ask: Ask, staff: Person, hints: list[Any]) -> None:
    export = ask(viewer_of(staff), query={"q": ["river"]}, rows=3)

    assert hints == [("exports.make", (str(export.id),))]
    assert actions(export) == ["exports.asked"]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == export.id)).one()
    assert entry.details == {"rows": 3, "format": "csv", "protected": False}
    assert entry.person_id == staff.id


def test_an_empty_list_and_one_too_long_for_a_file_are_refused(ask: Ask, staff: Person) -> None:
    with pytest.raises(NothingToExport):
        ask(viewer_of(staff), rows=0)
    with pytest.raises(TooManyRows):
        ask(viewer_of(staff), rows=51)


def test_a_day_has_room_for_so_many_rows(ask: Ask, staff: Person) -> None:
    ask(viewer_of(staff), rows=50)
    latest = ask(viewer_of(staff), rows=45)

    with pytest.raises(DayUsedUp, match="DayUsedUp") as refused:
        ask(viewer_of(staff), rows=6)
    assert "5 are left" in str(refused.value.message)
    ask(viewer_of(make_role(Role.MEMBERSHIP)), rows=50)
    latest.asked_at -= timedelta(days=1)
    session.commit()
    ask(viewer_of(staff), rows=50)


def test_deleting_a_file_gives_no_room_back(ask: Ask, staff: Person) -> None:
    for _ in range(2):
        export = ask(viewer_of(staff), rows=50)
        with transaction():
            services.remove(export, by=staff.id)

    with pytest.raises(DayUsedUp):
        ask(viewer_of(staff), rows=1)


def test_members_have_less_room(ask: Ask) -> None:
    member = make_mandate(make_organisation(), "read")

    with pytest.raises(DayUsedUp):
        ask(viewer_of(member), rows=21)


def test_protected_columns_wait_for_a_second_person(ask: Ask, staff: Person, hints: list[Any]) -> None:
    other = make_role(Role.ADMINISTRATOR)

    export = ask(viewer_of(staff), with_protected=True)

    assert export.state == State.WAITING
    assert [name for name, _ids in hints if name.startswith("exports")] == []
    assert [one.person_id for one in session.scalars(select(Notice))] == [other.id]
    with pytest.raises(Moved), transaction():
        services.decide(export, agreed=True, by=staff.id)


@pytest.mark.parametrize(("agreed", "state"), [(True, State.ASKED), (False, State.REFUSED)])
def test_the_second_person_decides(ask: Ask, staff: Person, agreed: bool, state: State) -> None:
    other = make_role(Role.ADMINISTRATOR)
    export = ask(viewer_of(staff), with_protected=True)

    with transaction():
        services.decide(export, agreed=agreed, by=other.id)

    assert (export.state, export.decided_by) == (state, other.id)
    told = session.scalars(select(Notice).where(Notice.kind == "export_decided")).one()
    assert told.person_id == staff.id
    with pytest.raises(Moved), transaction():
        services.decide(export, agreed=True, by=other.id)


def test_hiding_between_the_first_row_and_the_last_throws_the_file_away(
    ask: Ask, staff: Person, hints: list[Any]
) -> None:
    organisation = make_organisation(name="Lantern House", listing=Listing.LISTED)
    export = ask(viewer_of(staff))
    order, sight = begun(export), present_sight(staff)

    hide(organisation)

    assert not finish(order, sight, staff)
    assert (export.state, export.data) == (State.ASKED, None)
    assert hints[-1] == ("exports.make", (str(export.id),))


def test_a_worker_that_was_given_up_cannot_finish(ask: Ask, staff: Person) -> None:
    export = ask(viewer_of(staff))
    order, sight = begun(export), present_sight(staff)
    with transaction():
        export.state = State.ASKED
    second = begun(export)

    assert not finish(order, sight, staff)
    with transaction():
        assert not services.note_progress(order, 1)
        assert services.note_progress(second, 1)
    assert finish(second, sight, staff)
    assert (export.state, export.content) == (State.READY, b"the file")


def test_the_file_cannot_be_read_in_the_database_nor_in_another_row(ask: Ask, staff: Person) -> None:
    make_organisation(name="Lantern House")
    one, other = asked_and_made(ask, staff), asked_and_made(ask, staff)

    assert b"Lantern" in one.content
    assert b"Lantern" not in (one.data or b"")
    other.data = one.data
    with pytest.raises(ValueError, match="another row"):
        _ = other.content


def test_a_file_can_be_fetched_a_few_times_and_is_gone_then(ask: Ask, staff: Person, limits: Limits) -> None:
    make_organisation()
    export = asked_and_made(ask, staff)

    assert take(export, staff, limits) == take(export, staff, limits) is not None

    assert (export.state, export.data, export.downloads) == (State.USED, None, 2)
    assert actions(export) == ["exports.asked", "exports.made", "exports.downloaded", "exports.downloaded"]
    with pytest.raises(Moved):
        take(export, staff, limits)


def test_hiding_throws_a_ready_file_away_at_the_download(
    ask: Ask, staff: Person, limits: Limits, hints: list[Any]
) -> None:
    neighbour = make_mandate(make_organisation(name="Own House"), "read")
    organisation = make_organisation(name="Lantern House", listing=Listing.LISTED)
    export = asked_and_made(ask, neighbour, rows=2)
    assert b"Lantern" in export.content

    hide(organisation)

    assert take(export, neighbour, limits) is None
    assert (export.state, export.downloads) == (State.ASKED, 0)
    assert hints[-1] == ("exports.make", (str(export.id),))
    content = take(made(export), neighbour, limits)
    assert content is not None
    assert b"Lantern" not in content


def test_a_risk_that_begins_by_the_clock_throws_a_file_away_too(ask: Ask, staff: Person, limits: Limits) -> None:
    make_organisation(country="UG")
    risk = make_risk("UG", RiskLevel.FORCED_HIDDEN)
    risk.valid_from = now() + timedelta(hours=1)
    session.commit()
    export = asked_and_made(ask, staff)

    risk.valid_from = now() - timedelta(seconds=1)
    session.commit()

    assert take(export, staff, limits) is None


def test_other_rights_throw_a_file_away(ask: Ask, limits: Limits) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "read")
    export = asked_and_made(ask, person)
    organisation.region_code = "europe"
    session.commit()

    assert take(export, person, limits) is None


def test_without_the_capacity_there_is_no_file(ask: Ask, staff: Person, limits: Limits) -> None:
    make_organisation()
    export = asked_and_made(ask, staff)

    with transaction():
        assert services.take(export, None, by=staff.id, limits=limits) is None

    assert (export.state, export.failure, export.data) == (State.FAILED, Failure.RIGHTS, None)


def test_an_old_file_cannot_be_fetched_and_is_dropped(ask: Ask, staff: Person, limits: Limits) -> None:
    make_organisation()
    export = asked_and_made(ask, staff)
    export.expires_at = now() - timedelta(seconds=1)
    session.commit()

    with pytest.raises(Moved):
        take(export, staff, limits)
    with transaction():
        services.tend(limits=limits)

    assert (export.state, export.data) == (State.EXPIRED, None)


def test_making_anew_does_not_make_a_file_live_longer(ask: Ask, staff: Person, limits: Limits) -> None:
    make_organisation()
    export = asked_and_made(ask, staff)
    until = export.expires_at
    hide(make_organisation())

    take(export, staff, limits)

    assert made(export).expires_at == until


def test_a_question_that_nobody_decides_lapses(ask: Ask, staff: Person, limits: Limits) -> None:
    export = ask(viewer_of(staff), with_protected=True)
    export.asked_at -= timedelta(days=4)
    session.commit()

    with transaction():
        services.tend(limits=limits)

    assert export.state == State.EXPIRED


def test_what_stands_still_is_taken_up_and_given_up_in_the_end(
    ask: Ask, staff: Person, limits: Limits, hints: list[Any]
) -> None:
    export = ask(viewer_of(staff))
    for _ in range(services.MOST_STALLS):
        begun(export)
        hints.clear()
        assert tended(export, limits).state == State.ASKED
        assert hints == [("exports.make", (str(export.id),))]
    begun(export)

    assert tended(export, limits).state == State.FAILED
    assert export.failure == Failure.BROKEN
    with transaction():
        services.retry(export, by=staff.id)
    assert made(export).state in (State.READY, State.ASKED)


def test_a_second_person_agrees_again_before_protected_columns_are_tried_once_more(ask: Ask, staff: Person) -> None:
    make_organisation()
    export = ask(viewer_of(staff), with_protected=True)
    with transaction():
        services.decide(export, agreed=True, by=make_role(Role.MEMBERSHIP).id)
    services.fail(begun(export), Failure.BROKEN)
    session.commit()

    with transaction():
        services.retry(export, by=staff.id)

    assert (export.state, export.decided_by) == (State.WAITING, None)
    assert made(export).state == State.WAITING


def test_a_file_never_grows_because_a_filter_is_not_known_any_more(ask: Ask) -> None:
    make_organisation(listing=Listing.LISTED)
    person = make_mandate(make_organisation(), "read")
    gone = make_network(listing=Listing.HIDDEN)

    export = ask(viewer_of(person), query={"network": [str(gone.id)]})

    assert (made(export).state, export.failure) == (State.FAILED, Failure.RIGHTS)


def tended(export: Export, limits: Limits) -> Export:
    """Look after exports when this one has not moved for long."""
    export.progress_at -= timedelta(minutes=4)
    session.commit()
    with transaction():
        services.tend(limits=limits)
    return export


def test_a_lost_hint_is_given_again(ask: Ask, staff: Person, limits: Limits, hints: list[Any]) -> None:
    export = ask(viewer_of(staff))
    hints.clear()

    tended(export, limits)

    assert hints == [("exports.make", (str(export.id),))]
    assert export.stalls == 0


def test_work_in_progress_is_left_alone(ask: Ask, staff: Person, limits: Limits, hints: list[Any]) -> None:
    export = ask(viewer_of(staff))
    begun(export)
    hints.clear()

    with transaction():
        services.tend(limits=limits)
    work.make(export.id)

    assert (hints, export.state, export.attempt) == ([], State.MAKING, 1)


def test_outdated_files_do_not_lie_around(ask: Ask, staff: Person) -> None:
    make_organisation()
    export = asked_and_made(ask, staff)
    hide(make_organisation())

    with transaction():
        services.drop_outdated(organisations_queries.visibility_epoch())

    assert (export.state, export.data) == (State.ASKED, None)
    assert made(export).state == State.READY


def test_a_deleted_file_is_gone_and_stays_on_record_for_a_while(ask: Ask, staff: Person, limits: Limits) -> None:
    make_organisation()
    export = asked_and_made(ask, staff)
    key: UUID = export.id

    with transaction():
        services.remove(export, by=staff.id)

    assert (export.state, export.data) == (State.REMOVED, None)
    assert actions(export)[-1] == "exports.removed"
    export.asked_at -= timedelta(days=31)
    session.commit()
    with transaction():
        services.tend(limits=limits)
    assert session.scalar(select(Export.id).where(Export.id == key)) is None


def test_deleting_stops_the_making(ask: Ask, staff: Person) -> None:
    export = ask(viewer_of(staff))
    order, sight = begun(export), present_sight(staff)

    with transaction():
        services.remove(export, by=staff.id)

    assert not finish(order, sight, staff)
    assert export.data is None


def test_what_a_second_person_refused_takes_no_room(ask: Ask, staff: Person) -> None:
    export = ask(viewer_of(staff), rows=50, with_protected=True)
    ask(viewer_of(staff), rows=50)
    with transaction():
        services.decide(export, agreed=False, by=make_role(Role.MEMBERSHIP).id)

    assert ask(viewer_of(staff), rows=50).state == State.ASKED
