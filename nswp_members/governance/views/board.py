"""The board with its seats, the page of one seat, and what its holders say there."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise, current_viewer, public
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import today, transaction
from nswp_members.governance import policies, projection, queries, services
from nswp_members.governance.errors import TermIsOver
from nswp_members.governance.forms import NamingForm, NoteForm
from nswp_members.governance.models import BoardSeat
from nswp_members.governance.views.blueprint import Answer, author, blueprint, seat_or_404, term_or_404, words


@blueprint.get("/board")
@public
def board() -> Answer:
    """Show the seats: to visitors which are filled, to others how long, to the Board itself by whom."""
    viewer, day = current_viewer(), today()
    states = queries.board(day)
    return render_template(
        "governance/board.html",
        areas=projection.areas(viewer, states, day),
        timeline=projection.timeline(states, day) if policies.can_look_up(viewer) else None,
        vacant=sum(one.current is None for one in states),
        soon=[one.seat for one in states if one.ends_soon(day) and not one.following],
        can_look_up=policies.can_look_up(viewer),
        can_manage=policies.can_manage(viewer),
        **words(),
    )


@blueprint.get("/seats/<seat_code>")
def seat(seat_code: str) -> Answer:
    """Show who holds and held a seat."""
    viewer = authorise(policies.can_look_up)
    return _page(viewer, seat_or_404(seat_code), NoteForm(formdata=None))


@blueprint.post("/seats/<seat_code>/notes")
def write_note(seat_code: str) -> Answer:
    """Leave a note for whoever follows."""
    viewer = authorise(policies.can_look_up)
    found = seat_or_404(seat_code)
    if not policies.can_read_notes(viewer, queries.state_of(found, today())) or viewer.person_id is None:
        abort(404)
    form = NoteForm()
    if not form.submitted():
        return _page(viewer, found, form)
    with transaction():
        services.write_note(found, form.text.data or "", by=viewer.person_id, capacity=author(viewer)["capacity"])
    flash(_("The note is kept."), "success")
    return redirect(url_for("governance.seat", seat_code=seat_code))


@blueprint.post("/terms/<uuid:term_id>/name")
def agree_to_be_named(term_id: UUID) -> Answer:
    """Let the holder agree to be named on the page of the Board."""
    viewer = authorise(policies.can_look_up)
    term = term_or_404(term_id)
    if not policies.is_own(viewer, term):
        abort(404)
    try:
        with transaction():
            services.agree_to_be_named(term, **author(viewer))
    except TermIsOver as error:
        flash(error.message, "error")
        return redirect(url_for("governance.seat", seat_code=term.seat_code))
    flash(_("Your name is on the page of the Board now. You can take it back at any time."), "success")
    return redirect(url_for("governance.seat", seat_code=term.seat_code))


@blueprint.post("/terms/<uuid:term_id>/unname")
def take_back_naming(term_id: UUID) -> Answer:
    """Take the holder's name off the page of the Board."""
    viewer = authorise(policies.can_look_up)
    term = term_or_404(term_id)
    if not policies.can_take_back_naming(viewer, term):
        abort(404)
    with transaction():
        services.take_back_naming(term, **author(viewer))
    flash(_("The name is off the page of the Board."), "success")
    return redirect(url_for("governance.seat", seat_code=term.seat_code))


def _page(viewer: Viewer, found: BoardSeat, form: NoteForm) -> str:
    day = today()
    terms = queries.terms_of(found.code)
    state = queries.state_of(found, day)
    reads_notes = policies.can_read_notes(viewer, state)
    return render_template(
        "governance/seat.html",
        seat=found,
        history=projection.history(viewer, terms),
        current_id=state.current.id if state.current else None,
        has_current=state.current is not None,
        today=day,
        form=form,
        naming=NamingForm(),
        notes=queries.notes_of(found.code) if reads_notes else None,
        can_manage=policies.can_manage(viewer),
        **words(),
    )
