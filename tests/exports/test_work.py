"""Making files."""

from datetime import date

import pytest

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session, transaction
from nswp_members.core.spreadsheets import Format
from nswp_members.exports import services
from nswp_members.exports.models import Failure, State
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Audience, FieldRead, Listing
from tests.exports.conftest import Ask, asked_and_made, by_column, cells_of, made
from tests.factories import (
    affiliate,
    make_assignment,
    make_contact,
    make_mandate,
    make_network,
    make_organisation,
    make_role,
    viewer_of,
)


def test_a_file_holds_what_the_list_and_the_profile_show(ask: Ask, staff: Person) -> None:
    network = make_network(name="River Network", listing=Listing.LISTED)
    organisation = make_organisation(
        name="Lantern House",
        acronym="LH",
        kind="local",
        languages=["sw", "en"],
        priority_areas=[1, 7],
        website="https://lantern.example.org",
        former_names=[("Old Lantern", None, "2015")],
        texts={"en": {"people": "Who works by the river"}, "fr": {"people": "Au bord de la rivière"}},
    )
    affiliate(network, organisation)

    rows = by_column(asked_and_made(ask, staff, query={"q": ["lantern"]}))

    assert len(rows) == 1
    row = rows[0]
    assert (row["Name"], row["Acronym"], row["Country"], row["Country code"]) == ("Lantern House", "LH", "Kenya", "KE")
    assert (row["Region"], row["Kind"]) == ("Africa", "Local organisation")
    assert row["Former names"] == "Old Lantern (–2015)"
    assert row["Working languages"] == "Swahili; English"
    assert row["Regional networks"] == "River Network"
    assert row["Who we work with"] == "Who works by the river"
    assert (row["Listing"], row["E-mail contacts"]) == ("Not listed", "0")


def test_words_are_in_the_language_of_whoever_asked(ask: Ask, staff: Person) -> None:
    make_organisation(name="Lantern House", texts={"en": {"people": "River"}, "fr": {"people": "Rivière"}})

    rows = by_column(asked_and_made(ask, staff, locale="fr"))

    assert rows[0]["Pays"] == "Kenya"
    assert "Rivière" in rows[0].values()
    assert "River" not in rows[0].values()


def test_numbers_and_days_keep_their_type(ask: Ask, staff: Person) -> None:
    organisation = make_organisation(name="Lantern House", joined_on="2015")
    make_contact(organisation)
    export = ask(viewer_of(staff), file_format="xlsx", with_protected=True)
    with transaction():
        services.decide(export, agreed=True, by=make_role(Role.MEMBERSHIP).id)

    row = by_column(made(export))[0]

    assert (row["E-mail contacts"], row["Member since"]) == (1, 2015)
    assert isinstance(row["Last change"], date)


@pytest.mark.parametrize("file_format", [Format.XLSX, Format.ODS])
def test_a_workbook_says_how_it_was_made_and_names_nobody(ask: Ask, file_format: Format) -> None:
    own = make_organisation(name="Own House", listing=Listing.LISTED)
    person = make_mandate(own, "read")

    export = asked_and_made(ask, person, file_format=file_format.value, query={"country": ["KE"]})

    about = dict(cells_of(file_format, export.content, sheet=1)[1:])
    assert about["Number of this file"] == export.number
    assert about["Filters"] == "Country: Kenya"
    assert about["In the capacity of"] == "Organisation"
    assert about["Organisations"] == 1
    assert person.name not in str(about)
    assert "Own House" not in str(about)


def test_an_alias_stands_where_the_name_may_not_be_known(ask: Ask) -> None:
    aliased = make_organisation(name="Secret House", country="UG", website="https://secret.example.org")
    aliased.alias, aliased.alias_key, aliased.known_to = "Sunflower", "sunflower", Audience.MEMBERS
    session.commit()
    person = make_mandate(make_organisation(name="Own House"), "read")

    export = asked_and_made(ask, person, rows=2)

    row = next(row for row in by_column(export) if row["Alias"] == "Sunflower")
    assert {key: value for key, value in row.items() if value} == {
        "Name": "Sunflower",
        "Alias": "Sunflower",
        "Region": "Africa",
    }
    assert b"secret" not in export.content.lower()


def test_a_hidden_field_is_empty(ask: Ask) -> None:
    organisation = make_organisation(name="Lantern House", website="https://lantern.example.org", acronym="LH")
    organisation.audiences = {"website": Audience.SECRETARIAT.value}
    organisations.set_listing(organisation, Listing.LISTED, by=None, source="test")
    session.commit()
    person = make_mandate(make_organisation(name="Own House", country="FR"), "read")

    row = next(row for row in by_column(asked_and_made(ask, person, rows=2)) if row["Name"] == "Lantern House")

    assert (row["Website"], row["Acronym"]) == ("", "LH")


def test_without_asking_no_column_can_endanger_anybody(ask: Ask, staff: Person) -> None:
    organisation = make_organisation(name="Lantern House", sex_worker_led=True, category="full", city="Mombasa")
    make_contact(organisation, name="Amina")

    export = asked_and_made(ask, staff)

    assert not {"Sex worker-led", "Category", "City", "Contacts"} & set(by_column(export)[0])
    assert b"Mombasa" not in export.content
    assert b"Amina" not in export.content
    assert session.query(FieldRead).count() == 0


def test_what_can_endanger_people_is_noted_for_them_to_look_up(ask: Ask, staff: Person) -> None:
    organisation = make_organisation(name="Lantern House", sex_worker_led=True, city="Mombasa")
    make_organisation(name="Nothing to see")
    export = ask(viewer_of(staff), with_protected=True)
    with transaction():
        services.decide(export, agreed=True, by=make_role(Role.MEMBERSHIP).id)

    row = by_column(made(export))[0]

    assert (row["Sex worker-led"], row["City"]) == ("Yes", "Mombasa")
    read = session.query(FieldRead).one()
    assert (read.organisation_id, read.person_id) == (organisation.id, staff.id)
    assert read.fields == ["city", "sex_worker_led"]


def test_a_file_is_made_once(ask: Ask, staff: Person) -> None:
    make_organisation()
    export = asked_and_made(ask, staff)
    first = export.made_at

    made(export)

    assert (export.made_at, export.attempt) == (first, 1)


def test_whoever_lost_the_capacity_gets_no_file(ask: Ask, staff: Person) -> None:
    make_organisation()
    export = ask(viewer_of(staff))
    make_assignment(staff).valid_until = make_assignment(staff).valid_from
    session.commit()

    made(export)

    assert (export.state, export.failure, export.data) == (State.FAILED, Failure.RIGHTS, None)
