from datetime import timedelta

import pytest
from sqlalchemy import func, select

from nswp_members.accounts.models import Invitation, PasswordReset, Person, SignIn
from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session
from tests.accounts.conftest import NEW_PASSWORD, invitation_path, reset_path, sign_ins_of
from tests.factories import (
    PASSWORD,
    an_id,
    make_mandate,
    make_organisation,
    make_person,
    make_role,
    sign_in,
)


def is_signed_in(browser) -> bool:
    return browser.get("/accounts/settings").status_code == 200


def cookie(browser) -> str:
    found = browser.get_cookie("visit")
    return found.value if found else ""


class TestSigningIn:
    def test_the_right_password_leads_to_the_dashboard(self, client):
        person = make_person()

        answer = client.post("/accounts/sign-in", data={"email": person.email.upper(), "password": PASSWORD})

        assert answer.location == "/dashboard"
        assert is_signed_in(client)

    def test_a_visitor_is_sent_back_to_the_page_they_wanted(self, client):
        person = make_person()
        asked = client.get("/fr/accounts/settings")

        page = client.get(asked.location).text
        answer = client.post(
            "/accounts/sign-in",
            data={"email": person.email, "password": PASSWORD, "next": "/fr/accounts/settings"},
        )

        assert asked.status_code == 302
        assert 'value="/fr/accounts/settings"' in page
        assert answer.location == "/fr/accounts/settings"

    @pytest.mark.parametrize(
        "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:1", ""]
    )
    def test_nobody_is_sent_to_another_site(self, client, target):
        person = make_person()

        answer = client.post("/accounts/sign-in", data={"email": person.email, "password": PASSWORD, "next": target})

        assert answer.location == "/dashboard"

    def test_a_wrong_password_and_an_unknown_address_read_alike(self, client):
        known = make_person(email="known@example.org")

        wrong = client.post("/accounts/sign-in", data={"email": known.email, "password": "no"})
        unknown = client.post("/accounts/sign-in", data={"email": "never@example.org", "password": "no"})

        assert wrong.status_code == unknown.status_code == 200
        assert wrong.text.replace("known@example.org", "X") == unknown.text.replace("never@example.org", "X")
        assert not is_signed_in(client)

    def test_somebody_invited_without_a_password_cannot_sign_in(self, client, try_to_sign_in):
        person = make_person(account=False)

        assert try_to_sign_in(person.email, "") == 200
        assert try_to_sign_in(person.email, PASSWORD) == 200
        assert not is_signed_in(client)

    def test_a_closed_account_is_refused_like_a_wrong_password(self, client, try_to_sign_in):
        person = make_person()
        person.is_active = False
        session.commit()

        assert try_to_sign_in(person.email) == 200
        assert not is_signed_in(client)

    def test_the_session_is_a_new_one_after_signing_in(self, client):
        person = make_person()
        client.get("/accounts/sign-in")
        with client.session_transaction() as before:
            before["planted"] = "by an attacker"
        planted = cookie(client)

        sign_in(client, person)

        thief = client.application.test_client()
        thief.set_cookie("visit", planted)
        assert planted
        assert cookie(client) != planted
        assert is_signed_in(client)
        assert not is_signed_in(thief)

    def test_signing_in_again_ends_the_sign_in_it_replaces(self, client):
        person = make_person()
        sign_in(client, person)

        sign_in(client, person)

        first, second = sign_ins_of(person.id)
        assert first.ended_at is not None
        assert second.ended_at is None

    def test_the_cookie_is_kept_from_scripts_and_says_nothing(self, client):
        person = make_person(name="Canary Name")

        answer = client.post("/accounts/sign-in", data={"email": person.email, "password": PASSWORD})

        header = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("visit="))
        assert "HttpOnly" in header
        assert "SameSite=Lax" in header
        assert "Path=/" in header
        assert len(header.split(";")[0]) < 60

    def test_the_page_for_signing_in_sends_those_signed_in_on(self, client):
        sign_in(client, make_person())

        assert client.get("/accounts/sign-in").location == "/dashboard"


