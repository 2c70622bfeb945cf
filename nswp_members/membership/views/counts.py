"""How many members there were on a day, as a page and as a file."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from flask import render_template, request, send_file
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.audit import services as audit
from nswp_members.core.db import now, transaction
from nswp_members.core.i18n import current_locale
from nswp_members.core.spreadsheets import MEDIA_TYPES, Cell, Format, Sheet, written
from nswp_members.membership import policies, queries
from nswp_members.membership.counting import Changes, CountRow, Counts
from nswp_members.membership.forms import CountsForm
from nswp_members.membership.models import Standing
from nswp_members.membership.views.blueprint import Answer, blueprint
from nswp_members.organisations.category_words import category_label
from nswp_members.organisations.queries import categories
from nswp_members.regions.geography import Region, country_name, region_name

YEARS_SHOWN = 8


@blueprint.get("/counts")
def counts() -> Answer:
    """Count members on a day by region, country and category, and what changed since another day."""
    authorise(policies.can_count)
    form = CountsForm(formdata=request.args)
    is_valid = form.validate()
    on, since = form.days() if is_valid else CountsForm(formdata=None).days()
    found = queries.counts_on(on)
    years = [one for one in (date(on.year - back, 1, 1) for back in range(YEARS_SHOWN - 1, -1, -1)) if one < on]
    sizes = queries.sizes_on([*years, on])
    return render_template(
        "membership/counts.html",
        form=form,
        on=on,
        since=since,
        counts=found,
        codes=_codes(found),
        regions=[(code, *_countries(found, code)) for code in Region if found.of_region(code).total],
        changes=_in_order(queries.changes_between(since, on)),
        standings=list(Standing),
        voters=len(queries.voting_roll(on)),
        rules=rules(),
        sizes=[(day, number) for day, number in zip([*years, on], sizes, strict=True)],
    )


@blueprint.get("/counts.csv")
def counts_as_csv() -> Answer:
    """Give the numbers of the table as CSV."""
    return _file(authorise(policies.can_count), Format.CSV)


@blueprint.get("/counts.xlsx")
def counts_as_xlsx() -> Answer:
    """Give all numbers and the rule as a workbook."""
    return _file(authorise(policies.can_count), Format.XLSX)


def _file(viewer: Viewer, file_format: Format) -> Answer:
    """Return the numbers of the days asked for as a file, and note who took them."""
    form = CountsForm(formdata=request.args)
    on, since = form.days() if form.validate() else CountsForm(formdata=None).days()
    sheets = [_members_sheet(queries.counts_on(on)), _changes_sheet(queries.changes_between(since, on), since, on)]
    with transaction():
        details = {"on": on.isoformat(), "since": since.isoformat(), "format": file_format.value}
        audit.record("membership.took_counts", "membership", None, by=viewer.person_id, details=details)
    return send_file(
        BytesIO(written(file_format, [*sheets, _rule_sheet()], made_at=now())),
        mimetype=MEDIA_TYPES[file_format],
        as_attachment=True,
        download_name=f"counts-{on.isoformat()}.{file_format.value}",
    )


def rules() -> list[str]:
    """Return the rules by which members are counted, one sentence each."""
    return [
        str(_("A member counts on a day if its membership had begun by then and had not ended.")),
        str(_("The day on which a membership or a category begins counts; the day on which it ends does not.")),
        str(_("Region, country and category are those that held on that day. Later moves change nothing before them.")),
        str(_("Active, dormant and suspended members all count; only active ones in a category with a vote can vote.")),
        str(_("A change that is recorded late counts from the day that was entered for it.")),
    ]


def _codes(found: Counts) -> list[str | None]:
    """Return the categories to show: all there are, those that somebody had, and none if somebody had none."""
    known: list[str | None] = [one.code for one in categories()]
    return known + sorted((one for one in found.by_category if one not in known), key=lambda one: one or "~")


def _countries(found: Counts, region: str) -> tuple[CountRow, list[CountRow]]:
    """Return the sum of a region, and its countries by name."""
    language = current_locale().language
    rows = [row for row in found.rows if row.region_code == region]
    return found.of_region(region), sorted(rows, key=lambda row: country_name(row.country_code, language))


def _in_order(changes: Sequence[Changes]) -> list[Changes]:
    """Return the changes in NSWP's order of regions."""
    order = [region.value for region in Region]
    return sorted(changes, key=lambda one: order.index(one.region_code))


def _members_sheet(found: Counts) -> Sheet:
    """Return a line for each region, country and category that had members."""
    language = current_locale().language
    lines: list[list[Cell]] = [
        [
            found.day,
            region_name(Region(row.region_code), language),
            row.country_code,
            country_name(row.country_code, language),
            category_label(code, str(_("Not known"))),
            number,
        ]
        for row in found.rows
        for code, number in sorted(row.by_category.items(), key=lambda pair: pair[0] or "~")
    ]
    header = [_("Day"), _("Region"), _("Country code"), _("Country"), _("Category"), _("Members")]
    return Sheet(_("Members"), header, lines)


def _changes_sheet(changes: Sequence[Changes], since: date, on: date) -> Sheet:
    """Return a line for each region with what became of its members."""
    language = current_locale().language
    lines: list[list[Cell]] = [
        [
            region_name(Region(one.region_code), language),
            *(one.before, one.new, one.left, one.came, one.went, one.after),
        ]
        for one in _in_order(changes)
    ]
    header = [
        _("Region"),
        since.isoformat(),
        _("New"),
        _("Left"),
        _("Came from another region"),
        _("Went to another region"),
        on.isoformat(),
    ]
    return Sheet(_("Changes"), header, lines)


def _rule_sheet() -> Sheet:
    """Return how it was counted."""
    return Sheet(_("How it was counted"), [_("Rule")], [[one] for one in rules()])
