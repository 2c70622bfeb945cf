"""The public form by which allies endorse, and the pages behind the link that they get by mail."""

import time
from uuid import UUID

from flask import abort, current_app, redirect, render_template, url_for
from werkzeug.exceptions import TooManyRequests

from nswp_members.accounts import throttling
from nswp_members.accounts.access import public
from nswp_members.allies import queries, services
from nswp_members.allies.errors import TooManyWrite
from nswp_members.allies.forms import EndorseForm, EntryForm, NamingForm
from nswp_members.allies.models import Ally, AllyKind, AllyState
from nswp_members.allies.services import Entry
from nswp_members.allies.subjects import Subject
from nswp_members.allies.views.blueprint import (
    SAME_SECONDS,
    Answer,
    blueprint,
    closed,
    language,
    letter_or_404,
    letters,
    version_or_404,
)
from nswp_members.core.db import today, transaction
from nswp_members.core.web import csrf
from nswp_members.statements import queries as statements

OPEN = (AllyState.WAITING, AllyState.ACCEPTED)


@blueprint.route("/statement/<label>/endorse", methods=["GET", "POST"])
@csrf.exempt
@public
def endorse(label: str) -> Answer:
    """Let allies endorse the current version; an earlier one leads there."""
    version = version_or_404(label)
    current = statements.current_version()
    if not version.is_current:
        return redirect(url_for("allies.endorse", label=current.label)) if current else abort(404)
    form = _form()
    if answer := _received(form, Subject(version_id=version.id)):
        return answer
    return render_template("allies/endorse.html", form=form, reading=statements.reading(version, language()))


@letters.route("/letters/<letter_slug>/sign", methods=["GET", "POST"])
@csrf.exempt
@public
def sign(letter_slug: str) -> Answer:
    """Let allies sign a letter while it is open."""
    letter = letter_or_404(letter_slug)
    if not letter.takes_signatures(today()):
        return render_template("allies/letters/not_open.html", letter=letter, text=letter.text_in(language()))
    form = _form()
    if answer := _received(form, Subject(letter_id=letter.id)):
        return answer
    return render_template("allies/letters/sign.html", form=form, letter=letter, text=letter.text_in(language()))


def _form() -> EndorseForm:
    form = EndorseForm()
    form.offer(language(), individuals=current_app.config["ALLY_INDIVIDUALS"])
    form.stamp()
    return form


def _received(form: EndorseForm, subject: Subject) -> Answer | None:
    """Take what was sent, and answer alike whatever the address; None if there is something to look at again."""
    if not form.submitted():
        return None
    if not throttling.request_allowed("ally") or not throttling.anybody_allowed("ally"):
        raise TooManyRequests(retry_after=throttling.RETRY_AFTER_SECONDS)
    ends = time.monotonic() + SAME_SECONDS
    if not form.is_trapped:
        try:
            with transaction():
                services.ask_to_endorse(
                    subject,
                    _entry(form),
                    email=form.email.data or "",
                    locale=language(),
                    mails_an_hour=current_app.config["ALLY_MAILS_AN_HOUR"],
                )
        except TooManyWrite as error:
            form.refuse(error)
            return None
    time.sleep(max(0, ends - time.monotonic()))
    return redirect(url_for("allies.sent"))


def _entry(form: EntryForm) -> Entry:
    return Entry(
        name=form.name.data or "",
        country_code=form.country.data,
        website=form.website.data or "",
        may_name=form.may_name.data,
        kind=AllyKind.INDIVIDUAL if form.is_individual else AllyKind.ORGANISATION,
    )


@blueprint.get("/allies/sent")
@public
def sent() -> Answer:
    """Say that a mail is on its way."""
    return render_template("allies/sent.html", days=current_app.config["ALLY_CONFIRM_DAYS"])


@blueprint.get("/allies/link/<token>")
@public
def show_link(token: str) -> Answer:
    """Show what a link leads to: what is to be confirmed, or how the endorsement stands. It changes nothing."""
    ally = _opened(token)
    if ally.state == AllyState.UNCONFIRMED:
        return _to_confirm(ally, token, _entry_form(ally))
    form = NamingForm(formdata=None, may_name=ally.may_name)
    return render_template("allies/standing.html", ally=ally, token=token, form=form, is_open=ally.state in OPEN)


@blueprint.post("/allies/link/<token>")
@csrf.exempt
@public
def confirm(token: str) -> Answer:
    """Note that the address is right, and what whoever reads mail there says."""
    ally = _opened(token)
    if ally.state == AllyState.UNCONFIRMED:
        form = _entry_form(None)
        if not form.submitted():
            return _to_confirm(ally, token, form)
        with transaction():
            services.confirm(ally, _entry(form))
    return redirect(url_for("allies.show_link", token=token))


@blueprint.post("/allies/link/<token>/naming")
@csrf.exempt
@public
def change_naming(token: str) -> Answer:
    """Change whether the ally may be named."""
    ally, form = _opened(token), NamingForm()
    if form.submitted():
        with transaction():
            services.set_naming(ally, may_name=form.may_name.data)
    return redirect(url_for("allies.show_link", token=token))


@blueprint.post("/allies/link/<token>/withdraw")
@csrf.exempt
@public
def withdraw(token: str) -> Answer:
    """Take the endorsement back."""
    ally = _opened(token)
    with transaction():
        services.withdraw(ally)
    return render_template("allies/withdrawn.html")


def _opened(token: str) -> Ally:
    """Return the entry that a link opens; every link that opens none gets the same answer."""
    ends = time.monotonic() + SAME_SECONDS
    return queries.ally_by_token(token) or closed(ends)


def _entry_form(ally: Ally | None) -> EntryForm:
    """Return the form to confirm, filled with what was sent or with what stands there."""
    values = {}
    if ally:
        values = {"name": ally.name, "country": ally.country_code, "website": ally.website, "kind": ally.kind}
    form = EntryForm(**({"formdata": None, "may_name": ally.may_name, **values} if ally else {}))
    form.offer(language(), individuals=current_app.config["ALLY_INDIVIDUALS"])
    return form


def _to_confirm(ally: Ally, token: str, form: EntryForm) -> Answer:
    return render_template("allies/confirm.html", ally=ally, token=token, form=form, title=title_of(ally))


def title_of(ally: Ally) -> str:
    """Return the title of what an ally stands behind, in the language of the page."""
    if ally.letter:
        text = ally.letter.text_in(language())
        return text.title if text else ally.letter.slug
    version_id: UUID | None = ally.version_id
    version = statements.version_by_id(version_id) if version_id else None
    return statements.reading(version, language()).title if version else ""
