"""Planning a consultation, opening, extending and closing it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from nswp_members.accounts.access import authorise
from nswp_members.consultations import policies, queries, services
from nswp_members.consultations.deadlines import last_day
from nswp_members.consultations.models import Consultation, Kind, Outcome
from nswp_members.consultations.planning_forms import ExtendForm, PlanForm, VersionForm, words_in
from nswp_members.consultations.services import Plan
from nswp_members.consultations.views.blueprint import Answer, act, blueprint, language, load_and_authorise
from nswp_members.core.db import now, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.regions.geography import Region, country_name, region_name


@blueprint.route("/consultations/new", methods=["GET", "POST"])
def create() -> Answer:
    """Begin a consultation."""
    viewer = authorise(policies.can_manage)
    form = _offered(PlanForm(opens_on=today()))
    if form.submitted() and not _looks_only(form):
        try:
            with transaction():
                consultation = services.plan(_plan(form), by=viewer.person_id)
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Planned. Nobody but the secretariat sees it yet."), "success")
            return redirect(url_for("consultations.show", consultation_slug=consultation.slug))
    return _page(form, None)


@blueprint.route("/consultations/<consultation_slug>/plan", methods=["GET", "POST"])
def change(consultation_slug: str) -> Answer:
    """Change what is planned."""
    viewer, consultation = load_and_authorise(consultation_slug)
    if not consultation.is_planned:
        return redirect(url_for("consultations.show", consultation_slug=consultation_slug))
    form = _offered(PlanForm(**_filled(consultation)))
    if form.submitted() and not _looks_only(form):
        try:
            with transaction():
                services.change_plan(
                    consultation, _plan(form), expected_version=form.version.data or 0, by=viewer.person_id
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("consultations.show", consultation_slug=consultation.slug))
    return _page(form, load_and_authorise(consultation_slug)[1])


def _looks_only(form: PlanForm) -> bool:
    """Whether the form was sent only to see how many organisations it would ask."""
    return request.form.get("go") == "count" and not form.errors


def _page(form: PlanForm, consultation: Consultation | None) -> Answer:
    counts = queries.audience_by_region(form.audience)
    return render_template(
        "consultations/plan.html",
        form=form,
        consultation=consultation,
        by_region=[(region, counts[region]) for region in Region if counts[region]],
        asked=counts.total(),
    )


def _offered(form: PlanForm) -> PlanForm:
    """Offer the regions, and the countries that have members."""
    locale = language()
    form.regions.choices = choices((one.value, region_name(one, locale)) for one in Region)
    names = sorted((country_name(code, locale), code) for code in queries.countries_of_members())
    form.countries.choices = choices((code, name) for name, code in names)
    return form


def _filled(consultation: Consultation) -> dict[str, Any]:
    return {
        "version": consultation.version,
        "slug": consultation.slug,
        "kind": consultation.kind,
        "outcome": consultation.outcome,
        "titles": consultation.titles,
        "introductions": consultation.introductions,
        "opens_on": consultation.opens_at.date(),
        "closes_on": last_day(consultation.closes_at),
        "regions": consultation.audience.get("regions", []),
        "countries": consultation.audience.get("countries", []),
        "individual_comments": consultation.individual_comments,
    }


def _plan(form: PlanForm) -> Plan:
    return Plan(
        slug=form.slug.data or "",
        kind=Kind(form.kind.data),
        outcome=Outcome(form.outcome.data),
        titles=words_in(form.titles.data, on_one_line=True),
        introductions=words_in(form.introductions.data),
        opens_on=form.opens_on.data or today(),
        closes_on=form.closes_on.data or today(),
        audience=form.audience,
        individual_comments=bool(form.individual_comments.data),
    )


@blueprint.post("/consultations/<consultation_slug>/discard")
def discard(consultation_slug: str) -> Answer:
    """Throw a plan away."""
    viewer, consultation = load_and_authorise(consultation_slug)
    try:
        with transaction():
            services.discard(consultation, by=viewer.person_id)
    except DomainError as error:
        flash(str(error.message), "error")
        return redirect(url_for("consultations.show", consultation_slug=consultation_slug))
    flash(_("The plan is gone."), "success")
    return redirect(url_for("consultations.index"))


@blueprint.post("/consultations/<consultation_slug>/open")
def open_it(consultation_slug: str) -> Answer:
    """Let those who are asked answer, and write to them."""
    viewer, consultation = load_and_authorise(consultation_slug)
    version = _version()
    try:
        with transaction():
            told = services.open_consultation(consultation, expected_version=version, by=viewer.person_id, at=now())
    except DomainError as error:
        flash(str(error.message), "error")
    else:
        flash(ngettext("Open. %(num)s person is written to.", "Open. %(num)s people are written to.", told), "success")
    return redirect(url_for("consultations.show", consultation_slug=consultation_slug))


@blueprint.post("/consultations/<consultation_slug>/close")
def close(consultation_slug: str) -> Answer:
    """Take no more answers."""
    viewer, consultation = load_and_authorise(consultation_slug)
    version = _version()
    return act(
        consultation,
        lambda: services.close(consultation, expected_version=version, by=viewer.person_id, at=now()),
        _("Closed. No more answers are taken."),
    )


@blueprint.route("/consultations/<consultation_slug>/extend", methods=["GET", "POST"])
def extend(consultation_slug: str) -> Answer:
    """Give more time."""
    viewer, consultation = load_and_authorise(consultation_slug)
    form = ExtendForm(version=consultation.version)
    if form.submitted():
        try:
            with transaction():
                services.extend(
                    consultation,
                    closes_on=form.closes_on.data or today(),
                    reason=form.reason.data or "",
                    expected_version=form.version.data or 0,
                    by=viewer.person_id,
                    at=now(),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("There is more time now, and everybody who is asked can read why."), "success")
            return redirect(url_for("consultations.show", consultation_slug=consultation_slug))
    return render_template(
        "consultations/extend.html", form=form, consultation=load_and_authorise(consultation_slug)[1]
    )


@blueprint.post("/consultations/<consultation_slug>/publicity")
def choose_publicity(consultation_slug: str) -> Answer:
    """Choose whether everybody may read it once its result is published."""
    viewer, consultation = load_and_authorise(consultation_slug)
    is_public = request.form.get("public") == "yes"
    said = (
        _("Everybody can read it once its result is published.")
        if is_public
        else _("Only those who were asked read it.")
    )
    return act(
        consultation,
        lambda: services.set_public(consultation, is_public=is_public, by=viewer.person_id),
        said,
    )


def _version() -> int:
    """Return the version that the page showed on which a button was pressed."""
    form = VersionForm()
    return form.version.data or 0 if form.submitted() else abort(400)
