"""The columns of a file: a heading, and what stands in it for one organisation as the viewer sees it.

Values come from the one projection (`organisations.queries.full_rows`); what a viewer may not see is empty. Which
columns there are depends on nothing but the capacity and on what was asked for, never on the organisations.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.i18n import current_locale
from nswp_members.core.spreadsheets import Cell
from nswp_members.organisations import labels
from nswp_members.organisations.category_words import category_label
from nswp_members.organisations.fields import language_label
from nswp_members.organisations.models import Contact
from nswp_members.organisations.queries import FullRow, profile_sections
from nswp_members.organisations.visibility import ALL_SEEING
from nswp_members.regions import geography

FULL_DATE, YEAR = len("2026-11-24"), len("2026")


@dataclass(frozen=True)
class Column:
    """One column; ``is_protected`` means that it can endanger people."""

    label: Any
    cell: Callable[[FullRow], Cell]
    is_protected: bool = False
    for_all_seeing: bool = False


def columns_for(viewer: Viewer, *, with_protected: bool) -> list[Column]:
    """Return the columns of a file for this viewer."""
    sees_all = viewer.acts_as(*ALL_SEEING)
    return [
        column
        for column in COLUMNS
        if (with_protected or not column.is_protected) and (sees_all or not column.for_all_seeing)
    ]


def header(columns: Sequence[Column]) -> list[str]:
    """Return the headings in the present language."""
    return [str(column.label) for column in columns]


def cells(columns: Sequence[Column], row: FullRow) -> list[Cell]:
    """Return what stands in the columns for one organisation."""
    return [column.cell(row) for column in columns]


def _plain(field: str) -> Callable[[FullRow], Cell]:
    """Return what reads a text."""
    return lambda row: row.profile.get(field) or ""


def _word(field: str, words: dict[str, Any]) -> Callable[[FullRow], Cell]:
    """Return what reads a code and says it in words."""
    return lambda row: str(words.get(row.profile.get(field) or "", ""))


def _words(field: str, word: Callable[[Any], Any]) -> Callable[[FullRow], Cell]:
    """Return what reads a list of codes and says them in words."""
    return lambda row: "; ".join(str(word(code)) for code in row.profile.get(field) or ())


def _name(row: FullRow) -> Cell:
    return str(row.profile.get("name") or row.profile.get("alias") or "")


def _former_names(row: FullRow) -> Cell:
    names = row.profile.get("former_names") or ()
    return "; ".join(f"{one.name} (–{one.used_until})" if one.used_until else one.name for one in names)


def _country(row: FullRow) -> Cell:
    code = row.profile.get("country_code")
    return geography.country_name(code, current_locale().language) if code else ""


def _region(row: FullRow) -> Cell:
    code = row.profile.get("region_code")
    return geography.region_name(geography.Region(code), current_locale().language) if code else ""


def _text(field: str) -> Callable[[FullRow], Cell]:
    """Return what reads a profile text, in the present language if there is one."""

    def read(row: FullRow) -> Cell:
        sections = profile_sections(row.profile.get("texts") or (), current_locale().language)
        return next((one.words for one in sections if one.field == field), "")

    return read


def _partial_date(field: str) -> Callable[[FullRow], Cell]:
    """Return what reads a year, a month or a day; a day becomes a date, a year a number."""

    def read(row: FullRow) -> Cell:
        value = row.profile.get(field) or ""
        if len(value) == FULL_DATE:
            return date.fromisoformat(value)
        return int(value) if len(value) == YEAR else str(value)

    return read


def _sex_worker_led(row: FullRow) -> Cell:
    value = row.profile.get("sex_worker_led")
    return "" if value is None else _("Yes") if value else _("No")


def _contacts(row: FullRow) -> Cell:
    return "\n".join(map(_contact, row.profile.get("contacts") or ()))


def _contact(contact: Contact) -> str:
    channel = labels.CHANNEL_LABELS.get(contact.safe_channel or "", "")
    safe = ", ".join(str(part) for part in (channel, contact.safe_note) if part)
    parts = (contact.name, contact.function, contact.email, contact.phone)
    return "; ".join([part for part in parts if part] + ([f"{_('Safe')}: {safe}"] if safe else []))


def _reachable(row: FullRow) -> Cell:
    return sum(contact.email is not None for contact in row.profile.get("contacts") or ())


_FIELDS = labels.FIELD_LABELS
COLUMNS: tuple[Column, ...] = (
    Column(_l("Name"), _name),
    Column(_l("Alias"), _plain("alias")),
    Column(_FIELDS["acronym"], _plain("acronym")),
    Column(_FIELDS["transliteration"], _plain("transliteration")),
    Column(_FIELDS["former_names"], _former_names),
    Column(_FIELDS["country_code"], _country),
    Column(_l("Country code"), _plain("country_code")),
    Column(_FIELDS["region_code"], _region),
    Column(_FIELDS["kind"], _word("kind", labels.KIND_LABELS)),
    Column(_FIELDS["languages"], _words("languages", language_label)),
    Column(_FIELDS["populations"], _words("populations", lambda code: labels.POPULATION_LABELS.get(code, code))),
    Column(_FIELDS["priority_areas"], _words("priority_areas", lambda number: labels.AREA_LABELS.get(number, number))),
    Column(_l("Regional networks"), lambda row: "; ".join(row.networks)),
    Column(_FIELDS["website"], _plain("website")),
    Column(_FIELDS["links"], _words("links", str)),
    Column(_FIELDS["public_email"], _plain("public_email")),
    *(Column(label, _text(field)) for field, label in labels.TEXT_LABELS.items()),
    Column(_FIELDS["listing"], _word("listing", labels.LISTING_LABELS)),
    Column(_l("E-mail contacts"), _reachable, for_all_seeing=True),
    Column(_l("Last change"), lambda row: row.updated_at.date(), for_all_seeing=True),
    Column(_FIELDS["sex_worker_led"], _sex_worker_led, is_protected=True),
    Column(_FIELDS["category"], lambda row: category_label(row.profile.get("category")), is_protected=True),
    Column(_FIELDS["joined_on"], _partial_date("joined_on"), is_protected=True),
    Column(_FIELDS["city"], _plain("city"), is_protected=True),
    Column(_FIELDS["registration"], _word("registration", labels.REGISTRATION_LABELS), is_protected=True),
    Column(_FIELDS["host_name"], _plain("host_name"), is_protected=True),
    Column(_l("Contacts"), _contacts, is_protected=True),
    Column(_FIELDS["notes"], _plain("notes"), is_protected=True, for_all_seeing=True),
)
