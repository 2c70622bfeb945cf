"""Who sees an organisation: its listing, who may know of it, and each field's audience, on one page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import prove_again
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import current_locale
from nswp_members.organisations import conflicts, policies, queries, services
from nswp_members.organisations.audience_words import FIXED, GROUPS, Standing
from nswp_members.organisations.audiences import CHOOSABLE, EVERYBODY, Relation
from nswp_members.organisations.choice_forms import CAREFUL, PREFIX, PRESETS, ChoicesForm, form_for, stored
from nswp_members.organisations.errors import StaleVersion
from nswp_members.organisations.forms import ConfirmForm
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise
from nswp_members.organisations.visibility import NOT_HIDDEN, Profile, Sight, project


@dataclass(frozen=True)
class FieldRow:
    """One field whose audience is chosen: its input, who sees it in effect, and what holds it back, if anything."""

    input: Any
    effective: Any
    reason: Any


@blueprint.route("/organisations/<uuid:organisation_id>/visibility", methods=["GET", "POST"])
def visibility(organisation_id: UUID) -> Answer:
    """Show and change who sees the organisation; presets fill the form in and save nothing."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_choose_audiences)
    kind = _form_for(viewer, organisation)
    present = stored(kind, organisation)
    if request.method != "POST":
        conflicts.remember(present)
        return _page(viewer, organisation, present)
    form = kind(conflicts.resolved(request.form, present))
    if (preset := request.form.get("preset")) in PRESETS:
        form.fill(preset)
        return _page(viewer, organisation, form, is_tried=True)
    if not form.submitted():
        return _page(viewer, organisation, form)
    return _save(viewer, organisation, form)


def _save(viewer: Viewer, organisation: Organisation, form: ChoicesForm) -> Answer:
    """Save what was sent; put it together with what somebody else saved meanwhile, or ask whose word counts."""
    listing, known_to, alias = form.state(organisation)
    was_hidden = organisation.listing == Listing.HIDDEN
    try:
        proved = _proved(form)
        with transaction():
            services.choose_audiences(
                organisation,
                form.chosen(),
                known_to=known_to,
                alias=alias,
                version=form["version"].data,
                listing=Listing(listing),
                source=_source(viewer),
                consent=bool(form["consent"].data),
                proved=proved,
                **author(viewer),
            )
    except StaleVersion:
        kind = _form_for(viewer, organisation)
        merge = conflicts.merge(form, stored(kind, organisation))
        if merge.clashes:
            return _ask(organisation, merge)
        again = kind(merge.as_sent())
        return _save(viewer, organisation, again) if again.validate() else _page(viewer, organisation, again)
    except DomainError as error:
        form.refuse(error)
        return _page(viewer, organisation, form)
    if organisation.listing == Listing.HIDDEN and not was_hidden:
        return redirect(url_for("organisations.hidden", organisation_id=organisation.id))
    flash(_message(organisation, is_forced=queries.sight_of(viewer, organisation).forced_hidden), "success")
    return redirect(url_for("organisations.visibility", organisation_id=organisation.id))


def _proved(form: ChoicesForm) -> bool:
    """Whether the password was entered to bring an organisation back; raises `WrongPassword`, `TooManyRequests`."""
    password = form["current_password"].data if form.comes_back() else ""
    if password:
        prove_again(password)
    return bool(password)


def _form_for(viewer: Viewer, organisation: Organisation) -> type[ChoicesForm]:
    return form_for(
        listings=policies.possible_listings(viewer, organisation),
        known_to=policies.possible_known_to(viewer, organisation),
        audiences={field: policies.possible_audiences(viewer, organisation, field) for field in CHOOSABLE},
        has_alias=policies.can_set_alias(viewer, organisation),
        is_closed=organisation.listing not in NOT_HIDDEN,
    )


def _ask(organisation: Organisation, merge: conflicts.Merge) -> Answer:
    page = render_template(
        "organisations/conflict.html",
        form=ConfirmForm(),
        organisation=organisation,
        merge=merge,
        action=url_for("organisations.visibility", organisation_id=organisation.id),
        discard=None,
    )
    return page, 409


def _page(viewer: Viewer, organisation: Organisation, form: ChoicesForm, *, is_tried: bool = False) -> Answer:
    """Show the form with what it would mean in effect."""
    listing, known_to, alias = form.state(organisation)
    is_forced = queries.sight_of(viewer, organisation).forced_hidden
    standing = Standing(listing, known_to, alias, form.chosen(), forced_hidden=is_forced)
    listed = Standing(Listing.LISTED, known_to, alias, form.chosen())
    profile = _public_profile(organisation, listed)
    return render_template(
        "organisations/visibility.html",
        form=form,
        organisation=organisation,
        standing=standing,
        groups=[(label, [_row(form, field, standing) for field in fields]) for label, fields in GROUPS],
        fixed=FIXED,
        listings=policies.possible_listings(viewer, organisation),
        can_hide=policies.can_hide(viewer, organisation),
        may_widen=policies.can_widen(viewer, organisation),
        sees_reads=policies.can_see_reads(viewer, organisation),
        is_tried=is_tried,
        is_careful=request.form.get("preset") == CAREFUL,
        profile=profile,
        pictures=queries.pictures_if_listed(organisation, listed.chosen),
        sections=queries.profile_sections(profile.get("texts", []), current_locale().language),
    )


def _row(form: ChoicesForm, field: str, standing: Standing) -> FieldRow:
    return FieldRow(form[f"{PREFIX}{field}"], standing.effective(field), standing.reason(field))


def _public_profile(organisation: Organisation, listed: Standing) -> Profile:
    """Return what everybody could read if the organisation stood like this."""
    everything = project(organisation, Sight(EVERYBODY), listing=Listing.LISTED).values
    return Profile({field: value for field, value in everything.items() if Relation.ANYBODY & listed.admits(field)})


def _source(viewer: Viewer) -> str:
    return "secretariat" if policies.sees_all(viewer) else "member"


def _message(organisation: Organisation, *, is_forced: bool) -> str:
    if is_forced:
        return str(_("Saved."))
    if organisation.listing == Listing.LISTED:
        return str(_("Saved. Everybody can read the public profile."))
    return str(_("Saved. From this moment the public directory does not show the organisation."))
