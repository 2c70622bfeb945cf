"""Regional networks: which there are, where, and who belongs to them."""

from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise, current_viewer, public
from nswp_members.accounts.viewers import ANYONE, Viewer
from nswp_members.core.db import now, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.paging import PageLinks
from nswp_members.figures.services import Figures, Terms
from nswp_members.networks import policies, queries, services
from nswp_members.networks.forms import BeginForm, EndForm, NetworkForm, SearchForm
from nswp_members.networks.views.blueprint import Answer, author, blueprint, known
from nswp_members.organisations import policies as organisation_policies
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.queries import DirectoryFilter, DirectoryPage


@blueprint.get("")
def index() -> Answer:
    """Show the networks that the viewer may know of."""
    viewer = authorise(policies.can_look_up)
    figures = _figures(viewer)
    return render_template(
        "networks/index.html",
        networks=queries.networks(viewer, sizes=figures.release if figures else None),
        figures=figures,
        can_manage=policies.can_manage(viewer),
        sees_requests=policies.can_see_requests(viewer),
    )


@blueprint.get("/<uuid:network_id>")
def show(network_id: UUID) -> Answer:
    """Show a network with its regions, its names over time and the members the viewer may know of."""
    viewer = authorise(policies.can_look_up)
    organisation = known(viewer, network_id)
    network = queries.network(network_id) or abort(404)
    sees_members, figures = policies.can_see_members(viewer), _figures(viewer)
    counts = queries.member_counts(viewer, [network_id], sizes=figures.release if figures else None)
    page = DirectoryPage(())
    if sees_members:
        page = organisations.directory_page(
            viewer,
            DirectoryFilter(networks=(network_id,)),
            size=current_app.config["PAGE_SIZE"],
            after=request.args.get("after", type=UUID),
            before=request.args.get("before", type=UUID),
        )
    return render_template(
        "networks/show.html",
        organisation=organisation,
        profile=organisations.profile_of(viewer, organisation),
        network=network,
        count=counts[network_id],
        figures=figures,
        page=page,
        links=_links(network_id, page),
        former=queries.former_members(viewer, network_id) if sees_members else [],
        sees_members=sees_members,
        can_manage=policies.can_manage(viewer),
        **_for_its_people(viewer, organisation),
    )


@blueprint.get("/<slug>")
@public
def show_public(slug: str) -> Answer:
    """Show a listed network to everybody; no address names one to somebody who is signed in."""
    viewer = current_viewer()
    network = queries.by_slug(slug) or abort(404)
    organisation = known(viewer, network.organisation_id)
    if viewer.signed_in:
        return redirect(url_for("networks.show", network_id=network.organisation_id))
    figures = _figures(ANYONE)
    return render_template(
        "networks/show_public.html",
        profile=organisations.profile_of(viewer, organisation),
        network=network,
        figures=figures,
        count=figures.release.value(str(organisation.id)) if figures else None,
    )


