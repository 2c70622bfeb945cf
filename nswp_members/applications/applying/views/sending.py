"""Reading everything once more, sending it in, and what an applicant may do afterwards."""

from flask import abort, current_app, redirect, render_template, request, url_for

from nswp_members.accounts.access import public
from nswp_members.applications import queries, services
from nswp_members.applications.applying.forms import LetterForm, SubmitForm, VersionForm
from nswp_members.applications.applying.views.blueprint import (
    Answer,
    answers_shown,
    blueprint,
    opened,
    opened_draft,
    steps,
)
from nswp_members.applications.applying.views.starting import status_page
from nswp_members.applications.models import Application, Party
from nswp_members.applications.states import OPEN, State
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.web import csrf


@blueprint.route("/apply/<token>/check", methods=["GET", "POST"])
@csrf.exempt
@public
def check(token: str) -> Answer:
    """Show all answers with what is missing; send the application in by POST."""
    application = opened(token)
    if application.state != State.DRAFT and request.method == "POST":
        return redirect(url_for("apply.show", token=token))
    application = opened_draft(token)
    form = SubmitForm()
    if form.submitted():
        try:
            with transaction():
                services.submit(
                    application,
                    expected_version=form.version.data or 0,
                    statement=form.statement.data or "",
                    code_of_conduct=form.code_of_conduct.data or "",
                )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(url_for("apply.show", token=token, sent="yes"))
    return _check_page(application, token, form)


def _check_page(application: Application, token: str, form: SubmitForm) -> Answer:
    form.version.data = application.version
    form.statement.data = services.current_statement()
    form.code_of_conduct.data = current_app.config["CODE_OF_CONDUCT_VERSION"]
    return render_template(
        "applications/check.html",
        application=application,
        token=token,
        form=form,
        steps=steps(application),
        answers=answers_shown(application),
    )


@blueprint.route("/apply/<token>/withdraw", methods=["GET", "POST"])
@csrf.exempt
@public
def withdraw(token: str) -> Answer:
    """Take a sent application back, after asking."""
    application = _under_way(token)
    form = VersionForm()
    if form.submitted():
        try:
            with transaction():
                services.withdraw(application, expected_version=form.version.data or 0)
        except DomainError as error:
            form.refuse(error)
        else:
            return render_template("applications/gone.html", is_withdrawn=True)
    form.version.data = application.version
    return render_template("applications/withdraw.html", form=form, token=token, consent=None, ends=True)


@blueprint.route("/apply/<token>/consents/<code>", methods=["GET", "POST"])
@csrf.exempt
@public
def withdraw_consent(token: str, code: str) -> Answer:
    """Take a consent back, after saying what follows from that."""
    application = _under_way(token)
    question = next((one for one in queries.questions_of(application) if one.key == code), None)
    consent = queries.consents_of(application).get(code)
    if question is None or consent is None or consent.withdrawn_at or question.step != services.CONSENTS:
        abort(404)
    form = VersionForm()
    if form.submitted():
        try:
            with transaction():
                ended = services.withdraw_consent(application, question, expected_version=form.version.data or 0)
        except DomainError as error:
            form.refuse(error)
        else:
            if ended:
                return render_template("applications/gone.html", is_withdrawn=True)
            return redirect(url_for("apply.show", token=token))
    form.version.data = application.version
    ends = services.is_needed(question)
    return render_template("applications/withdraw.html", form=form, token=token, consent=question, ends=ends)


@blueprint.post("/apply/<token>/write")
@csrf.exempt
@public
def write(token: str) -> Answer:
    """Answer what was asked, and hand the application back; or write a letter while nothing is asked."""
    application = _under_way(token)
    form = LetterForm()
    if not form.submitted():
        return status_page(application, token, form)
    try:
        with transaction():
            _write(application, form)
    except DomainError as error:
        form.refuse(error)
        form.version.data = application.version
        return status_page(application, token, form)
    return redirect(url_for("apply.show", token=token, written="yes"))


def _write(application: Application, form: LetterForm) -> None:
    body, by = form.body.data or "", application.person_id
    if application.state == State.INFORMATION:
        services.answer(application, body, by=by, expected_version=form.version.data or 0)
    else:
        services.write_message(application, body, party=Party.APPLICANT, by=by)


def _under_way(token: str) -> Application:
    """Return the sent application that a link opens, while nothing is decided; 404 otherwise."""
    application = opened(token)
    if State(application.state) not in OPEN:
        abort(404)
    return application
