"""The ways to reach an organisation."""

from collections.abc import Iterable
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.organisations import conflicts, policies, queries, services
from nswp_members.organisations.forms import ConfirmForm, ContactForm
from nswp_members.organisations.models import Contact, Organisation
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise, note_shown

MAX_CONTACTS = 20


@blueprint.get("/organisations/<uuid:organisation_id>/contacts")
def contacts(organisation_id: UUID) -> Answer:
    """Show the contacts in their order."""
    _viewer, organisation = _load_and_authorise(organisation_id, shows=["contacts"])
    found = queries.contacts_of([organisation.id]).get(organisation.id, [])
    return render_template(
        "organisations/contacts.html",
        organisation=organisation,
        contacts=found,
        can_add=len(found) < MAX_CONTACTS,
        active_contacts=queries.active_contacts(organisation.id),
        enough_contacts=queries.ENOUGH_CONTACTS,
    )


@blueprint.route("/organisations/<uuid:organisation_id>/contacts/new", methods=["GET", "POST"])
def add_contact(organisation_id: UUID) -> Answer:
    """Add a contact at the end."""
    viewer, organisation = _load_and_authorise(organisation_id)
    if len(organisation.contacts) >= MAX_CONTACTS:
        abort(409)
    form = ContactForm(locale="en")
    if form.submitted():
        with transaction():
            services.save_contact(organisation, None, **form.values(), **author(viewer))
        return _back(organisation, _("The contact is added."))
    return render_template("organisations/contact.html", form=form, organisation=organisation, contact=None)


@blueprint.route("/organisations/<uuid:organisation_id>/contacts/<uuid:contact_id>", methods=["GET", "POST"])
def edit_contact(organisation_id: UUID, contact_id: UUID) -> Answer:
    """Change a contact; if somebody else has done so meanwhile, ask whose word counts."""
    viewer, organisation = _load_and_authorise(organisation_id, shows=["contacts"])
    contact = _contact(organisation, contact_id)
    stored = ContactForm.of(contact)
    if request.method != "POST":
        conflicts.remember(stored)
        return _form_page(stored, organisation, contact)
    form = ContactForm(conflicts.resolved(request.form, stored))
    if not form.submitted():
        return _form_page(form, organisation, contact)
    merge = conflicts.merge(form, stored)
    if form.base.data and merge.clashes:
        page = render_template(
            "organisations/conflict.html",
            form=ConfirmForm(),
            organisation=organisation,
            merge=merge,
            action=url_for("organisations.edit_contact", organisation_id=organisation.id, contact_id=contact.id),
            discard=None,
        )
        return page, 409
    with transaction():
        services.save_contact(organisation, contact, **ContactForm(merge.as_sent()).values(), **author(viewer))
    return _back(organisation, _("The contact is saved."))


@blueprint.route("/organisations/<uuid:organisation_id>/contacts/<uuid:contact_id>/remove", methods=["GET", "POST"])
def remove_contact(organisation_id: UUID, contact_id: UUID) -> Answer:
    """Forget a contact, after a second look."""
    viewer, organisation = _load_and_authorise(organisation_id, shows=["contacts"])
    contact = _contact(organisation, contact_id)
    form = ConfirmForm()
    if form.submitted():
        with transaction():
            services.remove_contact(organisation, contact, **author(viewer))
        return _back(organisation, _("The contact is removed."))
    others = [one for one in organisation.contacts if one.id != contact.id]
    return render_template(
        "organisations/remove_contact.html",
        form=form,
        organisation=organisation,
        contact=contact,
        leaves_unreachable=not any(one.email for one in others),
    )


@blueprint.post("/organisations/<uuid:organisation_id>/contacts/<uuid:contact_id>/move")
def move_contact(organisation_id: UUID, contact_id: UUID) -> Answer:
    """Move a contact one place up or down."""
    viewer, organisation = _load_and_authorise(organisation_id)
    contact = _contact(organisation, contact_id)
    with transaction():
        services.move_contact(organisation, contact, up=request.form.get("direction") == "up", **author(viewer))
    return redirect(url_for("organisations.contacts", organisation_id=organisation.id))


def _load_and_authorise(organisation_id: UUID, *, shows: Iterable[str] = ()) -> tuple[Viewer, Organisation]:
    """Return viewer and organisation as `load_and_authorise` does; 404 as well if its contacts are not for them."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit)
    if "contacts" not in queries.profile_of(viewer, organisation):
        abort(404)
    note_shown(viewer, organisation, shows)
    return viewer, organisation


def _contact(organisation: Organisation, contact_id: UUID) -> Contact:
    return queries.contact_of(organisation.id, contact_id) or abort(404)


def _form_page(form: ContactForm, organisation: Organisation, contact: Contact) -> Answer:
    return render_template("organisations/contact.html", form=form, organisation=organisation, contact=contact)


def _back(organisation: Organisation, message: str) -> Answer:
    flash(message, "success")
    return redirect(url_for("organisations.contacts", organisation_id=organisation.id))
