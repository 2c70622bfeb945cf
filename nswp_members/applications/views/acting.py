"""What reviewers do with an application, each on a page that asks first."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.applications import policies, queries, services
from nswp_members.applications.answer_words import words
from nswp_members.applications.models import Application, Opinion, Party, Verdict
from nswp_members.applications.review_forms import (
    NO,
    YES,
    ActForm,
    AskForm,
    AssignForm,
    OpinionForm,
    RecuseForm,
    RegionForm,
)
from nswp_members.applications.services.steps import whose_turn
from nswp_members.applications.sight import party_of
from nswp_members.applications.states import State
from nswp_members.applications.views.blueprint import Answer, author, blueprint, load, require
from nswp_members.applications.views.review import side
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import Form, choices
from nswp_members.core.i18n import current_locale
from nswp_members.regions.geography import Region, region_name


@blueprint.route("/applications/<uuid:application_id>/forward", methods=["GET", "POST"])
def forward(application_id: UUID) -> Answer:
    """Say that an application is complete and hand it to the representatives of its region."""
    found = load(application_id)
    viewer = authorise(policies.can_review)
    form = ActForm(version=found.version)
    require(policies.can_forward, viewer, found, form)

    def act() -> None:
        services.forward(found, expected_version=form.seen, **author(viewer))

    return _act(viewer, found, form, act, "forward", _("It is with the representatives now."))


@blueprint.route("/applications/<uuid:application_id>/opinion", methods=["GET", "POST"])
def give_opinion(application_id: UUID) -> Answer:
    """Say what one thinks."""
    found = load(application_id)
    viewer = authorise(policies.can_review)
    require(policies.can_give_opinion, viewer, found, ActForm())
    step = queries.open_step(found.id)
    before = queries.opinion_of(step.id, viewer.person_id) if step and viewer.person_id else None
    form = OpinionForm(version=found.version, **_as_given(before))
    form.offer(_verdicts(viewer, found))

    def act() -> None:
        services.give_opinion(
            found,
            Verdict(form.verdict.data) if form.verdict else Verdict.REPORT,
            known=form.known.data == YES,
            reason=form.reason.data or "",
            party=side(viewer)["party"],
            expected_version=form.seen,
            **author(viewer),
        )

    return _act(viewer, found, form, act, "opinion", _("Thank you: your view is kept."))


@blueprint.route("/applications/<uuid:application_id>/ask", methods=["GET", "POST"])
def ask(application_id: UUID) -> Answer:
    """Ask the applicant for more, and wait for the answer."""
    found = load(application_id)
    viewer = authorise(policies.can_review)
    form = AskForm(version=found.version)
    asked = queries.changeable_shown(viewer, found)
    form.questions.choices = choices((one.key, words(one.labels, current_locale().language)) for one in asked)
    require(policies.can_ask, viewer, found, form)

    def act() -> None:
        about = form.questions.data or []
        services.ask(
            found, form.body.data or "", about=about, expected_version=form.seen, **side(viewer), **author(viewer)
        )

    return _act(viewer, found, form, act, "ask", _("The applicant is asked. We tell you when they answer."))


@blueprint.route("/applications/<uuid:application_id>/conflict", methods=["GET", "POST"])
def declare_conflict(application_id: UUID) -> Answer:
    """Say that one has a conflict of interest, and stay away."""
    found = load(application_id)
    viewer = authorise(policies.can_review)
    form = RecuseForm()

    def act() -> None:
        services.declare_conflict(found, form.reason.data or "", **author(viewer))

    return _act(viewer, found, form, act, "conflict", _("Thank you for saying so. Others go on without you."))


@blueprint.route("/applications/<uuid:application_id>/assign", methods=["GET", "POST"])
def assign(application_id: UUID) -> Answer:
    """Choose who takes care."""
    found = load(application_id)
    viewer = authorise(policies.can_review)
    step = queries.open_step(found.id)
    form = AssignForm(version=found.version, assignee=str(step.assignee_id or "") if step else "")
    people = {one.id: one for one in whose_turn(found, step, at=now())} if step else {}
    names = ((str(one.id), one.name or _("Somebody")) for one in people.values())
    form.assignee.choices = choices(names, blank=_("Nobody in particular"))
    require(policies.can_assign, viewer, found, form)

    def act() -> None:
        chosen = people.get(UUID(form.assignee.data)) if form.assignee.data else None
        services.assign(found, chosen, expected_version=form.seen, **author(viewer))

    return _act(viewer, found, form, act, "assign", _("It is noted who takes care."))


@blueprint.route("/applications/<uuid:application_id>/region", methods=["GET", "POST"])
def change_region(application_id: UUID) -> Answer:
    """Hand an application over to another region."""
    found = load(application_id)
    viewer = authorise(policies.can_change_rules)
    form = RegionForm(version=found.version)
    language = current_locale().language
    others = ((one.value, region_name(one, language)) for one in Region if one.value != found.region_code)
    form.region_code.choices = choices(others, blank=_("Choose a region"))
    require(policies.can_change_region, viewer, found, form)

    def act() -> None:
        services.change_region(
            found,
            form.region_code.data or "",
            reason=form.reason.data or "",
            expected_version=form.seen,
            **author(viewer),
        )

    return _act(viewer, found, form, act, "region", _("It is with the other region now."))


def _act(viewer: Viewer, found: Application, form: Form, act: Callable[[], None], template: str, thanks: str) -> Answer:
    """Do it if the form was sent and is valid, else ask; a verifier may know no more of it afterwards."""
    if form.submitted():
        try:
            with transaction():
                act()
        except DomainError as error:
            form.refuse(error)
            if isinstance(form, ActForm):
                form.version.data = str(found.version)
        else:
            flash(thanks, "success")
            if queries.application_visible(viewer, found.id):
                return redirect(url_for("applications.review", application_id=found.id))
            return redirect(url_for("applications.index"))
    return render_template(
        f"applications/{template}.html",
        form=form,
        application=found,
        name=queries.name_shown(viewer, found),
        is_network=party_of(viewer) == Party.NETWORK,
    )


def _as_given(opinion: Opinion | None) -> dict[str, str]:
    """Return an opinion as its form shows it."""
    if opinion is None:
        return {}
    return {"known": YES if opinion.known else NO, "verdict": opinion.verdict, "reason": opinion.reason}


def _verdicts(viewer: Viewer, found: Application) -> list[Verdict]:
    """Return what the viewer may say now."""
    party = party_of(viewer)
    if party == Party.NETWORK:
        return [Verdict.REPORT]
    votes = [Verdict.APPROVE, Verdict.DECLINE]
    if party == Party.REPRESENTATIVES and found.state == State.REPRESENTATIVES:
        return [*votes, Verdict.SEND_TO_NETWORK]
    return votes
