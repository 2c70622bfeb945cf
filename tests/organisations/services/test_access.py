from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session, today
from nswp_members.notices.models import Notice
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import AccessMoved, CodeUnusable, TooManyCodes, WrongEnd
from nswp_members.organisations.models import AccessCode, AccessGrant, AccessLevel, Listing, Organisation
from nswp_members.regions.models import RiskLevel
from tests.factories import (
    give_access,
    make_assignment,
    make_mandate,
    make_organisation,
    make_risk,
    make_role,
    viewer_of,
)


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    made = make_organisation(name="Harbour House")
    made.known_to = "secretariat"
    return made


@pytest.fixture
def guest(app: Flask) -> Person:
    return make_role(Role.REGIONAL_REPRESENTATIVE, region="europe")


def ask(guest: Person, code: str, level: AccessLevel = AccessLevel.PROFILE) -> AccessGrant:
    grant = services.ask_access(viewer_of(guest), code, level=level, reason="We plan a training.")
    session.commit()
    return grant


def knows(guest: Person, organisation: Organisation) -> bool:
    return queries.by_id_visible(viewer_of(guest), organisation.id) is not None


def test_a_code_is_kept_as_a_hash_and_works_however_it_is_typed(organisation: Organisation, guest: Person) -> None:
    code = services.make_access_code(organisation, by=None)
    session.commit()

    stored = session.scalars(text("SELECT code_hash::text FROM access_codes")).one()
    assert code.replace("-", "").lower() not in stored.lower()
    assert len(code.replace("-", "")) == 16
    assert ask(guest, f" {code.lower().replace('-', ' ')} ").state == "asked"


def test_asking_alone_shows_nothing_and_tells_the_editors(organisation: Organisation, guest: Person) -> None:
    editor = make_mandate(organisation, "read", "edit")
    make_mandate(organisation, "read")

    ask(guest, services.make_access_code(organisation, by=None))

    assert not knows(guest, organisation)
    notice = session.scalars(select(Notice).where(Notice.kind == "access_asked")).one()
    assert notice.person_id == editor.id


def test_wrong_used_and_old_codes_are_answered_alike(organisation: Organisation, guest: Person) -> None:
    used, old = (services.make_access_code(organisation, by=None) for _ in range(2))
    ask(guest, used)
    row = session.scalars(select(AccessCode).where(AccessCode.used_at.is_(None))).one()
    row.expires_at = now() - timedelta(seconds=1)

    for code in ("ABCD-EFGH-JKLM-NPQR", used, old, ""):
        with pytest.raises(CodeUnusable):
            ask(guest, code)


def test_an_organisation_keeps_so_many_codes(organisation: Organisation) -> None:
    for _ in range(10):
        services.make_access_code(organisation, by=None)

    with pytest.raises(TooManyCodes):
        services.make_access_code(organisation, by=None)


def test_access_lasts_until_its_last_day_and_in_that_capacity_only(organisation: Organisation, guest: Person) -> None:
    make_role(Role.DONOR, person=guest)
    grant = ask(guest, services.make_access_code(organisation, by=None))

    services.give_access(grant, level=AccessLevel.CONTACTS, until=today(), by=None)
    session.commit()

    assert knows(guest, organisation)
    assert grant.level == "contacts"
    grant.valid_until = now() - timedelta(seconds=1)
    session.commit()
    assert not knows(guest, organisation)


def test_access_ends_with_the_role(organisation: Organisation, guest: Person) -> None:
    give_access(organisation, guest)
    assert knows(guest, organisation)

    accounts.end_role(make_assignment(guest), by=None)
    session.commit()
    make_role(Role.REGIONAL_REPRESENTATIVE, region="europe", person=guest)

    assert not knows(guest, organisation)


@pytest.mark.parametrize("days", [-1, 400])
def test_access_ends_within_a_year(organisation: Organisation, guest: Person, days: int) -> None:
    grant = ask(guest, services.make_access_code(organisation, by=None))

    with pytest.raises(WrongEnd):
        services.give_access(grant, level=AccessLevel.PROFILE, until=today() + timedelta(days=days), by=None)


def test_who_ends_access_ends_it_at_once_and_what_was_made_by_it(organisation: Organisation, guest: Person) -> None:
    grant = give_access(organisation, guest)
    epoch = queries.visibility_epoch()

    services.end_access(grant, by=None)
    session.commit()

    assert not knows(guest, organisation)
    assert queries.visibility_epoch() > epoch
    with pytest.raises(AccessMoved):
        services.end_access(grant, by=None)


def test_what_is_over_by_the_clock_is_noted(organisation: Organisation, guest: Person) -> None:
    grant, other = give_access(organisation, guest, days=0), give_access(make_organisation(), guest, days=5)
    epoch = queries.visibility_epoch()

    services.end_expired_accesses(at=now() + timedelta(days=2))

    assert (grant.state, other.state) == ("ended", "open")
    assert queries.visibility_epoch() > epoch


def test_who_was_declined_sees_nothing_and_is_told(organisation: Organisation, guest: Person) -> None:
    grant = ask(guest, services.make_access_code(organisation, by=None))

    services.decline_access(grant, by=None)
    session.commit()

    assert not knows(guest, organisation)
    assert session.scalars(select(Notice).where(Notice.kind == "access_answered")).one().person_id == guest.id
    with pytest.raises(AccessMoved):
        services.give_access(grant, level=AccessLevel.PROFILE, until=today(), by=None)


def test_who_hides_is_hidden_from_guests_as_well(organisation: Organisation, guest: Person) -> None:
    give_access(organisation, guest)

    services.set_listing(organisation, Listing.HIDDEN, by=None, source="test")
    session.commit()
    assert not knows(guest, organisation)
    services.set_listing(organisation, Listing.UNLISTED, by=None, source="test")
    session.commit()
    assert knows(guest, organisation)
    make_risk(organisation.country_code, RiskLevel.FORCED_HIDDEN)

    assert not knows(guest, organisation)
