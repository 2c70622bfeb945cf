"""Changing the profile step by step: each saves by itself, and what was typed and not saved is kept as a draft."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from nswp_members.accounts.access import unsent_form
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import LANGUAGES, current_locale
from nswp_members.organisations import conflicts, policies, queries, services
from nswp_members.organisations.audiences import PROTECTED
from nswp_members.organisations.errors import StaleVersion
from nswp_members.organisations.forms import ConfirmForm
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.step_forms import FORMS, StepForm, TextsForm
from nswp_members.organisations.steps import NAMES, STEP_FIELDS, TEXTS, draft_key, steps_for
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise, note_shown
from nswp_members.organisations.visibility import Profile

STAY, BACK, PREVIEW, TO = "stay", "back", "preview", "to-"


@blueprint.route("/organisations/<uuid:organisation_id>/edit", defaults={"step": NAMES}, methods=["GET", "POST"])
@blueprint.route("/organisations/<uuid:organisation_id>/edit/<step>", methods=["GET", "POST"])
def edit(organisation_id: UUID, step: str) -> Answer:
    """Change one step of the profile."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit)
    sheet = _open(viewer, organisation, step)
    note_shown(viewer, organisation, PROTECTED.intersection(STEP_FIELDS[sheet.step]))
    return _serve(sheet)


@blueprint.route("/organisations/<uuid:organisation_id>/texts/<locale>", methods=["GET", "POST"])
def texts(organisation_id: UUID, locale: str) -> Answer:
    """Change the profile texts in one language."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit)
    return _serve(_open(viewer, organisation, draft_key(TEXTS, locale)))


@blueprint.post("/organisations/<uuid:organisation_id>/edit/<step>/draft")
def keep_draft(organisation_id: UUID, step: str) -> Answer:
    """Keep what stands in a step's form, without saving it."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit)
    sheet = _open(viewer, organisation, step)
    _keep(sheet, sheet.sent(request.form))
    return "", 204


