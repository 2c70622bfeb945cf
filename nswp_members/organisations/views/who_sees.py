"""Who can see which field of an organisation, how many people that are, and who did."""

from uuid import UUID

from flask import current_app, render_template, request, url_for

from nswp_members.accounts.viewers import ROLE_LABELS
from nswp_members.core.db import now
from nswp_members.core.paging import PageLinks
from nswp_members.organisations import policies, queries
from nswp_members.organisations.audience_words import MATRIX, VIEWER_KINDS, Standing
from nswp_members.organisations.views.blueprint import Answer, blueprint, load_and_authorise


@blueprint.get("/organisations/<uuid:organisation_id>/who-sees")
def who_sees(organisation_id: UUID) -> Answer:
    """Show for each field which kinds of people can see it now, and how many they are."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_choose_audiences)
    standing = Standing.of(organisation, forced_hidden=queries.sight_of(viewer, organisation).forced_hidden)
    admitted = {field: standing.admits(field) for field in MATRIX}
    return render_template(
        "organisations/who_sees.html",
        organisation=organisation,
        kinds=VIEWER_KINDS,
        rows=[(field, [bool(admitted[field] & kind.relations) for kind in VIEWER_KINDS]) for field in MATRIX],
        numbers=queries.reader_numbers(viewer, organisation, at=now()),
        sees_reads=policies.can_see_reads(viewer, organisation),
    )


@blueprint.get("/organisations/<uuid:organisation_id>/reads")
def reads(organisation_id: UUID) -> Answer:
    """Show who saw protected fields, the latest first."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_see_reads)
    size: int = current_app.config["PAGE_SIZE"]
    found = queries.reads_of(
        organisation,
        names_everybody=policies.sees_all(viewer),
        before=request.args.get("before", type=UUID),
        limit=size + 1,
    )
    here = url_for("organisations.reads", organisation_id=organisation.id)
    return render_template(
        "organisations/reads.html",
        organisation=organisation,
        reads=found[:size],
        role_labels=ROLE_LABELS,
        months=current_app.config["FIELD_READS_MONTHS"],
        page=PageLinks(
            previous_url=here if "before" in request.args else None,
            next_url=f"{here}?before={found[size - 1].id}" if len(found) > size else None,
        ),
    )
