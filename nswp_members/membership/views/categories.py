"""The categories of membership, as the secretariat keeps them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise
from nswp_members.core.db import today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import LANGUAGES
from nswp_members.membership import policies
from nswp_members.membership.forms import CategoryForm, NewCategoryForm
from nswp_members.membership.views.blueprint import Answer, author, blueprint
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import MembershipCategory
from nswp_members.organisations.services import CategoryValues


@blueprint.get("/categories")
def categories() -> Answer:
    """Show all categories with who votes and which can be applied for."""
    authorise(policies.can_change_categories)
    return render_template("membership/categories.html", categories=queries.categories(), today=today())


@blueprint.route("/categories/new", methods=["GET", "POST"])
def add_category() -> Answer:
    """Add a category."""
    viewer = authorise(policies.can_change_categories)
    form = NewCategoryForm()
    if request.method == "GET":
        form.position.data = max((one.position for one in queries.categories()), default=0) + 1
    if form.submitted():
        try:
            with transaction():
                services.add_category(form.code.data or "", _values(form), **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            return _saved()
    return render_template("membership/category.html", form=form, category=None, locales=LANGUAGES)


@blueprint.route("/categories/<category_code>", methods=["GET", "POST"])
def category(category_code: str) -> Answer:
    """Change a category."""
    viewer = authorise(policies.can_change_categories)
    row = queries.category(category_code) or abort(404)
    form = CategoryForm(data=_present(row))
    if form.submitted():
        try:
            with transaction():
                services.change_category(row.code, _values(form), seen_version=form.version.data or 0, **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            return _saved()
    return render_template("membership/category.html", form=form, category=row, locales=LANGUAGES)


def _values(form: CategoryForm) -> CategoryValues:
    """Return what was entered."""
    return CategoryValues(
        names=form.words("name"),
        descriptions=form.words("description"),
        has_vote=bool(form.has_vote.data),
        is_open=bool(form.is_open.data),
        position=form.position.data or 1,
        valid_from=form.valid_from.data,
        valid_until=form.valid_until.data,
        vote_from=form.vote_from.data,
    )


def _present(row: MembershipCategory) -> dict[str, object]:
    """Return a category as the form shows it."""
    plain = ("is_open", "position", "valid_from", "valid_until", "version")
    words = {
        f"{kind}_{language}": texts.get(language, "")
        for kind, texts in (("name", row.names), ("description", row.descriptions))
        for language in LANGUAGES
    }
    votes = {"has_vote": row.has_vote_on(today()), "vote_from": today()}
    return {**{name: getattr(row, name) for name in plain}, **votes, **words}


def _saved() -> Answer:
    flash(_("Saved."), "success")
    return redirect(url_for("membership.categories"))
