from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.notices import services as notices
from nswp_members.notices.models import Notice, State
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import (
    NameUnusable,
    NothingProposed,
    ProposalDecided,
    ProposalOpen,
    ThreadFull,
    ValueChanged,
)
from nswp_members.organisations.models import (
    HidingSource,
    IdentityField,
    Listing,
    Organisation,
    Proposal,
    ProposalState,
)
from nswp_members.regions import queries as regions_queries
from nswp_members.regions import services as regions
from nswp_members.regions.models import RiskLevel
from tests.conftest import real_database
from tests.factories import (
    make_assignment,
    make_mandate,
    make_organisation,
    make_person,
    make_risk,
    make_role,
    viewer_of,
)


@pytest.fixture
def racing_app(process_name: str) -> Iterator[Flask]:
    """The app on a database where two requests can truly meet."""
    with real_database(f"race_{process_name}") as app:
        yield app


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    """A full member, led by sex workers, in Kenya."""
    return make_organisation(name="Evening Star", category="full", sex_worker_led=True)


@pytest.fixture
def editor(organisation: Organisation) -> Person:
    """Somebody who edits it."""
    return make_mandate(organisation, "edit")


def propose(
    organisation: Organisation,
    by: Person,
    value: str | bool = "Morning Star",
    field: IdentityField = IdentityField.NAME,
) -> Proposal:
    with transaction():
        key = services.propose(
            organisation, field, value, reason="We voted", by=by.id, capacity=f"organisation:{organisation.id}"
        )
    return session.get_one(Proposal, key)


def letters(kind: str) -> list[Notice]:
    return list(session.scalars(select(Notice).where(Notice.kind == kind)))


def test_the_published_value_stays_until_the_proposal_is_approved(organisation: Organisation, editor: Person) -> None:
    proposal = propose(organisation, editor)

    assert organisation.name == "Evening Star"
    assert (proposal.value_before, proposal.value_after, proposal.state) == ("Evening Star", "Morning Star", "open")

    with transaction():
        services.approve_proposal(proposal, seen="Evening Star", by=make_role(Role.MEMBERSHIP).id)

    assert organisation.name == "Morning Star"
    assert [one.name for one in organisation.former_names] == ["Evening Star"]
    assert (proposal.state, organisation.version) == (ProposalState.APPROVED, 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (IdentityField.COUNTRY, "TH"),
        (IdentityField.REGION, "europe"),
        (IdentityField.CATEGORY, "associate"),
        (IdentityField.SEX_WORKER_LED, False),
    ],
)
def test_every_field_is_proposed_and_approved_alike(
    organisation: Organisation, editor: Person, field: IdentityField, value: str | bool
) -> None:
    before = queries.identity_value(organisation, field)
    proposal = propose(organisation, editor, value, field)
    assert queries.identity_value(organisation, field) == before

    with transaction():
        services.approve_proposal(proposal, seen=before, by=None)

    assert queries.identity_value(organisation, field) == value


def test_a_region_counts_from_the_day_that_the_decision_names(organisation: Organisation, editor: Person) -> None:
    organisation.created_at -= timedelta(days=90)
    proposal = propose(organisation, editor, "europe", IdentityField.REGION)

    with transaction():
        services.approve_proposal(proposal, seen="africa", valid_from=today() - timedelta(days=30), by=None)

    assert queries.region_at(organisation, today() - timedelta(days=31)) == "africa"
    assert queries.region_at(organisation, today() - timedelta(days=30)) == "europe"


def test_a_country_that_was_hidden_by_force_meanwhile_takes_the_organisation_in_hidden(
    organisation: Organisation, editor: Person
) -> None:
    services.set_listing(organisation, Listing.LISTED, by=None, source="test")
    proposal = propose(organisation, editor, "UG", IdentityField.COUNTRY)
    staff, region = make_role(Role.MEMBERSHIP), make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")
    params = {"organisation_id": str(organisation.id)}
    waiting = notices.notify("endorsement_request", region.id, occurrence="x", params=params)
    make_risk("UG")

    with transaction():
        services.approve_proposal(proposal, seen="KE", by=staff.id)

    assert (organisation.country_code, organisation.listing, organisation.slug) == ("UG", Listing.HIDDEN, None)
    session.refresh(waiting)
    assert waiting.state == State.CANCELLED
    assert [queries.by_id_visible(one, organisation.id) for one in (ANYONE, viewer_of(region))] == [None, None]


def test_a_second_proposal_for_the_same_field_is_refused(organisation: Organisation, editor: Person) -> None:
    propose(organisation, editor)

    with pytest.raises(ProposalOpen):
        propose(organisation, make_mandate(organisation, "edit"), "Other Star")
    propose(organisation, editor, "associate", IdentityField.CATEGORY)

    assert session.scalar(select(func.count()).select_from(Proposal)) == 2


