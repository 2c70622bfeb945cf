import pytest
from flask import Flask
from sqlalchemy import select, text

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from nswp_members.core.errors import NotAnImage
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import FileMissing, PeopleNotAsked
from nswp_members.organisations.models import Organisation, Picture, PictureKind
from tests.factories import an_image, make_organisation, make_person

LOGO, PHOTO = PictureKind.LOGO, PictureKind.PHOTO


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return make_organisation()


def pictures(organisation: Organisation) -> list[Picture]:
    return list(session.scalars(select(Picture).where(Picture.organisation_id == organisation.id)))


def test_a_picture_is_kept_as_ciphertext_and_without_what_it_carried(organisation: Organisation) -> None:
    person = make_person()

    made = services.set_picture(organisation, LOGO, an_image(), alt="A lantern", people_agreed=False, by=person.id)

    session.expire_all()
    assert (made.width, made.height, made.alt, made.uploaded_by) == (64, 48, "A lantern", person.id)
    assert made.content[8:12] == b"WEBP"
    assert b"CANARY" not in made.content
    raw = session.execute(text("SELECT data, alt FROM organisation_pictures")).one()
    assert b"WEBP" not in raw.data
    assert b"lantern" not in raw.alt


def test_a_file_put_into_another_row_cannot_be_read(organisation: Organisation) -> None:
    other = make_organisation()
    for one in (organisation, other):
        services.set_picture(one, LOGO, an_image(), alt="x", people_agreed=False, by=None)
    ours, theirs = pictures(organisation)[0], pictures(other)[0]

    theirs.data = ours.data

    with pytest.raises(ValueError, match="another row"):
        _ = theirs.content


def test_a_photo_is_larger_than_a_logo(organisation: Organisation) -> None:
    file = an_image(size=(2000, 1000))

    logo = services.set_picture(organisation, LOGO, file, alt="x", people_agreed=False, by=None)
    photo = services.set_picture(organisation, PHOTO, file, alt="x", people_agreed=True, by=None)

    assert (logo.width, photo.width) == (512, 1600)


def test_a_new_picture_takes_the_place_of_the_old_one(organisation: Organisation) -> None:
    services.set_picture(organisation, LOGO, an_image(), alt="Old", people_agreed=False, by=None)
    first, epoch = pictures(organisation)[0].content, queries.visibility_epoch()

    services.set_picture(organisation, LOGO, an_image("blue"), alt="New", people_agreed=False, by=None)

    (kept,) = pictures(organisation)
    assert kept.content != first
    assert kept.alt == "New"
    assert queries.visibility_epoch() > epoch


def test_the_words_about_a_picture_change_without_a_new_file(organisation: Organisation) -> None:
    services.set_picture(organisation, LOGO, an_image(), alt="Old", people_agreed=False, by=None)
    before = pictures(organisation)[0].content

    services.set_picture(organisation, LOGO, b"", alt="New", people_agreed=False, by=None)

    assert (pictures(organisation)[0].content, pictures(organisation)[0].alt) == (before, "New")


def test_without_a_picture_there_is_nothing_to_describe(organisation: Organisation) -> None:
    with pytest.raises(FileMissing):
        services.set_picture(organisation, LOGO, b"", alt="x", people_agreed=False, by=None)

    assert pictures(organisation) == []


def test_a_photo_of_people_who_were_not_asked_is_refused(organisation: Organisation) -> None:
    with pytest.raises(PeopleNotAsked):
        services.set_picture(organisation, PHOTO, an_image(), alt="x", people_agreed=False, by=None)

    assert pictures(organisation) == []


def test_a_refused_file_changes_nothing(organisation: Organisation) -> None:
    services.set_picture(organisation, LOGO, an_image(), alt="Old", people_agreed=False, by=None)
    version = organisation.version

    with pytest.raises(NotAnImage):
        services.set_picture(organisation, LOGO, b"<svg/>", alt="New", people_agreed=False, by=None)

    assert (pictures(organisation)[0].alt, organisation.version) == ("Old", version)


def test_a_removed_picture_is_gone_everywhere(organisation: Organisation) -> None:
    services.set_picture(organisation, LOGO, an_image(), alt="x", people_agreed=False, by=None)
    epoch = queries.visibility_epoch()

    services.remove_picture(organisation, LOGO, by=None)

    assert pictures(organisation) == []
    assert queries.visibility_epoch() > epoch


def test_removing_nothing_leaves_no_trace(organisation: Organisation) -> None:
    version = organisation.version

    services.remove_picture(organisation, PHOTO, by=None)

    assert organisation.version == version


def test_each_change_counts_a_version_and_is_noted_without_words(organisation: Organisation) -> None:
    person = make_person()
    version, updated_at = organisation.version, organisation.updated_at

    services.set_picture(organisation, LOGO, an_image(), alt="Secret words", people_agreed=False, by=person.id)
    services.remove_picture(organisation, LOGO, by=person.id)

    entries = session.scalars(select(AuditEntry).where(AuditEntry.action.like("%_picture"))).all()
    assert {one.action for one in entries} == {"organisations.set_picture", "organisations.removed_picture"}
    assert [one.details for one in entries] == [{"fields": ["logo"]}] * 2
    assert organisation.version == version + 2
    assert organisation.updated_at > updated_at
