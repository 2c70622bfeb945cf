"""Signing a letter for a member."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.allies import policies, queries, services
from nswp_members.allies.forms import SignForm
from nswp_members.allies.models import Letter
from nswp_members.allies.services import Signature
from nswp_members.allies.views.blueprint import Answer, language, letter_or_404, letters
from nswp_members.core.db import today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.endorsements import queries as endorsements
from nswp_members.organisations.models import Organisation


@letters.route("/organisations/<uuid:organisation_id>/letters/<letter_slug>", methods=["GET", "POST"])
def sign_as_member(organisation_id: UUID, letter_slug: str) -> Answer:
    """Show a letter and who signs; take the signature by POST."""
    viewer = current_viewer()
    organisation = _organisation_or_404(organisation_id)
    authorise(policies.can_sign, organisation)
    letter = letter_or_404(letter_slug)
    if queries.standing_signature(letter.id, organisation.id):
        return render_template(
            "allies/letters/signed.html", letter=letter, organisation=organisation, text=_text(letter)
        )
    if not letter.takes_signatures(today()):
        return render_template("allies/letters/not_open.html", letter=letter, text=_text(letter))
    form = SignForm(name=viewer.name)
    if form.submitted():
        try:
            with transaction():
                services.sign_letter(letter, organisation, _signature(form), by=viewer.person_id)
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Thank you. Your organisation has signed."), "success")
            return redirect(url_for("letters.show", letter_slug=letter.slug))
    return render_template(
        "allies/letters/sign_as_member.html", form=form, letter=letter, organisation=organisation, text=_text(letter)
    )


def _signature(form: SignForm) -> Signature:
    return Signature(
        name=form.name.data or "",
        function=form.function.data or "",
        may_count=form.may_count.data,
        may_name=form.may_name.data,
        may_name_signatory=form.may_name_signatory.data,
    )


@letters.post("/organisations/<uuid:organisation_id>/letters/<letter_slug>/withdraw")
def withdraw_signature(organisation_id: UUID, letter_slug: str) -> Answer:
    """Take the organisation's signature back."""
    viewer = current_viewer()
    organisation = _organisation_or_404(organisation_id)
    authorise(policies.can_sign, organisation)
    letter = letter_or_404(letter_slug)
    standing = queries.standing_signature(letter.id, organisation.id) or abort(404)
    with transaction():
        services.withdraw_signature(standing, by=viewer.person_id)
    flash(_("Your organisation's signature is withdrawn."), "success")
    return redirect(url_for("letters.show", letter_slug=letter.slug))


def _organisation_or_404(organisation_id: UUID) -> Organisation:
    return endorsements.organisation_known_to(current_viewer(), organisation_id) or abort(404)


def _text(letter: Letter) -> object:
    return letter.text_in(language())
