from flask import Flask

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.core.db import now, session
from nswp_members.notices.cautions import Caution
from nswp_members.organisations import queries
from nswp_members.organisations.models import Listing
from nswp_members.regions.models import RiskLevel
from tests.conftest import QueryCounter
from tests.factories import (
    make_contact,
    make_mandate,
    make_organisation,
    make_person,
    make_risk,
    make_role,
    viewer_of,
)


def test_a_forced_hidden_country_is_seen_only_by_its_own_and_the_membership_staff(app: Flask) -> None:
    organisation = make_organisation(country="UG", listing=Listing.LISTED)
    own, staff = make_mandate(organisation, "read"), make_role(Role.MEMBERSHIP)
    others = [make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"), make_mandate(make_organisation(), "read")]
    make_risk("UG")

    assert queries.by_id_visible(ANYONE, organisation.id) is None
    for person in others:
        assert queries.by_id_visible(viewer_of(person), organisation.id) is None
    for person in (own, staff):
        assert queries.by_id_visible(viewer_of(person), organisation.id) == organisation


def test_a_milder_risk_hides_nobody(app: Flask) -> None:
    organisation = make_organisation(country="UG", listing=Listing.LISTED)
    make_risk("UG", RiskLevel.DISCREET)

    assert queries.by_id_visible(ANYONE, organisation.id) == organisation


def test_mail_to_all_people_of_a_forced_hidden_country_stops(app: Flask) -> None:
    organisation = make_organisation(country="UG")
    acting, written_to = make_mandate(organisation, "read"), make_person(email="c@example.org", account=False)
    make_contact(organisation, email="c@example.org")
    elsewhere = make_mandate(make_organisation(), "read")
    make_risk("UG")

    cautions = queries.mail_cautions([acting.id, written_to.id, elsewhere.id], now())

    assert cautions == {acting.id: Caution.STOP, written_to.id: Caution.STOP}


def test_a_safe_address_gets_discreet_mail(app: Flask) -> None:
    organisation = make_organisation(country="UG")
    person = make_mandate(organisation, "read", person=make_person(email="c@example.org"))
    make_contact(organisation, email="c@example.org").safe_channel = "email"
    session.commit()
    make_risk("UG")

    assert queries.mail_cautions([person.id], now()) == {person.id: Caution.DISCREET}


def test_a_safe_address_of_one_organisation_is_not_safe_for_another(app: Flask) -> None:
    safe, unsafe = make_organisation(country="UG"), make_organisation(country="UG")
    person = make_mandate(safe, "read", person=make_person(email="c@example.org"))
    make_mandate(unsafe, "read", person=person)
    make_contact(safe, email="c@example.org").safe_channel = "email"
    session.commit()
    make_risk("UG")

    assert queries.mail_cautions([person.id], now()) == {person.id: Caution.STOP}


def test_people_of_an_organisation_that_hides_get_discreet_mail(app: Flask) -> None:
    hiding = make_mandate(make_organisation(listing=Listing.HIDDEN), "read")
    open_ = make_mandate(make_organisation(listing=Listing.LISTED), "read")

    assert queries.mail_cautions([hiding.id, open_.id], now()) == {hiding.id: Caution.DISCREET}


def test_the_effects_are_told_before_anything_changes(app: Flask) -> None:
    listed = make_organisation(name="Open", country="UG", listing=Listing.LISTED)
    make_organisation(name="Quiet", country="UG", listing=Listing.HIDDEN)
    make_organisation(name="Elsewhere", country="KE")
    make_mandate(listed, "read")
    make_mandate(listed, "read", person=make_person(email="safe@example.org"))
    make_contact(listed, email="safe@example.org").safe_channel = "email"
    session.commit()

    forced = queries.risk_effects("UG", RiskLevel.FORCED_HIDDEN, now())
    discreet = queries.risk_effects("UG", RiskLevel.DISCREET, now())

    assert (forced.organisations, forced.vanishing, forced.names) == (2, 1, ("Open", "Quiet"))
    assert (forced.people, forced.without_mail, forced.discreet) == (2, 1, 1)
    assert (discreet.vanishing, discreet.without_mail, discreet.discreet) == (0, 0, 2)


def test_the_number_of_queries_does_not_grow(app: Flask) -> None:
    people = [make_mandate(make_organisation(country="UG"), "read") for _ in range(3)]
    make_risk("UG")
    ids, counter = [one.id for one in people], QueryCounter()

    with counter.counting():
        queries.mail_cautions(ids, now())

    assert len(counter) <= 2
