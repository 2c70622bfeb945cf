"""An organisation's page as somebody else would get it."""

from typing import Any
from uuid import UUID

from flask import render_template, request

from nswp_members.accounts.viewers import Viewer
from nswp_members.organisations import policies, queries
from nswp_members.organisations.audience_words import VIEWER_KINDS
from nswp_members.organisations.audiences import PROTECTED
from nswp_members.organisations.imagined import IMAGINED, imagined
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.views.blueprint import Answer, blueprint, load_and_authorise, note_shown
from nswp_members.organisations.views.show import page_for, public_page_for
from nswp_members.organisations.visibility import Profile

PAGES = {"public": "organisations/show_public.html", "unseen": "organisations/preview_unseen.html"}


@blueprint.get("/organisations/<uuid:organisation_id>/preview")
def preview(organisation_id: UUID) -> Answer:
    """Show the page as an imagined viewer gets it; made by what makes the real pages, and holding no more than
    whoever asks may see anyway."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_choose_audiences)
    kind = request.args.get("as", "")
    kind = kind if kind in IMAGINED else IMAGINED[0]
    other = imagined(kind, organisation, queries.circle_of(organisation))
    row = queries.row_for(other, organisation)
    page = _page(viewer, other, organisation, kind) if row and row.named else {}
    if page:
        note_shown(viewer, organisation, PROTECTED & page["profile"].values.keys())
    return render_template(
        "organisations/preview.html",
        page=PAGES.get(kind, "organisations/show.html") if page else PAGES["unseen"],
        kinds=[one for one in VIEWER_KINDS if one.key in IMAGINED],
        kind=kind,
        row=row,
        organisation=organisation,
        **page,
    )


def _page(viewer: Viewer, other: Viewer, organisation: Organisation, kind: str) -> dict[str, Any]:
    """Return what the other viewer's page holds, without what this one may not see."""
    own = queries.profile_of(viewer, organisation)
    theirs = queries.profile_of(other, organisation)
    profile = Profile({field: value for field, value in theirs.values.items() if field in own})
    seen = queries.pictures_of(viewer, organisation.id)
    pictures = {one: picture for one, picture in queries.pictures_of(other, organisation.id).items() if one in seen}
    if kind == "public":
        return {**public_page_for(other, profile), "pictures": pictures}
    known = {link.network_id for link in queries.networks_of(viewer, organisation.id)}
    page = page_for(other, organisation)
    networks = [link for link in page["networks"] if link.network_id in known]
    hints = page["completeness"] if policies.can_be_hinted(viewer, organisation) else None
    return {**page, "profile": profile, "networks": networks, "pictures": pictures, "completeness": hints}
