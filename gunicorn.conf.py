"""How the web server logs, read by gunicorn wherever it is started: no address, no network and no browser is noted.

Addresses of invitations, resets and emergency links are secrets. So an access log, for those who switch one on, names
the pattern of the route, which the app leaves in the environment of the request.
"""

from typing import Any

from gunicorn.glogging import Logger

ROUTE = "nswp.route"
HARMLESS = ("t", "s", "m", "H", "b", "B", "T", "D", "M", "L", "p")
HANDLING, INVALID = "Error handling request", "Invalid request"


class Log(Logger):
    """A log in which neither a request nor its failure shows more than the pattern of its route."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        """Return what an access log may be made of, whatever its format asks for."""
        found = super().atoms(resp, req, environ, request_time)
        route = environ.get(ROUTE, "-")
        return {name: found[name] for name in HARMLESS} | {"U": route, "r": f"{found['m']} {route} {found['H']}"}

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Note a failure without the address that it happened at."""
        if str(msg).startswith(HANDLING):
            msg, args = HANDLING, ()
        super().exception(msg, *args, **kwargs)

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Note that something was no request, without what it was and where it came from."""
        super().warning(INVALID if str(msg).startswith(INVALID) else msg, *args, **kwargs)


logger_class = Log
