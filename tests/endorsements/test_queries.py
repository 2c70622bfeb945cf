from datetime import timedelta

import pytest
from flask import Flask

from nswp_members.accounts.models import Invitation, SignIn
from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.core.db import now, session, today, transaction
from nswp_members.endorsements import queries, services
from nswp_members.endorsements.history import Act
from nswp_members.endorsements.models import Endorsement
from nswp_members.endorsements.queries import Choice, CoverageRow, Fate, Place, Standing, Verdict
from nswp_members.endorsements.services.history import add_line
from nswp_members.notices.models import Notice, State
from nswp_members.organisations.models import Listing, Organisation
from tests.conftest import QueryCounter
from tests.endorsements.conftest import STAFF, acting_for, ask, letters, make_many, representative
from tests.factories import (
    current_version,
    make_contact,
    make_endorsement,
    make_mandate,
    make_organisation,
    make_person,
    make_version,
)


def standing_of(organisation: Organisation) -> Standing:
    """Return where the only organisation stands, seen by the secretariat, and that both lists agree."""
    counts = queries.total(queries.coverage_by_region(STAFF, current_version(), now())).counts
    [found] = [standing for standing, number in counts.items() if number]
    missing = queries.missing(STAFF, current_version(), now(), limit=10).rows
    assert [(row.organisation_id, row.standing) for row in missing] == (
        [] if found == Standing.ENDORSED else [(organisation.id, found)]
    )
    return found


def reachable() -> Organisation:
    organisation = make_organisation()
    make_contact(organisation)
    return organisation


def accept(organisation: Organisation) -> None:
    session.query(Invitation).update({"accepted_at": now()})
    session.commit()


def visit(person_id: object, *, hours_ago: float) -> None:
    at = now() - timedelta(hours=hours_ago)
    times = {"created_at": at, "last_seen_at": at, "idle_after": at, "expires_at": at}
    session.add(SignIn(person_id=person_id, token_hash=bytes(str(hours_ago).ljust(32)[:32], "ascii"), **times))
    session.commit()


def settle(state: State) -> None:
    session.query(Notice).update({"state": state})
    session.commit()


def row_of(rows: list[CoverageRow], region: str) -> CoverageRow:
    return next(row for row in rows if row.region_code == region)


def test_an_organisation_nobody_wrote_to_is_not_asked(app: Flask) -> None:
    assert standing_of(reachable()) == Standing.NOT_ASKED


def test_an_organisation_without_an_address_has_no_contact(app: Flask) -> None:
    assert standing_of(make_organisation()) == Standing.NO_CONTACT


def test_a_contact_who_is_a_deactivated_person_is_no_contact(app: Flask) -> None:
    organisation = make_organisation()
    person = make_person(email="gone@example.org")
    make_contact(organisation, email="gone@example.org")
    person.is_active = False
    session.commit()

    assert standing_of(organisation) == Standing.NO_CONTACT


def test_an_organisation_whose_mail_came_back_has_bounced(app: Flask) -> None:
    organisation = make_organisation()
    make_mandate(organisation, "endorse").mail_suspended_at = now()
    session.commit()

    assert standing_of(organisation) == Standing.BOUNCED


def test_one_working_address_is_enough_to_be_reached(app: Flask) -> None:
    organisation = make_organisation()
    make_mandate(organisation, "endorse").mail_suspended_at = now()
    make_mandate(organisation, "endorse")
    session.commit()

    assert standing_of(organisation) == Standing.NOT_ASKED


def test_an_organisation_whose_every_letter_failed_has_bounced(app: Flask) -> None:
    organisation = reachable()
    ask(organisation)
    settle(State.FAILED)

    assert standing_of(organisation) == Standing.BOUNCED


def test_an_organisation_asked_is_waiting(app: Flask) -> None:
    organisation = reachable()
    ask(organisation)

    assert standing_of(organisation) == Standing.WAITING


def test_an_accepted_invitation_counts_as_opened(app: Flask) -> None:
    organisation = reachable()
    ask(organisation)
    accept(organisation)

    assert standing_of(organisation) == Standing.OPENED


