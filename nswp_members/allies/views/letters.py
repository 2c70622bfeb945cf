"""Letters, for everybody and for those who tend them."""

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise, current_viewer, public
from nswp_members.accounts.viewers import Viewer
from nswp_members.allies import policies, queries, services
from nswp_members.allies.forms import LetterForm, LetterTextForm
from nswp_members.allies.models import Letter, LetterState
from nswp_members.allies.subjects import Subject
from nswp_members.allies.views.blueprint import (
    Answer,
    language,
    letter_or_404,
    letters,
    page_number,
    page_size,
)
from nswp_members.allies.views.signatories import A_PAGE, Links, links_of, search_of
from nswp_members.core.db import today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import LANGUAGES, language_name

STEPS = ("open", "close", "publish")


@letters.get("/letters")
@public
def index() -> Answer:
    """List letters: what is open or published, and to those who tend them all."""
    viewer = current_viewer()
    for_staff, page = policies.can_tend_letters(viewer), page_number()
    found = queries.letters(for_staff=for_staff, page=page, limit=page_size() + 1)
    has_more = len(found) > page_size()
    return render_template(
        "allies/letters/index.html",
        rows=[(one, one.text_in(language())) for one in found[: page_size()]],
        may_tend=for_staff,
        links=Links(
            url_for("letters.index", page=page - 1) if page > 1 else None,
            url_for("letters.index", page=page + 1) if has_more else None,
        ),
    )


@letters.get("/letters/<letter_slug>")
@public
def show(letter_slug: str) -> Answer:
    """Show a letter, and once it is published who signed it."""
    letter, viewer = letter_or_404(letter_slug), current_viewer()
    text = letter.text_in(language())
    is_published = letter.state == LetterState.PUBLISHED
    return render_template(
        "allies/letters/show.html",
        letter=letter,
        text=text,
        is_open=letter.takes_signatures(today()),
        organisation_id=_acts_for(viewer),
        may_tend=policies.can_tend_letters(viewer),
        tally=queries.tally(letter.id) if policies.can_tend_letters(viewer) else None,
        language_name=language_name,
        languages_left=[one for one in LANGUAGES if one not in {written.locale for written in letter.texts}],
        threshold=current_app.config["SMALL_COUNT"],
        **(_signatories(letter) if is_published else {}),
    )


def _signatories(letter: Letter) -> dict[str, Any]:
    subject = Subject(letter_id=letter.id)
    form, wanted = search_of(subject)
    found = queries.signatories(subject, wanted, limit=A_PAGE)
    return {
        "form": form,
        "rows": found.rows,
        "is_filtered": bool(wanted.search or wanted.country),
        "links": links_of("letters.show", found.has_more, wanted, letter_slug=letter.slug),
    }


def _acts_for(viewer: Viewer) -> Any:
    """Return the organisation that the viewer may sign for now, if any."""
    capacity = viewer.capacity
    key = capacity.organisation_id if capacity else None
    return key if key and viewer.acts_for(key, "endorse") else None


@letters.route("/letters/new", methods=["GET", "POST"])
def create() -> Answer:
    """Begin a letter."""
    viewer = authorise(policies.can_tend_letters)
    form = LetterForm()
    if form.submitted() and form.deadline.data:
        try:
            with transaction():
                slug, deadline = form.slug.data or "", form.deadline.data
                services.create_letter(slug=slug, deadline=deadline, by=viewer.person_id)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(url_for("letters.write", letter_slug=slug, locale=language()))
    return render_template("allies/letters/create.html", form=form)


@letters.route("/letters/<letter_slug>/text/<locale>", methods=["GET", "POST"])
def write(letter_slug: str, locale: str) -> Answer:
    """Write a letter in one language."""
    viewer = authorise(policies.can_tend_letters)
    letter = letter_or_404(letter_slug)
    if locale not in LANGUAGES:
        abort(404)
    written = next((one for one in letter.texts if one.locale == locale), None)
    values = {"title": written.title, "content": written.content} if written else {}
    form = LetterTextForm(**values)
    if form.submitted():
        with transaction():
            title, content = form.title.data or "", form.content.data or ""
            services.save_text(letter, locale, title=title, content=content, by=viewer.person_id)
        flash(_("The text is saved."), "success")
        return redirect(url_for("letters.show", letter_slug=letter.slug))
    return render_template(
        "allies/letters/write.html", form=form, letter=letter, locale=locale, name=language_name(locale)
    )


@letters.route("/letters/<letter_slug>/deadline", methods=["GET", "POST"])
def change_deadline(letter_slug: str) -> Answer:
    """Set until when a letter can be signed."""
    viewer = authorise(policies.can_tend_letters)
    letter = letter_or_404(letter_slug)
    form = LetterForm(deadline=letter.deadline)
    del form.slug
    if form.submitted() and form.deadline.data:
        with transaction():
            services.set_deadline(letter, form.deadline.data, by=viewer.person_id)
        flash(_("The deadline is saved."), "success")
        return redirect(url_for("letters.show", letter_slug=letter.slug))
    return render_template("allies/letters/deadline.html", form=form, letter=letter)


@letters.post("/letters/<letter_slug>/<any(open, close, publish):letter_step>")
def move(letter_slug: str, letter_step: str) -> Answer:
    """Open a letter for signatures, close it, or publish it with its list."""
    viewer = authorise(policies.can_tend_letters)
    letter = letter_or_404(letter_slug)
    with transaction():
        if letter_step == "open":
            services.open_letter(letter, by=viewer.person_id)
        elif letter_step == "close":
            services.close_letter(letter, by=viewer.person_id)
        else:
            threshold = current_app.config["SMALL_COUNT"]
            services.publish_letter(letter, threshold=threshold, by=viewer.person_id)
    flash(_("The letter has moved on."), "success")
    return redirect(url_for("letters.show", letter_slug=letter.slug))
