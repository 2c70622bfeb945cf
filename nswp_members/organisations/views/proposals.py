"""Proposed changes: the list of those that wait, one with its conversation, and deciding."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import ROLE_LABELS, Viewer
from nswp_members.core.db import today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import Form
from nswp_members.core.paging import PageLinks
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.audiences import PROTECTED
from nswp_members.organisations.differences import replacement
from nswp_members.organisations.errors import ValueChanged
from nswp_members.organisations.forms import ConfirmForm
from nswp_members.organisations.identity_forms import (
    AnswerForm,
    ApproveForm,
    ProposalsForm,
    RefuseForm,
    text_of,
    value_of,
)
from nswp_members.organisations.models import IdentityField, Proposal
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, note_shown
from nswp_members.regions.geography import Region

ROLES = {role.value: label for role, label in ROLE_LABELS.items()}


@blueprint.get("/proposals")
def proposals() -> Answer:
    """List the proposals that wait for a decision, the oldest first."""
    viewer = authorise(policies.can_list_proposals)
    form = ProposalsForm(request.args)
    form.offer()
    wanted = {
        "field": form.field.data if form.field.data in list(IdentityField) else "",
        "region": form.region.data if form.region.data in list(Region) else "",
    }
    page = queries.open_proposals(
        viewer, **wanted, size=current_app.config["PAGE_SIZE"], after=request.args.get("after", type=UUID)
    )
    here = "organisations.proposals"
    kept: dict[str, Any] = {name: value for name, value in wanted.items() if value}
    first = url_for(here, **kept) if "after" in request.args else None
    return render_template(
        "organisations/proposals.html",
        form=form,
        rows=page.rows,
        is_filtered=bool(kept),
        by_region=policies.sees_all(viewer),
        links=PageLinks(previous_url=first, next_url=url_for(here, **kept, after=page.after) if page.after else None),
    )


@blueprint.get("/proposals/<uuid:proposal_id>")
def proposal(proposal_id: UUID) -> Answer:
    """Show what is proposed and what was said about it."""
    found = _load(proposal_id)
    return _page(authorise(policies.can_see_identity, found.organisation), found)


@blueprint.post("/proposals/<uuid:proposal_id>/approve")
def approve_proposal(proposal_id: UUID) -> Answer:
    """Publish what is proposed, if the viewer has seen what is published now."""
    found = _load(proposal_id)
    viewer = authorise(_may_decide, found)
    form = ApproveForm(prefix="approve")
    if found.field != IdentityField.REGION:
        del form.valid_from
    seen = value_of(IdentityField(found.field), form.seen.data or "")
    day = form.valid_from.data if form.valid_from else None

    def act() -> None:
        services.approve_proposal(found, seen=seen, valid_from=day, **author(viewer))

    if _acted(form, act):
        flash(_("Approved: the change is published."), "success")
        return redirect(url_for("organisations.proposals"))
    return _page(viewer, found, approve=form)


@blueprint.post("/proposals/<uuid:proposal_id>/refuse")
def refuse_proposal(proposal_id: UUID) -> Answer:
    """Refuse with a reason that the organisation reads."""
    found = _load(proposal_id)
    viewer = authorise(_may_decide, found)
    form = RefuseForm(prefix="refuse")
    if _acted(form, lambda: services.refuse_proposal(found, form.reason.data or "", **author(viewer))):
        flash(_("Refused: everything stays as it was."), "success")
        return redirect(url_for("organisations.proposals"))
    return _page(viewer, found, refuse=form)


@blueprint.post("/proposals/<uuid:proposal_id>/withdraw")
def withdraw_proposal(proposal_id: UUID) -> Answer:
    """Take a proposal back."""
    found = _load(proposal_id)
    viewer = authorise(policies.can_withdraw, found.organisation, found)
    form = ConfirmForm()
    if _acted(form, lambda: services.withdraw_proposal(found, **author(viewer))):
        flash(_("The proposal is taken back."), "success")
        return redirect(url_for("organisations.identity", organisation_id=found.organisation_id))
    return _page(viewer, found, withdraw=form)


@blueprint.post("/proposals/<uuid:proposal_id>/answer")
def answer_proposal(proposal_id: UUID) -> Answer:
    """Say something that the other side reads."""
    found = _load(proposal_id)
    viewer = authorise(policies.can_see_identity, found.organisation)
    form = AnswerForm(prefix="answer")
    if _acted(form, lambda: services.answer_proposal(found, form.text.data or "", **author(viewer))):
        flash(_("Your message is sent."), "success")
        return redirect(url_for("organisations.proposal", proposal_id=found.id))
    return _page(viewer, found, answer=form)


def _load(proposal_id: UUID) -> Proposal:
    """Return a proposal; 404 if there is none that the viewer may know of."""
    return queries.proposal_visible(current_viewer(), proposal_id) or abort(404)


def _may_decide(viewer: Viewer, found: Proposal) -> bool:
    regions_decide = current_app.config["REPRESENTATIVES_DECIDE"]
    return policies.can_decide(viewer, found.organisation, found, regions_decide=regions_decide)


def _acted(form: Form, act: Callable[[], None]) -> bool:
    """Whether it could be done; a broken rule is shown in the form."""
    if not form.submitted():
        return False
    try:
        with transaction():
            act()
    except DomainError as error:
        form.refuse(error)
        return False
    return True


def _page(viewer: Viewer, found: Proposal, **forms: Form) -> Answer:
    """Show a proposal, with one of its forms as it was sent and the others empty."""
    organisation, field = found.organisation, IdentityField(found.field)
    note_shown(viewer, organisation, PROTECTED.intersection([field]))
    present = queries.identity_value(organisation, field)
    may_decide = found.is_open and _may_decide(viewer, found)
    moves = may_decide and field == IdentityField.COUNTRY
    return render_template(
        "organisations/proposal.html",
        proposal=found,
        organisation=organisation,
        difference=replacement(field, found.value_before, found.value_after),
        difference_now=replacement(field, present, found.value_after),
        has_changed=found.is_open and present != found.value_before,
        effects=queries.move_effects(organisation, str(found.value_after)) if moves else None,
        messages=queries.messages_of(found.id),
        may_decide=may_decide,
        may_withdraw=found.is_open and policies.can_withdraw(viewer, organisation, found),
        sent=next(iter(forms.values()), None),
        roles=ROLES,
        **_forms(found, forms),
    )


def _forms(found: Proposal, sent: dict[str, Form]) -> dict[str, Any]:
    """Return the forms of the page; after a warning that the value has changed, the new one counts as seen."""
    approve = sent.get("approve")
    if approve is None:
        approve = ApproveForm(formdata=None, prefix="approve", seen=text_of(found.value_before), valid_from=today())
        if found.field != IdentityField.REGION:
            del approve.valid_from
    elif ValueChanged.message in approve.form_errors:
        approve["seen"].data = text_of(queries.identity_value(found.organisation, found.field))
    return {
        "approve_form": approve,
        "refuse_form": sent.get("refuse") or RefuseForm(formdata=None, prefix="refuse"),
        "answer_form": sent.get("answer") or AnswerForm(formdata=None, prefix="answer"),
    }