def test_after_a_decision_the_field_is_free_again(organisation: Organisation, editor: Person) -> None:
    first = propose(organisation, editor)
    with transaction():
        services.withdraw_proposal(first, by=editor.id)

    second = propose(organisation, editor)

    assert (first.state, second.state) == ("withdrawn", "open")


def test_what_is_published_already_and_what_is_no_name_cannot_be_proposed(
    organisation: Organisation, editor: Person
) -> None:
    with pytest.raises(NothingProposed):
        propose(organisation, editor, "Evening Star")
    with pytest.raises(NameUnusable):
        propose(organisation, editor, "…")


def test_what_changed_meanwhile_needs_a_second_look(organisation: Organisation, editor: Person) -> None:
    proposal = propose(organisation, editor)
    services.rename(organisation, "Noon Star", by=None)
    session.commit()

    with pytest.raises(ValueChanged), transaction():
        services.approve_proposal(proposal, seen="Evening Star", by=None)
    assert (organisation.name, proposal.state) == ("Noon Star", "open")

    with transaction():
        services.approve_proposal(proposal, seen="Noon Star", by=None)
    assert organisation.name == "Morning Star"


def test_what_is_decided_is_not_decided_again(organisation: Organisation, editor: Person) -> None:
    proposal = propose(organisation, editor)
    with transaction():
        services.refuse_proposal(proposal, "Too early", by=None)

    with pytest.raises(ProposalDecided), transaction():
        services.approve_proposal(proposal, seen="Evening Star", by=None)
    with pytest.raises(ProposalDecided), transaction():
        services.withdraw_proposal(proposal, by=editor.id)
    with pytest.raises(ProposalDecided), transaction():
        services.answer_proposal(proposal, "But why?", by=editor.id)

    assert (organisation.name, proposal.state) == ("Evening Star", "refused")
    assert [one.text for one in queries.messages_of(proposal.id)] == ["Too early"]


def test_the_membership_staff_is_told_of_a_proposal_and_the_proposer_of_the_decision(
    organisation: Organisation, editor: Person
) -> None:
    staff = make_role(Role.MEMBERSHIP)
    make_role(Role.PROGRAMME)

    proposal = propose(organisation, editor)
    with transaction():
        services.refuse_proposal(proposal, "Too early", by=staff.id)

    expected = {"organisation_id": str(organisation.id), "proposal_id": str(proposal.id)}
    assert [(one.person_id, one.params) for one in letters("proposal_made")] == [(staff.id, expected)]
    assert [(one.person_id, one.params) for one in letters("proposal_decided")] == [(editor.id, expected)]


def test_an_answer_goes_to_the_other_side(organisation: Organisation, editor: Person) -> None:
    staff = make_role(Role.MEMBERSHIP)
    proposal = propose(organisation, editor)

    with transaction():
        services.answer_proposal(proposal, "Since when?", by=staff.id, capacity=f"role:{make_assignment(staff).id}")
    assert [one.person_id for one in letters("proposal_answered")] == [editor.id]

    with transaction():
        services.answer_proposal(proposal, "May", by=editor.id, capacity=f"organisation:{organisation.id}")
    assert {one.person_id for one in letters("proposal_answered")} == {editor.id, staff.id}
    assert [(one.text, one.role) for one in queries.messages_of(proposal.id)] == [
        ("Since when?", "secretariat-membership"),
        ("May", "organisation"),
    ]


def test_who_does_not_act_for_the_organisation_any_more_is_told_nothing(
    organisation: Organisation, editor: Person
) -> None:
    proposal = propose(organisation, editor)
    successor = make_mandate(organisation, "edit")
    make_mandate(organisation, "read")
    [mandate] = queries.mandates_in_force(organisation.id, person_id=editor.id, at=now())
    with transaction():
        services.end_mandate(mandate, by=None)

    with transaction():
        services.refuse_proposal(proposal, "Too early", by=None)

    assert [one.person_id for one in letters("proposal_decided")] == [successor.id]


