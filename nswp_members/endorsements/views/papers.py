"""Endorsements on paper: one person of the secretariat enters them, another compares them with the scan."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.endorsements import policies, queries, services
from nswp_members.endorsements.forms import PaperForm, RefusePaperForm, sent_file
from nswp_members.endorsements.labels import PAPER_LABELS, PAPER_TONES
from nswp_members.endorsements.models import PaperEndorsement
from nswp_members.endorsements.paging import numbered_links, page_number
from nswp_members.endorsements.views.answering import file_answer
from nswp_members.endorsements.views.blueprint import Answer, blueprint, current_version, organisation_or_404
from nswp_members.organisations.models import Organisation


@blueprint.get("/endorsements/papers")
def papers() -> Answer:
    """List papers, those that wait first."""
    authorise(policies.can_ask)
    size = current_app.config["PAGE_SIZE"]
    number = page_number()
    found = queries.papers_page(offset=(number - 1) * size, limit=size + 1)
    return render_template(
        "endorsements/papers.html",
        papers=found[:size],
        links=numbered_links("endorsements.papers", number, more=len(found) > size),
        labels=PAPER_LABELS,
        tones=PAPER_TONES,
    )


@blueprint.route("/organisations/<uuid:organisation_id>/endorsement/paper", methods=["GET", "POST"])
def enter_paper(organisation_id: UUID) -> Answer:
    """Enter what a paper says, with its scan."""
    viewer = authorise(policies.can_ask)
    organisation = organisation_or_404(viewer, organisation_id)
    authorise(policies.can_handle_paper, organisation)
    form = PaperForm()
    if form.submitted():
        try:
            with transaction():
                paper_id = _enter(viewer, organisation, form)
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Entered. It counts when somebody else has compared it with the scan."), "success")
            return redirect(url_for("endorsements.paper", paper_id=paper_id))
    return render_template("endorsements/enter_paper.html", form=form, organisation=organisation)


def _enter(viewer: Viewer, organisation: Organisation, form: PaperForm) -> UUID:
    scan = sent_file(form.file)
    if scan is None or viewer.person_id is None:
        abort(400)
    signature = services.Signature(
        name=form.name.data or "",
        function=form.function.data or "",
        mandate=form.mandate.data or "",
        locale=form.locale.data,
        consents=form.consents(),
    )
    paper = services.enter_paper(
        organisation,
        current_version(),
        signature,
        scan,
        endorsed_on=form.endorsed_on.data or "",
        by=viewer.person_id,
    )
    return paper.id


@blueprint.route("/endorsements/papers/<uuid:paper_id>", methods=["GET", "POST"])
def paper(paper_id: UUID) -> Answer:
    """Show what was entered beside the scan; let it count, or say what is wrong, by POST."""
    viewer, found = _paper(paper_id)
    authorise(policies.can_handle_paper, found.organisation)
    form = RefusePaperForm()
    accepts = request.form.get("act") == "accept"
    if request.method == "POST" and (accepts or form.validate()):
        try:
            with transaction():
                _settle(viewer, found, None if accepts else form.reason.data)
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("It counts from now on.") if accepts else _("It does not count."), "success")
            return redirect(url_for("endorsements.papers"))
    return render_template(
        "endorsements/paper.html",
        form=form,
        paper=found,
        people=accounts.people_by_id({one for one in (found.entered_by, found.settled_by) if one}),
        is_own=found.entered_by == viewer.person_id,
        labels=PAPER_LABELS,
        tones=PAPER_TONES,
    )


def _settle(viewer: Viewer, found: PaperEndorsement, reason: str | None) -> None:
    if viewer.person_id is None:
        abort(403)
    if reason is None:
        services.accept_paper(found, by=viewer.person_id)
    else:
        services.refuse_paper(found, reason=reason, by=viewer.person_id)


@blueprint.get("/endorsements/papers/<uuid:paper_id>/scan")
def paper_scan(paper_id: UUID) -> Answer:
    """Hand out the scan of a paper."""
    _viewer, found = _paper(paper_id)
    authorise(policies.can_handle_paper, found.organisation)
    return file_answer(found)


def _paper(paper_id: UUID) -> tuple[Viewer, PaperEndorsement]:
    viewer = authorise(policies.can_ask)
    found = queries.paper_by_id(paper_id)
    if found is None:
        abort(404)
    return viewer, found
