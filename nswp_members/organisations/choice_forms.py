"""The form in which an organisation decides who sees it, made for what this viewer may choose."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from nswp_members.core.forms import choices
from nswp_members.organisations.audience_words import AUDIENCE_LABELS, KNOWN_TO_LABELS
from nswp_members.organisations.audiences import CHOOSABLE, KNOWN_TO, POLICIES, audience_of
from nswp_members.organisations.forms import VersionedForm
from nswp_members.organisations.labels import FIELD_LABELS, LISTING_LABELS
from nswp_members.organisations.models import Audience, Listing, Organisation
from nswp_members.organisations.visibility import NOT_HIDDEN

PREFIX = "sees_"
CAREFUL, DEFAULTS, LOOK = "careful", "defaults", "look"
PRESETS = (CAREFUL, DEFAULTS, LOOK)


class ChoicesForm(VersionedForm):
    """Listing, alias and agreement; what depends on the viewer is added by `form_for`."""

    consent = BooleanField(_l("The organisation agrees that everybody can read this."))

    def comes_back(self) -> bool:
        """Whether this would bring back an organisation that is hidden or has left, which needs the password."""
        return "current_password" in self and self._valid("listing") in NOT_HIDDEN

    def chosen(self) -> dict[str, str]:
        """Return the audience of each field; the stored default where something else was sent."""
        return {field: self._valid(f"{PREFIX}{field}") or POLICIES[field].default.value for field in CHOOSABLE}

    def _valid(self, name: str) -> str:
        field = self[name]
        return str(field.data) if field.data in {value for value, *_rest in field.iter_choices()} else ""

    def state(self, organisation: Organisation) -> tuple[str, str, str]:
        """Return listing, known_to and alias as they stand in the form, or as stored where they make no sense."""
        alias = self["alias"].data or "" if "alias" in self else organisation.alias
        return self._valid("listing") or organisation.listing, self._valid("known_to") or organisation.known_to, alias

    def fill(self, preset: str) -> None:
        """Fill the fields' audiences in at once: the narrowest that are offered, or the defaults where offered."""
        for field in CHOOSABLE:
            offered = [value for value, *_rest in self[f"{PREFIX}{field}"].iter_choices()]
            default = POLICIES[field].default.value
            if preset == CAREFUL:
                self[f"{PREFIX}{field}"].data = offered[-1]
            elif preset == DEFAULTS and default in offered:
                self[f"{PREFIX}{field}"].data = default


def form_for(
    *,
    listings: Sequence[Listing],
    known_to: Sequence[Audience],
    audiences: dict[str, Sequence[Audience]],
    has_alias: bool,
    is_closed: bool = False,
) -> type[ChoicesForm]:
    """Return the form with what may be chosen; coming back from ``is_closed`` asks for the password."""
    fields: dict[str, Any] = {
        "listing": RadioField(
            _l("Listing"),
            choices=choices((one.value, LISTING_LABELS[one]) for one in listings),
            validators=[InputRequired()],
        ),
        "known_to": RadioField(
            _l("Who may know of us while we are not listed"),
            choices=choices((one.value, KNOWN_TO_LABELS[one]) for one in KNOWN_TO if one in known_to),
            validators=[InputRequired()],
        ),
    }
    if is_closed and set(listings) & set(NOT_HIDDEN):
        fields["current_password"] = PasswordField(_l("Your password"))
    if has_alias:
        fields["alias"] = StringField(_l("Alias"), validators=[Length(max=100)])
    for field, offered in audiences.items():
        fields[f"{PREFIX}{field}"] = SelectField(
            FIELD_LABELS[field],
            choices=choices((one.value, _label(field, one)) for one in offered),
            validators=[InputRequired()],
        )
    return type("OfferedChoicesForm", (ChoicesForm,), fields)


def _label(field: str, audience: Audience) -> str:
    words = str(AUDIENCE_LABELS[audience])
    return str(_("%(audience)s (default)", audience=words)) if audience == POLICIES[field].default else words


def stored(kind: type[ChoicesForm], organisation: Organisation) -> ChoicesForm:
    """Return the form with what stands now."""
    values = {f"{PREFIX}{field}": audience_of(field, organisation.audiences).value for field in CHOOSABLE}
    return kind(
        formdata=None,
        version=organisation.version,
        listing=organisation.listing,
        known_to=organisation.known_to,
        alias=organisation.alias,
        **values,
    )
