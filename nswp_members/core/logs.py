"""What may be written down: an address may hold a secret, so logs name the pattern of its route instead."""

from typing import Any

from flask import Flask, request

ROUTE = "nswp.route"
NO_ROUTE = "-"


class Web(Flask):
    """Flask, but for its log: a failure is noted under the pattern of its route."""

    def log_exception(self, exc_info: Any) -> None:
        """Note an exception that no handler took."""
        self.logger.error("Exception on %s [%s]", _pattern(), request.method, exc_info=exc_info)


def init_app(app: Flask) -> None:
    """Tell the web server, which logs requests, the pattern of each one's route."""
    app.before_request(_note_route)


def _note_route() -> None:
    request.environ[ROUTE] = _pattern()


def _pattern() -> str:
    """Return the pattern of this request's route, such as "/e/<token>"."""
    return request.url_rule.rule if request.url_rule else NO_ROUTE
