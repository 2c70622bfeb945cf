from flask import Flask
from sqlalchemy import select, text

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.models import Organisation, ProfileRevision
from tests.factories import make_mandate, make_organisation, make_role, viewer_of


def revisions(organisation: Organisation) -> list[ProfileRevision]:
    statement = select(ProfileRevision).where(ProfileRevision.organisation_id == organisation.id)
    return list(session.scalars(statement.order_by(ProfileRevision.version)))


def test_the_first_change_keeps_what_there_was_before(app: Flask) -> None:
    organisation = make_organisation(acronym="OLD", texts={"en": {"people": "Before"}})
    before = organisation.updated_at

    services.update_profile(organisation, {"acronym": "NEW"}, version=1, by=None)
    session.commit()

    first, second = revisions(organisation)
    assert (first.version, first.fields, first.at) == (1, [], before)
    assert first.snapshot["acronym"] == "OLD"
    assert first.snapshot["texts"]["en"]["people"] == "Before"
    assert (second.version, second.fields, second.snapshot["acronym"]) == (2, ["acronym"], "NEW")


def test_every_change_is_kept_once(app: Flask) -> None:
    organisation = make_organisation()

    services.update_profile(organisation, {"city": "Mombasa"}, version=1, by=None)
    services.save_texts(organisation, "fr", {"people": "Gens"}, version=2, by=None)
    services.save_texts(organisation, "fr", {"people": "Gens"}, version=3, by=None)
    session.commit()

    assert [one.fields for one in revisions(organisation)] == [[], ["city"], ["fr.people"]]


def test_a_revision_names_who_and_in_which_role(app: Flask) -> None:
    organisation = make_organisation()
    editor, office = make_mandate(organisation, "edit"), make_role(Role.MEMBERSHIP)

    for version, person in enumerate((editor, office), start=1):
        capacity = viewer_of(person).capacity
        assert capacity is not None
        services.update_profile(
            organisation, {"acronym": str(version)}, version=version, by=person.id, capacity=capacity.key
        )
    session.commit()

    told = [(one.person_id, one.role) for one in revisions(organisation)[1:]]
    assert told == [(editor.id, "organisation"), (office.id, "secretariat-membership")]


def test_nobody_reads_a_revision_in_the_database(app: Flask) -> None:
    organisation = make_organisation()

    services.update_profile(organisation, {"city": "Secretville"}, version=1, by=None)
    session.flush()

    stored = session.scalars(text("SELECT snapshot FROM profile_revisions")).all()
    assert len(stored) == 2
    assert not any(b"Secretville" in bytes(one) for one in stored)
