"""Looking at the membership of an organisation that withdrew its endorsement."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.membership import policies, queries, services
from nswp_members.membership.forms import ReviewForm
from nswp_members.membership.views.blueprint import Answer, author, blueprint


@blueprint.route("/reviews/<uuid:review_id>", methods=["GET", "POST"])
def review(review_id: UUID) -> Answer:
    """Show why a membership is to be looked at and what can be done; close the review by POST."""
    viewer = authorise(policies.can_count)
    found = queries.review_by_id(viewer, review_id)
    if found is None:
        abort(404)
    authorise(policies.can_review, found.organisation)
    form = ReviewForm()
    if form.submitted():
        try:
            with transaction():
                services.close_review(found, outcome=form.outcome.data or "", **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The review is closed."), "success")
            return redirect(url_for("membership.exceptions"))
    term = queries.current_term(found.organisation_id)
    return render_template("membership/review.html", review=found, term=term, form=form)
