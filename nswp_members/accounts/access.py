"""Who may come in: the signed-in person, the capacity they act in, and the gate in front of every view."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from flask import Flask, Response, abort, current_app, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts import queries, services, throttling, unsent
from nswp_members.accounts.models import Person, SignIn
from nswp_members.accounts.viewers import ANYONE, Capacity, Viewer
from nswp_members.audit import services as audit
from nswp_members.core.db import now, transaction

P = ParamSpec("P")
R = TypeVar("R")
CapacitySource = Callable[[UUID, datetime], list[Capacity]]

login_manager = LoginManager()
SEEN_EVERY_SECONDS = 60
CARRIED_OVER = ("capacity", "csrf_token")


class SignedIn(UserMixin):
    """A person together with the sign-in that brought them; its id is the sign-in's secret token."""

    def __init__(self, person: Person, sign_in: SignIn, token: str) -> None:
        self.person = person
        self.sign_in = sign_in
        self.token = token

    def get_id(self) -> str:
        """Return what the server-side session remembers."""
        return self.token


@login_manager.user_loader
def load_signed_in(token: str) -> SignedIn | None:
    """Return the person whose sign-in this token belongs to, while it is live; nobody on an error page."""
    if g.get("database_is_away"):
        return None
    try:
        sign_in = queries.live_sign_in(token, at=now())
    except OperationalError:
        g.database_is_away = True
        raise
    return SignedIn(sign_in.person, sign_in, token) if sign_in else None


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Let everybody call this view."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def current_viewer() -> Viewer:
    """Return who is looking, in the capacity chosen in the header."""
    if "viewer" not in g:
        g.viewer = _viewer()
    viewer: Viewer = g.viewer
    return viewer


def _viewer() -> Viewer:
    if not current_user.is_authenticated:
        return ANYONE
    person = current_user.person
    capacities = _capacities_of(person.id)
    chosen = next((one for one in capacities if one.key == session.get("capacity")), None)
    return _acting(person, chosen or next(iter(capacities), None), capacities)


def viewer_in(person_id: UUID, capacity_key: str) -> Viewer | None:
    """Return the viewer that a person is now in a capacity, for work done while they are away; None if it is gone."""
    person = queries.person(person_id)
    if person is None or not person.has_account:
        return None
    capacities = _capacities_of(person_id)
    chosen = next((one for one in capacities if one.key == capacity_key), None)
    return _acting(person, chosen, capacities) if chosen else None


def _capacities_of(person_id: UUID) -> list[Capacity]:
    sources: tuple[CapacitySource, ...] = current_app.extensions["capacity_sources"]
    return [capacity for source in sources for capacity in source(person_id, now())]


def _acting(person: Person, capacity: Capacity | None, capacities: list[Capacity]) -> Viewer:
    return Viewer(
        person_id=person.id,
        name=person.name,
        locale=person.locale,
        capacity=capacity,
        capacities=tuple(capacities),
    )


def preferred_language() -> str | None:
    """Return the language that the signed-in person prefers."""
    try:
        return current_user.person.locale if current_user and current_user.is_authenticated else None
    except SQLAlchemyError:
        return None


def wishes_discretion() -> bool | None:
    """Return whether the signed-in person wants pages that name nobody; None if nobody is signed in."""
    try:
        return current_user.person.discreet if current_user and current_user.is_authenticated else None
    except SQLAlchemyError:
        return None


def authorise(policy: Callable[..., bool], *objects: Any) -> Viewer:
    """Return the viewer if the policy lets them act on these objects; otherwise answer 403."""
    viewer = current_viewer()
    g.authorised = True
    if not policy(viewer, *objects):
        abort(403)
    audit.act_in(viewer.capacity.role.value if viewer.capacity else "")
    return viewer


def may_sign_in(viewer: Viewer) -> bool:
    """Whether the viewer is signed in at all: the policy of pages about oneself."""
    return viewer.signed_in


def enter(person: Person, sign_in: SignIn, token: str) -> None:
    """Give this browser a fresh session that belongs to the sign-in.

    Whoever comes back after their sign-in has ended goes on in the same capacity, and with pages that are still open.
    """
    waits = unsent.waiting(person.id) is not None
    carried = _carried_over() if waits or _remembered_person() == person.id else {}
    _renew_session(unsent=session.get(unsent.KEY), **carried)
    if not waits:
        unsent.drop()
    session.permanent = True
    login_user(SignedIn(person, sign_in, token))
    g.pop("viewer", None)


