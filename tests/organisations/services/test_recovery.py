import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session, transaction
from nswp_members.notices import queries as notices
from nswp_members.notices.models import Notice
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import (
    NotForOneself,
    NotOrphaned,
    RecoveryNotOpen,
    RecoveryUnderWay,
    VouchedAlready,
)
from nswp_members.organisations.models import (
    Basis,
    Channel,
    Listing,
    Organisation,
    Recovery,
    Side,
    Vouch,
    Witness,
)
from tests.factories import (
    affiliate,
    make_contact,
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_role,
)

WEEK = timedelta(days=7)


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return make_organisation()


@pytest.fixture
def officer(app: Flask) -> Person:
    return make_role(Role.MEMBERSHIP)


@pytest.fixture
def representative(app: Flask) -> Person:
    return make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")


def start(organisation: Organisation, candidate: Person | None = None, by: Person | None = None) -> Recovery:
    made = services.start_recovery(
        organisation, candidate or make_person(), note="They built it.", by=by.id if by else None
    )
    session.commit()
    return made


def vouch(recovery: Recovery, person: Person, side: Side) -> None:
    services.vouch(recovery, side=side, basis=Basis.MET, note="Known for years.", by=person.id, wait=WEEK)
    session.commit()


def vouched(organisation: Organisation, candidate: Person | None = None) -> Recovery:
    """Return a recovery for which both sides have vouched."""
    recovery = start(organisation, candidate)
    vouch(recovery, make_person(), Side.REGION)
    vouch(recovery, make_person(), Side.SECRETARIAT)
    return recovery


def let_time_pass(recovery: Recovery) -> int:
    """End the time to object and do what the clock does then."""
    recovery.object_until = now() - timedelta(minutes=1)
    session.commit()
    number = services.invite_recovered(lifetime=timedelta(days=30))
    session.commit()
    return number


def letters(kind: str) -> list[UUID]:
    return list(session.scalars(select(Notice.person_id).where(Notice.kind == kind)))


def test_asking_compares_the_name_with_nothing(organisation: Organisation, officer: Person) -> None:
    asker = make_person()

    made = services.ask_recovery(name=organisation.name, country_code="KE", note="Help", by=asker.id)
    session.commit()

    assert (made.state, made.organisation_id, made.candidate_id) == ("asked", None, asker.id)
    assert made.claim == [organisation.name, "KE"]
    assert letters("recovery_asked") == [officer.id]


def test_the_region_its_networks_and_the_staff_are_asked_to_vouch(
    organisation: Organisation, officer: Person, representative: Person
) -> None:
    network = make_network()
    affiliate(network, organisation)
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)
    make_role(Role.REGIONAL_REPRESENTATIVE, region="europe")
    make_role(Role.NETWORK_VERIFIER, network=make_network())
    make_role(Role.DONOR)

    start(organisation, by=officer)

    assert set(letters("recovery_asked")) == {representative.id, verifier.id}


def test_nobody_outside_is_asked_about_one_that_hides(officer: Person, representative: Person) -> None:
    recovery = start(make_organisation(listing=Listing.HIDDEN))

    assert recovery.region_excluded
    assert letters("recovery_asked") == [officer.id]


def test_one_with_an_editor_is_not_recovered(organisation: Organisation) -> None:
    make_mandate(organisation, "edit")

    with pytest.raises(NotOrphaned):
        start(organisation)


def test_two_candidates_do_not_compete_in_silence(organisation: Organisation) -> None:
    start(organisation)

    with pytest.raises(RecoveryUnderWay):
        start(organisation)


def test_the_database_refuses_a_second_one_as_well(organisation: Organisation) -> None:
    start(organisation)

    rival = make_person()
    session.add(
        Recovery(organisation_id=organisation.id, candidate_id=rival.id, note="", state="vouching", asked_at=now())
    )

    with pytest.raises(IntegrityError):
        session.flush()


def test_an_asked_one_is_given_its_organisation_once(organisation: Organisation) -> None:
    recovery = services.ask_recovery(name="x", country_code="KE", note="", by=make_person().id)

    services.assign_recovery(recovery, organisation, by=None)

    assert (recovery.state, recovery.organisation_id) == ("vouching", organisation.id)
    with pytest.raises(RecoveryNotOpen):
        services.assign_recovery(recovery, make_organisation(), by=None)


def test_both_sides_are_needed(organisation: Organisation) -> None:
    recovery = start(organisation)

    vouch(recovery, make_person(), Side.SECRETARIAT)
    assert recovery.state == "vouching"
    assert let_time_pass(recovery) == 0
    vouch(recovery, make_person(), Side.REGION)

    assert recovery.state == "waiting"


def test_one_person_counts_once_whatever_the_side(organisation: Organisation, officer: Person) -> None:
    recovery = start(organisation)
    vouch(recovery, officer, Side.SECRETARIAT)

    with pytest.raises(VouchedAlready):
        vouch(recovery, officer, Side.REGION)


