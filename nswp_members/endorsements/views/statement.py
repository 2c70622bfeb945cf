"""The Consensus Statement for everybody; the page names and counts no organisation."""

from flask import abort, render_template, request

from nswp_members.accounts.access import public
from nswp_members.core.i18n import current_locale
from nswp_members.core.web import indexable
from nswp_members.endorsements import queries
from nswp_members.endorsements.views.blueprint import blueprint


@blueprint.get("/statement")
@public
@indexable
def statement() -> str:
    """Show a version of the statement, the current one unless another edition is named."""
    label = request.args.get("edition")
    version = queries.version_by_label(label) if label else queries.current_version()
    if version is None:
        abort(404)
    return render_template(
        "endorsements/statement.html",
        reading=queries.reading(version, current_locale().language),
        versions=queries.versions(),
    )
