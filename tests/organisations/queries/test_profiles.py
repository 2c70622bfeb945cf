from datetime import date

from flask import Flask

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.organisations import queries
from nswp_members.organisations.audiences import Relation
from nswp_members.organisations.models import Listing, ProfileText
from tests.factories import (
    affiliate,
    an_id,
    make_contact,
    make_mandate,
    make_network,
    make_organisation,
    make_role,
    viewer_of,
)


def test_an_organisation_is_found_only_by_those_who_may_know_of_it(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.HIDDEN)

    assert queries.by_id_visible(ANYONE, organisation.id) is None
    assert queries.by_id_visible(viewer_of(make_mandate(organisation, "read")), organisation.id) is organisation
    assert queries.by_id_visible(viewer_of(make_role(Role.MEMBERSHIP)), an_id()) is None


def test_a_verifier_sees_contacts_of_own_network_members_only(app: Flask) -> None:
    network, member = make_network(), make_organisation(name="Member")
    stranger = make_organisation(name="Stranger", listing=Listing.LISTED)
    affiliate(network, member)
    viewer = viewer_of(make_role(Role.NETWORK_VERIFIER, network=network))

    assert Relation.VERIFIER in queries.sight_of(viewer, member)
    assert "contacts" in queries.profile_of(viewer, member)
    assert Relation.VERIFIER not in queries.sight_of(viewer, stranger)
    assert "contacts" not in queries.profile_of(viewer, stranger)


def test_a_former_name_counts_until_the_day_it_was_given_up(app: Flask) -> None:
    organisation = make_organisation(
        name="Lantern Alliance",
        former_names=[("Lantern Committee", None, "2021-09-17"), ("Lamp Circle", None, "2009")],
    )

    assert queries.name_at(organisation, date(2008, 12, 31)) == "Lamp Circle"
    assert queries.name_at(organisation, date(2009, 6, 1)) == "Lantern Committee"
    assert queries.name_at(organisation, date(2021, 9, 16)) == "Lantern Committee"
    assert queries.name_at(organisation, date(2021, 9, 17)) == "Lantern Alliance"


def test_within_the_month_of_a_renaming_the_new_name_counts(app: Flask) -> None:
    organisation = make_organisation(name="New", former_names=[("Old", None, "2021-09")])

    assert queries.name_at(organisation, date(2021, 8, 31)) == "Old"
    assert queries.name_at(organisation, date(2021, 9, 1)) == "New"


def test_a_former_name_without_an_end_is_never_the_name_of_a_day(app: Flask) -> None:
    organisation = make_organisation(name="New", former_names=[("Old", None, None)])

    assert queries.name_at(organisation, date(1990, 1, 1)) == "New"


def test_texts_fall_back_field_by_field_to_english_and_then_to_any() -> None:
    texts = [
        ProfileText(locale="fr", people="Gens", involvement="", challenges="", other_work=""),
        ProfileText(locale="en", people="People", involvement="Involved", challenges="", other_work=""),
        ProfileText(locale="zh", people="", involvement="", challenges="挑战", other_work=""),
    ]

    sections = queries.profile_sections(texts, "fr")

    assert [(one.field, one.locale) for one in sections] == [
        ("people", "fr"),
        ("involvement", "en"),
        ("challenges", "zh"),
    ]
    assert [one.words for one in sections] == ["Gens", "Involved", "挑战"]


def test_contacts_come_in_their_order(app: Flask) -> None:
    organisation, empty = make_organisation(), make_organisation()
    first, second = make_contact(organisation), make_contact(organisation)

    assert queries.contacts_of([organisation.id, empty.id]) == {organisation.id: [first, second]}


def test_names_are_given_by_id(app: Flask) -> None:
    made = [make_organisation() for _ in range(3)]

    assert queries.names(one.id for one in made) == {one.id: one.name for one in made}


def test_a_namesake_that_the_viewer_may_not_know_of_is_not_found(app: Flask) -> None:
    hidden = make_organisation(name="Quiet Room", listing=Listing.HIDDEN)
    own = make_organisation(name="Own")
    member, staff = viewer_of(make_mandate(own, "edit")), viewer_of(make_role(Role.MEMBERSHIP))

    def search(viewer: object) -> object:
        return queries.same_name_known(viewer, country_code="KE", name="QUIET room", other_than=own.id)  # type: ignore[arg-type]

    assert search(member) is None
    assert search(staff) == hidden
