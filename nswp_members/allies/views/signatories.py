"""The public list of those who stand behind a version: a page, files, and a page for the frames of other sites."""

from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, jsonify, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import public
from nswp_members.allies import queries, services
from nswp_members.allies.forms import SignatoriesForm
from nswp_members.allies.queries import Signatory, Wanted
from nswp_members.allies.subjects import Subject
from nswp_members.allies.views.blueprint import blueprint, language, page_number, version_or_404
from nswp_members.core.db import now, today, transaction
from nswp_members.core.spreadsheets import MEDIA_TYPES, Format, Sheet, as_csv
from nswp_members.core.web import embeddable, ignore_session
from nswp_members.figures.services import Figures, Terms
from nswp_members.regions.geography import country_name
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion

A_PAGE = 50
IN_A_FRAME = 500


@dataclass(frozen=True)
class Links:
    """The addresses of the pages before and after."""

    previous_url: str | None
    next_url: str | None


@blueprint.get("/statement/<label>/signatories")
@public
def signatories(label: str) -> str:
    """List who stands behind a version, by name and country."""
    version = version_or_404(label)
    subject = Subject(version_id=version.id)
    form, wanted = search_of(subject)
    found = queries.signatories(subject, wanted, limit=A_PAGE)
    return render_template(
        "allies/signatories.html",
        version=version,
        reading=statements.reading(version, language()),
        form=form,
        rows=found.rows,
        links=links_of("allies.signatories", found.has_more, wanted, label=label),
        is_filtered=bool(wanted.search or wanted.country),
        named=queries.named_count(subject),
        **_others(version),
    )


@blueprint.get("/statement/<label>/signatories.json")
@public
def signatories_as_json(label: str) -> Response:
    """Give the list as JSON."""
    version = version_or_404(label)
    rows, others = queries.every_signatory(Subject(version_id=version.id)), _others(version)
    return jsonify(
        {
            "statement": version.label,
            "as_of": now().isoformat(timespec="seconds"),
            "signatories": [_as_json(one) for one in rows],
            "others": others["others"],
            "others_as_of": others["figures"].since.isoformat(),
            "rule": rule(others["figures"]),
        }
    )


def _as_json(one: Signatory) -> dict[str, Any]:
    return {
        "name": one.name,
        "country": one.country_code,
        "year": one.year,
        "signatory": one.signatory,
        "individual": one.is_individual,
    }


@blueprint.get("/statement/<label>/signatories.csv")
@public
def signatories_as_csv(label: str) -> Response:
    """Give the list as CSV; below the names stand the number of others, its date and the rule."""
    version = version_or_404(label)
    rows, others = queries.every_signatory(Subject(version_id=version.id)), _others(version)
    figures: Figures = others["figures"]
    lines: list[list[Any]] = [
        [one.name, country_name(one.country_code, language()) if one.country_code else "", one.year, one.signatory]
        for one in rows
    ]
    lines.append([])
    if others["others"] is not None:
        lines.append([_("Others, not named"), "", figures.since, others["others"]])
    lines.append([rule(figures)])
    sheet = Sheet("", [_("Name"), _("Country"), _("Year"), _("Signed by")], lines)
    answer = Response(as_csv(sheet), mimetype=MEDIA_TYPES[Format.CSV])
    answer.headers["Content-Disposition"] = "attachment; filename=signatories.csv"
    return answer


@blueprint.get("/statement/<label>/signatories/embed")
@public
@embeddable
def embed(label: str) -> str:
    """Show the list for a frame on another site: no script, no cookie, nothing but text."""
    ignore_session()
    version = version_or_404(label)
    found = queries.signatories(Subject(version_id=version.id), Wanted(), limit=IN_A_FRAME)
    return render_template(
        "allies/embed.html",
        version=version,
        reading=statements.reading(version, language()),
        rows=found.rows,
        has_more=found.has_more,
        **_others(version),
    )


def search_of(subject: Subject) -> tuple[SignatoriesForm, Wanted]:
    """Return the search form and what is wanted; a country that cannot be found wants nothing."""
    form = SignatoriesForm(formdata=request.args)
    codes = queries.countries_of_signatories(subject)
    form.offer(codes, language())
    country = form.country.data if form.country.data in codes else ""
    return form, Wanted(search=form.q.data or "", country=country, page=page_number())


def links_of(endpoint: str, has_more: bool, wanted: Wanted, **values: Any) -> Links:
    """Return the links between the pages of a list."""
    sought = {**values, "q": wanted.search or None, "country": wanted.country or None}
    before = url_for(endpoint, **sought, page=wanted.page - 1) if wanted.page > 1 else None
    return Links(before, url_for(endpoint, **sought, page=wanted.page + 1) if has_more else None)


def _others(version: StatementVersion) -> dict[str, Any]:
    """Return the number of those not named as released in this period; None where it is not shown."""
    with transaction():
        figures = services.frozen_others(version, terms=Terms.of(current_app.config, today()))
    return {"others": figures.release.value(services.OTHERS), "figures": figures}


def rule(figures: Figures) -> str:
    """Return how the list and its number come about, in one text."""
    words = _(
        "Named is who consented and may be seen in public now. Others are counted once in a period, if they "
        "consented to that; fewer than %(threshold)s are not shown, and changes of fewer than %(threshold)s wait.",
        threshold=figures.threshold,
    )
    return str(words)


@blueprint.context_processor
def rules() -> dict[str, Any]:
    """Give the templates the rule of the list."""
    return {"rule": rule}
