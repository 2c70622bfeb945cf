"""Pages that name nobody: a neutral name, mark and colour wherever somebody asked for them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, has_request_context, request

COOKIE = "plain"
LIFETIME = timedelta(days=400)


def init_app(app: Flask, wish: Callable[[], bool | None]) -> None:
    """Let every page ask whether it is to be discreet; ``wish`` is the signed-in person's, None if nobody is."""
    app.extensions["discreet_wish"] = wish
    app.jinja_env.globals["is_discreet"] = is_discreet
    app.context_processor(_page_context)
    app.after_request(_remember)


def _page_context() -> dict[str, Any]:
    name = "DISCREET_SITE_NAME" if is_discreet() else "SITE_NAME"
    return {"site_name": current_app.config[name]}


def is_discreet() -> bool:
    """Whether the present page is to name nobody: by its address, by the person's wish, or by this browser's cookie."""
    if not has_request_context():
        return False
    if "is_discreet" not in g:
        g.discreet_wish = current_app.extensions["discreet_wish"]()
        remembered = request.cookies.get(COOKIE) == "1"
        g.is_discreet = _is_discreet_host() or (remembered if g.discreet_wish is None else g.discreet_wish)
    return bool(g.is_discreet)


def _is_discreet_host() -> bool:
    """Whether the page was asked for at the neutral address, if there is one."""
    usual, discreet = (urlsplit(current_app.config[name]).hostname for name in ("BASE_URL", "DISCREET_URL"))
    return discreet != usual and bool(urlsplit(f"//{request.host}").hostname == discreet)


def _remember(response: Response) -> Response:
    """Let this browser's pages stay discreet after signing out; the cookie says nothing but "1"."""
    if g.get("discreet_wish") and request.cookies.get(COOKIE) != "1":
        response.set_cookie(COOKIE, "1", max_age=LIFETIME, **_attributes())
    return response


def forget(response: Response) -> None:
    """Let this browser's pages carry the usual name again."""
    response.delete_cookie(COOKIE, **_attributes())


def _attributes() -> dict[str, Any]:
    return {"httponly": True, "samesite": "Lax", "secure": current_app.config["SESSION_COOKIE_SECURE"]}
