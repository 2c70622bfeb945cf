from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session, today
from nswp_members.organisations import services
from nswp_members.organisations.errors import NotAWebAddress, StaleVersion
from nswp_members.organisations.models import Listing, Organisation, ProfileRevision
from nswp_members.organisations.services import FormerNameValue
from tests.factories import make_organisation


def save(organisation: Organisation, **values: Any) -> None:
    services.update_profile(organisation, values, version=organisation.version, by=None)
    session.flush()


def actions(organisation: Organisation) -> list[str]:
    statement = select(AuditEntry.action).where(AuditEntry.subject_id == organisation.id).order_by(AuditEntry.id)
    return list(session.scalars(statement))


def test_a_new_name_keeps_the_old_one_with_its_date(app: Flask) -> None:
    organisation = make_organisation(name="Lantern Committee")

    services.rename(organisation, "Lantern Alliance", by=None)
    session.flush()

    assert organisation.name == "Lantern Alliance"
    assert organisation.identity == "lantern alliance"
    assert [(one.name, one.used_until) for one in organisation.former_names] == [
        ("Lantern Committee", today().isoformat())
    ]
    assert {row.field: row.content for row in organisation.search_texts} == {
        "name": "lantern alliance",
        "former_names": "lantern committee",
    }


def test_putting_the_spelling_right_makes_no_former_name(app: Flask) -> None:
    organisation = make_organisation(name="etoile")

    services.rename(organisation, "Étoile", by=None)

    assert organisation.name == "Étoile"
    assert organisation.former_names == []


def test_a_save_from_an_older_version_is_refused(app: Flask) -> None:
    organisation = make_organisation(name="A")
    save(organisation, acronym="X")

    with pytest.raises(StaleVersion):
        services.update_profile(organisation, {"acronym": "Y"}, version=1, by=None)


def test_saving_without_a_change_makes_no_new_version(app: Flask) -> None:
    organisation = make_organisation(name="A", acronym="X")

    save(organisation, acronym="X", city=None, links=[], former_names=[])

    assert organisation.version == 1
    assert session.scalars(select(ProfileRevision)).all() == []
    assert "organisations.updated_profile" not in actions(organisation)


def test_the_trail_names_the_fields_and_not_their_values(app: Flask) -> None:
    organisation = make_organisation(name="A")

    save(organisation, city="Secretville", public_email="a@example.org")

    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "organisations.updated_profile")).one()
    assert entry.details == {"fields": ["public_email", "city"]}


def test_the_name_of_a_hidden_organisation_can_be_taken_without_learning_of_it(app: Flask) -> None:
    hidden = make_organisation(name="Quiet Room", listing=Listing.HIDDEN)
    prober = make_organisation(name="Prober")

    services.rename(prober, "Quiet Room", by=None)
    session.commit()

    assert prober.name == "Quiet Room"
    assert prober.identity != hidden.identity
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "organisations.shares_name")).one()
    assert (entry.subject_id, entry.details) == (prober.id, {"other": str(hidden.id)})


def test_former_names_are_added_changed_and_removed(app: Flask) -> None:
    organisation = make_organisation(name="A", former_names=[("B", None, "2001"), ("C", None, "2002")])
    wanted = [FormerNameValue("B", None, "2001"), FormerNameValue("D", "1990", "1995-05")]

    save(organisation, former_names=wanted)
    session.commit()

    assert {(one.name, one.used_from, one.used_until) for one in organisation.former_names} == {
        ("B", None, "2001"),
        ("D", "1990", "1995-05"),
    }


def test_a_link_that_a_browser_would_run_is_refused(app: Flask) -> None:
    organisation = make_organisation(name="A")

    for link in ("javascript:alert(1)", "data:text/html,x", "//example.org"):
        with pytest.raises(NotAWebAddress):
            save(organisation, website=link)
        with pytest.raises(NotAWebAddress):
            save(organisation, links=[link])


def test_a_field_that_is_not_given_stays_as_it_is(app: Flask) -> None:
    organisation = make_organisation(name="A", city="Secretville", website="https://a.example.org", languages=["en"])

    save(organisation, acronym="X")
    session.commit()

    assert (organisation.confidential.city, organisation.website) == ("Secretville", "https://a.example.org")
    assert organisation.languages == ["en"]


