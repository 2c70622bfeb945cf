"""Choosing what to do with many organisations, seeing what would happen, doing it, and looking back."""

from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.access import authorise, prove_again
from nswp_members.accounts.forms import PasswordAgainForm
from nswp_members.accounts.viewers import Viewer
from nswp_members.bulk import policies, queries, services
from nswp_members.bulk.errors import SetChanged
from nswp_members.bulk.forms import ActionForm, ChangeForm
from nswp_members.bulk.labels import ACTION_HINTS, ACTION_LABELS, REASON_LABELS
from nswp_members.bulk.models import WITH_NETWORK, Action, BulkChange
from nswp_members.bulk.queries import Preview
from nswp_members.core.crypto import keyring
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.i18n import current_locale
from nswp_members.networks import queries as networks
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.filter_words import filter_words

blueprint = Blueprint("bulk", __name__, url_prefix="/organisations/many")
Answer = str | BaseResponse | tuple[str, int]
PREVIEW = "bulk.preview"
CHOSEN = "o"


@blueprint.context_processor
def words() -> dict[str, object]:
    """Give the templates the words for codes."""
    return {"action_labels": ACTION_LABELS, "action_hints": ACTION_HINTS, "reason_labels": REASON_LABELS}


@blueprint.get("")
def index() -> Answer:
    """Show the latest changes."""
    authorise(policies.can_change_many)
    changes = queries.changes()
    people = accounts.people_by_id(change.made_by for change, _number in changes)
    return render_template("bulk/index.html", changes=changes, people=people)


@blueprint.route("/new", methods=["GET", "POST"])
def create() -> Answer:
    """Choose what to do with the ticked organisations, or all of a list; show what would happen; do it by POST."""
    viewer = authorise(policies.can_change_many)
    most = current_app.config["BULK_MOST"]
    ids, words_of_filter = _chosen(viewer, most)
    form = _action_form(viewer)
    found = None
    if ids and len(ids) <= most and "action" in request.args and form.validate():
        network_id = _network(form)
        if network_id or Action(form.action.data) not in WITH_NETWORK:
            found = queries.preview(viewer, Action(form.action.data), ids, network_id, at=now())
    change = ChangeForm()
    if found and change.submitted():
        try:
            return _changed(viewer, found, ids, change.token.data or "")
        except DomainError as error:
            change.refuse(error)
            found = queries.preview(viewer, found.action, ids, found.network_id, at=now())
    if found:
        change.token.data = keyring.sign(PREVIEW, uuid4().hex, found.digest)
    return render_template(
        "bulk/create.html",
        form=form,
        change=change,
        preview=found,
        number=len(ids),
        most=most,
        words=words_of_filter,
        kept=[(name, value) for name, value in request.args.items(multi=True) if name not in ("action", "network")],
        network_names=organisations.network_names(viewer, [found.network_id] if found and found.network_id else []),
    )


def _chosen(viewer: Viewer, most: int) -> tuple[list[UUID], list[str]]:
    """Return the ticked organisations, or one more than may be changed of the whole list; and the list's filters."""
    ticked = request.args.getlist(CHOSEN, type=UUID)
    if ticked:
        return list(dict.fromkeys(ticked)), [_("Ticked in the list")]
    asked = request.args.to_dict(flat=False)
    wanted = organisations.permitted(viewer, organisations.filter_of(asked, for_staff=True))
    networks_named = organisations.network_names(viewer, wanted.networks)
    ids = organisations.matching_ids(viewer, wanted, most=most + 1, language=current_locale().language)
    return ids, [words for _name, _value, words in filter_words(wanted, networks_named)]


def _action_form(viewer: Viewer) -> ActionForm:
    form = ActionForm(formdata=request.args)
    form.action.choices = choices((one.value, ACTION_LABELS[one]) for one in policies.possible_actions(viewer))
    known = networks.networks(viewer, sizes=None)
    form.network.choices = choices([(str(one.id), one.name) for one in known], _("Choose a network"))
    if "network" not in request.args:
        form.network.data = ""
    return form


def _network(form: ActionForm) -> UUID | None:
    """Return the network that the change is about; puts an error at the field if it is missing."""
    if Action(form.action.data) not in WITH_NETWORK:
        return None
    if not form.network.data:
        form.network.errors = [_("Choose a network.")]
        return None
    return UUID(form.network.data)


def _changed(viewer: Viewer, found: Preview, ids: list[UUID], token: str) -> Answer:
    """Make the change that was shown; raises `SetChanged` if it is another one by now."""
    parts = keyring.unsign(PREVIEW, token)
    if parts is None:
        raise SetChanged
    change_id, digest = UUID(hex=parts[0]), parts[1]
    with transaction():
        services.change_many(
            viewer,
            found.action,
            ids,
            found.network_id,
            change_id=change_id,
            digest=digest,
            lifetime=current_app.config["INVITATION_LIFETIME"],
        )
    flash(_("It is done."), "success")
    return redirect(url_for("bulk.show", change_id=change_id))


@blueprint.get("/<uuid:change_id>")
def show(change_id: UUID) -> Answer:
    """Show what was changed for whom."""
    viewer = authorise(policies.can_change_many)
    change = _change(change_id)
    return render_template("bulk/show.html", **_page(viewer, change))


def _page(viewer: Viewer, change: BulkChange, form: PasswordAgainForm | None = None) -> dict[str, Any]:
    people = accounts.people_by_id(key for key in (change.made_by, change.undone_by) if key)
    names = organisations.network_names(viewer, [change.network_id] if change.network_id else [])
    return {
        "change": change,
        "form": form or PasswordAgainForm(),
        "items": queries.items(viewer, change.id),
        "people": people,
        "network_name": names.get(change.network_id, "") if change.network_id else "",
        "can_undo": change.action == Action.HIDE and change.undone_at is None,
    }


@blueprint.post("/<uuid:change_id>/undo")
def undo(change_id: UUID) -> Answer:
    """Bring back those that a change hid, after the password was entered again."""
    viewer = authorise(policies.can_change_many)
    change = _change(change_id)
    form = PasswordAgainForm()
    if not form.submitted():
        return render_template("bulk/show.html", **_page(viewer, change, form))
    try:
        prove_again(form.current_password.data or "")
        with transaction():
            number = services.undo(viewer, change)
    except DomainError as error:
        form.refuse(error)
        return render_template("bulk/show.html", **_page(viewer, change, form))
    flash(
        ngettext("%(num)s organisation is back as it was.", "%(num)s organisations are back as they were.", number),
        "success",
    )
    return redirect(url_for("bulk.show", change_id=change_id))


def _change(change_id: UUID) -> BulkChange:
    return queries.change(change_id) or abort(404)
