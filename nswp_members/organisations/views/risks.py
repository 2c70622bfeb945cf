"""How dangerous membership is in a country: what would change, setting it, and lifting it by two people."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.organisations import policies, queries
from nswp_members.organisations.forms import ConfirmForm
from nswp_members.organisations.views.blueprint import Answer, author, blueprint
from nswp_members.regions import queries as regions
from nswp_members.regions import services as regions_services
from nswp_members.regions.forms import RiskForm
from nswp_members.regions.labels import RISK_NAMES, RISK_TONES
from nswp_members.regions.models import Country, JurisdictionRisk, RiskLevel


@blueprint.get("/risks")
def risks() -> Answer:
    """Show the countries that are judged, and all others to choose from."""
    authorise(policies.can_judge_countries)
    standing = regions.standing_risks()
    judged = {one.country_code for one in standing}
    return render_template(
        "organisations/risks.html",
        standing=standing,
        others=[one for one in regions.countries() if one.code not in judged],
        today=now().date(),
        **_words(),
    )


@blueprint.route("/risks/<country_code>", methods=["GET", "POST"])
def risk(country_code: str) -> Answer:
    """Judge a country: first see what would change, then confirm."""
    viewer = authorise(policies.can_judge_countries)
    country = regions.country(country_code) or abort(404)
    standing = regions.standing_risk(country.code)
    form = RiskForm(level=standing.level if standing else None)
    effects = None
    if form.submitted():
        level = RiskLevel(form.level.data)
        if "confirm" not in request.form:
            effects = queries.risk_effects(country.code, level, now())
        elif _acted(form, lambda: _set(country, form, viewer)):
            flash(_("Saved. It counts from this moment."), "success")
            return redirect(url_for("organisations.risk", country_code=country.code))
    past = regions.past_risks(country.code)
    return render_template(
        "organisations/risk.html",
        form=form,
        country=country,
        standing=standing,
        past=past,
        people=accounts.people_by_id({one for row in [*past, standing] if row for one in _people_of(row)}),
        effects=effects,
        may_confirm=bool(standing and standing.lift_asked_at and standing.lift_asked_by != viewer.person_id),
        lift_form=ConfirmForm(),
        **_words(),
    )


@blueprint.post("/risks/<country_code>/lift")
def lift_risk(country_code: str) -> Answer:
    """Lift what is milder, or ask that what hides a country be lifted."""
    viewer = authorise(policies.can_judge_countries)
    return _on_standing(country_code, regions_services.ask_to_lift, viewer)


@blueprint.post("/risks/<country_code>/lift/confirm")
def confirm_lift(country_code: str) -> Answer:
    """Confirm, as the second person, what another asked for."""
    viewer = authorise(policies.can_judge_countries)
    return _on_standing(country_code, regions_services.confirm_lift, viewer)


@blueprint.post("/risks/<country_code>/keep")
def keep_risk(country_code: str) -> Answer:
    """Keep a country hidden that somebody asked to show again."""
    viewer = authorise(policies.can_judge_countries)
    return _on_standing(country_code, regions_services.keep_risk, viewer)


def _on_standing(country_code: str, act: Callable[..., None], viewer: Viewer) -> Answer:
    """Do something with the risk that stands; a broken rule becomes a message on the country's page."""
    standing = regions.standing_risk(country_code) or abort(404)
    form = ConfirmForm()
    if form.submitted() and _acted(form, lambda: act(standing, **author(viewer))):
        flash(_("Saved."), "success")
    for error in form.form_errors:
        flash(str(error), "error")
    return redirect(url_for("organisations.risk", country_code=country_code))


def _set(country: Country, form: RiskForm, viewer: Viewer) -> None:
    regions_services.set_risk(
        country,
        RiskLevel(form.level.data),
        reason=form.reason.data or "",
        review_on=form.review_on.data,
        **author(viewer),
    )


def _acted(form: Any, act: Callable[[], None]) -> bool:
    """Whether it could be done; a broken rule is shown in the form."""
    try:
        with transaction():
            act()
    except DomainError as error:
        form.refuse(error)
        return False
    return True


def _people_of(row: JurisdictionRisk) -> list[Any]:
    return [one for one in (row.set_by, row.lift_asked_by, row.lifted_by) if one]


def _words() -> dict[str, Any]:
    return {"risk_names": RISK_NAMES, "risk_tones": RISK_TONES}
