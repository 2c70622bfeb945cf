import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session
from nswp_members.organisations import services
from nswp_members.organisations.audiences import CHOOSABLE, POLICIES, audience_of
from nswp_members.organisations.models import Audience, Hiding, Listing, Organisation
from tests.factories import PASSWORD, an_id, make_mandate, make_organisation, make_risk, make_role, sign_in


def address(organisation: Organisation) -> str:
    return f"/organisations/{organisation.id}/visibility"


def form_of(organisation: Organisation, **changes: Any) -> dict[str, Any]:
    """Return what a browser would send: everything as it stands, with some changes."""
    session.refresh(organisation)
    audiences = {f"sees_{field}": str(audience_of(field, organisation.audiences)) for field in CHOOSABLE}
    stands = {
        "version": organisation.version,
        "listing": organisation.listing,
        "known_to": organisation.known_to,
        "alias": organisation.alias,
    }
    return stands | audiences | changes


def hidden_fields(text: str) -> dict[str, str]:
    """Return the version and fingerprint that a page carries."""
    return {
        name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', text).group(1).replace("&#34;", '"')  # type: ignore[union-attr]
        for name in ("version", "base")
    }


@pytest.fixture
def organisation(client: FlaskClient) -> Organisation:
    made = make_organisation(name="Own House", website="https://own.example.org", city="Secretville")
    sign_in(client, make_mandate(made, "read", "edit"))
    return made


def test_the_page_asks_for_a_sign_in(client: FlaskClient) -> None:
    assert client.get(f"/organisations/{an_id()}/visibility").status_code == 302


def test_choosing_is_for_those_who_may_edit(client: FlaskClient) -> None:
    listed = make_organisation(listing=Listing.LISTED)
    hidden = make_organisation(listing=Listing.HIDDEN)

    assert client.post(address(listed), data=form_of(listed, listing="hidden")).status_code == 302
    sign_in(client, make_mandate(make_organisation(), "edit"))
    assert client.post(address(listed), data=form_of(listed, listing="hidden")).status_code == 403
    assert client.post(address(hidden), data=form_of(hidden)).status_code == 404
    assert listed.listing == "listed"


def test_a_reader_of_the_organisation_may_not_choose(client: FlaskClient) -> None:
    made = make_organisation()
    sign_in(client, make_mandate(made, "read"))

    assert client.get(address(made)).status_code == 403


def test_the_page_shows_exactly_what_would_be_public(client: FlaskClient, organisation: Organisation) -> None:
    text = client.get(address(organisation)).text

    assert "https://own.example.org" in text
    assert "Secretville" not in text


def test_listing_without_consent_is_refused(client: FlaskClient, organisation: Organisation) -> None:
    answer = client.post(address(organisation), data=form_of(organisation, listing="listed"))

    assert "Nothing becomes public without this agreement." in answer.text
    assert organisation.listing == "unlisted"


def test_with_consent_everybody_finds_it(client: FlaskClient, organisation: Organisation) -> None:
    client.post(address(organisation), data=form_of(organisation, listing="listed", consent="y"))

    assert (organisation.slug or "").startswith("own-house-")
    assert client.application.test_client().get(f"/members/{organisation.slug}").status_code == 200


def test_hiding_through_the_form_is_hiding_at_once(client: FlaskClient, organisation: Organisation) -> None:
    services.set_listing(organisation, Listing.LISTED, by=None, source="test")
    session.commit()
    slug, stranger = organisation.slug, client.application.test_client()
    assert "Own House" in stranger.get("/members").text

    assert f'action="/organisations/{organisation.id}/hide"' in client.get(address(organisation)).text

    answer = client.post(address(organisation), data=form_of(organisation, listing="hidden"))

    assert answer.location == f"/organisations/{organisation.id}/hidden"
    assert organisation.listing == "hidden"
    assert "Own House" not in stranger.get("/members").text
    assert stranger.get(f"/members/{slug}").status_code == 404
    assert "Undo the hiding" in client.get(answer.location).text


