"""Who an applicant may be already: members, former members and open applications, hidden ones too."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from nswp_members.accounts.models import Person, email_lookup
from nswp_members.applications.deciding.likeness import SIMILAR, Match, Reason, host_of, likeness, ranked
from nswp_members.applications.deciding.plans import Plan
from nswp_members.applications.models import Application
from nswp_members.applications.states import OPEN, State
from nswp_members.core.db import now, session
from nswp_members.core.text import fold
from nswp_members.organisations.models import Contact, Mandate, Organisation, SearchedField, SearchText

MOST_FOUND = 20
MOST_DECRYPTED = 300
NAMES = (SearchedField.NAME, SearchedField.ACRONYM, SearchedField.TRANSLITERATION, SearchedField.FORMER_NAMES)


def duplicates_of(application: Application, plan: Plan) -> list[Match]:
    """Return what the application may be a double of, the likeliest first, with reasons.

    For the secretariat only: it names hidden organisations as well. A handful of statements, however many members and
    applications there are; of open applications the `MOST_DECRYPTED` latest are compared.
    """
    addresses = {one.email for one in plan.invited if one.email}
    lookups = [email_lookup(one) for one in sorted(addresses)]
    host = host_of(str(plan.values.get("website") or ""))
    reasons: dict[UUID, set[Reason]] = {}
    folded = fold(plan.name)
    if folded:
        for key, same in _similar_names(folded):
            reasons.setdefault(key, set()).add(Reason.SAME_NAME if same else Reason.SIMILAR_NAME)
    if lookups:
        _note(reasons, _organisations_reached_at(lookups), Reason.SAME_ADDRESS)
        _note(reasons, _organisations_of_people(lookups), Reason.SAME_PERSON)
    if host:
        _note(reasons, _organisations_at(host), Reason.SAME_WEBSITE)
    reasons.pop(application.organisation_id or UUID(int=0), None)
    found = _organisations(reasons) + _open_applications(application, folded, lookups)
    for one in found:
        if one.country_code == plan.country_code:
            one.reasons.add(Reason.SAME_COUNTRY)
    return ranked(found, limit=MOST_FOUND)


def _note(reasons: dict[UUID, set[Reason]], keys: Iterable[UUID], reason: Reason) -> None:
    for key in keys:
        reasons.setdefault(key, set()).add(reason)


def _similar_names(folded: str) -> list[tuple[UUID, bool]]:
    """Return organisations with a name like this one, and whether it is the same."""
    alike = func.similarity(SearchText.content, folded)
    same = or_(SearchText.content == folded, SearchText.content.like(f"%\n{_literal(folded)}"))
    same = or_(same, SearchText.content.like(f"{_literal(folded)}\n%"))
    statement = (
        select(SearchText.organisation_id, func.bool_or(same))
        .where(SearchText.field.in_(NAMES), or_(same, SearchText.content.bool_op("%")(folded) & (alike >= SIMILAR)))
        .group_by(SearchText.organisation_id)
        .order_by(func.bool_or(same).desc(), func.max(alike).desc(), SearchText.organisation_id)
        .limit(MOST_FOUND)
    )
    return [(key, is_same) for key, is_same in session.execute(statement)]


def _literal(text: str) -> str:
    """Return the text with what LIKE takes for signs of its own made literal."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _organisations_reached_at(lookups: list[bytes]) -> list[UUID]:
    return _ids(select(Contact.organisation_id).where(Contact.email_lookup.in_(lookups)))


def _organisations_of_people(lookups: list[bytes]) -> list[UUID]:
    """Return organisations for which people with these addresses act, or once acted."""
    statement = select(Mandate.organisation_id).join(Person, Person.id == Mandate.person_id)
    return _ids(statement.where(Person.email_lookup.in_(lookups)))


def _organisations_at(host: str) -> list[UUID]:
    statement = select(Organisation.id, Organisation.website).where(Organisation.website.ilike(f"%{_literal(host)}%"))
    rows = session.execute(statement.order_by(Organisation.id).limit(MOST_DECRYPTED))
    return [key for key, website in rows if host_of(website) == host]


def _ids(statement: Select[UUID]) -> list[UUID]:
    return list(session.scalars(statement.distinct().limit(MOST_FOUND)))


def _organisations(reasons: dict[UUID, set[Reason]]) -> list[Match]:
    columns = (Organisation.id, Organisation.name, Organisation.country_code, Organisation.listing)
    rows = session.execute(select(*columns).where(Organisation.id.in_(reasons)))
    return [Match(key, name, country, listing=listing, reasons=reasons[key]) for key, name, country, listing in rows]


def _open_applications(application: Application, folded: str, lookups: list[bytes]) -> list[Match]:
    """Return open applications and drafts of the same name or address."""
    states = [state.value for state in OPEN | {State.DRAFT}]
    columns = (
        Application.id,
        Application.name,
        Application.country_code,
        Application.state,
        Application.email_lookup,
    )
    statement = select(*columns).where(Application.state.in_(states), Application.id != application.id)
    statement = statement.where(or_(Application.expires_at.is_(None), Application.expires_at > now()))
    found = []
    for key, name, country, state, lookup in session.execute(
        statement.order_by(Application.created_at.desc(), Application.id).limit(MOST_DECRYPTED)
    ):
        match = Match(key, name or "", country, is_application=True, state=state)
        other = fold(name or "")
        if other and other == folded:
            match.reasons.add(Reason.SAME_NAME)
        elif other and likeness(other, folded) >= SIMILAR:
            match.reasons.add(Reason.SIMILAR_NAME)
        if lookup in lookups:
            match.reasons.add(Reason.SAME_ADDRESS)
        found.append(match)
    return found
