from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import Mandate, Organisation, ProfileDraft
from tests.factories import make_assignment, make_mandate, make_organisation, make_person, make_role

PAIRS = [("acronym", "TYPED"), ("version", "1")]


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return make_organisation()


@pytest.fixture
def editor(organisation: Organisation) -> Person:
    return make_mandate(organisation, "edit")


def drafts() -> int:
    return len(session.scalars(select(ProfileDraft)).all())


def test_what_was_typed_is_kept_for_that_person_and_step_alone(organisation: Organisation, editor: Person) -> None:
    services.keep_draft(organisation, "names", PAIRS, by=editor.id)

    assert queries.draft_of(organisation.id, editor.id, "names") == PAIRS
    assert queries.draft_of(organisation.id, editor.id, "work") == []
    assert queries.draft_of(organisation.id, make_mandate(organisation, "edit").id, "names") == []
    assert queries.draft_of(make_organisation().id, editor.id, "names") == []


def test_what_is_typed_later_takes_the_place(organisation: Organisation, editor: Person) -> None:
    services.keep_draft(organisation, "names", PAIRS, by=editor.id)
    services.keep_draft(organisation, "names", [("acronym", "LATER")], by=editor.id)

    assert queries.draft_of(organisation.id, editor.id, "names") == [("acronym", "LATER")]
    assert drafts() == 1


def test_nobody_reads_a_draft_in_the_database(organisation: Organisation, editor: Person) -> None:
    services.keep_draft(organisation, "names", PAIRS, by=editor.id)

    assert b"TYPED" not in bytes(session.scalars(text("SELECT data FROM profile_drafts")).one())


def test_a_draft_is_discarded_alone(organisation: Organisation, editor: Person) -> None:
    services.keep_draft(organisation, "names", PAIRS, by=editor.id)
    services.keep_draft(organisation, "work", PAIRS, by=editor.id)

    services.discard_draft(organisation, "names", by=editor.id)

    assert queries.drafted(organisation.id, editor.id) == {"work"}


def test_a_draft_goes_with_the_right_to_edit(organisation: Organisation) -> None:
    editor = make_mandate(organisation, "read", "edit")
    services.keep_draft(organisation, "names", PAIRS, by=editor.id)

    for function, left in (("read", 1), ("edit", 0)):
        mandate = session.scalars(
            select(Mandate).where(Mandate.person_id == editor.id, Mandate.function == function)
        ).one()
        services.end_mandate(mandate, by=None)
        assert drafts() == left


def test_old_drafts_go_and_young_ones_stay(organisation: Organisation, editor: Person) -> None:
    office = make_role(Role.MEMBERSHIP)
    services.keep_draft(organisation, "names", PAIRS, by=editor.id)
    services.keep_draft(organisation, "names", PAIRS, by=office.id)

    services.forget_old_drafts(at=now() + timedelta(days=29))
    assert drafts() == 2
    services.forget_old_drafts(at=now() + timedelta(days=31))
    assert drafts() == 0


def test_drafts_of_those_who_may_not_edit_any_more_go_too(organisation: Organisation, editor: Person) -> None:
    former = make_role(Role.MEMBERSHIP)
    make_assignment(former).valid_until = now()
    for person in (editor, former, make_person()):
        services.keep_draft(organisation, "names", PAIRS, by=person.id)

    services.forget_old_drafts(at=now() + timedelta(seconds=1))

    assert [one.person_id for one in session.scalars(select(ProfileDraft))] == [editor.id]
