"""The first page, the home screen of each role, and the answers to whoever watches over the app."""

from flask import Blueprint, jsonify, render_template
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise, public
from nswp_members.core.web import indexable
from nswp_members.dashboard import policies, queries, readiness, screens

blueprint = Blueprint("dashboard", __name__)
Answer = str | BaseResponse | tuple[BaseResponse, int]


@blueprint.get("/")
@public
@indexable
def home_page() -> Answer:
    """Say what this is."""
    return render_template("dashboard/home_page.html", public=queries.public_figures())


@blueprint.get("/dashboard")
def index() -> Answer:
    """Show the home screen of the present capacity."""
    viewer = authorise(policies.can_have_a_home)
    template, values = screens.screen_for(viewer)
    return render_template(template, **values)


@blueprint.get("/healthz")
@public
def healthz() -> Answer:
    """Say that the process is alive; needs nothing else to be."""
    return jsonify(status=readiness.OK)


@blueprint.get("/readyz")
@public
def readyz() -> Answer:
    """Say which parts can do their work, in words."""
    parts = readiness.parts()
    good = all(word == readiness.OK for word in parts.values())
    return jsonify(parts), 200 if good else 503
