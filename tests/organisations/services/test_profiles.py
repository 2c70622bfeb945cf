from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session, today
from nswp_members.organisations import services
from nswp_members.organisations.errors import NotAWebAddress, StaleVersion
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.organisations.services import FormerNameValue, ProfileValues
from tests.factories import make_organisation


def save(organisation: Organisation, values: ProfileValues) -> None:
    services.update_profile(organisation, values, version=organisation.version, by=None)
    session.flush()


def actions(organisation: Organisation) -> list[str]:
    statement = select(AuditEntry.action).where(AuditEntry.subject_id == organisation.id).order_by(AuditEntry.id)
    return list(session.scalars(statement))


def test_a_new_name_keeps_the_old_one_with_its_date(app: Flask) -> None:
    organisation = make_organisation(name="Lantern Committee")

    save(organisation, ProfileValues(name="Lantern Alliance"))

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

    save(organisation, ProfileValues(name="Étoile"))

    assert organisation.name == "Étoile"
    assert organisation.former_names == []


def test_a_save_from_an_older_version_is_refused(app: Flask) -> None:
    organisation = make_organisation(name="A")
    save(organisation, ProfileValues(name="A", acronym="X"))

    with pytest.raises(StaleVersion):
        services.update_profile(organisation, ProfileValues(name="A"), version=1, by=None)


def test_saving_without_a_change_makes_no_new_version(app: Flask) -> None:
    organisation = make_organisation(name="A")

    save(organisation, ProfileValues(name="A"))

    assert organisation.version == 1
    assert "organisations.updated_profile" not in actions(organisation)


def test_the_trail_names_the_fields_and_not_their_values(app: Flask) -> None:
    organisation = make_organisation(name="A")

    save(organisation, ProfileValues(name="A", city="Secretville", public_email="a@example.org"))

    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "organisations.updated_profile")).one()
    assert entry.details == {"fields": ["public_email", "city"]}


def test_the_name_of_a_hidden_organisation_can_be_taken_without_learning_of_it(app: Flask) -> None:
    hidden = make_organisation(name="Quiet Room", listing=Listing.HIDDEN)
    prober = make_organisation(name="Prober")

    save(prober, ProfileValues(name="Quiet Room"))
    session.commit()

    assert prober.name == "Quiet Room"
    assert prober.identity != hidden.identity
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "organisations.shares_name")).one()
    assert (entry.subject_id, entry.details) == (prober.id, {"other": str(hidden.id)})


def test_former_names_are_added_changed_and_removed(app: Flask) -> None:
    organisation = make_organisation(name="A", former_names=[("B", None, "2001"), ("C", None, "2002")])
    wanted = [FormerNameValue("B", None, "2001"), FormerNameValue("D", "1990", "1995-05")]

    save(organisation, ProfileValues(name="A", former_names=wanted))
    session.commit()

    assert {(one.name, one.used_from, one.used_until) for one in organisation.former_names} == {
        ("B", None, "2001"),
        ("D", "1990", "1995-05"),
    }


def test_a_link_that_a_browser_would_run_is_refused(app: Flask) -> None:
    organisation = make_organisation(name="A")

    for link in ("javascript:alert(1)", "data:text/html,x", "//example.org"):
        with pytest.raises(NotAWebAddress):
            save(organisation, ProfileValues(name="A", website=link))
        with pytest.raises(NotAWebAddress):
            save(organisation, replace(ProfileValues(name="A"), links=[link]))


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
