"""How many organisations endorse, region by region, and who is missing."""

from flask import current_app, render_template, request, url_for

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now, today, transaction
from nswp_members.core.i18n import current_locale
from nswp_members.endorsements import policies, queries, services
from nswp_members.endorsements.errors import NoCurrentVersion
from nswp_members.endorsements.labels import STANDING_LABELS, STANDING_TONES
from nswp_members.endorsements.paging import organisation_links, place_in_request
from nswp_members.endorsements.views.blueprint import blueprint
from nswp_members.figures.services import Terms
from nswp_members.regions import geography
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion


@blueprint.get("/endorsements")
def coverage() -> str:
    """Show coverage by region: everything to those who may know, safe numbers to others."""
    viewer = authorise(policies.can_see_coverage)
    version = _current_version()
    if not policies.can_see_missing(viewer):
        return _safe_numbers(version)
    rows = queries.coverage_by_region(viewer, version, now())
    return render_template(
        "endorsements/coverage.html",
        version=version,
        rows=rows,
        total=queries.total(rows),
        names=region_names(),
        labels=STANDING_LABELS,
        standings=list(STANDING_LABELS),
        bars=[(region_names()[row.region_code or ""], row.endorsed, row.asked, row.missing) for row in rows],
        may_ask=policies.can_ask(viewer),
    )


def _safe_numbers(version: StatementVersion) -> str:
    with transaction():
        figures = services.frozen_coverage(version, terms=Terms.of(current_app.config, today()))
    return render_template("endorsements/coverage_numbers.html", version=version, figures=figures, names=region_names())


@blueprint.get("/endorsements/missing")
def missing() -> str:
    """List the organisations that have not endorsed, by region and reason."""
    viewer = authorise(policies.can_see_missing)
    version = _current_version()
    region = _region(viewer)
    reason = request.args.get("reason", type=queries.Standing)
    reason = reason if reason in queries.MISSING else None
    page = queries.missing(
        viewer,
        version,
        now(),
        region=region,
        reason=reason,
        place=place_in_request(),
        limit=current_app.config["PAGE_SIZE"],
    )
    return render_template(
        "endorsements/missing.html",
        version=version,
        rows=page.rows,
        links=organisation_links("endorsements.missing", page, region=region, reason=reason),
        region=region,
        reason=reason,
        regions=[(code, region_names()[code]) for code in queries.regions_of(viewer)],
        reasons=[one for one in STANDING_LABELS if one in queries.MISSING],
        names=region_names(),
        labels=STANDING_LABELS,
        tones=STANDING_TONES,
        country_name=country_name,
        may_ask=policies.can_ask(viewer),
        clear_url=url_for("endorsements.missing") if region or reason else None,
    )


def _region(viewer: Viewer) -> str | None:
    """Return the region asked for, if the viewer may look into it."""
    wanted = request.args.get("region")
    return wanted if wanted in queries.regions_of(viewer) else None


def _current_version() -> StatementVersion:
    version = statements.current_version()
    if version is None:
        raise NoCurrentVersion
    return version


def region_names() -> dict[str, str]:
    """Return the names of the regions in the present language, by their codes."""
    locale = current_locale().language
    return {region.value: geography.region_name(region, locale) for region in geography.Region}


def country_name(code: str) -> str:
    """Return a country's name in the present language."""
    return geography.country_name(code, current_locale().language)
