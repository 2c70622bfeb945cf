"""Where the secretariat decides on allies."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from nswp_members.accounts.access import authorise
from nswp_members.allies import policies, queries, services
from nswp_members.allies.errors import NothingDecided
from nswp_members.allies.forms import BurstForm, DecideForm, QueueForm
from nswp_members.allies.models import AllyState
from nswp_members.allies.queries import Sought
from nswp_members.allies.views.blueprint import Answer, blueprint, page_number, page_size
from nswp_members.allies.views.entering import title_of
from nswp_members.core.db import transaction


@dataclass(frozen=True)
class Links:
    """The addresses of the pages before and after."""

    previous_url: str | None
    next_url: str | None


@blueprint.get("/allies")
def index() -> Answer:
    """List allies: those who wait, longest first, floods apart; or what is looked for."""
    viewer = authorise(policies.can_moderate)
    form, sought = QueueForm(formdata=request.args), _sought()
    form.state.data = sought.state
    found = queries.queue(sought, limit=page_size())
    is_start = sought.state == AllyState.WAITING and not (sought.search or sought.burst)
    return render_template(
        "allies/index.html",
        form=form,
        sought=sought,
        rows=found.rows,
        likenesses=queries.likenesses(viewer, found.rows),
        counts=queries.counts_by_state(),
        bursts=queries.bursts() if is_start else [],
        titles={one.id: title_of(one) for one in found.rows},
        decision=DecideForm(formdata=None),
        links=_links(sought, found.has_more),
        is_filtered=not is_start,
    )


def _sought() -> Sought:
    state = request.args.get("state", AllyState.WAITING, type=AllyState)
    return Sought(
        state=state if isinstance(state, AllyState) else AllyState.WAITING,
        search=request.args.get("q", "").strip(),
        burst=_burst(request.args.get("burst")),
        page=page_number(),
    )


def _burst(text: str | None) -> bytes | None:
    try:
        return bytes.fromhex(text) if text else None
    except ValueError:
        return None


def _links(sought: Sought, has_more: bool) -> Links:
    values: dict[str, Any] = {
        "state": sought.state.value,
        "q": sought.search or None,
        "burst": sought.burst.hex() if sought.burst else None,
    }
    before = url_for("allies.index", **values, page=sought.page - 1) if sought.page > 1 else None
    return Links(before, url_for("allies.index", **values, page=sought.page + 1) if has_more else None)


@blueprint.get("/allies/<uuid:ally_id>")
def show(ally_id: UUID) -> Answer:
    """Show all that is known of an ally."""
    viewer = authorise(policies.can_moderate)
    ally = queries.ally_by_id(ally_id) or abort(404)
    return render_template(
        "allies/show.html",
        ally=ally,
        likeness=queries.likenesses(viewer, [ally])[ally.id],
        title=title_of(ally),
        decision=DecideForm(formdata=None),
        may_accept=ally.state in (AllyState.WAITING, AllyState.REFUSED),
        may_refuse=ally.state in (AllyState.WAITING, AllyState.ACCEPTED),
    )


@blueprint.post("/allies/decide")
def decide() -> Answer:
    """Accept or refuse one ally, or many at once."""
    viewer = authorise(policies.can_moderate)
    form = DecideForm()
    if not form.submitted():
        raise NothingDecided
    with transaction():
        number = services.decide(
            _ids(form.ally_id.data or []),
            accept=form.act.data == "accept",
            reason=form.reason.data or "",
            by=viewer.person_id,
        )
    flash(_decided(number, accepted=form.act.data == "accept"), "success")
    return redirect(url_for("allies.index"))


def _decided(number: int, *, accepted: bool) -> str:
    """Return what was done, in words."""
    if accepted:
        return str(ngettext("%(num)s entry was accepted.", "%(num)s entries were accepted.", number))
    return str(ngettext("%(num)s entry was refused.", "%(num)s entries were refused.", number))


def _ids(texts: list[str]) -> list[UUID]:
    """Return the ids among what was sent."""
    found = []
    for text in texts[:500]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@blueprint.post("/allies/refuse-burst")
def refuse_burst() -> Answer:
    """Refuse a flood, without writing to anybody."""
    viewer = authorise(policies.can_moderate)
    form = BurstForm()
    if not form.submitted():
        raise NothingDecided
    with transaction():
        number = services.refuse_burst(bytes.fromhex(form.burst.data or ""), by=viewer.person_id)
    flash(_("%(number)s entries were refused. Nobody was written to.", number=number), "success")
    return redirect(url_for("allies.index"))