class TestComingBack:
    @pytest.fixture
    def organisation(self, client: FlaskClient, organisation: Organisation) -> Organisation:
        assert "current_password" not in client.get(address(organisation)).text
        client.post(f"/organisations/{organisation.id}/hide")
        return organisation

    @pytest.mark.parametrize("wish", ["listed", "unlisted"])
    @pytest.mark.parametrize(
        ("password", "told"),
        [
            ({}, "Enter your password to confirm."),
            ({"current_password": ""}, "Enter your password to confirm."),
            ({"current_password": "wrong"}, "This is not your present password."),
        ],
    )
    def test_without_the_password_it_stays_hidden(
        self, client: FlaskClient, organisation: Organisation, wish: str, password: dict[str, str], told: str
    ) -> None:
        sent = form_of(organisation, listing=wish, consent="y", sees_texts="us", **password)

        answer = client.post(address(organisation), data=sent)

        assert told in answer.text
        assert 'name="current_password"' in answer.text
        assert (organisation.listing, organisation.audiences) == ("hidden", {})

    @pytest.mark.parametrize("wish", ["listed", "unlisted"])
    def test_with_the_password_it_comes_back(self, client: FlaskClient, organisation: Organisation, wish: str) -> None:
        sent = form_of(organisation, listing=wish, consent="y", current_password=PASSWORD)

        client.post(address(organisation), data=sent)

        assert organisation.listing == wish

    def test_it_needs_the_password_long_after_the_hiding_as_well(
        self, client: FlaskClient, organisation: Organisation
    ) -> None:
        hiding = session.scalars(select(Hiding)).one()
        hiding.hidden_at, hiding.undo_until = hiding.hidden_at - timedelta(days=60), now() - timedelta(days=30)
        session.commit()

        client.post(address(organisation), data=form_of(organisation, listing="unlisted"))

        assert organisation.listing == "hidden"

    def test_what_else_is_chosen_while_hidden_needs_none(self, client: FlaskClient, organisation: Organisation) -> None:
        client.post(address(organisation), data=form_of(organisation, sees_texts="us", current_password="wrong"))

        assert (organisation.listing, organisation.audiences) == ("hidden", {"texts": "us"})

    def test_no_way_leads_around_it_through_having_left(self, client: FlaskClient, organisation: Organisation) -> None:
        sign_in(client, make_role(Role.MEMBERSHIP))
        client.post(address(organisation), data=form_of(organisation, listing="withdrawn"))

        answer = client.post(address(organisation), data=form_of(organisation, listing="listed", consent="y"))

        assert "Enter your password to confirm." in answer.text
        assert organisation.listing == "withdrawn"

    def test_a_page_from_before_the_hiding_does_not_bring_it_back(
        self, client: FlaskClient, organisation: Organisation
    ) -> None:
        stale = form_of(organisation, listing="unlisted", sees_texts="us")
        stale["version"] -= 1

        assert client.post(address(organisation), data=stale).status_code == 409
        answer = client.post(address(organisation), data=stale | {"version": organisation.version})

        assert "Enter your password to confirm." in answer.text
        assert organisation.listing == "hidden"

    def test_guessing_is_slowed_down_as_at_the_sign_in(self, client: FlaskClient, organisation: Organisation) -> None:
        sent = form_of(organisation, listing="unlisted", current_password="wrong")

        codes = {client.post(address(organisation), data=sent).status_code for _number in range(11)}

        assert codes == {200, 429}
        assert organisation.listing == "hidden"


def test_a_member_cannot_undo_that_it_left(client: FlaskClient, organisation: Organisation) -> None:
    services.set_listing(organisation, Listing.WITHDRAWN, by=None, source="test")
    session.commit()

    client.post(address(organisation), data=form_of(organisation, listing="listed", consent="y"))
    client.post(address(organisation), data=form_of(organisation, listing="hidden"))
    page = client.get(address(organisation)).text

    assert organisation.listing == "withdrawn"
    assert "current_password" not in page
    assert f"/organisations/{organisation.id}/hide" not in page


