from datetime import timedelta

import pytest
from sqlalchemy import select

from nswp_members.accounts import queries, services
from nswp_members.accounts.errors import (
    DateGone,
    LastAdministrator,
    LinkExpired,
    RoleHeldAlready,
    ScopeMissing,
    WeakPassword,
)
from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session
from tests.accounts.conftest import NEW_PASSWORD
from tests.factories import make_assignment, make_network, make_person, make_role

DAY = timedelta(days=1)


def actions():
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_person_is_found_again_by_any_spelling_of_the_address(app):
    first = services.ensure_person(email=" Amina@Example.org ")

    assert services.ensure_person(email="amina@example.ORG").id == first.id
    assert first.email == "amina@example.org"


def test_accepting_an_invitation_twice_is_refused(app):
    invitation = services.invite(person=make_person(account=False), lifetime=DAY, by=None)
    services.accept_invitation(invitation, name="A", password=NEW_PASSWORD, locale="en")

    with pytest.raises(LinkExpired):
        services.accept_invitation(invitation, name="B", password=NEW_PASSWORD, locale="en")


def test_accepting_without_a_password_opens_no_account(app):
    person = make_person(account=False)
    invitation = services.invite(person=person, lifetime=DAY, by=None)

    with pytest.raises(WeakPassword):
        services.accept_invitation(invitation, name="A", password=None, locale="en")
    assert not person.has_account


def test_accepting_does_not_change_an_account_that_exists(app):
    person = make_person(name="Before")
    stored = person.password_hash
    invitation = services.invite(person=person, lifetime=DAY, by=None)

    services.accept_invitation(invitation, name="After", password=NEW_PASSWORD, locale="fr")

    assert (person.name, person.locale, person.password_hash) == ("Before", "en", stored)


def test_a_reset_for_nobody_can_never_be_used(app):
    services.request_password_reset("never@example.org", lifetime=DAY)

    assert not session.scalars(select(queries.PasswordReset)).one().is_open(now())


@pytest.mark.parametrize(
    ("role", "field"),
    [
        (Role.REGIONAL_REPRESENTATIVE, "region_code"),
        (Role.CORRESPONDENT, "region_code"),
        (Role.NETWORK_VERIFIER, "organisation_id"),
    ],
)
def test_a_role_that_holds_somewhere_needs_to_know_where(app, role, field):
    with pytest.raises(ScopeMissing) as refusal:
        services.assign_role(person=make_person(), role=role, by=None)

    assert refusal.value.field == field


def test_a_role_drops_the_part_of_a_scope_it_does_not_need(app):
    network = make_network()

    one = services.assign_role(
        person=make_person(), role=Role.FINANCE, by=None, region_code="africa", organisation_id=network.id
    )

    assert (one.region_code, one.organisation_id) == (None, None)


def test_a_role_is_held_once_in_each_place(app):
    person = make_role(Role.CORRESPONDENT, region="africa")

    services.assign_role(person=person, role=Role.CORRESPONDENT, by=None, region_code="europe")
    with pytest.raises(RoleHeldAlready):
        services.assign_role(person=person, role=Role.CORRESPONDENT, by=None, region_code="africa")


def test_a_role_cannot_end_before_it_begins(app):
    with pytest.raises(DateGone):
        services.assign_role(person=make_person(), role=Role.FINANCE, by=None, valid_until=now())


def test_a_role_gives_rights_until_its_end_only(app):
    person = make_person()
    services.assign_role(person=person, role=Role.FINANCE, by=None, valid_until=now() + DAY)

    assert queries.role_capacities(person.id, now())
    assert queries.role_capacities(person.id, now() + 2 * DAY) == []


def test_an_ended_role_is_kept_and_recorded(app):
    person = make_role(Role.FINANCE)

    services.end_role(make_assignment(person), by=None)

    assert queries.role_capacities(person.id, now()) == []
    assert make_assignment(person).valid_until is not None
    assert actions()[-1] == "accounts.ended_role"


@pytest.mark.usefixtures("app")
class TestLastAdministrator:
    def test_cannot_lose_the_role(self):
        person = make_role(Role.ADMINISTRATOR)

        with pytest.raises(LastAdministrator):
            services.end_role(make_assignment(person), by=person.id)

    def test_cannot_be_closed_out(self):
        person = make_role(Role.ADMINISTRATOR)

        with pytest.raises(LastAdministrator):
            services.deactivate(person, by=person.id)

    @pytest.mark.parametrize("spare", ["invited", "closed", "for a time"])
    def test_is_not_replaced_by_one_who_cannot_stay(self, spare):
        person = make_role(Role.ADMINISTRATOR)
        other = make_person(account=spare != "invited")
        other.is_active = spare != "closed"
        until = now() + DAY if spare == "for a time" else None
        services.assign_role(person=other, role=Role.ADMINISTRATOR, by=None, valid_until=until)

        with pytest.raises(LastAdministrator):
            services.end_role(make_assignment(person), by=person.id)

    def test_may_go_when_another_one_stays(self):
        person = make_role(Role.ADMINISTRATOR)
        make_role(Role.ADMINISTRATOR)

        services.end_role(make_assignment(person), by=person.id)

        assert queries.role_capacities(person.id, now()) == []


def test_closing_an_account_shuts_every_door(app):
    person = make_person()
    _sign_in, token = services.start_sign_in(person, limits=app.config)
    invitation = services.invite(person=person, lifetime=DAY, by=None)
    services.request_password_reset(person.email, lifetime=DAY)

    services.deactivate(person, by=None)

    assert queries.live_sign_in(token, at=now()) is None
    assert not invitation.is_open(now())
    assert queries.open_resets(person.id, at=now()) == 0
    assert actions()[-1] == "accounts.deactivated"


def test_opening_an_account_again_brings_back_no_old_sign_in(app):
    person = make_person()
    _sign_in, token = services.start_sign_in(person, limits=app.config)
    services.deactivate(person, by=None)

    services.reactivate(person, by=None)

    assert person.has_account
    assert queries.live_sign_in(token, at=now()) is None


def test_closing_twice_is_recorded_once(app):
    person = make_person()

    services.deactivate(person, by=None)
    services.deactivate(person, by=None)
    services.reactivate(person, by=None)
    services.reactivate(person, by=None)

    assert actions().count("accounts.deactivated") == actions().count("accounts.reactivated") == 1


def test_mail_is_suspended_once(app):
    person = make_person()

    services.suspend_mail(person.id)
    services.suspend_mail(person.id)

    assert session.get(Person, person.id).mail_suspended_at is not None
    assert actions().count("accounts.suspended_mail") == 1