@pytest.mark.parametrize(("hours_ago", "expected"), [(1, Standing.OPENED), (48, Standing.WAITING)])
def test_signing_in_after_being_asked_counts_as_opened(app: Flask, hours_ago: float, expected: Standing) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "endorse")
    ask(organisation, days_ago=1)
    visit(person.id, hours_ago=hours_ago)

    assert standing_of(organisation) == expected


def test_an_endorsement_outweighs_everything(app: Flask) -> None:
    organisation = make_organisation()
    make_endorsement(organisation)

    assert standing_of(organisation) == Standing.ENDORSED


def test_a_withdrawn_endorsement_does_not_count(app: Flask) -> None:
    organisation = reachable()
    with transaction():
        services.withdraw(make_endorsement(organisation), reason="no", by=make_person().id)

    assert standing_of(organisation) == Standing.WITHDRAWN


def test_an_endorsement_of_an_earlier_version_does_not_count(app: Flask) -> None:
    organisation = reachable()
    make_endorsement(organisation)
    make_version("2030", current=True)

    assert standing_of(organisation) == Standing.NOT_ASKED


def test_coverage_can_be_taken_as_of_an_earlier_day(app: Flask) -> None:
    organisation = make_organisation()
    organisation.created_at = now() - timedelta(days=30)
    endorsement = make_endorsement(organisation)
    endorsement.recorded_at = now() - timedelta(days=20)
    endorsement.withdrawn_at = now() - timedelta(days=10)
    session.commit()

    def endorsed(days_ago: int) -> tuple[int, int]:
        rows = queries.coverage_by_region(STAFF, current_version(), now() - timedelta(days=days_ago))
        return queries.total(rows).organisations, queries.total(rows).endorsed

    assert [endorsed(days) for days in (40, 25, 15, 5)] == [(0, 0), (1, 0), (1, 1), (1, 0)]


def test_organisations_that_have_left_are_not_counted(app: Flask) -> None:
    make_organisation(listing=Listing.WITHDRAWN)

    assert queries.total(queries.coverage_by_region(STAFF, current_version(), now())).organisations == 0


def test_every_region_has_a_row_and_the_columns_add_up(app: Flask) -> None:
    make_endorsement(make_organisation(country="KE"))
    make_organisation(country="KE")
    ask(reachable())

    rows = queries.coverage_by_region(STAFF, current_version(), now())

    assert len(rows) == 5
    africa = row_of(rows, "africa")
    assert (africa.organisations, africa.endorsed, africa.asked, africa.missing) == (3, 1, 1, 1)
    assert queries.total(rows).organisations == 3


def test_a_representative_counts_the_own_region_without_hidden_organisations(app: Flask) -> None:
    make_organisation(country="KE")
    make_organisation(country="KE", listing=Listing.HIDDEN)
    make_organisation(country="FR", listing=Listing.LISTED)

    rows = queries.coverage_by_region(representative("africa"), current_version(), now())
    missing = queries.missing(representative("africa"), current_version(), now(), limit=10).rows

    assert [(row.region_code, row.organisations) for row in rows] == [("africa", 1)]
    assert [row.region_code for row in missing] == ["africa"]


@pytest.mark.parametrize("role", [Role.DONOR, Role.CORRESPONDENT, Role.NETWORK_VERIFIER, Role.PROGRAMME])
def test_others_count_nobody_and_find_nobody_missing(app: Flask, role: Role) -> None:
    make_endorsement(make_organisation(listing=Listing.LISTED))
    make_organisation(listing=Listing.LISTED)
    viewer = Viewer(person_id=make_person().id, capacity=Capacity("key", role, "label", region_code="africa"))

    for one in (viewer, ANYONE):
        rows = queries.coverage_by_region(one, current_version(), now())
        assert queries.total(rows).organisations == 0
        assert queries.missing(one, current_version(), now(), limit=10).rows == []


def test_a_member_counts_only_itself(app: Flask) -> None:
    own = make_organisation()
    make_endorsement(make_organisation(listing=Listing.LISTED))

    rows = queries.coverage_by_region(acting_for(own, "read"), current_version(), now())

    assert (queries.total(rows).organisations, queries.total(rows).endorsed) == (1, 0)


def test_public_numbers_count_listed_organisations_only(app: Flask) -> None:
    for listing in (Listing.LISTED, Listing.UNLISTED, Listing.HIDDEN):
        make_endorsement(make_organisation(country="KE", listing=listing))

    rows = queries.public_coverage(current_version(), now())

    assert [(row.organisations, row.endorsed) for row in rows if row.region_code == "africa"] == [(1, 1)]


