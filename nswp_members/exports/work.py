"""Making a file step by step, each in a transaction of its own.

Like a view, task or command this is called from outside and opens the transactions. The file is built in memory and
kept at the very end, in one step: a worker that is killed leaves nothing half-written, and `services.tend` has it made
again.
"""

from datetime import datetime
from uuid import UUID

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from nswp_members.accounts.access import viewer_in
from nswp_members.accounts.viewers import ROLE_LABELS, Viewer
from nswp_members.core.db import now, transaction
from nswp_members.core.spreadsheets import Cell, Format, Sheet, written
from nswp_members.exports import policies, queries, services
from nswp_members.exports.columns import cells, columns_for, header
from nswp_members.exports.models import Failure
from nswp_members.exports.queries import Order
from nswp_members.exports.services import Limits
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.filter_words import filter_words
from nswp_members.organisations.queries import DirectoryFilter, FullRow

ROWS_A_STEP = 250


class Superseded(Exception):
    """The file is not this worker's to make any more."""


def make(export_id: UUID) -> None:
    """Make a file, or begin again with one that was given up; a repeated call does nothing."""
    with transaction():
        order = services.begin(export_id)
    if order is None:
        return
    try:
        with force_locale(order.locale):
            _make(order, Limits.of(current_app.config))
    except Superseded:
        return


def _make(order: Order, limits: Limits) -> None:
    with transaction():
        viewer = _viewer(order)
        if viewer is None:
            services.fail(order, Failure.RIGHTS)
            return
        sight = queries.sight_in(viewer.capacity)
        asked = organisations.filter_of(order.query, for_staff=order.for_staff)
        wanted = organisations.permitted(viewer, asked)
        if wanted != asked:
            # Without a filter that the viewer may not use any more the file would hold more than was asked for.
            services.fail(order, Failure.RIGHTS)
            return
        ids = organisations.matching_ids(
            viewer,
            wanted,
            most=limits.rows_a_file,
            sort=organisations.sort_of(order.query),
            language=order.locale,
        )
        about = _about(order, viewer, wanted, at=now())
    columns = columns_for(viewer, with_protected=order.with_protected)
    lines: list[list[Cell]] = []
    reads: list[tuple[UUID, frozenset[str]]] = []
    for start in range(0, len(ids), ROWS_A_STEP):
        with transaction():
            for row in organisations.full_rows(viewer, ids[start : start + ROWS_A_STEP]):
                lines.append(cells(columns, row))
                reads += _reads(order, row)
            if not services.note_progress(order, len(lines)):
                raise Superseded
    about.append([_("Organisations"), len(lines)])
    content = _file(order, Sheet(_("List"), header(columns), lines), about)
    with transaction():
        viewer = _viewer(order)
        services.finish(
            order,
            content,
            sight,
            still=queries.sight_in(viewer.capacity, hold=True) if viewer else None,
            rows=len(lines),
            reads=queries.ids_by_fields(reads),
            lifetime=limits.lifetime,
        )


def _viewer(order: Order) -> Viewer | None:
    """Return the person who asked as they are now, None if they may not export any more."""
    viewer = viewer_in(order.person_id, order.capacity)
    return viewer if viewer and policies.can_export(viewer) else None


def _reads(order: Order, row: FullRow) -> list[tuple[UUID, frozenset[str]]]:
    return [(row.id, row.protected)] if order.with_protected else []


def _about(order: Order, viewer: Viewer, wanted: DirectoryFilter, *, at: datetime) -> list[list[Cell]]:
    """Return how the file was made, as lines of two cells; it names no person and no organisation that asked."""
    networks = organisations.network_names(viewer, wanted.networks)
    words = [words for _name, _value, words in filter_words(wanted, networks)]
    role = str(ROLE_LABELS[viewer.capacity.role]) if viewer.capacity else ""
    return [
        [_("Number of this file"), order.number],
        [_("Made on (UTC)"), at.replace(second=0, microsecond=0)],
        [_("In the capacity of"), role],
        [_("Filters"), "; ".join(words) or _("None: everybody this capacity may know of")],
        [_("Empty cells"), _("Not given, or not to be seen in this capacity.")],
        [_("Please"), _("Keep this file safe, and delete it when you have done what you needed it for.")],
    ]


def _file(order: Order, rows: Sheet, about: list[list[Cell]]) -> bytes:
    page = Sheet(_("How this was made"), [_("About this file"), ""], about)
    return written(Format(order.format), [rows, page], made_at=now())