class TestSigningOut:
    def test_a_cookie_captured_before_does_not_work_afterwards(self, app, client):
        sign_in(client, make_person())
        captured = cookie(client)

        client.post("/accounts/sign-out")

        thief = app.test_client()
        thief.set_cookie("visit", captured)
        assert not is_signed_in(thief)
        assert not is_signed_in(client)

    def test_signing_out_everywhere_ends_every_browser_at_once(self, app, client):
        person = make_person()
        other = sign_in(app.test_client(), person)
        sign_in(client, person)

        answer = client.post("/accounts/sign-out-everywhere")

        assert "You are signed out everywhere." in client.get(answer.location).text
        assert not is_signed_in(other)
        assert not is_signed_in(client)

    def test_one_other_browser_can_be_signed_out(self, app, client):
        person = make_person()
        other = sign_in(app.test_client(), person)
        sign_in(client, person)
        theirs = sign_ins_of(person.id)[0]

        client.post(f"/accounts/sign-ins/{theirs.id}/end")

        assert not is_signed_in(other)
        assert is_signed_in(client)

    def test_nobody_signs_out_the_browser_of_somebody_else(self, app, client):
        stranger = make_person()
        other = sign_in(app.test_client(), stranger)
        sign_in(client, make_person())

        answer = client.post(f"/accounts/sign-ins/{sign_ins_of(stranger.id)[0].id}/end")
        absent = client.post(f"/accounts/sign-ins/{an_id()}/end")

        assert answer.status_code == absent.status_code == 404
        assert is_signed_in(other)

    @pytest.mark.parametrize("path", ["sign-out", "sign-out-everywhere", "capacity"])
    def test_visitors_are_sent_to_the_sign_in_page(self, client, path):
        assert client.post(f"/accounts/{path}").location == "/accounts/sign-in"
        assert client.get(f"/accounts/{path}").status_code == 405


class TestLimits:
    def test_a_browser_left_alone_is_signed_out(self, client):
        person = make_person()
        sign_in(client, person)
        sign_ins_of(person.id)[0].idle_after = now() - timedelta(seconds=1)
        session.commit()

        assert not is_signed_in(client)

    def test_a_browser_in_use_is_signed_out_after_the_longest_time(self, client):
        person = make_person()
        sign_in(client, person)
        sign_ins_of(person.id)[0].expires_at = now() - timedelta(seconds=1)
        session.commit()

        assert not is_signed_in(client)

    def test_use_pushes_the_idle_limit_forward_but_not_the_longest_time(self, client):
        person = make_person()
        sign_in(client, person)
        row = sign_ins_of(person.id)[0]
        row.last_seen_at, row.idle_after = now() - timedelta(minutes=5), now() + timedelta(minutes=1)
        longest = row.expires_at
        session.commit()

        client.get("/accounts/settings")

        row = sign_ins_of(person.id)[0]
        assert row.idle_after > now() + timedelta(hours=1)
        assert row.expires_at == longest

    def test_the_secretariat_has_shorter_limits(self, app, client):
        staff, member = make_role(Role.FINANCE), make_person()
        sign_in(client, staff)
        sign_in(app.test_client(), member)

        hers, his = sign_ins_of(staff.id)[0], sign_ins_of(member.id)[0]

        assert hers.idle_after - hers.created_at == timedelta(minutes=30)
        assert hers.expires_at - hers.created_at == timedelta(hours=8)
        assert his.expires_at - his.created_at == timedelta(hours=12)

    def test_a_role_of_the_secretariat_ends_the_longer_sign_ins(self, client):
        person = make_person()
        sign_in(client, person)

        make_role(Role.FINANCE, person=person)

        assert not is_signed_in(client)


