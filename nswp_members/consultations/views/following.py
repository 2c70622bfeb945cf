"""How many have answered so far, and reminding those who have not."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext

from nswp_members.consultations.models import Consultation
from nswp_members.consultations.queries.nudging import NudgeDraft, nudge_draft
from nswp_members.consultations.queries.rates import rates_of
from nswp_members.consultations.report_forms import NudgeForm
from nswp_members.consultations.services.nudging import nudge as remind
from nswp_members.consultations.views.blueprint import Answer, blueprint, language, load_and_authorise
from nswp_members.consultations.words import answer_language
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.organisations import queries as organisations
from nswp_members.regions.geography import Region, country_name, region_name


@blueprint.get("/consultations/<consultation_slug>/rates")
def rates(consultation_slug: str) -> Answer:
    """Show how many have answered, by region, country and language."""
    _viewer, consultation = load_and_authorise(consultation_slug)
    at = now()
    found = rates_of(consultation, at=at)
    countries = sorted((country_name(code, language()), code, one) for code, one in found.countries.items())
    tongues = sorted((answer_language(code, language()) if code else "", code) for code in found.languages)
    return render_template(
        "consultations/rates.html",
        consultation=consultation,
        rates=found,
        regions=[(region_name(Region(code), language()), code, one) for code, one in found.regions.items()],
        countries=[(name, code, one) for name, code, one in countries],
        tongues=[(name, code, found.languages[code]) for name, code in tongues],
        half_way=consultation.opens_at + (consultation.closes_at - consultation.opens_at) / 2,
        at=at,
    )


@blueprint.route("/consultations/<consultation_slug>/nudge", methods=["GET", "POST"])
def nudge(consultation_slug: str) -> Answer:
    """Show who would be reminded in some regions, and remind them when that was looked at."""
    viewer, consultation = load_and_authorise(consultation_slug)
    form = NudgeForm()
    form.regions.choices = choices((one.value, region_name(one, language())) for one in Region)
    if form.submitted():
        try:
            with transaction():
                letters = remind(
                    consultation,
                    form.regions.data or [],
                    seen=form.seen.data or "",
                    by=viewer.person_id,
                    at=now(),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            said = ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", letters)
            flash(said, "success")
            return redirect(url_for("consultations.rates", consultation_slug=consultation_slug))
    asked = request.form.getlist("regions") or request.args.getlist("regions")
    chosen: list[str] = [one.value for one in Region if one.value in asked]
    if not chosen:
        return redirect(url_for("consultations.rates", consultation_slug=consultation_slug))
    return _drafted(load_and_authorise(consultation_slug)[1], form, chosen)


def _drafted(consultation: Consultation, form: NudgeForm, chosen: list[str]) -> Answer:
    draft = nudge_draft(consultation, chosen, at=now())
    form.seen.data = draft.sign
    names = organisations.names(draft.silent)
    rows = sorted((names.get(key, ""), key, _way(draft, key)) for key in draft.silent)
    return render_template(
        "consultations/nudge.html",
        consultation=consultation,
        form=form,
        draft=draft,
        chosen=chosen,
        regions=[region_name(Region(code), language()) for code in chosen],
        rows=rows,
    )


def _way(draft: NudgeDraft, key: object) -> str:
    """Return how an organisation would be reminded, as a code of `nudge.html`."""
    if key in draft.resting:
        return "resting"
    if key in {organisation_id for _person, organisation_id in draft.accounts}:
        return "account"
    return "link" if key in draft.reached else "nobody"
