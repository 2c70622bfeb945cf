"""Links by which people answer without an account: to whom they can go, sending and withdrawing them."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from nswp_members.accounts.viewers import Viewer
from nswp_members.consultations import queries, services
from nswp_members.consultations.models import Consultation
from nswp_members.consultations.planning_forms import InviteForm
from nswp_members.consultations.views.blueprint import Answer, act, blueprint, language, load_and_authorise
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.paging import PageLinks
from nswp_members.organisations import queries as organisations


@blueprint.get("/consultations/<consultation_slug>/links")
def links(consultation_slug: str) -> Answer:
    """Show how those who are asked can be reached, and the links that were sent."""
    _viewer, consultation = load_and_authorise(consultation_slug)
    return _page(consultation, InviteForm(formdata=None, locale=language()))


def _page(consultation: Consultation, form: InviteForm) -> Answer:
    page = max(1, request.args.get("page", 1, type=int))
    rows, has_more = queries.links_page(consultation.id, size=current_app.config["PAGE_SIZE"], page=page)
    before = url_for("consultations.links", consultation_slug=consultation.slug, page=page - 1) if page > 1 else None
    after = url_for("consultations.links", consultation_slug=consultation.slug, page=page + 1) if has_more else None
    named = [one.participant.organisation_id for one in rows if one.participant.organisation_id]
    return render_template(
        "consultations/links.html",
        consultation=consultation,
        form=form,
        reach=queries.reach_of(consultation, at=now()),
        rows=rows,
        names=organisations.names(named),
        pages=PageLinks(previous_url=before, next_url=after),
    )


@blueprint.post("/consultations/<consultation_slug>/links/organisations")
def invite_organisations(consultation_slug: str) -> Answer:
    """Send links to the contacts of organisations that cannot answer otherwise."""
    viewer, consultation = load_and_authorise(consultation_slug)
    try:
        with transaction():
            letters = services.invite_organisations(consultation, by=viewer.person_id, at=now())
    except DomainError as error:
        flash(str(error.message), "error")
    else:
        said = ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", letters)
        flash(said, "success")
    return redirect(url_for("consultations.links", consultation_slug=consultation_slug))


@blueprint.post("/consultations/<consultation_slug>/links/people")
def invite_person(consultation_slug: str) -> Answer:
    """Send a link to a person who is to answer for themselves."""
    viewer, consultation = load_and_authorise(consultation_slug)
    form = InviteForm()
    if form.submitted():
        try:
            with transaction():
                services.invite_person(
                    consultation,
                    email=form.email.data or "",
                    name=form.name.data or "",
                    locale=form.locale.data,
                    by=viewer.person_id,
                    at=now(),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The letter is on its way."), "success")
            return redirect(url_for("consultations.links", consultation_slug=consultation_slug))
    return _page(load_and_authorise(consultation_slug)[1], form)


@blueprint.post("/consultations/<consultation_slug>/links/<uuid:link_id>/withdraw")
def withdraw_link(consultation_slug: str, link_id: UUID) -> Answer:
    """Let a link open nothing from now on."""
    viewer, consultation = load_and_authorise(consultation_slug)
    return _with_link(viewer, consultation, link_id, renew=False)


@blueprint.post("/consultations/<consultation_slug>/links/<uuid:link_id>/renew")
def renew_link(consultation_slug: str, link_id: UUID) -> Answer:
    """Send another link in the place of one that was lost."""
    viewer, consultation = load_and_authorise(consultation_slug)
    return _with_link(viewer, consultation, link_id, renew=True)


def _with_link(viewer: Viewer, consultation: Consultation, link_id: UUID, *, renew: bool) -> Answer:
    link = queries.link_of(consultation.id, link_id) or abort(404)
    change = services.renew_link if renew else services.withdraw_link
    said = _("The letter is on its way.") if renew else _("This link opens nothing any more. What was answered stays.")
    return act(consultation, lambda: change(link, by=viewer.person_id, at=now()), said, endpoint="consultations.links")
