import pytest

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.core.health import beat
from nswp_members.organisations.models import Listing
from tests.factories import (
    affiliate,
    make_contact,
    make_endorsement,
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_risk,
    make_role,
    sign_in,
)

LISTED, HIDDEN, WITHDRAWN = Listing.LISTED, Listing.HIDDEN, Listing.WITHDRAWN


class TestHomePage:
    def test_visitors_learn_what_this_is_and_where_to_go(self, client):
        page = client.get("/").text

        for path in ("/members", "/statement", "/accounts/sign-in"):
            assert f'href="{path}"' in page

    def test_search_engines_may_keep_it(self, client):
        answer = client.get("/")

        assert "X-Robots-Tag" not in answer.headers
        assert "noindex" not in answer.text

    def test_it_counts_listed_organisations_only_and_names_none(self, client):
        make_organisation(name="Canary Listed", listing=LISTED)
        for listing in (Listing.UNLISTED, HIDDEN, WITHDRAWN):
            make_organisation(listing=listing)

        page = client.get("/").text

        assert '<span class="stat-value">1</span>' in page
        assert '<span class="stat-value">4</span>' not in page
        assert "Canary" not in page

    def test_those_signed_in_stay_and_find_their_dashboard(self, client):
        sign_in(client, make_person())

        answer = client.get("/")

        assert answer.status_code == 200
        assert 'href="/dashboard"' in answer.text

    def test_it_is_the_same_page_in_every_language(self, client):
        for code in ("en", "fr", "es", "ru", "zh"):
            assert f'<html lang="{code}"' in client.get(f"/{code}/").text


def test_the_dashboard_is_not_for_visitors(client):
    assert client.get("/dashboard").location == "/accounts/sign-in?next=/dashboard"


def test_somebody_without_a_capacity_learns_whom_to_ask(client):
    sign_in(client, make_person(name="Amina"))

    answer = client.get("/dashboard")

    assert answer.status_code == 200
    assert "Welcome, Amina" in answer.text
    assert "the secretariat" in answer.text


class TestSecretariat:
    @pytest.mark.parametrize("role", [Role.MEMBERSHIP, Role.ADMINISTRATOR])
    def test_everything_at_a_glance(self, client, role):
        endorsed = make_organisation(name="Endorsed Org", country="KE")
        make_endorsement(endorsed)
        make_organisation(name="Silent Org", country="FR", listing=HIDDEN)
        make_contact(make_organisation(name="Reachable Org", country="BR"))
        make_organisation(name="Gone Org", country="KE", listing=WITHDRAWN)
        sign_in(client, make_role(role))

        page = client.get("/dashboard").text

        assert "Organisations by region" in page
        assert '<span class="progress-count">1 of 3</span>' in page
        assert "Silent Org" in page
        assert "No contact address" in page
        assert "Reachable Org" in page
        assert "Not asked yet" in page
        assert "Endorsed Org" not in page
        assert "Gone Org" not in page

    def test_an_empty_installation_says_how_to_begin(self, client):
        sign_in(client, make_role(Role.MEMBERSHIP))

        page = client.get("/dashboard").text

        assert "No organisation yet" in page
        assert 'href="/organisations/imports"' in page

    @pytest.mark.parametrize("role", [Role.PROGRAMME, Role.FINANCE, Role.COMMUNICATIONS])
    def test_other_desks_see_public_numbers_only(self, client, role):
        make_organisation(name="Canary Listed", listing=LISTED)
        make_organisation(name="Canary Hidden", listing=HIDDEN)
        sign_in(client, make_role(role))

        page = client.get("/dashboard").text

        assert '<span class="stat-value">1</span>' in page
        assert "Canary" not in page
        assert "Notices" not in page


class TestScopes:
    def test_a_representative_sees_the_own_region_without_the_hidden(self, client):
        make_organisation(name="Kenyan Org", country="KE")
        make_organisation(name="Hidden Kenyan", country="KE", listing=HIDDEN)
        make_organisation(name="French Org", country="FR", listing=LISTED)
        sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

        page = client.get("/dashboard").text

        assert "Kenyan Org" in page
        assert "Hidden Kenyan" not in page
        assert "French Org" not in page
        assert '<span class="stat-value">1</span>' in page

    def test_a_verifier_sees_the_members_of_the_own_network_without_the_hidden(self, client):
        network = make_network(name="Own Network")
        own, hidden = make_organisation(name="Own Member"), make_organisation(name="Hidden Member", listing=HIDDEN)
        affiliate(network, own, hidden)
        affiliate(make_network(name="Other Network"), make_organisation(name="Other Member"))
        sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network))

        page = client.get("/dashboard").text

        assert "Own Network" in page
        assert "Own Member" in page
        assert "Hidden Member" not in page
        assert "Other Member" not in page
        assert '<span class="stat-value">1</span>' in page

    @pytest.mark.parametrize(("role", "region"), [(Role.CORRESPONDENT, "africa"), (Role.DONOR, None)])
    def test_outside_roles_see_public_numbers_and_no_name(self, client, role, region):
        make_organisation(name="Canary Listed", listing=LISTED)
        make_organisation(name="Canary Unlisted")
        sign_in(client, make_role(role, region=region))

        page = client.get("/dashboard").text

        assert '<span class="stat-value">1</span>' in page
        assert "Canary" not in page
        assert "Last notices" not in page

    def test_a_donor_sees_no_number_that_points_at_single_organisations(self, client):
        for number in range(12):
            organisation = make_organisation(country="KE", listing=LISTED)
            if number < 3:
                make_endorsement(organisation)
        sign_in(client, make_role(Role.DONOR))

        page = client.get("/dashboard").text

        assert "not shown" in page
        assert "3 of 12" not in page

    def test_a_donor_sees_numbers_that_are_large_enough(self, client):
        for number in range(12):
            organisation = make_organisation(country="KE", listing=LISTED)
            if number < 6:
                make_endorsement(organisation)
        sign_in(client, make_role(Role.DONOR))

        assert "6 of 12" in client.get("/dashboard").text


