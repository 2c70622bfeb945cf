"""The report of a closed campaign, as a workbook and on paper; both are made from what was frozen."""

from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import abort, render_template, send_file
from flask_babel import gettext as _

from nswp_members.accounts.viewers import Viewer
from nswp_members.audit import services as audit
from nswp_members.campaigns import labels, policies
from nswp_members.campaigns.models import Campaign
from nswp_members.campaigns.queries import Dimension
from nswp_members.campaigns.reaching import Progress
from nswp_members.campaigns.views.blueprint import Answer, blueprint, load_and_authorise
from nswp_members.core.db import transaction
from nswp_members.core.spreadsheets import MEDIA_TYPES, Cell, Format, Sheet, written
from nswp_members.core.typesetting import OURS, pdf_of

SHEET = f"{OURS}css/letter.css"


@blueprint.get("/<uuid:campaign_id>/report.xlsx")
def report_as_xlsx(campaign_id: UUID) -> Answer:
    """Give the report as a workbook."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_change)
    report = _taken(viewer, campaign, "xlsx")
    sheets = [_sheet(one, report) for one in Dimension]
    sheets.append(Sheet(_("Over time"), [_("Day"), _("Endorsed")], report["over_time"]))
    sheets.append(Sheet(_("How it was counted"), [_("Rule")], [[one] for one in rules()]))
    made_at = datetime.fromisoformat(report["at"])
    return send_file(
        BytesIO(written(Format.XLSX, sheets, made_at=made_at)),
        mimetype=MEDIA_TYPES[Format.XLSX],
        as_attachment=True,
        download_name=f"campaign-{campaign.id.hex[:8]}.xlsx",
    )


@blueprint.get("/<uuid:campaign_id>/report.pdf")
def report_as_pdf(campaign_id: UUID) -> Answer:
    """Give the report on paper."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_change)
    report = _taken(viewer, campaign, "pdf")
    markup = render_template(
        "campaigns/report.html",
        campaign=campaign,
        report=report,
        sheet=SHEET,
        dimensions=list(Dimension),
        progresses=list(Progress),
        labels=labels,
        rules=rules(),
    )
    return send_file(
        BytesIO(pdf_of(markup)),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"campaign-{campaign.id.hex[:8]}.pdf",
    )


def rules() -> list[str]:
    """Return the rules by which a campaign is counted, one sentence each."""
    return [
        str(_("The audience are the members that the search found when the campaign opened. Nobody joined it later.")),
        str(_("Region, country, category and language are those of the day of opening.")),
        str(_("Each organisation counts once, in the first column that fits.")),
        str(_("Endorsed means that an endorsement of this version stood at the moment of closing.")),
        str(_("An endorsement of an earlier version still counts for that version, and not here.")),
    ]


def _taken(viewer: Viewer, campaign: Campaign, file_format: str) -> dict[str, Any]:
    """Return the report of a closed campaign, and note who took it."""
    if campaign.report is None:
        abort(404)
    with transaction():
        audit.record(
            "campaigns.took_report", "campaign", campaign.id, by=viewer.person_id, details={"format": file_format}
        )
    return campaign.report


def _sheet(dimension: Dimension, report: dict[str, Any]) -> Sheet:
    """Return a line for each part with a number for each progress."""
    lines: list[list[Cell]] = [
        [labels.part_name(dimension, row["key"]), sum(row["counts"].values()), *row["counts"].values()]
        for row in report["boards"][dimension.value]
    ]
    header = [
        str(labels.DIMENSION_LABELS[dimension]),
        _("All"),
        *(str(labels.PROGRESS_LABELS[one]) for one in Progress),
    ]
    return Sheet(str(labels.DIMENSION_LABELS[dimension]), header, lines)
