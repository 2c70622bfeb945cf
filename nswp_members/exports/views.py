"""Asking for a file, following it, fetching and deleting it; and agreeing to those of others."""

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts import presence, throttling
from nswp_members.accounts import queries as accounts
from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import ROLE_LABELS, Viewer
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import current_locale
from nswp_members.core.spreadsheets import MEDIA_TYPES, Format
from nswp_members.exports import policies, queries, services
from nswp_members.exports.errors import WrongPassword
from nswp_members.exports.forms import ExportForm
from nswp_members.exports.labels import FAILURE_LABELS, FORMAT_LABELS, STATE_LABELS, STATE_TONES
from nswp_members.exports.models import Export, State
from nswp_members.exports.services import Limits, Wish
from nswp_members.organisations import policies as organisations_policies
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.filter_words import filter_words
from nswp_members.organisations.queries import DirectoryFilter

blueprint = Blueprint("exports", __name__, url_prefix="/exports")
Answer = str | BaseResponse
STAFF = "staff"


@blueprint.context_processor
def words() -> dict[str, object]:
    """Give the templates the words for codes."""
    return {
        "format_labels": FORMAT_LABELS,
        "state_labels": STATE_LABELS,
        "state_tones": STATE_TONES,
        "failure_labels": FAILURE_LABELS,
        "role_labels": {role.value: label for role, label in ROLE_LABELS.items()},
    }