class TestInvitations:
    def test_a_mail_scanner_that_fetches_the_link_changes_nothing(self, app, client):
        person = make_person(account=False)
        path = invitation_path(person, app)

        for _time in range(3):
            assert client.get(path).status_code == 200
            assert client.head(path).status_code == 200

        assert session.scalars(select(Invitation)).one().accepted_at is None
        assert session.get(Person, person.id).password_hash is None
        assert session.scalar(select(func.count()).select_from(SignIn)) == 0

    def test_pressing_the_button_opens_the_account_and_signs_in(self, app, client):
        person = make_person(account=False)

        answer = client.post(
            invitation_path(person, app),
            data={"name": "Aisha", "locale": "fr", "password": NEW_PASSWORD, "repeat": NEW_PASSWORD},
        )

        person = session.get(Person, person.id)
        assert answer.location == "/dashboard"
        assert (person.name, person.locale) == ("Aisha", "fr")
        assert person.password_hash.startswith("$argon2id$")
        assert is_signed_in(client)

    def test_the_link_works_once(self, app, client):
        path = invitation_path(make_person(account=False), app)
        data = {"name": "A", "locale": "en", "password": NEW_PASSWORD, "repeat": NEW_PASSWORD}
        client.post(path, data=data)

        again = app.test_client().post(path, data={**data, "password": PASSWORD, "repeat": PASSWORD})

        assert again.status_code == 404
        assert "This link does not work any more" in again.text

    @pytest.mark.parametrize("spoil", ["expires_at", "withdrawn_at"])
    def test_an_old_or_withdrawn_link_opens_nothing(self, app, client, spoil):
        path = invitation_path(make_person(account=False), app)
        setattr(session.scalars(select(Invitation)).one(), spoil, now() - timedelta(seconds=1))
        session.commit()

        assert client.get(path).status_code == 404
        assert client.post(path, data={"password": NEW_PASSWORD, "repeat": NEW_PASSWORD}).status_code == 404

    @pytest.mark.parametrize("token", ["x", "W10.x", "%00", "a" * 3000])
    def test_a_made_up_link_opens_nothing(self, client, token):
        assert client.get(f"/accounts/invitations/{token}").status_code == 404
        assert client.get(f"/accounts/reset/{token}").status_code == 404

    def test_a_link_of_one_kind_is_no_link_of_the_other(self, app, client):
        token = invitation_path(make_person(account=False), app).rpartition("/")[2]

        assert client.get(f"/accounts/reset/{token}").status_code == 404

    def test_a_weak_password_is_refused_with_help(self, app, client):
        person = make_person(account=False)
        weak = {"name": "A", "locale": "en", "password": "sexwork2026!", "repeat": "sexwork2026!"}

        answer = client.post(invitation_path(person, app), data=weak)

        assert "four unrelated words" in answer.text
        assert session.get(Person, person.id).password_hash is None

    def test_two_different_passwords_are_refused(self, app, client):
        person = make_person(account=False)
        data = {"name": "A", "locale": "en", "password": NEW_PASSWORD, "repeat": "something else"}

        answer = client.post(invitation_path(person, app), data=data)

        assert "The two passwords differ" in answer.text

    def test_the_owner_of_an_account_signs_in_before_accepting(self, app, client):
        person = make_person()
        path = invitation_path(person, app)

        assert client.get(path).location.startswith("/accounts/sign-in?next=")
        assert client.post(path).status_code == 302
        sign_in(client, person)
        assert "You have an account already" in client.get(path).text
        assert client.post(path).location == "/dashboard"
        assert session.scalars(select(Invitation)).one().accepted_at is not None

    def test_somebody_else_cannot_accept_it(self, app, client):
        path = invitation_path(make_person(), app)
        sign_in(client, make_person())

        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403
        assert session.scalars(select(Invitation)).one().accepted_at is None

    def test_a_closed_account_is_not_opened_by_an_invitation(self, app, client):
        person = make_person(account=False)
        path = invitation_path(person, app)
        session.get(Person, person.id).is_active = False
        session.commit()

        data = {"name": "A", "locale": "en", "password": NEW_PASSWORD, "repeat": NEW_PASSWORD}

        assert client.post(path, data=data).status_code == 404


