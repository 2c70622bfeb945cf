"""The mailbox of a demonstration: what the app mailed, without any mail leaving the computer."""

from flask import Blueprint, abort, current_app, render_template, request

from nswp_members.accounts.access import public
from nswp_members.demo import letters
from nswp_members.demo.people import PASSWORD, PEOPLE

blueprint = Blueprint("demo", __name__, url_prefix="/demo")
SHOWN = 50


@blueprint.app_context_processor
def demo_people() -> dict[str, object]:
    """Give the sign-in page the invented people."""
    return {"demo_people": PEOPLE, "demo_password": PASSWORD}


@blueprint.get("/mailbox")
@public
def mailbox() -> str:
    """Show the newest mails, and one of them."""
    found = letters.newest(current_app.config["DEMO_MAILBOX"], limit=SHOWN)
    wanted = request.args.get("mail", "")
    chosen = next((one for one in found if one.key == wanted), None)
    if wanted and chosen is None:
        abort(404)
    words = list(letters.pieces(chosen.text, current_app.config["BASE_URL"])) if chosen else []
    return render_template("demo/mailbox.html", letters=found, chosen=chosen, words=words)
