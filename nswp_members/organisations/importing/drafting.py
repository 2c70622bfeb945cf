"""Turning the cells of one row into a draft of an organisation."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from nswp_members.core.text import clean
from nswp_members.organisations.importing import values
from nswp_members.organisations.importing.addresses import read_emails, read_website
from nswp_members.organisations.importing.columns import Column
from nswp_members.organisations.importing.dates import PartialDate
from nswp_members.organisations.importing.draft import OrganisationDraft
from nswp_members.organisations.importing.places import read_country, read_region
from nswp_members.organisations.importing.remarks import RemarkList
from nswp_members.organisations.models import Kind, Population


class _Profile(TypedDict):
    """The part of a draft that says what the organisation is."""

    acronym: str
    former_name: str
    kind: Kind | None
    registered: bool | None
    sex_worker_led: bool | None
    category: str | None
    working_languages: tuple[str, ...]
    populations: tuple[Population, ...]
    priority_areas: tuple[int, ...]
    notes: str


class _Contact(TypedDict):
    """The part of a draft that says how to reach the organisation."""

    contact_name: str
    contact_email: str | None
    second_contact_email: str | None
    phone: str
    website: str
    mail_language: str
    list_publicly: bool


def read_draft(
    cells: Mapping[Column, str],
    remarks: RemarkList,
    today: date,
    statement_first_published: date | None,
    category_words: Mapping[str, str] | None = None,
) -> OrganisationDraft | None:
    """Return the draft, None if any cell is in error.

    The remarks then name every error, not only the first.
    """
    name = values.read_name(cells[Column.NAME], remarks)
    country = read_country(cells[Column.COUNTRY], remarks)
    region = None if country is None else read_region(cells[Column.REGION], country, remarks)
    profile = _read_profile(cells, remarks, category_words)
    contact = _read_contact(cells, remarks)
    joined_on = values.read_past_date(Column.JOINED_ON, cells[Column.JOINED_ON], today, remarks)
    endorsed_on = _read_endorsement(cells[Column.ENDORSED_ON], today, statement_first_published, remarks)
    if country is None or region is None or remarks.has_errors:
        return None
    return OrganisationDraft(
        name=name,
        country_code=country.alpha2,
        region=region,
        region_is_override=region != country.region,
        joined_on=joined_on,
        endorsed_on=endorsed_on,
        **profile,
        **contact,
    )


def _read_profile(
    cells: Mapping[Column, str], remarks: RemarkList, category_words: Mapping[str, str] | None
) -> _Profile:
    """Return what the organisation is."""
    return {
        "acronym": values.read_text(Column.ACRONYM, cells[Column.ACRONYM], values.MAX_ACRONYM_CHARACTERS, remarks),
        "former_name": values.read_text(
            Column.FORMER_NAME, cells[Column.FORMER_NAME], values.MAX_NAME_CHARACTERS, remarks
        ),
        "kind": values.read_kind(cells[Column.KIND], remarks),
        "registered": values.read_answer(Column.REGISTERED, cells[Column.REGISTERED], remarks),
        "sex_worker_led": values.read_answer(Column.SEX_WORKER_LED, cells[Column.SEX_WORKER_LED], remarks),
        "category": values.read_category(cells[Column.CATEGORY], remarks, category_words),
        "working_languages": values.read_working_languages(cells[Column.WORKING_LANGUAGES], remarks),
        "populations": values.read_populations(cells[Column.POPULATIONS], remarks),
        "priority_areas": values.read_priority_areas(cells[Column.PRIORITY_AREAS], remarks),
        "notes": values.read_notes(cells[Column.NOTES], remarks),
    }


def _read_contact(cells: Mapping[Column, str], remarks: RemarkList) -> _Contact:
    """Return how to reach the organisation and whether it may be listed."""
    first, second = read_emails(cells[Column.CONTACT_EMAIL], cells[Column.SECOND_CONTACT_EMAIL], remarks)
    return {
        "contact_name": values.read_text(
            Column.CONTACT_NAME, cells[Column.CONTACT_NAME], values.MAX_NAME_CHARACTERS, remarks
        ),
        "contact_email": first,
        "second_contact_email": second,
        "phone": values.read_text(Column.PHONE, cells[Column.PHONE], values.MAX_PHONE_CHARACTERS, remarks),
        "website": read_website(cells[Column.WEBSITE], remarks),
        "mail_language": values.read_mail_language(cells[Column.MAIL_LANGUAGE], remarks),
        "list_publicly": values.read_listing(cells[Column.LIST_PUBLICLY], remarks),
    }


def _read_endorsement(
    cell: str, today: date, statement_first_published: date | None, remarks: RemarkList
) -> PartialDate | None:
    """Return the date of endorsement, with a warning when the Statement did not exist yet."""
    endorsed_on = values.read_past_date(Column.ENDORSED_ON, cell, today, remarks)
    published = statement_first_published
    if endorsed_on and published and endorsed_on.latest < published:
        remarks.warning(
            Column.ENDORSED_ON,
            clean(cell),
            "endorsed-before-statement",
            date=endorsed_on,
            published=published,
        )
    return endorsed_on