def test_a_new_name_counts_as_a_version_and_stands_in_the_trail(app: Flask) -> None:
    organisation = make_organisation(name="Lantern Committee")

    services.rename(organisation, "Lantern Alliance", by=None)
    session.flush()

    assert organisation.version == 2
    assert "organisations.renamed" in actions(organisation)


def revision_at(organisation: Organisation, version: int) -> ProfileRevision:
    statement = select(ProfileRevision).where(
        ProfileRevision.organisation_id == organisation.id, ProfileRevision.version == version
    )
    return session.scalars(statement).one()


def test_a_whole_revision_is_restored_as_a_new_one(app: Flask) -> None:
    organisation = make_organisation(
        name="A",
        acronym="OLD",
        links=["https://old.example.org"],
        former_names=[("B", None, "2001")],
        texts={"fr": {"people": "Avant", "challenges": "Reste"}},
    )
    save(organisation, acronym="NEW", links=[], former_names=[])
    services.save_texts(organisation, "fr", {"people": "Après"}, version=2, by=None)
    session.commit()

    fields = ["acronym", "links", "former_names", "fr.people", "fr.challenges"]
    services.restore_revision(organisation, revision_at(organisation, 1), fields, version=3, by=None)
    session.commit()

    assert (organisation.acronym, organisation.links) == ("OLD", ["https://old.example.org"])
    assert [(one.name, one.used_until) for one in organisation.former_names] == [("B", "2001")]
    assert [(one.locale, one.people, one.challenges) for one in organisation.texts] == [("fr", "Avant", "Reste")]
    assert set(revision_at(organisation, 4).fields) == set(fields)


def test_one_field_is_restored_and_the_others_stay(app: Flask) -> None:
    organisation = make_organisation(name="A", acronym="OLD", texts={"en": {"people": "Before", "challenges": "C"}})
    save(organisation, acronym="NEW")
    services.save_texts(organisation, "en", {"people": "After", "challenges": "D"}, version=2, by=None)
    session.commit()

    services.restore_revision(organisation, revision_at(organisation, 1), ["en.people"], version=3, by=None)
    session.commit()

    assert organisation.acronym == "NEW"
    assert [(one.people, one.challenges) for one in organisation.texts] == [("Before", "D")]


def test_restoring_from_an_older_version_is_refused(app: Flask) -> None:
    organisation = make_organisation(name="A", acronym="OLD")
    save(organisation, acronym="NEW")

    with pytest.raises(StaleVersion):
        services.restore_revision(organisation, revision_at(organisation, 1), ["acronym"], version=1, by=None)


def test_restoring_never_touches_name_listing_and_place(app: Flask) -> None:
    organisation = make_organisation(name="Before", country="KE", listing=Listing.HIDDEN)
    services.rename(organisation, "After", by=None)
    session.flush()

    fields = ["name", "country_code", "listing", "audiences", "contacts"]
    services.restore_revision(organisation, revision_at(organisation, 2), fields, version=organisation.version, by=None)

    assert (organisation.name, organisation.listing) == ("After", "hidden")


def test_hints_are_stopped_once(app: Flask) -> None:
    organisation = make_organisation()

    services.stop_hints(organisation, by=None)
    services.stop_hints(organisation, by=None)
    session.flush()

    assert organisation.hints_off_at is not None
    assert actions(organisation).count("organisations.stopped_hints") == 1


def test_texts_are_kept_per_language(app: Flask) -> None:
    organisation = make_organisation(name="A")

    services.save_texts(organisation, "fr", {"people": "Gens"}, version=1, by=None)
    services.save_texts(organisation, "en", {"people": "People"}, version=2, by=None)
    session.commit()

    assert {one.locale: one.people for one in organisation.texts} == {"fr": "Gens", "en": "People"}


def test_emptied_texts_leave_no_row(app: Flask) -> None:
    organisation = make_organisation(name="A", texts={"fr": {"people": "Gens"}})

    services.save_texts(organisation, "fr", {}, version=1, by=None)
    session.commit()

    assert organisation.texts == []
