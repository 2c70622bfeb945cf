"""The page behind the link in a letter: saying that everything is right, and by that staying a member."""

import time

from flask import Blueprint, render_template

from nswp_members.accounts import throttling
from nswp_members.accounts.access import public
from nswp_members.core.db import now, transaction
from nswp_members.core.forms import Form
from nswp_members.core.web import csrf
from nswp_members.membership.views.blueprint import Answer, blueprint
from nswp_members.organisations import queries as organisations
from nswp_members.organisations import services as organisation_services

SAME_SECONDS = 0.3

links = Blueprint("confirm_links", __name__)


@links.route("/c/<token>", methods=["GET", "POST"])
@blueprint.route("/confirm/<token>", methods=["GET", "POST"])
@csrf.exempt
@public
def confirm_by_link(token: str) -> Answer:
    """Show an outline that names nothing; confirm by POST. Every link that does not work gets the same answer.

    There is no session to forge a request in, and the secret of the link is what proves who asks. Letters written
    before membership was confirmed as well lead to the shorter address.
    """
    ends = time.monotonic() + SAME_SECONDS
    form = Form(meta={"csrf": False})
    if form.submitted():
        with transaction():
            done = organisation_services.confirm_by_link(token)
        answer = render_template("membership/confirm_by_link.html", done=True) if done else None
    else:
        request = organisations.usable_request(token, at=now())
        organisation = organisations.by_id_asked(request) if request else None
        outline = organisations.outline(organisation) if organisation else None
        answer = render_template("membership/confirm_by_link.html", done=False, outline=outline) if outline else None
    if answer is not None:
        return answer
    if throttling.request_allowed("confirm-link"):
        time.sleep(max(0, ends - time.monotonic()))
    return render_template("organisations/link_closed.html"), 404