def _remembered_person() -> UUID | None:
    """Return whose sign-in this browser's session remembers, even if that has ended."""
    token = session.get("_user_id")
    sign_in = queries.sign_in_of(token) if token else None
    return sign_in.person_id if sign_in else None


def _carried_over() -> dict[str, str]:
    """Return what a session hands on to the next one of the same person."""
    return {name: session[name] for name in CARRIED_OVER if name in session}


def _renew_session(**values: str | None) -> None:
    """Give this browser a session with a new id, holding nothing but these values."""
    interface: Any = current_app.session_interface
    session.clear()
    session.update({"began": True, **{name: value for name, value in values.items() if value}})
    interface.regenerate(session)


def leave() -> None:
    """Forget everything this browser's session holds, on the server too."""
    unsent.drop()
    logout_user()
    session.clear()
    g.pop("viewer", None)


def forget_session(response: BaseResponse) -> None:
    """Have the browser forget its session; a cookie with the prefix of safe ones goes only by a safe answer."""
    config = current_app.config
    name, secure = config["SESSION_COOKIE_NAME"], config["SESSION_COOKIE_SECURE"]
    response.delete_cookie(name, secure=secure, httponly=True, samesite="Lax")


def unsent_address() -> str | None:
    """Return the address of the page whose form waits for the signed-in person."""
    found = unsent.waiting(current_user.person.id)
    return found.address if found else None


def unsent_form(path: str) -> MultiDict[str, str] | None:
    """Return what the signed-in person typed on this page when their sign-in had run out, and forget it.

    For filling in the form once more: it was checked by nobody and is to be sent by the person.
    """
    if request.method != "GET" or unsent.KEY not in session or not current_user.is_authenticated:
        return None
    found = unsent.waiting(current_user.person.id)
    if found is None or found.path != path:
        return None
    unsent.drop()
    flash(_("You were signed out before this could be saved. Here is what you typed: look it over and send it."))
    return found.fields


def local_path(target: str | None) -> str:
    """Return the path to go on to, or the dashboard's if the wish is missing or leads elsewhere."""
    wish = target or ""
    if not wish.startswith("/") or wish.startswith("//") or "\\" in wish or not wish.isprintable():
        return url_for("dashboard.index")
    return wish


def prove_again(password: str) -> None:
    """Let whoever is signed in prove by the password that it is they; raises `WrongPassword`, `TooManyRequests`."""
    person = current_user.person
    if not throttling.sign_in_allowed(person.email):
        raise TooManyRequests(retry_after=throttling.RETRY_AFTER_SECONDS)
    services.confirm_password(person, password)
    throttling.note_sign_in(person.email)


def init_app(app: Flask, capacity_sources: tuple[CapacitySource, ...]) -> None:
    """Put the gate in front of every view of the app."""
    app.extensions["capacity_sources"] = capacity_sources
    app.extensions["unsent_form"] = unsent_form
    login_manager.session_protection = None
    login_manager.init_app(app)
    app.before_request(require_sign_in)
    app.after_request(require_policy)


def require_sign_in() -> BaseResponse | None:
    """Send anybody signed out to the sign-in page, unless the view is public."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or getattr(view, "is_public", False) or request.endpoint == "static":
        return None
    if not current_user.is_authenticated:
        _keep_form()
        wish = request.script_root + request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=wish))
    _note_presence(current_user.sign_in)
    return None


def _keep_form() -> None:
    """Keep what somebody sends whose sign-in has run out, in a session that is otherwise new."""
    person_id = _remembered_person() if request.method == "POST" else None
    if person_id and (key := unsent.keep(person_id)):
        _renew_session(unsent=key, **_carried_over())


def _note_presence(sign_in: SignIn) -> None:
    """Push the idle limit forward, at most once a minute."""
    at = now()
    if (at - sign_in.last_seen_at).total_seconds() >= SEEN_EVERY_SECONDS:
        with transaction():
            services.note_presence(sign_in, at=at, limits=current_app.config)


def require_policy(response: Response) -> Response:
    """Refuse to answer from a view that is neither public nor asked a policy: a fault in the code."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or getattr(view, "is_public", False) or request.endpoint == "static":
        return response
    if response.status_code < 300 and request.method != "OPTIONS" and not g.get("authorised"):
        raise RuntimeError(f"The view {request.endpoint} answered without asking a policy.")
    return response
