"""What an approval would make of the answers: pure values, for the preview and for the deed alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nswp_members.core.i18n import LANGUAGES
from nswp_members.core.text import clean
from nswp_members.organisations.models import Kind
from nswp_members.organisations.services import NewContact

TEXTS = ("people", "involvement", "challenges", "other_work")
REGISTRATIONS = frozenset({"registered", "unregistered", "hosted"})
CHANNELS = frozenset({"email", "phone", "other"})
LISTED = "listed"


@dataclass(frozen=True)
class Plan:
    """The organisation to be made, and who is invited (addresses in lower case, each once)."""

    name: str
    country_code: str
    values: dict[str, Any] = field(default_factory=dict)
    contacts: tuple[NewContact, ...] = ()
    invited: tuple[NewContact, ...] = ()
    wishes_listing: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether an organisation can be made of it."""
        return bool(self.name and self.country_code)


def plan_of(answers: Mapping[str, Any], *, locale: str, email: str | None) -> Plan:
    """Read what an organisation needs out of the answers, in the language of the application."""
    contacts = tuple(_contact(one, locale) for one in _people(answers.get("contacts")))
    applicant = NewContact(email=email.lower(), locale=locale) if email else None
    texts = {name: _text(answers, name) for name in TEXTS}
    return Plan(
        name=clean(_text(answers, "name"))[:200],
        country_code=_text(answers, "country"),
        values={
            "acronym": clean(_text(answers, "acronym"))[:30],
            "transliteration": clean(_text(answers, "transliteration"))[:200],
            "kind": _one_of(answers, "kind", {kind.value for kind in Kind}),
            "registration": _one_of(answers, "registration", REGISTRATIONS),
            "host_name": clean(_text(answers, "host"))[:200],
            "website": _text(answers, "website")[:300],
            "priority_areas": sorted({int(one) for one in _codes(answers, "areas") if one in set("1234567")}),
            "texts": {locale: texts} if any(texts.values()) else {},
            "city": clean(_text(answers, "city")) or None,
        },
        contacts=contacts,
        invited=_each_once([applicant, *contacts]),
        wishes_listing=_text(answers, "listing") == LISTED,
    )


def _contact(person: Mapping[str, Any], locale: str) -> NewContact:
    language = person.get("locale")
    channel = person.get("safe_channel")
    return NewContact(
        name=clean(_text(person, "name"))[:200],
        email=_text(person, "email").strip().lower() or None,
        function=clean(_text(person, "function"))[:200],
        locale=language if language in LANGUAGES else locale,
        safe_channel=channel if channel in CHANNELS else None,
        safe_note=_text(person, "safe_note") or None,
    )


def _each_once(contacts: list[NewContact | None]) -> tuple[NewContact, ...]:
    """Return one contact for each address; what a named contact says of itself counts more than a bare address."""
    found: dict[str, NewContact] = {}
    for one in contacts:
        if one and one.email and (one.email not in found or one.name):
            found[one.email] = one
    return tuple(found.values())


def _people(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _codes(values: Mapping[str, Any], key: str) -> list[str]:
    value = values.get(key)
    return [str(one) for one in value] if isinstance(value, list) else []


def _one_of(values: Mapping[str, Any], key: str, codes: frozenset[str] | set[str]) -> str | None:
    value = _text(values, key)
    return value if value in codes else None