class TestOrganisation:
    def test_who_may_endorse_is_asked_to(self, client):
        organisation = make_organisation(name="Our Org")
        sign_in(client, make_mandate(organisation, "edit", "endorse"))

        page = client.get("/dashboard").text

        assert "Will you endorse the Consensus Statement?" in page
        assert f'href="/organisations/{organisation.id}/endorse"' in page

    def test_who_may_not_endorse_is_told_who_may(self, client):
        organisation = make_organisation()
        make_mandate(organisation, "endorse", person=make_person(name="The Signatory"))
        sign_in(client, make_mandate(organisation, "read"))

        page = client.get("/dashboard").text

        assert "not endorsed yet" in page
        assert f'href="/organisations/{organisation.id}/endorse"' not in page
        assert "The Signatory" in page

    def test_nothing_more_is_asked_after_endorsing(self, client):
        organisation = make_organisation()
        make_endorsement(organisation)
        sign_in(client, make_mandate(organisation, "endorse"))

        page = client.get("/dashboard").text

        assert "You stand behind the Consensus Statement" in page
        assert "Will you endorse" not in page

    def test_an_editor_is_warned_when_letters_do_not_arrive(self, client):
        organisation = make_organisation()
        sign_in(client, make_mandate(organisation, "edit"))
        nobody = client.get("/dashboard").text
        contact = make_contact(organisation)
        fine = client.get("/dashboard").text
        make_person(email=contact.email).mail_suspended_at = now()
        session.commit()

        returned = client.get("/dashboard").text

        assert "Nobody can write to you" in nobody
        assert "Nobody can write to you" not in fine
        assert "comes back" not in fine
        assert "Mail to you comes back" in returned

    def test_nobody_is_nagged_about_what_may_put_people_at_risk(self, client):
        sign_in(client, make_mandate(make_organisation(), "edit"))

        hints = client.get("/dashboard").text.partition("Your profile could say more")[2].partition("</ul>")[0]

        assert "languages" in hints
        for word in ("led", "category", "registration", "registered", "city", "populations", "phone"):
            assert word not in hints.casefold().split()

    def test_a_reader_is_offered_nothing_they_cannot_do(self, client):
        organisation = make_organisation()
        sign_in(client, make_mandate(organisation, "read"))

        page = client.get("/dashboard").text

        assert f'href="/organisations/{organisation.id}/edit"' not in page
        assert f'href="/organisations/{organisation.id}/visibility"' not in page
        assert "could say more" not in page

    @pytest.mark.parametrize("listing", [Listing.UNLISTED, HIDDEN, WITHDRAWN])
    def test_a_hidden_organisation_sees_itself_and_how_it_is_seen(self, client, listing):
        sign_in(client, make_mandate(make_organisation(name="Our Org", listing=listing), "read"))

        page = client.get("/dashboard").text

        assert "Our Org" in page
        assert "Who sees you" in page

    def test_an_organisation_of_a_forced_hidden_country_is_not_called_public(self, client):
        organisation = make_organisation(country="UG", listing=LISTED)
        sign_in(client, make_mandate(organisation, "read"))
        make_risk("UG")

        page = client.get("/dashboard").text

        assert "Hidden because of its country" in page
        assert "Everybody sees it" not in page

    def test_a_reporting_partner_sees_the_own_organisation(self, client):
        sign_in(client, make_mandate(make_network(name="Partner Network"), "report"))

        assert "Partner Network" in client.get("/dashboard").text


@pytest.mark.parametrize(
    "role", [Role.MEMBERSHIP, Role.REGIONAL_REPRESENTATIVE, Role.NETWORK_VERIFIER, Role.DONOR, Role.ORGANISATION]
)
def test_a_dashboard_takes_the_same_number_of_queries_however_much_there_is(client, queries, role):
    network = make_network()
    ours = make_organisation(name="Ours")
    person = (
        make_mandate(ours, "edit", "endorse")
        if role == Role.ORGANISATION
        else make_role(role, region="africa", network=network)
    )
    sign_in(client, person)

    def count() -> int:
        queries.statements.clear()
        with queries.counting():
            assert client.get("/dashboard").status_code == 200
        return len(queries)

    def grow(number: int) -> None:
        for _time in range(number):
            organisation = make_organisation(listing=LISTED)
            make_contact(organisation)
            affiliate(network, organisation)
            make_mandate(ours, "read")

    grow(1)
    count()
    few = count()
    grow(12)

    assert count() == few
    assert few <= 29


class TestHealth:
    def test_alive_needs_nothing_else(self, client, queries):
        with queries.counting():
            answer = client.get("/healthz")

        assert (answer.status_code, answer.json) == (200, {"status": "ok"})
        assert queries.statements == []
        assert "Set-Cookie" not in answer.headers

    def test_ready_when_every_part_is(self, client):
        beat("worker", now())

        answer = client.get("/readyz")

        assert answer.status_code == 200
        assert answer.json == {"database": "ok", "redis": "ok", "worker": "ok", "outbox": "ok"}
        assert "Set-Cookie" not in answer.headers

    def test_not_ready_while_the_worker_is_silent(self, client):
        answer = client.get("/readyz")

        assert answer.status_code == 503
        assert answer.json["worker"] == "failing"
        assert answer.json["database"] == "ok"