@blueprint.post("/organisations/<uuid:organisation_id>/edit/<step>/discard")
def discard_draft(organisation_id: UUID, step: str) -> Answer:
    """Forget what was typed and not saved, and show the step as it is stored."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit)
    sheet = _open(viewer, organisation, step)
    with transaction():
        services.discard_draft(organisation, sheet.key, by=sheet.person_id)
    flash(_("What was not saved is gone; this is what is stored."), "success")
    return redirect(sheet.here)


@dataclass(frozen=True)
class Sheet:
    """One step of the profile (texts: in one language), in front of one viewer."""

    viewer: Viewer
    organisation: Organisation
    step: str
    locale: str

    @property
    def key(self) -> str:
        """Under what its draft is kept."""
        return draft_key(self.step, self.locale)

    @property
    def person_id(self) -> UUID:
        """Who is editing; the policy has let nobody else in."""
        return self.viewer.person_id or abort(403)

    @property
    def here(self) -> str:
        """The address of the step."""
        return _address(self.organisation, self.step, self.locale)

    def profile(self) -> Profile:
        """Return what the viewer sees of the organisation now."""
        return queries.profile_of(self.viewer, self.organisation)

    def stored(self) -> StepForm:
        """Return the form as it is stored now."""
        if self.step == TEXTS:
            return TextsForm.stored_in(self.profile(), self.locale)
        return FORMS[self.step].stored(self.profile())

    def sent(self, pairs: MultiDict[str, str]) -> StepForm:
        """Return the form as it was filled in."""
        return (TextsForm if self.step == TEXTS else FORMS[self.step]).sent(self.profile(), pairs)

    def save(self, form: StepForm) -> None:
        """Save the form, and with it whatever was kept as a draft; raises `DomainError`."""
        version = form.version.data or 0
        with transaction():
            if self.step == TEXTS:
                services.save_texts(
                    self.organisation, self.locale, form.values(), version=version, **author(self.viewer)
                )
            else:
                services.update_profile(self.organisation, form.values(), version=version, **author(self.viewer))
            services.discard_draft(self.organisation, self.key, by=self.person_id)


def _open(viewer: Viewer, organisation: Organisation, key: str) -> Sheet:
    """Return the step with this key; 404 if there is none, or none that this viewer sees anything of."""
    step, _dash, locale = key.partition("-")
    known = step in steps_for(queries.profile_of(viewer, organisation))
    if not known or (locale in LANGUAGES) != (step == TEXTS) or (locale and step != TEXTS):
        abort(404)
    return Sheet(viewer, organisation, step, locale)


def _serve(sheet: Sheet) -> Answer:
    """Show a step, or save what was sent and go on."""
    stored = sheet.stored()
    if request.method == "GET":
        return _fresh_page(sheet, stored)
    form = sheet.sent(conflicts.resolved(request.form, stored))
    go = request.form.get("go", "")
    if go == BACK or go.startswith(TO):
        leads_to = _open(sheet.viewer, sheet.organisation, go.removeprefix(TO)).here if go != BACK else None
        _keep(sheet, form)
        return redirect(leads_to or _neighbours(sheet)[0])
    if go == PREVIEW:
        _keep(sheet, form)
        return _page(sheet, form, is_preview=True)
    if form.submitted():
        outcome = _save(sheet, form)
        if isinstance(outcome, conflicts.Merge):
            _keep(sheet, form)
            return _ask(sheet, outcome)
        if outcome:
            return redirect(sheet.here if go == STAY else _neighbours(sheet)[1])
    _keep(sheet, form)
    return _page(sheet, form)


def _fresh_page(sheet: Sheet, stored: StepForm) -> Answer:
    """Show what the viewer typed and has not saved, else what is stored."""
    if typed := unsent_form(request.path):
        return _page(sheet, sheet.sent(typed))
    if draft := queries.draft_of(sheet.organisation.id, sheet.person_id, sheet.key):
        form = sheet.sent(MultiDict(draft))
        if not conflicts.same(form, stored):
            return _page(sheet, form, is_draft=True)
    conflicts.remember(stored)
    return _page(sheet, stored)


def _save(sheet: Sheet, form: StepForm) -> conflicts.Merge | bool:
    """Save what was sent; return whether that worked, or a merge of which something is left to decide.

    If somebody else saved meanwhile and no field was touched by both, both changes are kept without asking. So a
    request that a browser repeats after a broken connection is answered like the first.
    """
    try:
        sheet.save(form)
    except StaleVersion:
        merge = conflicts.merge(form, sheet.stored())
        if merge.clashes:
            return merge
        return _save(sheet, sheet.sent(merge.as_sent()))
    except DomainError as error:
        form.refuse(error)
        return False
    flash(_("Your changes are saved."), "success")
    return True


def _keep(sheet: Sheet, form: StepForm) -> None:
    """Keep what was sent as a draft, unless it says what is stored anyway.

    A draft that was on its way when the same text was saved waits for that to be done.
    """
    kept = {field.name for field in form} - {"csrf_token"}
    pairs = [(name, value) for name, value in request.form.items(multi=True) if name.split("-")[0] in kept]
    if not form.errors:
        form.validate()
    with transaction():
        services.lock_profile(sheet.organisation)
        if form.errors or not conflicts.same(form, sheet.stored()):
            services.keep_draft(sheet.organisation, sheet.key, pairs, by=sheet.person_id)
        else:
            services.discard_draft(sheet.organisation, sheet.key, by=sheet.person_id)


def _neighbours(sheet: Sheet) -> tuple[str, str]:
    """Return the addresses of the steps before and after; at both ends the profile itself."""
    order = steps_for(sheet.profile())
    place = order.index(sheet.step)
    profile = url_for("organisations.show", organisation_id=sheet.organisation.id)
    back = _address(sheet.organisation, order[place - 1]) if place else profile
    on = _address(sheet.organisation, order[place + 1]) if place + 1 < len(order) else profile
    return back, on


def _address(organisation: Organisation, step: str, locale: str = "") -> str:
    if step == TEXTS:
        locale = locale or current_locale().language
        return url_for("organisations.texts", organisation_id=organisation.id, locale=locale)
    return url_for("organisations.edit", organisation_id=organisation.id, step=step)


def _page(sheet: Sheet, form: StepForm, *, is_draft: bool = False, is_preview: bool = False) -> Answer:
    """Show a step with the list of all steps around it."""
    profile = sheet.profile()
    drafts = queries.drafted(sheet.organisation.id, sheet.person_id)
    states = queries.step_states(profile, drafts)
    page: dict[str, Any] = {
        "form": form,
        "organisation": sheet.organisation,
        "sheet": sheet,
        "steps": [(one, draft_key(one.key, current_locale().language if one.key == TEXTS else "")) for one in states],
        "is_first": states[0].key == sheet.step,
        "is_last": states[-1].key == sheet.step,
        "is_draft": is_draft,
    }
    if sheet.step != TEXTS:
        return render_template(f"organisations/steps/{sheet.step}.html", **page)
    return render_template(
        "organisations/steps/texts.html",
        **page,
        tabs=queries.text_tabs(profile["texts"]),
        others=queries.other_versions(profile["texts"], sheet.locale),
        drafts=drafts,
        preview=_preview(sheet, form) if is_preview else None,
    )


def _preview(sheet: Sheet, form: StepForm) -> list[queries.Section]:
    """Return the texts as they would be shown if they were saved."""
    return [queries.Section(name, sheet.locale, words) for name, words in form.values().items() if words]


def _ask(sheet: Sheet, merge: conflicts.Merge) -> Answer:
    """Show both versions of each field that two people changed."""
    page = render_template(
        "organisations/conflict.html",
        form=ConfirmForm(),
        organisation=sheet.organisation,
        merge=merge,
        action=sheet.here,
        discard=url_for("organisations.discard_draft", organisation_id=sheet.organisation.id, step=sheet.key),
    )
    return page, 409