def test_who_is_missing_comes_in_pages_both_ways(app: Flask) -> None:
    for letter in "ABCDE":
        make_organisation(name=f"{letter} organisation")

    def page(place: Place) -> tuple[str, object, object]:
        found = queries.missing(STAFF, current_version(), now(), place=place, limit=2)
        return "".join(row.name[0] for row in found.rows), found.previous, found.next

    first, before_first, to_second = page(Place())
    second, to_first, to_third = page(Place(to_second))
    third, back, beyond = page(Place(to_third))

    assert (first, second, third) == ("AB", "CD", "E")
    assert before_first is None
    assert beyond is None
    assert page(Place(back, backwards=True))[0] == "CD"
    assert page(Place(to_first, backwards=True)) == ("AB", None, to_second)


def test_who_is_missing_can_be_narrowed(app: Flask) -> None:
    make_organisation(name="Without", country="KE")
    make_contact(make_organisation(name="With", country="KE"))
    make_organisation(name="Elsewhere", country="FR")

    found = queries.missing(STAFF, current_version(), now(), region="africa", reason=Standing.NO_CONTACT, limit=10)

    assert [row.name for row in found.rows] == ["Without"]


def test_coverage_costs_a_constant_number_of_statements(app: Flask, queries: QueryCounter) -> None:
    from nswp_members.endorsements.queries import coverage_by_region, missing  # noqa: PLC0415

    make_many(400)
    version = current_version()

    with queries.counting():
        rows = coverage_by_region(STAFF, version, now())
    assert len(queries) == 2
    assert sum(row.organisations for row in rows) == 400

    with queries.counting():
        assert len(missing(STAFF, version, now(), limit=25).rows) == 25
    assert len(queries) == 3


def verdicts(choice: Choice = Choice(), viewer: Viewer = STAFF) -> dict[str, Verdict]:  # noqa: B008
    found = queries.left_out(viewer, current_version(), choice, now(), limit=50)
    return {row.name: row.verdict for row in found.rows}


def test_a_preview_says_who_is_left_out_and_why(app: Flask) -> None:
    make_contact(make_organisation(name="Asked now"))
    make_endorsement(make_organisation(name="Endorsed"))
    make_organisation(name="No contact")
    make_organisation(name="Hidden", listing=Listing.HIDDEN)
    make_organisation(name="Left", listing=Listing.WITHDRAWN)
    bounced = make_organisation(name="Bounced")
    make_mandate(bounced, "endorse").mail_suspended_at = now()
    before = make_organisation(name="Before")
    make_contact(before)
    ask(before, days_ago=3)
    withdrew = make_endorsement(make_organisation(name="Withdrew"))
    withdrew.withdrawn_at = now()
    session.commit()

    audience = queries.audience(STAFF, current_version(), Choice(), now())

    assert (audience.organisations, audience.letters, audience.people) == (1, 1, 1)
    assert verdicts() == {
        "Endorsed": Verdict.ENDORSED,
        "No contact": Verdict.NO_CONTACT,
        "Hidden": Verdict.CLOSED,
        "Left": Verdict.CLOSED,
        "Bounced": Verdict.BOUNCED,
        "Before": Verdict.ASKED,
        "Withdrew": Verdict.WITHDREW,
    }
    assert sum(audience.left_out.values()) == 7


def test_who_said_no_or_needs_time_is_left_alone(app: Flask) -> None:
    for name, act, days in (("No", Act.DECLINED, None), ("Later", Act.NEEDS_TIME, 9), ("Over", Act.NEEDS_TIME, -1)):
        organisation = make_organisation(name=name)
        make_contact(organisation)
        until = today() + timedelta(days=days) if days else None
        with transaction():
            add_line(organisation.id, current_version().id, act, by=None, source="member", until=until)

    assert queries.audience(STAFF, current_version(), Choice(again=True), now()).organisations == 1
    assert verdicts() == {"No": Verdict.DECLINED, "Later": Verdict.WAITS}


