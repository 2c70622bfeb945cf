from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.errors import NameTaken, NameUnusable
from nswp_members.organisations.importing.conversion import as_new_organisation
from nswp_members.organisations.importing.draft import OrganisationDraft
from nswp_members.organisations.models import Kind, Listing, Organisation, Population, SearchText
from nswp_members.regions.geography import Region
from tests.conftest import QueryCounter
from tests.factories import make_organisation, make_person

DRAFT = OrganisationDraft(
    name="Tamarind Forum",
    acronym="TF",
    former_name="Tamarind Circle",
    country_code="MX",
    region=Region.LATIN_AMERICA,
    region_is_override=False,
    kind=Kind.NATIONAL,
    registered=False,
    sex_worker_led=True,
    category="full",
    contact_name="Contact",
    contact_email="contact@example.org",
    second_contact_email="office@example.org",
    phone="+1 555",
    website="https://example.org",
    mail_language="es",
    working_languages=("es", "en"),
    populations=(Population.TRANS,),
    priority_areas=(1, 6),
    list_publicly=False,
    joined_on=None,
    endorsed_on=None,
    notes="Quiet",
)


def test_a_new_organisation_is_not_listed(app: Flask) -> None:
    organisation = services.create_organisation(name="Étoile", country_code="FR", by=None)

    assert organisation.listing == Listing.UNLISTED
    assert organisation.slug is None
    assert organisation.region_code == "europe"
    assert (organisation.identity, organisation.sort_key) == ("etoile", "etoile")
    assert organisation.confidential is not None


def test_the_same_name_in_one_country_is_refused_however_it_is_spelt(app: Flask) -> None:
    make_organisation(name="Red Umbrella", country="KE")

    with pytest.raises(NameTaken):
        services.create_organisation(name="RED  umbrélla", country_code="KE", by=None)
    services.create_organisation(name="Red Umbrella", country_code="TZ", by=None)


def test_a_name_without_any_letter_is_refused(app: Flask) -> None:
    with pytest.raises(NameUnusable):
        services.create_organisation(name="!!!", country_code="KE", by=None)


def test_creating_leaves_a_line_in_the_trail(app: Flask) -> None:
    person = make_person()

    organisation = services.create_organisation(name="A", country_code="KE", by=person.id, capacity="role:x")
    session.flush()

    entry = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == organisation.id)).one()
    assert (entry.action, entry.person_id, entry.capacity) == ("organisations.created", person.id, "role:x")


def add(draft: OrganisationDraft) -> Organisation:
    """Add what a row of a list describes."""
    return services.add_organisation(
        as_new_organisation(draft),
        is_region_override=draft.region_is_override,
        is_listed=draft.list_publicly,
        by=None,
    )


def test_a_draft_becomes_an_organisation_with_all_it_says(app: Flask) -> None:
    organisation = add(DRAFT)
    session.commit()

    assert organisation.registration == "unregistered"
    assert organisation.kind == "national"
    assert organisation.populations == ["trans"]
    assert [one.name for one in organisation.former_names] == ["Tamarind Circle"]
    assert [(one.email, one.locale, one.position) for one in organisation.contacts] == [
        ("contact@example.org", "es", 1),
        ("office@example.org", "es", 2),
    ]
    assert organisation.confidential.category == "full"
    assert organisation.confidential.sex_worker_led is True
    assert "tamarind circle" in {row.content for row in organisation.search_texts}
    assert organisation.listing == Listing.UNLISTED
    assert organisation.region_overrides == []


def test_a_draft_that_asks_for_it_is_listed_under_a_free_address(app: Flask) -> None:
    first = add(replace(DRAFT, list_publicly=True))
    second = add(replace(DRAFT, list_publicly=True, country_code="PE"))
    session.commit()

    assert first.slug != second.slug
    assert all((one.slug or "").startswith("tamarind-forum-") for one in (first, second))


def test_a_region_against_the_default_is_noted_with_its_date(app: Flask) -> None:
    draft = replace(DRAFT, region=Region.NORTH_AMERICA_CARIBBEAN, region_is_override=True)

    organisation = add(draft)
    session.commit()

    assert organisation.region_code == "north-america-caribbean"
    assert [one.region_code for one in organisation.region_overrides] == ["north-america-caribbean"]


def test_adding_many_takes_one_look_up_each(app: Flask, queries: QueryCounter) -> None:
    with queries.counting():
        for number in range(100):
            add(replace(DRAFT, name=f"Group {number}", list_publicly=True))
        session.commit()

    assert session.scalar(select(func.count()).select_from(Organisation)) == 100
    assert len(queries) <= 130


def test_search_texts_can_be_made_anew(app: Flask) -> None:
    organisation = make_organisation(name="Étoile", acronym="ÉT")
    session.get_one(SearchText, (organisation.id, "name")).content = "wrong"
    organisation.sort_key = "wrong"
    session.commit()

    assert services.rebuild_all_search_texts() == 1
    assert {row.field: row.content for row in organisation.search_texts} == {"name": "etoile", "acronym": "et"}
    assert organisation.sort_key == "etoile"