def test_a_conversation_has_an_end(organisation: Organisation, editor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_MESSAGES", 3)
    proposal = propose(organisation, editor)
    for _ in range(2):
        with transaction():
            services.answer_proposal(proposal, "And?", by=editor.id)

    with pytest.raises(ThreadFull), transaction():
        services.answer_proposal(proposal, "And?", by=editor.id)
    with transaction():
        services.refuse_proposal(proposal, "Enough", by=None)

    assert len(queries.messages_of(proposal.id)) == 3


def test_hiding_cancels_the_notices_about_proposals(organisation: Organisation, editor: Person) -> None:
    make_role(Role.MEMBERSHIP)
    propose(organisation, editor)

    with transaction():
        services.hide_now(organisation, by=editor.id, source=HidingSource.MEMBER)

    assert [one.state for one in letters("proposal_made")] == [State.CANCELLED]


def test_no_value_stands_readable_in_the_database_the_trail_or_a_notice(
    organisation: Organisation, editor: Person
) -> None:
    make_role(Role.MEMBERSHIP)
    proposal = propose(organisation, editor, "Canary Star")
    with transaction():
        services.answer_proposal(proposal, "Canary words", by=editor.id)
        services.refuse_proposal(proposal, "Canary reason", by=None)

    rows = [session.execute(text(f"SELECT * FROM {name}")).all() for name in ("proposals", "proposal_messages")]
    told = [one.params for one in session.scalars(select(Notice))]
    trail = [one.details for one in session.scalars(select(AuditEntry))]

    assert b"Canary" not in b"".join(
        bytes(part) for table in rows for row in table for part in row if type(part) is bytes
    )
    assert "Canary" not in f"{told} {trail}"


def meet(app: Flask, first: object, second: object) -> list[str]:
    """Let two transactions meet: the second begins when the first has written and not committed."""
    written, waiting = Event(), Event()

    def run(act: object, is_first: bool) -> str:
        if not is_first:
            written.wait(10)
        with app.app_context():
            try:
                with transaction():
                    act()  # type: ignore[operator]
                    written.set()
                    if is_first:
                        waiting.wait(0.5)
            except DomainError as error:
                return type(error).__name__
        return "done"

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(run, first, True), pool.submit(run, second, False)]
        return [one.result(20) for one in results]


def test_of_two_proposals_at_the_same_moment_one_is_told_that_one_is_open(racing_app: Flask) -> None:
    organisation = make_organisation(name="Evening Star")
    key, people = organisation.id, [make_mandate(organisation, "edit").id for _ in range(2)]

    def act(name: str, by: UUID) -> None:
        services.propose(session.get_one(Organisation, key), IdentityField.NAME, name, reason="x", by=by)

    results = meet(racing_app, lambda: act("One", people[0]), lambda: act("Two", people[1]))

    assert results == ["done", "ProposalOpen"]
    assert [one.value_after for one in session.scalars(select(Proposal))] == ["One"]


def test_of_two_decisions_at_the_same_moment_the_second_is_told_what_became_of_it(racing_app: Flask) -> None:
    organisation = make_organisation(name="Evening Star")
    key = propose(organisation, make_mandate(organisation, "edit")).id
    decider = make_person().id

    results = meet(
        racing_app,
        lambda: services.approve_proposal(session.get_one(Proposal, key), seen="Evening Star", by=decider),
        lambda: services.refuse_proposal(session.get_one(Proposal, key), "No", by=None),
    )

    session.expire_all()
    assert results == ["done", "ProposalDecided"]
    assert session.get_one(Proposal, key).state == "approved"
    assert queries.messages_of(key) == []


def test_an_approval_waits_for_the_judgement_of_the_country_and_follows_it(racing_app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    proposal = propose(organisation, make_mandate(organisation, "edit"), "UG", IdentityField.COUNTRY)
    key, proposed = organisation.id, proposal.id

    def judge() -> None:
        country = regions_queries.country("UG") or pytest.fail("no country")
        regions.set_risk(country, RiskLevel.FORCED_HIDDEN, reason="x", review_on=None, by=None)

    results = meet(
        racing_app,
        judge,
        lambda: services.approve_proposal(session.get_one(Proposal, proposed), seen="KE", by=None),
    )

    session.expire_all()
    found = session.get_one(Organisation, key)
    assert results == ["done", "done"]
    assert (found.country_code, found.listing) == ("UG", Listing.HIDDEN)


def test_whoever_moves_an_organisation_cannot_list_it_in_the_same_moment(racing_app: Flask) -> None:
    organisation = make_organisation(country="UG")
    make_risk("UG")
    key, officer = organisation.id, make_role(Role.MEMBERSHIP).id

    def enlist() -> None:
        services.set_listing(session.get_one(Organisation, key), Listing.LISTED, by=officer, source="secretariat")

    results = meet(
        racing_app, lambda: services.move_to_country(session.get_one(Organisation, key), "KE", by=officer), enlist
    )

    session.expire_all()
    assert results == ["done", "MovedByYou"]
    assert session.get_one(Organisation, key).listing == Listing.HIDDEN
