"""The board of a network: notices and documents for its people."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.core.db import now, transaction
from nswp_members.core.documents import MEDIA_TYPES
from nswp_members.core.errors import DomainError
from nswp_members.networks import policies, queries, services
from nswp_members.networks.forms import ConfirmForm, DocumentForm, PostForm
from nswp_members.networks.models import Document
from nswp_members.networks.views.blueprint import Answer, author, blueprint, load_and_authorise


@blueprint.get("/<uuid:network_id>/board")
def board(network_id: UUID) -> Answer:
    """Show notices and documents to those who keep them, the past ones as well."""
    _viewer, organisation = load_and_authorise(network_id, policies.can_keep_board)
    return render_template(
        "networks/board.html",
        organisation=organisation,
        posts=queries.posts_of(network_id, at=now(), also_past=True),
        documents=queries.documents_of(network_id, for_managers=True),
        today=now().date(),
    )


@blueprint.route("/<uuid:network_id>/board/posts/add", methods=["GET", "POST"])
def add_post(network_id: UUID) -> Answer:
    """Put a notice on the board."""
    viewer, organisation = load_and_authorise(network_id, policies.can_keep_board)
    form = PostForm()
    if form.submitted():
        try:
            with transaction():
                services.add_post(network_id, **form.values(), **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            return _back(network_id, _("The notice is on the board."))
    return render_template("networks/post.html", form=form, organisation=organisation, post=None)


@blueprint.route("/<uuid:network_id>/board/posts/<uuid:post_id>", methods=["GET", "POST"])
def edit_post(network_id: UUID, post_id: UUID) -> Answer:
    """Change a notice."""
    viewer, organisation = load_and_authorise(network_id, policies.can_keep_board)
    post = queries.post(network_id, post_id) or abort(404)
    form = PostForm.of(post)
    if form.submitted():
        try:
            with transaction():
                services.change_post(post, **form.values(), **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            return _back(network_id, _("The notice is changed."))
    return render_template("networks/post.html", form=form, organisation=organisation, post=post)


@blueprint.post("/<uuid:network_id>/board/posts/<uuid:post_id>/withdraw")
def withdraw_post(network_id: UUID, post_id: UUID) -> Answer:
    """Take a notice off the board."""
    viewer, _organisation = load_and_authorise(network_id, policies.can_keep_board)
    post = queries.post(network_id, post_id) or abort(404)
    with transaction():
        services.withdraw_post(post, **author(viewer))
    return _back(network_id, _("The notice is gone."))


@blueprint.get("/<uuid:network_id>/documents/<uuid:document_id>")
def document(network_id: UUID, document_id: UUID) -> Answer:
    """Hand out a file, as a download with a name that tells nothing."""
    viewer, _organisation = load_and_authorise(network_id, policies.can_read_board)
    manages = policies.can_keep_board(viewer, network_id)
    found = queries.document(network_id, document_id, for_managers=manages) or abort(404)
    headers = {
        "Content-Disposition": f"attachment; filename={found.filename}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(found.content, mimetype=MEDIA_TYPES[found.extension], headers=headers)


@blueprint.route("/<uuid:network_id>/board/documents/add", methods=["GET", "POST"])
def add_document(network_id: UUID) -> Answer:
    """Take a file for the people of the network."""
    viewer, organisation = load_and_authorise(network_id, policies.can_keep_board)
    form = DocumentForm()
    form.file.flags.required = True
    if form.submitted():
        try:
            with transaction():
                services.add_document(network_id, form.sent_file(), **form.values(), **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            return _back(network_id, _("The document is saved."))
    return render_template("networks/document.html", form=form, organisation=organisation, document=None)


@blueprint.route("/<uuid:network_id>/board/documents/<uuid:document_id>", methods=["GET", "POST"])
def edit_document(network_id: UUID, document_id: UUID) -> Answer:
    """Replace a file, or change its title or who may have it."""
    viewer, organisation = load_and_authorise(network_id, policies.can_keep_board)
    found = _kept(network_id, document_id)
    form = DocumentForm.of(found)
    if form.submitted():
        try:
            with transaction():
                services.change_document(found, form.sent_file(), **form.values(), **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            return _back(network_id, _("The document is saved."))
    return render_template("networks/document.html", form=form, organisation=organisation, document=found)


@blueprint.route("/<uuid:network_id>/board/documents/<uuid:document_id>/remove", methods=["GET", "POST"])
def remove_document(network_id: UUID, document_id: UUID) -> Answer:
    """Delete a document, after a second look."""
    viewer, organisation = load_and_authorise(network_id, policies.can_keep_board)
    found = _kept(network_id, document_id)
    form = ConfirmForm()
    if form.submitted():
        with transaction():
            services.remove_document(found, **author(viewer))
        return _back(network_id, _("The document is removed."))
    return render_template("networks/remove_document.html", form=form, organisation=organisation, document=found)


def _kept(network_id: UUID, document_id: UUID) -> Document:
    """Return a document of the network, else 404."""
    return queries.document(network_id, document_id, for_managers=True) or abort(404)


def _back(network_id: UUID, message: str) -> Answer:
    flash(message, "success")
    return redirect(url_for("networks.board", network_id=network_id))