class TestResets:
    def test_the_answer_is_the_same_whether_or_not_the_address_is_known(self, client):
        make_person(email="known@example.org")

        known = client.post("/accounts/reset", data={"email": "known@example.org"})
        unknown = client.post("/accounts/reset", data={"email": "never@example.org"})

        assert known.status_code == unknown.status_code == 200
        assert known.text == unknown.text
        assert {key: value for key, value in known.headers if key != "Date"} == {
            key: value for key, value in unknown.headers if key != "Date"
        }

    def test_the_same_work_is_done_whether_or_not_the_address_is_known(self, client, queries, hints):
        make_person(email="known@example.org")
        client.post("/accounts/reset", data={"email": "never@example.org"})

        with queries.counting():
            client.post("/accounts/reset", data={"email": "known@example.org"})
        known = [one.split()[0] for one in queries.statements]
        queries.statements.clear()
        with queries.counting():
            client.post("/accounts/reset", data={"email": "never@example.org"})

        assert [one.split()[0] for one in queries.statements] == known
        assert len(set(hints)) == 1

    def test_no_more_than_three_links_wait_in_a_mailbox(self, client):
        person = make_person()

        for _time in range(5):
            client.post("/accounts/reset", data={"email": person.email})

        owners = list(session.scalars(select(PasswordReset.person_id)))
        assert owners.count(person.id) == 3
        assert owners.count(None) == 2

    def test_asking_too_often_is_slowed_down(self, client):
        statuses = [client.post("/accounts/reset", data={"email": "a@example.org"}).status_code for _time in range(21)]

        assert statuses == [200] * 20 + [429]

    def test_opening_the_link_changes_nothing_and_sending_the_form_does(self, app, client):
        person = make_person()
        other = sign_in(app.test_client(), person)
        path = reset_path(person, app)
        before = person.password_hash

        assert client.get(path).status_code == 200
        assert session.get(Person, person.id).password_hash == before
        answer = client.post(path, data={"password": NEW_PASSWORD, "repeat": NEW_PASSWORD})

        assert answer.location == "/accounts/sign-in"
        assert session.get(Person, person.id).password_hash != before
        assert not is_signed_in(other)
        assert not is_signed_in(client)

    def test_one_reset_makes_every_open_link_useless(self, app, client):
        person = make_person()
        first, second = reset_path(person, app), reset_path(person, app)

        client.post(first, data={"password": NEW_PASSWORD, "repeat": NEW_PASSWORD})

        assert client.get(first).status_code == 404
        assert client.get(second).status_code == 404

    def test_a_weak_new_password_is_refused(self, app, client):
        person = make_person()

        answer = client.post(reset_path(person, app), data={"password": "short", "repeat": "short"})

        assert "easy to guess" in answer.text

    def test_a_link_older_than_half_an_hour_is_dead(self, app, client):
        path = reset_path(make_person(), app)
        session.scalars(select(PasswordReset)).one().expires_at = now() - timedelta(seconds=1)
        session.commit()

        assert client.get(path).status_code == 404


