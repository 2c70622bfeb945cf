"""Signing in and out, invitations, passwords and one's own settings."""

from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts import access, passwords, policies, queries, services, throttling
from nswp_members.accounts.access import authorise, current_viewer, public
from nswp_members.accounts.errors import WrongCredentials
from nswp_members.accounts.forms import (
    AcceptNewForm,
    ChangePasswordForm,
    ConfirmForm,
    RequestResetForm,
    ResetPasswordForm,
    SettingsForm,
    SignInForm,
)
from nswp_members.accounts.models import Person
from nswp_members.core import discretion
from nswp_members.core.clocks import UTC_NAME
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import LANGUAGES, current_locale

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")
Answer = str | BaseResponse | tuple[str, int]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Answer:
    """Sign a person in; every refusal reads and takes the same."""
    if current_viewer().signed_in and request.method == "GET":
        return redirect(access.local_path(request.args.get("next")))
    form = SignInForm(next=request.args.get("next"))
    if form.submitted():
        email = form.email.data or ""
        _slow_down(throttling.sign_in_allowed(email))
        person = queries.person_by_email(email)
        right = passwords.matches(form.password.data or "", person.password_hash if person else None)
        if right and person and person.has_account:
            return _let_in(person, access.local_path(form.next.data))
        form.refuse(WrongCredentials())
    return render_template("accounts/sign_in.html", form=form)


def _let_in(person: Person, target: str) -> Response:
    """Start a sign-in for this browser, in place of the one it may have, and go on to the target."""
    throttling.note_sign_in(person.email)
    with transaction():
        if current_user.is_authenticated and current_user.sign_in.ended_at is None:
            services.end_sign_in(current_user.sign_in, by=current_user.person.id)
        sign_in_row, token = services.start_sign_in(person, limits=current_app.config)
    access.enter(person, sign_in_row, token)
    response = current_app.make_response(redirect(access.unsent_address() or target))
    throttling.remember_device(response, person.email)
    return response


def _slow_down(allowed: bool) -> None:
    """Answer 429 if there were too many tries."""
    if not allowed:
        raise TooManyRequests(retry_after=throttling.RETRY_AFTER_SECONDS)


@blueprint.post("/sign-out")
def sign_out() -> Answer:
    """Sign this browser out."""
    viewer = authorise(policies.can_manage_own_account)
    with transaction():
        services.end_sign_in(current_user.sign_in, by=_me(viewer.person_id))
    access.leave()
    return redirect(url_for("dashboard.home_page"))


@blueprint.post("/sign-out-everywhere")
def sign_out_everywhere() -> Answer:
    """Sign the person out of every browser."""
    viewer = authorise(policies.can_manage_own_account)
    with transaction():
        services.end_all_sign_ins(_me(viewer.person_id), by=viewer.person_id)
    access.leave()
    flash(_("You are signed out everywhere."), "success")
    return redirect(url_for("accounts.sign_in"))


@blueprint.post("/capacity")
def switch_capacity() -> Answer:
    """Act in another of one's capacities."""
    viewer = authorise(policies.can_manage_own_account)
    chosen = request.form.get("capacity")
    if chosen not in {capacity.key for capacity in viewer.capacities}:
        abort(400)
    session["capacity"] = chosen
    return redirect(access.local_path(request.form.get("next")))


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@public
def accept_invitation(token: str) -> Answer:
    """Show an invitation; take it up by POST."""
    invitation = queries.invitation_by_token(token)
    if invitation is None or not invitation.is_open(now()) or not invitation.person.is_active:
        return render_template("accounts/link_expired.html"), 404
    person = invitation.person
    if person.has_account and current_viewer().person_id != person.id:
        return _ask_the_right_person(request.path)
    form = ConfirmForm() if person.has_account else AcceptNewForm(locale=person.locale, name=person.name)
    if form.submitted():
        try:
            with transaction():
                services.accept_invitation(
                    invitation,
                    name=form.data.get("name") or person.name,
                    password=form.data.get("password"),
                    locale=form.data.get("locale") or person.locale,
                )
        except DomainError as error:
            form.refuse(error)
        else:
            return _let_in(person, access.local_path(invitation.next_path))
    return render_template("accounts/accept_invitation.html", form=form, has_account=person.has_account)