def test_those_asked_long_ago_can_be_asked_again(app: Flask) -> None:
    for days in (3, 20):
        organisation = make_organisation(name=f"{days} days ago")
        make_contact(organisation)
        ask(organisation, days_ago=days)

    assert verdicts(Choice(again=True, days=14)) == {"3 days ago": Verdict.ASKED}
    assert set(verdicts(Choice())) == {"3 days ago", "20 days ago"}


def test_the_choice_keeps_region_country_and_language(app: Flask) -> None:
    for name, country, locale in (("Nairobi", "KE", "en"), ("Dakar", "SN", "fr"), ("Paris", "FR", "fr")):
        make_contact(make_organisation(name=name, country=country)).locale = locale
    session.commit()

    def chosen(**values: str) -> set[str]:
        ids = queries.ids_to_ask(STAFF, current_version(), Choice(**values), now())
        return {session.get_one(Organisation, key).name for key in ids}

    assert chosen(region="africa") == {"Nairobi", "Dakar"}
    assert chosen(country="FR") == {"Paris"}
    assert chosen(language="fr") == {"Dakar", "Paris"}
    assert chosen(region="africa", language="fr") == {"Dakar"}


def test_one_person_of_two_organisations_is_two_letters(app: Flask) -> None:
    for _ in range(2):
        make_contact(make_organisation(), email="same@example.org")

    audience = queries.audience(STAFF, current_version(), Choice(), now())

    assert (audience.organisations, audience.letters, audience.people) == (2, 2, 1)


def test_the_preview_promises_what_is_then_sent(app: Flask) -> None:
    for number in range(3):
        organisation = make_organisation()
        for _ in range(number):
            make_contact(organisation)
    audience = queries.audience(STAFF, current_version(), Choice(), now())

    ask(*[session.get_one(Organisation, key) for key in queries.ids_to_ask(STAFF, current_version(), Choice(), now())])

    assert audience.letters == len(letters()) == 3


def test_the_preview_costs_a_constant_number_of_statements(app: Flask, queries: QueryCounter) -> None:
    from nswp_members.endorsements.queries import audience, left_out  # noqa: PLC0415

    make_many(400)
    version = current_version()

    with queries.counting():
        assert audience(STAFF, version, Choice(), now()).organisations == 400
        left_out(STAFF, version, Choice(), now(), limit=25)

    assert len(queries) == 3


def test_the_fates_of_letters_are_told_apart_and_add_up(app: Flask) -> None:
    organisations = [reachable() for _ in Fate]
    request = ask(*organisations)
    states = [State.SENT, State.SENT, State.SENT, State.PENDING, State.UNCERTAIN, State.FAILED]
    by_organisation = {
        row.organisation_id: row for row in queries.recipients_page(STAFF, request.id, now(), offset=0, limit=10)
    }
    for organisation, state in zip(organisations, states, strict=True):
        by_organisation[organisation.id].notice.state = state
    session.get_one(Invitation, by_organisation[organisations[1].id].notice.params["invitation_id"]).accepted_at = now()
    session.commit()
    make_endorsement(organisations[0])

    assert queries.fates(request.id, now()) == dict.fromkeys(Fate, 1)
    for fate, organisation in zip(Fate, organisations, strict=True):
        [row] = queries.recipients_page(STAFF, request.id, now(), fate=fate, offset=0, limit=10)
        assert (row.organisation_id, row.invited) == (organisation.id, True)


def test_requests_come_newest_first_with_their_numbers(app: Flask) -> None:
    first, second = reachable(), reachable()
    old, new = ask(first, second, days_ago=2), ask(first)
    make_endorsement(second)

    rows = queries.requests_page(offset=0, limit=10)

    assert [(row.request.id, row.organisations, row.letters, row.endorsed) for row in rows] == [
        (new.id, 1, 1, 0),
        (old.id, 2, 2, 1),
    ]


def test_the_history_of_an_organisation_comes_in_pages(app: Flask) -> None:
    organisation = make_organisation()
    for day in range(23):
        at = now() - timedelta(days=day + 1)
        values = {"endorsed_on": "2020", "recorded_at": at, "withdrawn_at": at}
        session.add(Endorsement(organisation_id=organisation.id, version_id=current_version().id, **values))
    session.commit()

    first = queries.history(organisation.id)
    second = queries.history(organisation.id, before=first.older_than)

    assert (len(first.rows), len(second.rows), second.older_than) == (20, 3, None)