class TestOwnAccount:
    def test_settings_are_saved_and_change_the_language(self, client):
        person = make_person()
        sign_in(client, person)

        answer = client.post("/accounts/settings", data={"name": " New  name ", "locale": "es"})

        person = session.get(Person, person.id)
        assert answer.status_code == 302
        assert (person.name, person.locale) == ("New name", "es")
        assert '<html lang="es"' in client.get("/accounts/settings").text

    @pytest.mark.parametrize(("zone", "kept"), [("Asia/Kathmandu", "Asia/Kathmandu"), ("Atlantis/Capital", "UTC")])
    def test_a_time_zone_is_kept_if_there_is_one_of_that_name(self, client, zone, kept):
        person = make_person()
        sign_in(client, person)

        client.post("/accounts/settings", data={"name": "A", "locale": "en", "time_zone": zone})

        assert session.get(Person, person.id).time_zone == kept

    def test_settings_changed_on_a_page_in_another_language_lead_to_the_chosen_one(self, client):
        sign_in(client, make_person())

        answer = client.post("/fr/accounts/settings", data={"name": "A", "locale": "ru"})

        assert answer.location == "/ru/accounts/settings"

    def test_an_empty_name_is_refused(self, client):
        person = make_person(name="Before")
        sign_in(client, person)

        answer = client.post("/accounts/settings", data={"name": " ", "locale": "en"})

        assert "Enter a name by which we may address you." in answer.text
        assert session.get(Person, person.id).name == "Before"

    def test_a_new_password_keeps_this_browser_and_signs_out_all_others(self, app, client):
        person = make_person()
        other = sign_in(app.test_client(), person)
        sign_in(client, person)
        before = cookie(client)

        answer = client.post(
            "/accounts/password",
            data={"current_password": PASSWORD, "password": NEW_PASSWORD, "repeat": NEW_PASSWORD},
        )

        assert answer.location == "/accounts/settings"
        assert is_signed_in(client)
        assert cookie(client) != before
        assert not is_signed_in(other)

    def test_the_present_password_must_be_right(self, client):
        person = make_person()
        before = person.password_hash
        sign_in(client, person)

        answer = client.post(
            "/accounts/password",
            data={"current_password": "no", "password": NEW_PASSWORD, "repeat": NEW_PASSWORD},
        )

        assert "This is not your present password." in answer.text
        assert session.get(Person, person.id).password_hash == before

    def test_guessing_the_present_password_is_slowed_down(self, client):
        sign_in(client, make_person())
        data = {"current_password": "no", "password": NEW_PASSWORD, "repeat": NEW_PASSWORD}

        statuses = [client.post("/accounts/password", data=data).status_code for _time in range(11)]

        assert statuses == [200] * 10 + [429]

    def test_pages_of_one_s_own_are_not_for_visitors(self, client):
        for path in ("/accounts/settings", "/accounts/password"):
            assert client.get(path).location == f"/accounts/sign-in?next={path}"


class TestCapacities:
    def test_the_header_offers_every_capacity_and_the_switch_is_kept(self, client):
        person = make_role(Role.MEMBERSHIP)
        make_role(Role.ADMINISTRATOR, person=person)
        sign_in(client, person)
        page = client.get("/accounts/settings").text
        key = page.partition('<option value="role:')[2].split('<option value="')[1].split('"')[0]

        refused = client.get("/audit").status_code
        answer = client.post("/accounts/capacity", data={"capacity": key})

        assert refused == 403
        assert answer.location == "/dashboard"
        assert client.get("/audit").status_code == 200

    def test_nobody_takes_a_capacity_they_do_not_hold(self, client):
        stranger = make_role(Role.ADMINISTRATOR)
        make_role(Role.FINANCE, person=stranger)
        sign_in(client, make_role(Role.FINANCE))

        assert client.post("/accounts/capacity", data={"capacity": "role:made-up"}).status_code == 400
        assert client.get("/audit").status_code == 403

    def test_an_ended_mandate_takes_effect_the_same_moment(self, client):
        organisation = make_organisation(name="Canary Org")
        person = make_mandate(organisation, "read")
        sign_in(client, person)
        assert "Canary Org" in client.get("/dashboard").text

        from_mandate = "UPDATE mandates SET valid_until = now() - interval '1 second'"
        session.connection().exec_driver_sql(from_mandate)
        session.commit()

        assert "Canary Org" not in client.get("/dashboard").text

    def test_what_is_done_is_recorded_with_the_capacity(self, client):
        person = make_role(Role.ADMINISTRATOR)
        other = make_person()
        sign_in(client, person)

        client.post(f"/accounts/people/{other.id}/deactivate")

        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "accounts.deactivated")).one()
        assert (entry.person_id, entry.capacity) == (person.id, Role.ADMINISTRATOR)


def test_without_a_token_no_form_is_accepted(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    person = make_person()

    answer = client.post("/accounts/sign-in", data={"email": person.email, "password": PASSWORD})

    assert answer.status_code == 400
    assert not is_signed_in(client)
