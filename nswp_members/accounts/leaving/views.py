"""Leaving at once, the page that this leads to, and what it can and cannot do."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from nswp_members.accounts import access, services, throttling
from nswp_members.accounts.access import public
from nswp_members.core.db import transaction
from nswp_members.core.discretion import is_discreet
from nswp_members.core.web import csrf, ignore_session

blueprint = Blueprint("leaving", __name__)
TRACES = '"cache", "cookies", "storage"'
# The cookie of discreet mode stays: whoever opens an address from the history must not meet our name.
DISCREET_TRACES = '"cache", "storage"'


@blueprint.app_context_processor
def targets() -> dict[str, Callable[[], str]]:
    """Give every page the address that quick exit leads to."""
    return {"exit_address": exit_address}


def exit_address() -> str:
    """Return where quick exit leads: a page of another site, or one of ours in the language of the page."""
    target: str = current_app.config["QUICK_EXIT_URL"]
    return f"{request.script_root}{target}" if target.startswith("/") else target


@blueprint.post("/leave")
@csrf.exempt
@public
def leave() -> Response:
    """Sign this browser out and show a page that leads away.

    It asks for no token, because it must work from a page that has grown old; the cookie does not come along with
    what other sites send, and browsers say so in a header.
    """
    response = make_response(render_template("accounts/leaving/leave.html", target=exit_address()))
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        response.headers["Clear-Site-Data"] = DISCREET_TRACES if is_discreet() else TRACES
        _sign_out()
        access.forget_session(response)
        throttling.forget_device(response)
    return response


def _sign_out() -> None:
    """End the sign-in; while the database is away forget at least the session, which alone knows the token."""
    try:
        if current_user.is_authenticated:
            with transaction():
                services.end_sign_in(current_user.sign_in, by=current_user.person.id)
    except OperationalError:
        current_app.logger.warning("Somebody left while the database was away.")
    access.leave()


@blueprint.get("/weather")
@public
def weather() -> str:
    """Show a page about nothing, to nobody in particular."""
    ignore_session()
    return render_template("accounts/leaving/weather.html")


@blueprint.get("/accounts/leaving")
@public
def explain() -> str:
    """Say what quick exit does and what may remain."""
    return render_template("accounts/leaving/explain.html")
