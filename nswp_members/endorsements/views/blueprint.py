"""The blueprint that the views of this domain belong to, and what they begin with."""

from uuid import UUID

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from nswp_members.accounts.viewers import Viewer
from nswp_members.endorsements import queries
from nswp_members.endorsements.errors import NoCurrentVersion
from nswp_members.endorsements.models import Endorsement
from nswp_members.organisations.models import Organisation
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion

blueprint = Blueprint("endorsements", __name__)

Answer = str | Response | tuple[str, int]


def organisation_or_404(viewer: Viewer, organisation_id: UUID) -> Organisation:
    """Return an organisation that the viewer may know of."""
    organisation = queries.organisation_known_to(viewer, organisation_id)
    if organisation is None:
        abort(404)
    return organisation


def current_version() -> StatementVersion:
    """Return the version that can be endorsed; raises `NoCurrentVersion`."""
    version = statements.current_version()
    if version is None:
        raise NoCurrentVersion
    return version


def chosen_version() -> StatementVersion:
    """Return the version that the address names as ``edition``, an older one perhaps, else the current one."""
    label = request.args.get("edition")
    if label is None:
        return current_version()
    version = statements.version_by_label(label)
    if version is None:
        abort(404)
    return version


def standing_or_404(organisation_id: UUID) -> Endorsement:
    """Return the endorsement by which an organisation stands behind the chosen version."""
    standing = queries.standing_endorsement(organisation_id, chosen_version().id)
    if standing is None:
        abort(404)
    return standing