def test_one_side_counts_once_whoever_it_is(organisation: Organisation, officer: Person) -> None:
    recovery = start(organisation)
    vouch(recovery, officer, Side.SECRETARIAT)

    with pytest.raises(VouchedAlready):
        vouch(recovery, make_role(Role.MEMBERSHIP), Side.SECRETARIAT)


def test_nobody_vouches_for_themselves(organisation: Organisation, officer: Person) -> None:
    recovery = start(organisation, officer)

    with pytest.raises(NotForOneself):
        vouch(recovery, officer, Side.SECRETARIAT)


def test_nobody_vouches_once_it_is_decided(organisation: Organisation) -> None:
    recovery = vouched(organisation)

    with pytest.raises(RecoveryNotOpen):
        vouch(recovery, make_person(), Side.REGION)


def test_nobody_vouches_once_there_is_an_editor(organisation: Organisation) -> None:
    recovery = start(organisation)
    make_mandate(organisation, "edit")

    with pytest.raises(NotOrphaned):
        vouch(recovery, make_person(), Side.REGION)


def test_people_who_act_for_it_and_safe_contacts_are_told(organisation: Organisation) -> None:
    reader, gone = make_mandate(organisation, "read"), make_mandate(organisation, "vote")
    gone.is_active = False
    candidate = make_mandate(organisation, "read")
    safe, unsafe, by_phone = (make_contact(organisation) for _ in range(3))
    safe.safe_channel, by_phone.safe_channel = Channel.EMAIL, Channel.PHONE
    session.commit()

    recovery = vouched(organisation, candidate)

    told = session.scalars(select(Witness.person_id).where(Witness.recovery_id == recovery.id)).all()
    contact = session.scalars(select(Person.id).where(Person.email_lookup == safe.email_lookup)).one()
    assert set(told) == {reader.id, contact}
    assert set(letters("recovery_hearing")) == {reader.id, contact}
    assert unsafe.email_lookup not in session.scalars(select(Person.email_lookup)).all()
    assert recovery.object_until is not None
    assert WEEK - timedelta(minutes=1) < recovery.object_until - now() <= WEEK


def test_the_invitation_goes_out_when_the_time_is_over_and_not_before(organisation: Organisation) -> None:
    candidate = make_person(account=False)
    recovery = vouched(organisation, candidate)
    assert services.invite_recovered(lifetime=WEEK) == 0

    assert let_time_pass(recovery) == 1

    assert recovery.state == "invited"
    [offer] = queries.open_offers(organisation.id, at=now())
    assert (offer.invitation.person_id, offer.functions) == (candidate.id, ["read", "edit"])
    assert letters("invitation") == [candidate.id]
    assert services.invite_recovered(lifetime=WEEK) == 0
    accounts.accept_invitation(offer.invitation, name="New", password="umbrella-corner-lantern-9", locale="en")
    assert queries.has_editor(organisation.id, at=now())


def test_whoever_was_told_stops_it(organisation: Organisation) -> None:
    reader = make_mandate(organisation, "read")
    recovery = vouched(organisation)

    services.object_to(recovery, by=reader.id)
    session.commit()

    assert recovery.state == "objected"
    assert let_time_pass(recovery) == 0
    assert queries.objections_before(organisation.id) == 1
    assert set(letters("recovery_ended")) == {one.person_id for one in recovery.vouches}
    start(organisation)


def test_the_link_stops_it_once(organisation: Organisation) -> None:
    make_mandate(organisation, "read")
    recovery = vouched(organisation)
    witness = session.scalars(select(Witness)).one()
    token = notices.signed_token("recovery_hearing", witness.id)

    assert services.object_by_link(token)
    assert not services.object_by_link(token)
    assert not services.object_by_link("made-up")

    assert recovery.state == "objected"
    assert witness.objected_at is not None


def test_nobody_objects_when_it_is_over(organisation: Organisation) -> None:
    reader = make_mandate(organisation, "read")
    recovery = vouched(organisation)
    let_time_pass(recovery)

    with pytest.raises(RecoveryNotOpen):
        services.object_to(recovery, by=reader.id)


def test_the_time_to_object_that_is_over_is_over_for_the_link_too(organisation: Organisation) -> None:
    make_mandate(organisation, "read")
    recovery = vouched(organisation)
    token = notices.signed_token("recovery_hearing", session.scalars(select(Witness.id)).one())

    assert queries.usable_witness(token, at=now()) is not None
    assert queries.usable_witness(token, at=now() + WEEK) is None
    services.decline_recovery(recovery, by=None)
    assert queries.usable_witness(token, at=now()) is None


