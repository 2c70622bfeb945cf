"""How an organisation stood as a member over time, and the steps that change it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.access import prove_again
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.membership import policies, queries, services
from nswp_members.membership.forms import LeaveForm, StepForm, step_form
from nswp_members.membership.models import Standing
from nswp_members.membership.services import Decision
from nswp_members.membership.steps import RULES, Step, steps_from
from nswp_members.membership.views.blueprint import Answer, author, blueprint, load_and_authorise
from nswp_members.organisations.category_words import category_choices
from nswp_members.organisations.errors import PasswordNeeded
from nswp_members.organisations.models import Organisation


@blueprint.get("/organisations/<uuid:organisation_id>")
def show(organisation_id: UUID) -> Answer:
    """Show the terms of an organisation, and what can be done now."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_see_terms)
    terms = queries.terms_of(organisation.id)
    current = next((one for one in terms if one.valid_until is None), None)
    possible = steps_from(Standing(current.standing) if current else None)
    people = {one for term in terms for one in (term.begun_by, term.ended_by) if one}
    return render_template(
        "membership/show.html",
        organisation=organisation,
        terms=terms,
        current=current,
        people=accounts.people_by_id(people),
        can_vote=queries.can_vote(organisation.id, today()),
        steps=[one for one in possible if policies.can_take_step(viewer, organisation, one)],
        is_own=viewer.acts_for(organisation.id),
        ends=[one for one, rule in RULES.items() if rule.ends],
        endings=[rule.as_ for rule in RULES.values() if rule.ends],
    )


@blueprint.route("/organisations/<uuid:organisation_id>/<standing_step>", methods=["GET", "POST"])
def take_step(organisation_id: UUID, standing_step: str) -> Answer:
    """Take a step with a membership: first see what it means, then confirm."""
    if standing_step not in tuple(Step):
        abort(404)
    step = Step(standing_step)
    viewer, organisation = load_and_authorise(organisation_id, policies.can_take_step, step)
    if step is Step.RESIGN and viewer.acts_for(organisation.id):
        return _leave(viewer, organisation)
    form = step_form(step, category_choices(today()))
    is_sure = False
    if form.submitted():
        is_sure = True
        if "confirm" in request.form and _took(form, viewer, organisation, step):
            flash(_("Saved."), "success")
            return redirect(url_for("membership.show", organisation_id=organisation.id))
    return render_template(
        "membership/step.html",
        form=form,
        step=step,
        organisation=organisation,
        is_sure=is_sure and not form.errors,
        is_end=RULES[step].ends,
    )


def _took(form: StepForm, viewer: Viewer, organisation: Organisation, step: Step) -> bool:
    """Whether the step could be taken; a broken rule is shown in the form."""
    decision = Decision(
        on=form.on.data or today(),
        reason=form.reason.data or "",
        reference=form.reference.data or "",
        category=form.category.data if form.category else None,
    )
    try:
        with transaction():
            services.take_step(organisation, step, decision, **author(viewer))
    except DomainError as error:
        form.refuse(error)
        return False
    return True


def _leave(viewer: Viewer, organisation: Organisation) -> Answer:
    """Let an organisation leave by its own wish: first say what it means, then ask for the password."""
    form = LeaveForm()
    form.ask_for_password()
    is_sure = form.submitted()
    if is_sure and "confirm" in request.form:
        try:
            if not form.current_password.data:
                raise PasswordNeeded
            prove_again(form.current_password.data)
            decision = Decision(on=today(), reason=form.reason.data or "")
            with transaction():
                services.take_step(organisation, Step.RESIGN, decision, tells_staff=True, **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Your organisation has left the network."), "success")
            return redirect(url_for("membership.show", organisation_id=organisation.id))
    return render_template("membership/leave.html", form=form, organisation=organisation, is_sure=is_sure)