@blueprint.get("")
def index() -> Answer:
    """Show the person's own files, and those of others that wait for a second person."""
    viewer = authorise(policies.may_have_own)
    waiting = queries.waiting_exports(but=viewer.person_id) if policies.can_decide(viewer) else []
    return render_template(
        "exports/index.html",
        exports=queries.exports_of(viewer.person_id),
        waiting=waiting,
        people=accounts.people_by_id(one.person_id for one in waiting),
        can_export=policies.can_export(viewer),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def create() -> Answer:
    """Ask for a file of the list that the address describes, as the list itself reads it."""
    viewer = authorise(policies.can_export)
    for_staff = STAFF in request.args and organisations_policies.can_list(viewer)
    asked = request.args.to_dict(flat=False)
    wanted = organisations.permitted(viewer, organisations.filter_of(asked, for_staff=for_staff))
    rows = organisations.facets(viewer, wanted, for_staff=for_staff).total
    form = ExportForm()
    form.fit(may_have_protected=policies.can_ask_for_protected(viewer), is_fresh=presence.is_fresh())
    limits = Limits.of(current_app.config)
    if form.submitted():
        try:
            _require_presence(form)
            with transaction():
                wish = _wish(form, wanted, organisations.sort_of(asked), for_staff=for_staff)
                export = services.ask(viewer, wish, rows=rows, limits=limits)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(url_for("exports.show", export_id=export.id))
    return render_template(
        "exports/create.html",
        form=form,
        rows=rows,
        limits=limits,
        words=_filter_words(viewer, wanted),
        list_url=url_for("organisations.index" if for_staff else "organisations.directory", **_list_query(asked)),
    )


def _require_presence(form: ExportForm) -> None:
    """Raise `WrongPassword` if a password is asked for and wrong."""
    if form.password and not presence.confirmed(form.password.data or ""):
        raise WrongPassword


def _wish(form: ExportForm, wanted: DirectoryFilter, sort: str, *, for_staff: bool) -> Wish:
    query = organisations.parameters_of(wanted) | ({"sort": [sort]} if sort else {})
    return Wish(
        query=query,
        for_staff=for_staff,
        format=form.format.data,
        locale=current_locale().language,
        with_protected=bool(form.with_protected and form.with_protected.data),
        reason=form.reason.data or "",
    )


def _list_query(asked: dict[str, list[str]]) -> dict[str, Any]:
    return {
        name: values for name, values in asked.items() if name in (*organisations.FACETS, "q", "sort", "no_contact")
    }


def _filter_words(viewer: Viewer, wanted: DirectoryFilter) -> list[str]:
    networks = organisations.network_names(viewer, wanted.networks)
    return [words for _name, _value, words in filter_words(wanted, networks)]


@blueprint.get("/<uuid:export_id>")
def show(export_id: UUID) -> Answer:
    """Show how far a file has come, and offer it when it is ready."""
    viewer = authorise(policies.may_have_own)
    export = _own(viewer, export_id)
    if request.args.get("part") == "progress":
        return render_template("exports/_progress.html", export=export, moved=True)
    wanted = organisations.permitted(viewer, organisations.filter_of(export.query, for_staff=export.for_staff))
    return render_template(
        "exports/show.html",
        export=export,
        moved=False,
        words=_filter_words(viewer, wanted),
        left=current_app.config["EXPORT_DOWNLOADS"] - export.downloads,
    )


@blueprint.post("/<uuid:export_id>/download")
def download(export_id: UUID) -> Answer:
    """Hand the file out, if nothing in it has been hidden since; else have it made anew."""
    viewer = authorise(policies.may_have_own)
    export = _own(viewer, export_id)
    with transaction():
        sight = _present_sight(viewer, export)
        content = services.take(export, sight, by=viewer.person_id, limits=Limits.of(current_app.config))
    if content is None:
        if export.state == State.ASKED:
            flash(
                _("Somebody has chosen to be seen less since this file was made. It is being made anew; wait a moment.")
            )
        return redirect(url_for("exports.show", export_id=export_id))
    file_format = Format(export.format)
    return send_file(
        BytesIO(content),
        mimetype=MEDIA_TYPES[file_format],
        as_attachment=True,
        download_name=f"list-{now():%Y-%m-%d}-{export.number}.{file_format.value}",
    )


def _present_sight(viewer: Viewer, export: Export) -> queries.Sight | None:
    """Return what the person sees now in the capacity that the file was made in; None if they have it no more."""
    capacity = next((one for one in viewer.capacities if one.key == export.capacity), None)
    if capacity is None or not policies.can_export(Viewer(person_id=viewer.person_id, capacity=capacity)):
        return None
    return queries.sight_in(capacity, hold=True)


@blueprint.post("/<uuid:export_id>/retry")
def retry(export_id: UUID) -> Answer:
    """Try once more to make a file."""
    viewer = authorise(policies.may_have_own)
    export = _own(viewer, export_id)
    if not throttling.act_allowed("export", export.person_id):
        raise TooManyRequests(retry_after=throttling.RETRY_AFTER_SECONDS)
    with transaction():
        services.retry(export, by=viewer.person_id)
    return redirect(url_for("exports.show", export_id=export_id))


@blueprint.post("/<uuid:export_id>/remove")
def remove(export_id: UUID) -> Answer:
    """Delete a file."""
    viewer = authorise(policies.may_have_own)
    export = _own(viewer, export_id)
    with transaction():
        services.remove(export, by=viewer.person_id)
    flash(_("The file is deleted."), "success")
    return redirect(url_for("exports.index"))


@blueprint.post("/<uuid:export_id>/allow")
def allow(export_id: UUID) -> Answer:
    """Agree to a file of somebody else's."""
    return _decided(authorise(policies.can_decide), export_id, agreed=True)


@blueprint.post("/<uuid:export_id>/refuse")
def refuse(export_id: UUID) -> Answer:
    """Refuse a file of somebody else's."""
    return _decided(authorise(policies.can_decide), export_id, agreed=False)


def _decided(viewer: Viewer, export_id: UUID, *, agreed: bool) -> Answer:
    export = queries.waiting_export(export_id, but=viewer.person_id) or abort(404)
    with transaction():
        services.decide(export, agreed=agreed, by=viewer.person_id)
    flash(_("You agreed. The file is being made.") if agreed else _("You refused. Nothing is made."), "success")
    return redirect(url_for("exports.index"))


def _own(viewer: Viewer, export_id: UUID) -> Export:
    """Return an export of the person's own; that of anybody else is as absent as none."""
    return queries.export_of(viewer.person_id, export_id) or abort(404)
