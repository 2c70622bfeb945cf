"""The secretariat asks organisations to endorse, and sees what became of it."""

from datetime import datetime
from uuid import UUID, uuid4

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.endorsements import policies, queries, services
from nswp_members.endorsements.errors import NoCurrentVersion
from nswp_members.endorsements.forms import AGAIN, AskForm, SendForm
from nswp_members.endorsements.labels import FATE_LABELS, FATE_TONES, VERDICT_LABELS
from nswp_members.endorsements.paging import (
    numbered_links,
    organisation_links,
    page_number,
    place_in_request,
)
from nswp_members.endorsements.queries.audience import DEFAULT_PAUSE_DAYS, LEFT_OUT
from nswp_members.endorsements.views.blueprint import blueprint
from nswp_members.endorsements.views.coverage import country_name, region_names
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion

Answer = str | Response | tuple[str, int]


@blueprint.route("/endorsements/ask", methods=["GET", "POST"])
def ask() -> Answer:
    """Choose whom to ask and see who that would be; send by POST."""
    viewer = authorise(policies.can_ask)
    version = statements.current_version()
    if version is None:
        raise NoCurrentVersion
    form = _ask_form(viewer)
    valid = form.validate()
    choice = _choice(form) if valid else queries.Choice()
    send = SendForm()
    if valid and send.submitted():
        try:
            with transaction():
                _send(viewer, version, choice, send)
        except DomainError as error:
            send.refuse(error)
        else:
            return redirect(url_for("endorsements.show_request", request_id=send.request_id.data))
    return _preview(viewer, version, form, choice if valid else None, send)


def _ask_form(viewer: Viewer) -> AskForm:
    form = AskForm(formdata=request.args)
    countries = [(code, country_name(code)) for code in queries.countries_with_organisations(viewer)]
    form.offer(list(region_names().items()), sorted(countries, key=lambda pair: pair[1]))
    for field in (form.asked, form.days):
        if field.name not in request.args:
            field.process(None)
    return form


def _choice(form: AskForm) -> queries.Choice:
    return queries.Choice(
        region=form.region.data or None,
        country=form.country.data or None,
        language=form.language.data or None,
        again=form.asked.data == AGAIN,
        days=form.days.data or DEFAULT_PAUSE_DAYS,
    )


def _send(viewer: Viewer, version: StatementVersion, choice: queries.Choice, send: SendForm) -> None:
    services.ask_to_endorse(
        version,
        queries.ids_to_ask(viewer, version, choice, now()),
        by=viewer.person_id,
        lifetime=current_app.config["INVITATION_LIFETIME"],
        request_id=UUID(send.request_id.data),
        expected=int(send.expected.data or 0),
        filters=choice.as_filters(),
    )


def _preview(
    viewer: Viewer, version: StatementVersion, form: AskForm, choice: queries.Choice | None, send: SendForm
) -> Answer:
    at = now()
    audience = queries.audience(viewer, version, choice, at) if choice else None
    reason = request.args.get("reason", type=queries.Verdict)
    reason = reason if reason in LEFT_OUT else None
    size = current_app.config["PAGE_SIZE"]
    place = place_in_request()
    page = (
        queries.left_out(viewer, version, choice, at, reason=reason, place=place, limit=size)
        if choice
        else queries.Page([])
    )
    send.request_id.data = str(uuid4())
    send.expected.data = str(audience.organisations) if audience else "0"
    filters = {name: form[name].data for name in ("region", "country", "language", "asked", "days")}
    filters = {name: value for name, value in filters.items() if value}
    return render_template(
        "endorsements/ask.html",
        form=form,
        send=send,
        version=version,
        audience=audience,
        rows=page.rows,
        links=organisation_links("endorsements.ask", page, reason=reason, **filters),
        filters=filters,
        reason=reason,
        labels=VERDICT_LABELS,
        country_name=country_name,
    ), 200 if choice else 400


@blueprint.get("/endorsements/requests")
def requests() -> str:
    """List what was asked so far, newest first."""
    authorise(policies.can_ask)
    size = current_app.config["PAGE_SIZE"]
    number = page_number()
    found = queries.requests_page(offset=(number - 1) * size, limit=size + 1)
    return render_template(
        "endorsements/requests.html",
        rows=found[:size],
        links=numbered_links("endorsements.requests", number, more=len(found) > size),
        names=region_names(),
        country_name=country_name,
    )


@blueprint.get("/endorsements/requests/<uuid:request_id>")
def show_request(request_id: UUID) -> str:
    """Show what became of a request, letter by letter."""
    viewer = authorise(policies.can_ask)
    found = queries.request_by_id(request_id)
    if found is None:
        abort(404)
    at: datetime = now()
    size = current_app.config["PAGE_SIZE"]
    number = page_number()
    fate = request.args.get("fate", type=queries.Fate)
    rows = queries.recipients_page(viewer, found.id, at, fate=fate, offset=(number - 1) * size, limit=size + 1)
    return render_template(
        "endorsements/show_request.html",
        request_shown=found,
        organisations=queries.organisations_asked(found.id),
        fates=queries.fates(found.id, at),
        fate=fate,
        rows=rows[:size],
        links=numbered_links(
            "endorsements.show_request", number, more=len(rows) > size, request_id=found.id, fate=fate
        ),
        labels=FATE_LABELS,
        tones=FATE_TONES,
        names=region_names(),
        country_name=country_name,
    )
