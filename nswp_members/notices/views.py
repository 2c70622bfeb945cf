"""The secretariat's list of notices: what was sent, what was not, and what waits for a decision."""

from datetime import datetime
from typing import Any, NoReturn
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from nswp_members.accounts.access import authorise, public
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now, transaction
from nswp_members.notices import letters, policies, queries, services
from nswp_members.notices.kinds import KINDS
from nswp_members.notices.models import Notice, State

blueprint = Blueprint("notices", __name__, url_prefix="/notices")
links = Blueprint("links", __name__)
PAGE = 50


@blueprint.get("")
def index() -> str:
    """Show notices, newest first, filtered by state and kind."""
    authorise(policies.can_tend_notices)
    state = request.args.get("state", type=State)
    kind = KINDS.get(request.args.get("kind", ""))
    found = queries.notices_page(
        state=state,
        kind=kind.name if kind else None,
        before=_position(request.args.get("before")),
        limit=PAGE + 1,
    )
    more = _address_after(found[PAGE - 1]) if len(found) > PAGE else None
    return render_template(
        "notices/index.html",
        notices=found[:PAGE],
        page={"previous_url": None, "next_url": more},
        counts=queries.counts_by_state(kind=kind.name if kind else None),
        age=queries.outbox_age(now()),
        kinds=KINDS,
        state=state,
        kind=kind,
    )


@links.get("/n/<token>")
@public
def follow(token: str) -> Response:
    """Lead on from the link of a discreet letter, which tells nothing itself, to where the notice belongs."""
    notice = queries.notice_by_link(token)
    kind = KINDS.get(notice.kind) if notice else None
    if notice is None or kind is None:
        abort(404)
    link = letters.link_of(kind, notice, queries.facts_for([notice], at=now()))
    return redirect(urlsplit(link.url).path if link else url_for("accounts.sign_in"))


@blueprint.post("/<uuid:notice_id>/send-again")
def send_again(notice_id: UUID) -> Response:
    """Put a failed or uncertain notice back into the outbox."""
    viewer = authorise(policies.can_tend_notices)
    notice = _notice_or_404(notice_id)
    with transaction():
        services.send_again(notice, by=viewer.person_id, capacity=_capacity(viewer))
    flash(_("The notice goes out again."), "success")
    return redirect(url_for("notices.index"))


@blueprint.post("/<uuid:notice_id>/leave")
def leave(notice_id: UUID) -> Response:
    """Let a failed or uncertain notice rest."""
    viewer = authorise(policies.can_tend_notices)
    notice = _notice_or_404(notice_id)
    with transaction():
        services.leave(notice, by=viewer.person_id, capacity=_capacity(viewer))
    flash(_("The notice is left as it is."), "success")
    return redirect(url_for("notices.index"))


def _notice_or_404(notice_id: UUID) -> Notice:
    return queries.notice_by_id(notice_id) or _absent()


def _absent() -> NoReturn:
    abort(404)


def _capacity(viewer: Viewer) -> str:
    return viewer.capacity.role.value if viewer.capacity else ""


def _position(text: str | None) -> tuple[datetime, UUID] | None:
    """Return the place in the list that a page's address names; anything else leads to the start."""
    moment, comma, key = (text or "").partition(",")
    try:
        return (datetime.fromisoformat(moment), UUID(key)) if comma else None
    except ValueError:
        return None


def _address_after(notice: Notice) -> str:
    filters: dict[str, Any] = {name: request.args.get(name) for name in ("state", "kind")}
    return url_for("notices.index", **filters, before=f"{notice.created_at.isoformat()},{notice.id}")