def test_the_secretariat_notes_that_an_organisation_left(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    sign_in(client, make_role(Role.MEMBERSHIP))

    client.post(address(organisation), data=form_of(organisation, listing="withdrawn"))

    assert organisation.listing == "withdrawn"


def test_a_field_is_narrowed_and_the_public_page_obeys(client: FlaskClient, organisation: Organisation) -> None:
    services.set_listing(organisation, Listing.LISTED, by=None, source="test")
    session.commit()
    slug, stranger = organisation.slug, client.application.test_client()
    assert "https://own.example.org" in stranger.get(f"/members/{slug}").text

    answer = client.post(address(organisation), data=form_of(organisation, sees_website="members"))

    assert answer.status_code == 302
    assert organisation.audiences == {"website": "members"}
    assert "https://own.example.org" not in stranger.get(f"/members/{slug}").text


def test_widening_to_the_public_needs_consent(client: FlaskClient, organisation: Organisation) -> None:
    services.set_listing(organisation, Listing.LISTED, by=None, source="test")
    organisation.audiences = {"website": "members"}
    session.commit()

    refused = client.post(address(organisation), data=form_of(organisation, sees_website="public"))
    assert "Nothing becomes public without this agreement." in refused.text
    assert organisation.audiences == {"website": "members"}

    client.post(address(organisation), data=form_of(organisation, sees_website="public", consent="y"))
    assert organisation.audiences == {}
    line = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert line is not None
    assert line.details["consent"] == "2026-11"


@pytest.mark.parametrize(("field", "value"), [("city", "public"), ("contacts", "public"), ("website", "junk")])
def test_what_a_policy_does_not_offer_is_refused(
    client: FlaskClient, organisation: Organisation, field: str, value: str
) -> None:
    answer = client.post(address(organisation), data=form_of(organisation, **{f"sees_{field}": value}))

    assert answer.status_code == 200
    assert "Please look at this again" in answer.text
    assert organisation.audiences == {}


def test_a_telling_alias_is_refused_at_its_field(client: FlaskClient, organisation: Organisation) -> None:
    answer = client.post(address(organisation), data=form_of(organisation, alias="The Own House Club"))

    assert "too much like your real name" in answer.text
    assert organisation.alias == ""


def test_an_alias_and_who_knows_of_it_are_saved(client: FlaskClient, organisation: Organisation) -> None:
    client.post(address(organisation), data=form_of(organisation, alias="Blue Kite", known_to="members"))

    assert (organisation.alias, organisation.alias_key, organisation.known_to) == ("Blue Kite", "blue kite", "members")
    sign_in(client, make_mandate(make_organisation(), "read"))
    listed = client.get("/members").text
    assert "Blue Kite" in listed
    assert "Own House" not in listed


def test_a_preset_fills_the_form_in_and_saves_nothing(client: FlaskClient, organisation: Organisation) -> None:
    answer = client.post(address(organisation), data=form_of(organisation, preset="careful"))

    assert "Nothing is saved yet" in answer.text
    assert organisation.audiences == {}
    for field in CHOOSABLE:
        part = answer.text.partition(f'name="sees_{field}"')[2].partition("</select>")[0]
        assert f'selected value="{POLICIES[field].choices[-1]}"' in part, field


def test_the_defaults_are_filled_in_again(client: FlaskClient, organisation: Organisation) -> None:
    answer = client.post(address(organisation), data=form_of(organisation, sees_texts="us", preset="defaults"))

    part = answer.text.partition('name="sees_texts"')[2].partition("</select>")[0]
    assert 'selected value="public"' in part


def test_the_page_says_what_is_in_effect_and_why(client: FlaskClient, organisation: Organisation) -> None:
    services.set_listing(organisation, Listing.HIDDEN, by=None, source="test")
    session.commit()

    text = client.get(address(organisation)).text

    assert "Effective now: secretariat and us, because you are hidden." in text
    assert "Never wider than: secretariat and representatives" in text


def test_two_people_who_choose_different_things_both_keep_them(client: FlaskClient, organisation: Organisation) -> None:
    page = hidden_fields(client.get(address(organisation)).text)
    stale = form_of(organisation, sees_website="members") | page
    client.post(address(organisation), data=form_of(organisation, sees_texts="us"))

    answer = client.post(address(organisation), data=stale)

    assert answer.status_code == 302
    assert organisation.audiences == {"website": "members", "texts": "us"}


def test_two_people_who_choose_about_one_field_are_asked(client: FlaskClient, organisation: Organisation) -> None:
    page = hidden_fields(client.get(address(organisation)).text)
    stale = form_of(organisation, sees_texts="members") | page
    client.post(address(organisation), data=form_of(organisation, sees_texts="us"))

    answer = client.post(address(organisation), data=stale)

    assert answer.status_code == 409
    assert "Two people changed the same" in answer.text
    assert organisation.audiences == {"texts": "us"}
    kept = client.post(address(organisation), data=stale | hidden_fields(answer.text) | {"keep-sees_texts": "theirs"})
    assert kept.status_code == 302
    assert organisation.audiences == {"texts": "us"}


class TestTheSecretariat:
    @pytest.fixture
    def organisation(self, client: FlaskClient) -> Organisation:
        made = make_organisation(name="Own House", listing=Listing.UNLISTED)
        made.audiences = {"texts": "secretariat"}
        made.known_to, made.alias, made.alias_key = Audience.SECRETARIAT, "Blue Kite", "blue kite"
        session.commit()
        sign_in(client, make_role(Role.MEMBERSHIP))
        return made

    def test_narrows(self, client: FlaskClient, organisation: Organisation) -> None:
        answer = client.post(address(organisation), data=form_of(organisation, sees_texts="us", sees_website="members"))

        assert answer.status_code == 302
        assert organisation.audiences == {"texts": "us", "website": "members"}

    @pytest.mark.parametrize("change", [{"sees_texts": "public"}, {"known_to": "members"}])
    def test_does_not_widen(self, client: FlaskClient, organisation: Organisation, change: dict[str, str]) -> None:
        answer = client.post(address(organisation), data=form_of(organisation, **change))

        assert answer.status_code == 200
        assert "Please look at this again" in answer.text
        assert organisation.audiences == {"texts": "secretariat"}
        assert organisation.known_to == "secretariat"

    def test_does_not_take_an_alias_away(self, client: FlaskClient, organisation: Organisation) -> None:
        client.post(address(organisation), data=form_of(organisation, alias=""))

        assert organisation.alias == "Blue Kite"

    def test_presets_stay_within_what_it_may_choose(self, client: FlaskClient, organisation: Organisation) -> None:
        answer = client.post(address(organisation), data=form_of(organisation, preset="defaults"))

        part = answer.text.partition('name="sees_texts"')[2].partition("</select>")[0]
        assert 'selected value="secretariat"' in part


def test_whoever_moved_it_out_of_a_country_hidden_by_force_is_told_why_not(client: FlaskClient) -> None:
    organisation = make_organisation(country="UG", listing=Listing.LISTED)
    make_risk("UG")
    officer = make_role(Role.MEMBERSHIP)
    services.move_to_country(organisation, "KE", by=officer.id)
    session.commit()
    back = {"listing": "listed", "consent": "y", "current_password": PASSWORD}

    refused = sign_in(client, officer).post(address(organisation), data=form_of(organisation, **back))
    assert "or a second person of the secretariat does." in refused.text
    assert organisation.listing == "hidden"

    sign_in(client, make_mandate(organisation, "edit")).post(address(organisation), data=form_of(organisation, **back))
    assert organisation.listing == "listed"


def test_nobody_is_told_that_everybody_reads_what_their_country_hides(client: FlaskClient) -> None:
    organisation = make_organisation(country="UG", listing=Listing.LISTED)
    sign_in(client, make_mandate(organisation, "read", "edit"))
    make_risk("UG")

    saved = client.post(address(organisation), data=form_of(organisation))

    text = client.get(address(organisation)).text
    assert saved.status_code == 302
    assert "Saved." in text
    assert "Everybody can read" not in text