def test_a_declined_one_gives_nothing(organisation: Organisation, officer: Person) -> None:
    recovery = vouched(organisation)

    services.decline_recovery(recovery, by=officer.id)
    session.commit()

    assert (recovery.state, recovery.closed_by) == ("declined", officer.id)
    assert let_time_pass(recovery) == 0
    with pytest.raises(RecoveryNotOpen):
        services.decline_recovery(recovery, by=officer.id)


@pytest.mark.parametrize("cause", ["editor", "closed account"])
def test_one_that_is_not_needed_or_possible_any_more_lapses(organisation: Organisation, cause: str) -> None:
    candidate = make_person()
    recovery = vouched(organisation, candidate)
    if cause == "editor":
        make_mandate(organisation, "edit")
    else:
        candidate.is_active = False

    assert let_time_pass(recovery) == 0

    assert recovery.state == "lapsed"
    assert queries.open_offers(organisation.id, at=now()) == []


def test_hiding_keeps_its_people_heard_and_tells_nobody_else_any_more(
    organisation: Organisation, representative: Person
) -> None:
    make_mandate(organisation, "read")
    vouched(organisation)

    services.hide_now(organisation, by=None, source="member")
    session.commit()
    session.expire_all()

    states = dict(session.execute(select(Notice.kind, Notice.state)).all())
    assert states == {"recovery_asked": "cancelled", "recovery_hearing": "pending"}


def test_every_step_is_in_the_trail_without_words_or_names(organisation: Organisation) -> None:
    reader = make_mandate(organisation, "read")
    recovery = vouched(organisation)
    services.object_to(recovery, by=reader.id)
    session.commit()

    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == organisation.id)).all()
    actions = [one.action for one in entries]
    assert [action for action in actions if "recovery" in action or "vouched" in action] == [
        "organisations.started_recovery",
        "organisations.vouched",
        "organisations.vouched",
        "organisations.ended_recovery",
    ]
    assert "Known for years" not in str([one.details for one in entries])


def race(app: Flask, acts: list[Callable[[], None]]) -> list[str]:
    """Let all act at the same moment on connections of their own; return what became of each."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], None]) -> str:
        with app.app_context():
            barrier.wait(10)
            try:
                with transaction():
                    act()
            except (VouchedAlready, RecoveryNotOpen, RecoveryUnderWay) as error:
                return type(error).__name__
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        tasks = [pool.submit(contextvars.Context().run, one, act) for act in acts]
        return sorted(task.result(30) for task in tasks)


def vouching(recovery_id: UUID, person_id: UUID, side: Side) -> Callable[[], None]:
    def act() -> None:
        services.vouch(
            session.get_one(Recovery, recovery_id), side=side, basis=Basis.MET, note="", by=person_id, wait=WEEK
        )

    return act


def test_one_person_in_two_capacities_at_once_is_counted_once(racing_app: Flask) -> None:
    recovery, person = start(make_organisation()), make_person()

    acts = [vouching(recovery.id, person.id, side) for side in Side for _ in range(2)]
    outcomes = race(racing_app, acts)

    session.expire_all()
    assert outcomes == ["VouchedAlready"] * 3 + ["done"]
    assert session.scalar(select(func.count()).select_from(Vouch)) == 1
    assert session.get_one(Recovery, recovery.id).state == "vouching"


def test_two_people_of_both_sides_at_once_begin_one_hearing(racing_app: Flask) -> None:
    organisation = make_organisation()
    make_mandate(organisation, "read")
    recovery = start(organisation)
    people = [make_person(), make_person()]

    outcomes = race(racing_app, [vouching(recovery.id, one.id, side) for one, side in zip(people, Side, strict=True)])

    session.expire_all()
    assert outcomes == ["done", "done"]
    assert session.get_one(Recovery, recovery.id).state == "waiting"
    assert session.scalar(select(func.count()).select_from(Witness)) == 1


def test_an_objection_and_the_clock_at_once_end_in_one_of_the_two(racing_app: Flask) -> None:
    organisation = make_organisation()
    reader = make_mandate(organisation, "read")
    recovery = vouched(organisation)
    recovery.object_until = now() - timedelta(seconds=1)
    session.commit()
    key, by = recovery.id, reader.id

    race(
        racing_app,
        [
            lambda: services.object_to(session.get_one(Recovery, key), by=by),
            lambda: services.invite_recovered(lifetime=WEEK) and None,
        ],
    )

    session.expire_all()
    invited = len(queries.open_offers(organisation.id, at=now()))
    assert (session.get_one(Recovery, key).state, invited) in {("objected", 0), ("invited", 1)}


def test_two_candidates_at_once_become_one(racing_app: Flask) -> None:
    organisation = make_organisation()
    people = [make_person().id, make_person().id]
    key = organisation.id

    def starting(person_id: UUID) -> Callable[[], None]:
        def act() -> None:
            services.start_recovery(
                session.get_one(Organisation, key), session.get_one(Person, person_id), note="", by=None
            )

        return act

    assert race(racing_app, [starting(one) for one in people]) == ["RecoveryUnderWay", "done"]
