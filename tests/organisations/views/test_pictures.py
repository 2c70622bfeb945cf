import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.core.images import MAX_UPLOAD_BYTES
from nswp_members.organisations import services
from nswp_members.organisations.models import Audience, Listing, Organisation, Picture, PictureKind
from tests.factories import an_id, an_image, make_mandate, make_organisation, make_role, sign_in


@pytest.fixture
def organisation(client: FlaskClient) -> Organisation:
    made = make_organisation(name="Open House", listing=Listing.LISTED)
    sign_in(client, make_mandate(made, "edit"))
    return made


def page_of(organisation: Organisation) -> str:
    return f"/organisations/{organisation.id}/pictures"


def send(
    client: FlaskClient, organisation: Organisation, kind: str, file: bytes | None = None, **values: str
) -> TestResponse:
    data: dict[str, object] = {"kind": kind, **{f"{kind}-{name}": value for name, value in values.items()}}
    if file is not None:
        data[f"{kind}-file"] = (io.BytesIO(file), "Amina at Open House.jpg")
    answer = client.post(page_of(organisation), data=data, content_type="multipart/form-data")
    answer.request.input_stream.close()
    return answer


def add(organisation: Organisation, kind: PictureKind = PictureKind.LOGO, alt: str = "A lantern") -> None:
    services.set_picture(organisation, kind, an_image(), alt=alt, people_agreed=True, by=None)
    session.commit()


def count() -> int:
    return session.scalar(select(func.count(Picture.id))) or 0


def test_only_editors_change_the_pictures(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    add(organisation)

    for path in (page_of(organisation), f"{page_of(organisation)}/logo/remove"):
        assert client.get(path).status_code == client.post(path).status_code == 302
        assert "/sign-in" in client.get(path).location
    sign_in(client, make_mandate(organisation, "read"))
    for path in (page_of(organisation), f"{page_of(organisation)}/logo/remove"):
        assert client.get(path).status_code == client.post(path).status_code == 403
    assert count() == 1


def test_a_logo_is_sent_and_shown_to_everybody(client: FlaskClient, organisation: Organisation) -> None:
    answer = send(client, organisation, "logo", an_image(), alt="A lantern")

    assert answer.location == page_of(organisation)
    page = client.application.test_client().get("/members/open-house").text
    assert f'src="{page_of(organisation)}/logo" alt="A lantern" width="64" height="48" loading="lazy"' in page
    assert 'alt="A lantern"' in client.get(f"/organisations/{organisation.id}").text
    assert "Amina" not in page


def test_the_file_is_served_with_nothing_that_could_do_harm_or_tell(
    client: FlaskClient, organisation: Organisation
) -> None:
    add(organisation)

    answer = client.application.test_client().get(f"{page_of(organisation)}/logo")

    assert answer.data[8:12] == b"WEBP"
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == "inline; filename=picture.webp"
    assert not {"ETag", "Last-Modified", "Set-Cookie"} & set(answer.headers.keys())


def test_a_picture_that_one_may_not_see_is_not_there(client: FlaskClient) -> None:
    hidden, without = make_organisation(listing=Listing.HIDDEN), make_organisation(listing=Listing.LISTED)
    closed = make_organisation(listing=Listing.LISTED)
    closed.audiences = {"logo": Audience.MEMBERS}
    for organisation in (hidden, closed):
        add(organisation)
    paths = [f"/organisations/{key}/pictures/logo" for key in (hidden.id, closed.id, without.id, an_id())]

    paths.append(f"{page_of(closed)}/banner")
    answers = [(client.get(path), path) for path in paths]

    assert {answer.status_code for answer, _ in answers} == {404}
    assert len({answer.text.replace(path, "<path>") for answer, path in answers}) == 1
    assert len({str(sorted(answer.headers.keys())) for answer, _ in answers}) == 1


def test_hiding_takes_the_pictures_away_at_once(client: FlaskClient, organisation: Organisation) -> None:
    add(organisation)
    stranger = client.application.test_client()
    assert stranger.get(f"{page_of(organisation)}/logo").status_code == 200

    client.post(f"/organisations/{organisation.id}/hide")

    assert stranger.get(f"{page_of(organisation)}/logo").status_code == 404
    assert client.get(f"{page_of(organisation)}/logo").status_code == 200


def test_what_was_typed_stays_when_the_file_is_refused(client: FlaskClient, organisation: Organisation) -> None:
    answer = send(client, organisation, "logo", b"<svg onload=alert(1)>", alt="A lantern")

    assert "We cannot read this as a picture." in answer.text
    assert 'value="A lantern"' in answer.text
    assert 'href="#logo-file"' in answer.text
    assert count() == 0


def test_a_file_that_is_too_large_is_refused_with_a_sentence(client: FlaskClient, organisation: Organisation) -> None:
    answer = send(client, organisation, "logo", an_image() + bytes(MAX_UPLOAD_BYTES), alt="A lantern")

    assert "up to 8 MB" in answer.text
    assert count() == 0


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("logo", {}, "Say what can be seen."),
        ("photo", {"alt": "A march"}, "Ask everybody who can be recognised first"),
    ],
)
def test_a_picture_without_the_words_it_needs_is_refused(
    client: FlaskClient, organisation: Organisation, kind: str, values: dict[str, str], words: str
) -> None:
    answer = send(client, organisation, kind, an_image(), **values)

    assert words in answer.text
    assert count() == 0


def test_without_a_file_the_page_asks_for_one(client: FlaskClient, organisation: Organisation) -> None:
    assert "Choose a file." in send(client, organisation, "logo", alt="A lantern").text


def test_the_words_are_changed_without_a_file(client: FlaskClient, organisation: Organisation) -> None:
    add(organisation)

    send(client, organisation, "logo", alt="A lamp")

    assert 'alt="A lamp"' in client.get(page_of(organisation)).text


def test_a_photo_is_sent_once_everybody_agreed(client: FlaskClient, organisation: Organisation) -> None:
    send(client, organisation, "photo", an_image(), alt="A march", people_agreed="y")

    assert client.get(f"{page_of(organisation)}/photo").status_code == 200


def test_for_every_photo_it_is_asked_anew_whether_people_agreed(
    client: FlaskClient, organisation: Organisation
) -> None:
    add(organisation, PictureKind.PHOTO, "A march")

    assert "checked" not in client.get(page_of(organisation)).text
    assert "Ask everybody" in send(client, organisation, "photo", an_image("blue"), alt="A meeting").text


def test_a_picture_is_removed_after_a_second_look(client: FlaskClient, organisation: Organisation) -> None:
    add(organisation)

    assert "Copies that others have saved" in client.get(f"{page_of(organisation)}/logo/remove").text
    assert count() == 1
    client.post(f"{page_of(organisation)}/logo/remove")

    assert count() == 0
    assert client.get(f"{page_of(organisation)}/logo/remove").status_code == 404


def test_the_secretariat_neither_sees_nor_replaces_what_is_only_for_the_organisation(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    organisation.audiences = {"logo": Audience.US}
    add(organisation, alt="Ours alone")
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "Ours alone" not in client.get(page_of(organisation)).text
    assert send(client, organisation, "logo", an_image("blue"), alt="Theirs").status_code == 404
    assert client.get(f"{page_of(organisation)}/logo/remove").status_code == 404


def test_the_preview_of_listing_shows_the_pictures(client: FlaskClient) -> None:
    organisation = make_organisation()
    add(organisation)
    sign_in(client, make_mandate(organisation, "edit"))

    assert 'alt="A lantern"' in client.get(f"/organisations/{organisation.id}/listing").text