@blueprint.route("/<uuid:network_id>/edit", methods=["GET", "POST"])
def edit(network_id: UUID) -> Answer:
    """Make an organisation a network, or change the regions it serves."""
    viewer = authorise(policies.can_manage)
    organisation = known(viewer, network_id)
    form = NetworkForm.of(queries.network(network_id))
    if form.submitted():
        try:
            with transaction():
                services.save_network(
                    network_id,
                    founded_year=form.founded_year.data,
                    serves=form.serves(),
                    **author(viewer),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The network is saved."), "success")
            return redirect(url_for("networks.show", network_id=network_id))
    return render_template("networks/edit.html", form=form, organisation=organisation)


@blueprint.get("/<uuid:network_id>/members/add")
def find_member(network_id: UUID) -> Answer:
    """Look for an organisation to add."""
    viewer = authorise(policies.can_manage)
    organisation = known(viewer, network_id)
    form = SearchForm(request.args)
    page = DirectoryPage(())
    if form.q.data:
        wanted = DirectoryFilter(search=form.q.data)
        page = organisations.directory_page(viewer, wanted, size=current_app.config["PAGE_SIZE"])
    return render_template(
        "networks/find_member.html", form=form, organisation=organisation, page=page, asked=bool(form.q.data)
    )


@blueprint.route("/<uuid:network_id>/members/<uuid:organisation_id>/add", methods=["GET", "POST"])
def add_member(network_id: UUID, organisation_id: UUID) -> Answer:
    """Make an organisation a member of the network."""
    viewer = authorise(policies.can_manage)
    organisation = known(viewer, network_id)
    member = known(viewer, organisation_id)
    if queries.network(network_id) is None:
        abort(404)
    form = BeginForm()
    if form.submitted():
        try:
            with transaction():
                services.affiliate(
                    network_id,
                    organisation_id,
                    valid_from=form.day.data,
                    **author(viewer),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The member is added."), "success")
            return redirect(url_for("networks.show", network_id=network_id))
    return render_template("networks/add_member.html", form=form, organisation=organisation, member=member)


@blueprint.route("/<uuid:network_id>/members/<uuid:organisation_id>/end", methods=["GET", "POST"])
def end_member(network_id: UUID, organisation_id: UUID) -> Answer:
    """End an organisation's membership of the network; what was stays on record."""
    viewer = authorise(policies.can_manage)
    organisation = known(viewer, network_id)
    member = known(viewer, organisation_id)
    affiliation = queries.affiliation(network_id, organisation_id) or abort(404)
    form = EndForm(day=today())
    if form.submitted():
        try:
            with transaction():
                services.end_affiliation(
                    affiliation,
                    valid_until=form.day.data or today(),
                    **author(viewer),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The membership has ended."), "success")
            return redirect(url_for("networks.show", network_id=network_id))
    return render_template("networks/end_member.html", form=form, organisation=organisation, member=member)


def _for_its_people(viewer: Viewer, organisation: Organisation) -> dict[str, Any]:
    """Return what the page shows to those who belong to the network, and what they may do there."""
    network_id, at = organisation.id, now()
    of_network = policies.can_read_board(viewer, network_id)
    sees_people = organisation_policies.can_see_people(viewer, organisation)
    keeps, verifies = policies.can_keep_board(viewer, network_id), policies.can_dismiss(viewer, network_id)
    own = viewer.capacity.organisation_id if viewer.capacity and viewer.capacity.functions else None
    open_requests = queries.open_requests(network_id, own) if own and policies.can_see_requests(viewer) else []
    return {
        "of_network": of_network,
        "posts": queries.posts_of(network_id, at=at) if of_network else [],
        "documents": queries.documents_of(network_id, for_managers=keeps) if of_network else [],
        "verifiers": queries.verifiers_of(network_id, at=at) if of_network else [],
        "mandates": organisations.mandates_standing(network_id, at=at) if sees_people else [],
        "open_request": open_requests[0] if open_requests else None,
        "can_keep_board": keeps,
        "can_join": not open_requests and policies.can_ask_to_join(viewer, network_id),
        "can_leave": not open_requests and policies.can_leave(viewer, network_id),
        "can_dismiss": verifies,
        "waiting": queries.waiting_requests(viewer, at=at) if verifies else None,
        # The queue of applications is the business of a higher domain, which says how many wait for whom.
        "queue_length": current_app.extensions["queue_length"](viewer) if verifies else None,
    }


def _figures(viewer: Viewer) -> Figures | None:
    """Return the released sizes of networks, for a viewer who may not see the members themselves."""
    if policies.can_see_members(viewer):
        return None
    with transaction():
        return services.frozen_sizes(terms=Terms.of(current_app.config, today()))


def _links(network_id: UUID, page: DirectoryPage) -> PageLinks:
    return PageLinks(
        previous_url=url_for("networks.show", network_id=network_id, before=page.before) if page.before else None,
        next_url=url_for("networks.show", network_id=network_id, after=page.after) if page.after else None,
    )
