"""From what a row says to what the organisations domain adds."""

from nswp_members.organisations.importing.draft import OrganisationDraft
from nswp_members.organisations.services import NewContact, NewOrganisation


def as_new_organisation(draft: OrganisationDraft) -> NewOrganisation:
    """Return the organisation that a row describes."""
    return NewOrganisation(
        name=draft.name,
        country_code=draft.country_code,
        region_code=draft.region.value,
        acronym=draft.acronym,
        kind=draft.kind.value if draft.kind else None,
        registration=_registration(draft.registered),
        languages=draft.working_languages,
        populations=[one.value for one in draft.populations],
        priority_areas=draft.priority_areas,
        website=draft.website,
        former_names=[(draft.former_name, None, None)] if draft.former_name else [],
        contacts=_contacts_of(draft),
        sex_worker_led=draft.sex_worker_led,
        category=draft.category,
        joined_on=str(draft.joined_on) if draft.joined_on else None,
        notes=draft.notes or None,
    )


def _registration(registered: bool | None) -> str | None:
    """Return the code of a yes or no to "registered?"."""
    return None if registered is None else "registered" if registered else "unregistered"


def _contacts_of(draft: OrganisationDraft) -> list[NewContact]:
    """Return the draft's contacts: a name, telephone or address makes the first, a second address another."""
    locale = draft.mail_language
    first = NewContact(draft.contact_name, draft.contact_email, draft.phone, locale=locale)
    contacts = [first] if first.name or first.email or first.phone else []
    if draft.second_contact_email:
        contacts.append(NewContact(email=draft.second_contact_email, locale=locale))
    return contacts
