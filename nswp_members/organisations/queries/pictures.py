"""Reading logos and photos, each as far as its field may be seen."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import undefer

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.organisations.audiences import Relation
from nswp_members.organisations.models import Listing, Organisation, Picture, PictureKind
from nswp_members.organisations.queries.profiles import sight_of
from nswp_members.organisations.visibility import admitted_to, shows


def picture_visible(viewer: Viewer, organisation_id: UUID, kind: str) -> Picture | None:
    """Return a picture with its file, if there is one and the viewer may see it."""
    statement = (
        select(Picture)
        .join(Organisation, Organisation.id == Picture.organisation_id)
        .options(undefer(Picture.data))
        .where(Picture.organisation_id == organisation_id, Picture.kind == kind, _shown_to(viewer))
    )
    return session.scalar(statement)


def pictures_of(viewer: Viewer, organisation_id: UUID) -> dict[str, Picture]:
    """Return the pictures that the viewer may see, by their kind, without the files."""
    statement = (
        select(Picture)
        .join(Organisation, Organisation.id == Picture.organisation_id)
        .where(Picture.organisation_id == organisation_id, _shown_to(viewer))
    )
    return {picture.kind: picture for picture in session.scalars(statement)}


def pictures_if_listed(organisation: Organisation) -> dict[str, Picture]:
    """Return the pictures that everybody would see if the organisation were listed."""
    found = session.scalars(select(Picture).where(Picture.organisation_id == organisation.id))
    return {
        picture.kind: picture
        for picture in found
        if Relation.ANYBODY in admitted_to(organisation, picture.kind, listing=Listing.LISTED, forced_hidden=False)
    }


def picture_kinds_for(viewer: Viewer, organisation: Organisation) -> list[PictureKind]:
    """Return the kinds of picture that the viewer sees if there are any: nobody may replace what they cannot see."""
    sight = sight_of(viewer, organisation)
    return [
        kind
        for kind in PictureKind
        if sight.relations & admitted_to(organisation, kind, forced_hidden=sight.forced_hidden)
    ]


def _shown_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that keeps the pictures whose field the viewer may see."""
    return or_(*(and_(Picture.kind == kind, shows(viewer, kind)) for kind in PictureKind))
