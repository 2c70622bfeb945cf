"""The page of the audit trail."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, render_template, request, url_for

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import ROLE_LABELS
from nswp_members.audit import queries
from nswp_members.audit.models import AuditEntry
from nswp_members.core.paging import PageLinks
from nswp_members.dashboard.trail import policies
from nswp_members.dashboard.trail.forms import TrailForm

blueprint = Blueprint("audit", __name__, url_prefix="/audit")
NOBODY = UUID(int=0)
LAST_NUMBER = 2**63


@blueprint.get("")
def index() -> str:
    """Show who did what, the newest first."""
    authorise(policies.can_read_trail)
    form = TrailForm(request.args)
    size = current_app.config["PAGE_SIZE"]
    found = _entries(form, size + 1) if form.validate() else []
    entries = found[:size]
    return render_template(
        "dashboard/trail/index.html",
        form=form,
        entries=entries,
        people=accounts.people_by_id(_people_in(entries)),
        role_labels=ROLE_LABELS,
        page=PageLinks(next_url=_next(entries[-1]) if len(found) > size else None, previous_url=_start()),
    )


def _entries(form: TrailForm, limit: int) -> list[AuditEntry]:
    person_id = None
    if form.email.data:
        person = accounts.person_by_email(form.email.data)
        person_id = person.id if person else NOBODY
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before < LAST_NUMBER:
        before = None
    return queries.entries(form.wanted(person_id), before=before, limit=limit)


def _people_in(entries: list[AuditEntry]) -> set[UUID]:
    """Return the ids of those who acted, and of those who were acted upon."""
    actors = {one.person_id for one in entries if one.person_id}
    return actors | {one.subject_id for one in entries if one.subject_type == "person" and one.subject_id}


def _filters() -> dict[str, Any]:
    names = ("action", "email", "subject", "since", "until")
    return {name: request.args[name] for name in names if request.args.get(name)}


def _next(last: AuditEntry) -> str:
    return url_for("audit.index", **_filters(), before=last.id)


def _start() -> str | None:
    return url_for("audit.index", **_filters()) if "before" in request.args else None
