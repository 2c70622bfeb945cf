"""What every page shares: headers, links, assets, error pages and the refusal of unknown hosts."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, render_template, request, url_for
from flask.globals import request_ctx
from flask.sessions import NullSession
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect
from jinja2 import StrictUndefined
from redis.exceptions import RedisError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from nswp_members.core.db import session
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import current_locale, language_name, language_switcher, partial_date
from nswp_members.core.markdown import render as render_markdown

csrf = CSRFProtect()

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
EMBEDDED_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors https: http:; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, noarchive",
}


def init_app(app: Flask) -> None:
    """Set up the shared behaviour of all pages."""
    host = urlsplit(app.config["BASE_URL"]).hostname
    local = ["localhost", "127.0.0.1"] if app.config["APP_ENV"] == "development" else []
    discreet_host = urlsplit(app.config["DISCREET_URL"]).hostname
    app.config["TRUSTED_HOSTS"] = [host, discreet_host, *app.config["ALLOWED_HOSTS"], *local]
    if hops := app.config["PROXY_HOPS"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    app.before_request(ignore_session_for_files)
    app.before_request(limit_forms)
    csrf.init_app(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        asset=asset,
        current_locale=current_locale,
        language_name=language_name,
    )
    app.jinja_env.filters["markdown"] = render_markdown
    app.jinja_env.filters["partialdate"] = partial_date
    app.context_processor(_page_context)
    app.after_request(set_headers)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(DomainError, show_domain_error)
    app.register_error_handler(DataError, show_data_error)
    app.register_error_handler(IntegrityError, show_integrity_error)
    app.register_error_handler(OperationalError, show_outage)


def _page_context() -> dict[str, Any]:
    return {
        "languages": language_switcher() if request else [],
        "current_locale": current_locale(),
        "demo_mode": current_app.config["DEMO_MODE"],
        "for_search_engines": bool(g.get("indexable")),
    }


def ignore_session_for_files() -> None:
    """Let our own files neither read a session nor set its cookie: one on its way would undo leaving."""
    if request.endpoint == "static":
        ignore_session()


def ignore_session() -> None:
    """Answer this request as if the browser had no session: it is neither read nor kept alive."""
    request_ctx._session = NullSession()


def limit_forms() -> None:
    """Keep everything but uploads small: Werkzeug reads other forms whole, whatever MAX_FORM_MEMORY_SIZE says."""
    if request.mimetype != "multipart/form-data":
        config = current_app.config
        request.max_content_length = min(config["MAX_CONTENT_LENGTH"], config["MAX_FORM_MEMORY_SIZE"])


def set_headers(response: Response) -> Response:
    """Add the security headers; nothing but our own static files may be kept by a cache."""
    if g.get("embeddable") and response.status_code == 200:
        response.headers["Content-Security-Policy"] = EMBEDDED_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if g.get("embeddable") and response.status_code == 200:
        del response.headers["X-Frame-Options"]
    if g.get("indexable") and response.status_code == 200:
        del response.headers["X-Robots-Tag"]
    if request.endpoint == "static" and request.args.get("v") and response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def asset(path: str) -> str:
    """Return the address of one of our static files, with its hash so that it can be cached for ever."""
    return url_for("static", filename=path, v=_hash_of(Path(str(current_app.static_folder)) / path))


@cache
def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def absolute_url(endpoint: str, *, language: str | None = None, discreet: bool = False, **values: Any) -> str:
    """Return an address for use in mail: built from BASE_URL (or DISCREET_URL), never from a request's Host."""
    base = urlsplit(current_app.config["DISCREET_URL" if discreet else "BASE_URL"])
    prefix = f"{base.path}/{language}" if language else base.path
    adapter = current_app.url_map.bind(base.netloc, script_name=prefix or "/", url_scheme=base.scheme)
    return str(adapter.build(endpoint, values, force_external=True))


def show_error(status: int, title: str, text: str) -> tuple[str, int]:
    """Render the error page."""
    return render_template("error.html", status=status, title=title, text=text), status


def show_http_error(error: HTTPException) -> Response | tuple[str, int]:
    """Show an HTTP error in our own words, without internals."""
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    if isinstance(error, SecurityError):
        return Response("This address is not served here.\n", 400, mimetype="text/plain")
    if isinstance(getattr(error, "original_exception", None), RedisError):
        return show_lost_session()
    if isinstance(error, CSRFError):
        return show_error(
            400,
            _("This page has grown old"),
            _("Go back and copy what you wrote, then reload the page, put it in and send it."),
        )
    title, text = _error_words().get(error.code, (_("This did not work"), _("Go back and try again.")))
    body, status = show_error(error.code, title, text)
    response = current_app.make_response((body, status))
    if retry := getattr(error, "retry_after", None):
        response.headers["Retry-After"] = str(retry)
    return response


def _error_words() -> dict[int, tuple[str, str]]:
    return {
        400: (_("We could not read that"), _("Go back, check what you entered and send it again.")),
        403: (_("This is not yours to do"), _("You are signed in, but not in a capacity that allows this.")),
        404: (_("There is nothing here"), _("The address may be mistyped, or what was here is gone.")),
        405: (_("This did not work"), _("Go back and use the button on the page.")),
        409: (_("Somebody was quicker"), _("Reload the page to see how things stand now.")),
        413: (_("That is too large"), _("Files may have up to 20 MB. Make the file smaller, then choose it again.")),
        429: (_("Too many tries"), _("Please wait a few minutes, then try again.")),
        500: (_("Something broke on our side"), _("It has been noted. Nothing of what was stored is lost.")),
        503: (_("We are catching our breath"), _("Please try again in a minute.")),
    }


def show_domain_error(error: DomainError) -> tuple[str, int]:
    """Show a broken rule that no form took care of."""
    session.rollback()
    return show_error(409, _("This cannot be done as things stand"), str(error.message))


def show_integrity_error(error: IntegrityError) -> tuple[str, int]:  # noqa: ARG001
    """Show that an "only once" rule of the database held."""
    session.rollback()
    return show_error(409, *_error_words()[409])


def show_data_error(error: DataError) -> tuple[str, int]:  # noqa: ARG001
    """Refuse a value that the database has no room for: a zero byte, a number beyond its type."""
    session.rollback()
    current_app.logger.warning("A value did not fit its column.")
    return show_error(400, *_error_words()[400])


def show_outage(error: OperationalError) -> tuple[str, int]:  # noqa: ARG001
    """Say that the database is away."""
    current_app.logger.error("The database did not answer.")
    return show_error(503, *_error_words()[503])


def show_lost_session() -> tuple[str, int]:
    """Say that Redis is away, without the session it holds."""
    ignore_session()
    current_app.logger.error("Redis did not answer.")
    return show_error(503, *_error_words()[503])


def indexable(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let search engines keep this page (only pages that name no member), not what somebody asked of it."""

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        g.indexable = not request.args
        return view(*args, **kwargs)

    wrapped.__name__ = view.__name__
    wrapped.__doc__ = view.__doc__
    vars(wrapped).update(vars(view))
    return wrapped


def embeddable(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let other sites show this page in a frame (only pages without forms, scripts and cookies)."""

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        g.embeddable = True
        return view(*args, **kwargs)

    wrapped.__name__ = view.__name__
    wrapped.__doc__ = view.__doc__
    vars(wrapped).update(vars(view))
    return wrapped
