"""The Consensus Statement for everybody; the page names and counts no organisation."""

from flask import abort, render_template

from nswp_members.accounts.access import public
from nswp_members.core.i18n import current_locale
from nswp_members.core.web import indexable
from nswp_members.statements import queries
from nswp_members.statements.models import StatementVersion
from nswp_members.statements.views.blueprint import blueprint


@blueprint.get("/statement")
@public
@indexable
def statement() -> str:
    """Show the current version of the statement."""
    return _page(queries.current_version())


@blueprint.get("/statement/<label>")
@public
@indexable
def version(label: str) -> str:
    """Show a version of the statement by its label."""
    return _page(queries.version_by_label(label))


def _page(found: StatementVersion | None) -> str:
    if found is None:
        abort(404)
    return render_template(
        "statements/show.html",
        reading=queries.reading(found, current_locale().language),
        versions=queries.versions(),
    )
