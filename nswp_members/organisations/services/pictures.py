"""The logo and the photo of an organisation."""

from uuid import UUID

from sqlalchemy import select

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.images import remade
from nswp_members.organisations.errors import FileMissing, PeopleNotAsked
from nswp_members.organisations.models import Organisation, Picture, PictureKind
from nswp_members.organisations.services.epoch import see_less
from nswp_members.organisations.services.history import lock_profile

LONGEST_SIDE = {PictureKind.LOGO: 512, PictureKind.PHOTO: 1600}


def set_picture(
    organisation: Organisation,
    kind: PictureKind,
    file: bytes,
    *,
    alt: str,
    people_agreed: bool,
    by: UUID | None,
    capacity: str = "",
) -> Picture:
    """Give an organisation this picture instead of the one it has; without a file, change only the words about it.

    What is kept is made anew from the file (`core.images.remade`, whose errors it raises). Raises `FileMissing` and,
    for a photo, `PeopleNotAsked`.
    """
    if kind == PictureKind.PHOTO and not people_agreed:
        raise PeopleNotAsked
    image = remade(file, longest_side=LONGEST_SIDE[kind], transparent=kind == PictureKind.LOGO) if file else None
    lock_profile(organisation)
    picture = _present(organisation, kind)
    if picture is None:
        if image is None:
            raise FileMissing
        picture = Picture(organisation_id=organisation.id, kind=kind)
        session.add(picture)
    elif image:
        see_less()
    if image:
        picture.content, picture.width, picture.height = image.data, image.width, image.height
        picture.uploaded_by, picture.uploaded_at = by, now()
    picture.alt, picture.people_agreed = alt, people_agreed
    _note("organisations.set_picture", organisation, kind, by=by, capacity=capacity)
    session.flush()
    return picture


def remove_picture(organisation: Organisation, kind: PictureKind, *, by: UUID | None, capacity: str = "") -> None:
    """Delete a picture; nothing happens if there is none."""
    lock_profile(organisation)
    picture = _present(organisation, kind)
    if picture is None:
        return
    session.delete(picture)
    see_less()
    _note("organisations.removed_picture", organisation, kind, by=by, capacity=capacity)


def _present(organisation: Organisation, kind: PictureKind) -> Picture | None:
    statement = select(Picture).where(Picture.organisation_id == organisation.id, Picture.kind == kind)
    return session.scalar(statement)


def _note(action: str, organisation: Organisation, kind: PictureKind, *, by: UUID | None, capacity: str) -> None:
    """Count a new version of the profile; pictures are no part of its history, so that none lives on there."""
    organisation.version += 1
    organisation.updated_at = now()
    details = {"fields": [kind.value]}
    audit.record(action, "organisation", organisation.id, by=by, capacity=capacity, details=details)