def _ask_the_right_person(path: str) -> Answer:
    """Have the owner of an account sign in before an invitation adds to that account."""
    if current_viewer().signed_in:
        return render_template("accounts/other_person.html"), 403
    return redirect(url_for("accounts.sign_in", next=path))


@blueprint.route("/reset", methods=["GET", "POST"])
@public
def request_reset() -> Answer:
    """Ask for a new password; the answer is the same for every address."""
    form = RequestResetForm()
    if form.submitted():
        _slow_down(throttling.request_allowed("reset"))
        with transaction():
            services.request_password_reset(form.email.data or "", lifetime=current_app.config["RESET_LIFETIME"])
        minutes = current_app.config["RESET_LIFETIME"].total_seconds() // 60
        return render_template("accounts/reset_requested.html", minutes=int(minutes))
    return render_template("accounts/request_reset.html", form=form)


@blueprint.route("/reset/<token>", methods=["GET", "POST"])
@public
def reset_password(token: str) -> Answer:
    """Set a new password by link."""
    reset = queries.reset_by_token(token)
    if reset is None or not reset.is_open(now()):
        return render_template("accounts/link_expired.html"), 404
    form = ResetPasswordForm()
    if form.submitted():
        try:
            with transaction():
                services.reset_password(reset, password=form.password.data or "")
        except DomainError as error:
            form.refuse(error)
        else:
            access.leave()
            flash(_("Your password is changed. Sign in with the new one."), "success")
            return redirect(url_for("accounts.sign_in"))
    return render_template("accounts/reset_password.html", form=form)


@blueprint.route("/settings", methods=["GET", "POST"])
def settings() -> Answer:
    """Change one's name, language and time zone; see and end the browsers one is signed in with."""
    viewer = authorise(policies.can_manage_own_account)
    person = current_user.person
    form = SettingsForm(obj=person)
    if form.submitted():
        with transaction():
            services.change_settings(
                person,
                name=form.name.data or "",
                locale=form.locale.data or "en",
                time_zone=form.time_zone.data or UTC_NAME,
                discreet=form.discreet.data,
            )
        flash(_("Your settings are saved."), "success")
        response = current_app.make_response(redirect(_in_language(url_for("accounts.settings"), person.locale)))
        if not person.discreet:
            discretion.forget(response)
        return response
    return render_template(
        "accounts/settings.html",
        form=form,
        email=person.email,
        sign_ins=queries.live_sign_ins(_me(viewer.person_id), at=now()),
        current=current_user.sign_in,
    )


@blueprint.post("/sign-ins/<uuid:sign_in_id>/end")
def end_sign_in(sign_in_id: UUID) -> Answer:
    """Sign out one other browser."""
    viewer = authorise(policies.can_manage_own_account)
    mine = {one.id: one for one in queries.live_sign_ins(_me(viewer.person_id), at=now())}
    if sign_in_id not in mine:
        abort(404)
    with transaction():
        services.end_sign_in(mine[sign_in_id], by=_me(viewer.person_id))
    flash(_("That browser is signed out."), "success")
    return redirect(url_for("accounts.settings"))


@blueprint.route("/password", methods=["GET", "POST"])
def change_password() -> Answer:
    """Change one's password; every other browser is signed out."""
    authorise(policies.can_manage_own_account)
    form = ChangePasswordForm()
    if form.submitted():
        _slow_down(throttling.sign_in_allowed(current_user.person.email))
        try:
            with transaction():
                services.change_password(
                    current_user.person,
                    current=form.current_password.data or "",
                    new=form.password.data or "",
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Your password is changed, and all other browsers are signed out."), "success")
            return _let_in(current_user.person, url_for("accounts.settings"))
    return render_template("accounts/change_password.html", form=form)


def _me(person_id: UUID | None) -> UUID:
    """Return the id of the signed-in person."""
    if person_id is None:
        abort(401)
    return person_id


def _in_language(path: str, language: str) -> str:
    """Return a path of ours in another language."""
    first = path.removeprefix("/").partition("/")[0]
    if first not in LANGUAGES or first == language:
        return path
    return path.replace(f"/{current_locale().language}/", f"/{language}/", 1)
