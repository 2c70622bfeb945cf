"""The blueprint that the views of this domain belong to, and what its views begin with."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise
from nswp_members.core.documents import MEDIA_TYPES
from nswp_members.core.i18n import kilobytes
from nswp_members.statements import policies, queries
from nswp_members.statements.labels import FORMAT_LABELS, KIND_LABELS, STATE_LABELS, STATE_TONES
from nswp_members.statements.models import StatementFile, StatementVersion

blueprint = Blueprint("statements", __name__)
Answer = str | BaseResponse


def load_and_authorise(version_id: UUID) -> tuple[UUID | None, StatementVersion]:
    """Return who manages and the version in whatever state; 403 for others, 404 if there is none."""
    viewer = authorise(policies.can_manage)
    return viewer.person_id, queries.version_by_id(version_id) or abort(404)


def handed_out(file: StatementFile) -> Response:
    """Return a file as a download that no browser opens as a page of ours."""
    headers = {
        "Content-Disposition": f"attachment; filename={file.filename}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.content, mimetype=MEDIA_TYPES[file.extension], headers=headers)


@blueprint.context_processor
def words() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "format_labels": FORMAT_LABELS,
        "kilobytes": kilobytes,
        "kind_labels": KIND_LABELS,
        "state_labels": STATE_LABELS,
        "state_tones": STATE_TONES,
    }
