"""What a profile could say more, without asking for anything that may put people at risk."""

from dataclasses import dataclass

from nswp_members.core.i18n import LANGUAGES
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.queries.profiles import TEXT_FIELDS


@dataclass(frozen=True)
class Completeness:
    """Which harmless parts of a profile are filled, by their names, in the order in which they are shown."""

    parts: dict[str, bool]

    @property
    def filled(self) -> int:
        """How many parts are filled."""
        return sum(self.parts.values())


def completeness(organisation: Organisation) -> Completeness | None:
    """Return how complete a profile is; None if nothing is missing or the organisation wants no hints.

    City, contacts, populations, sex worker-led and category are no part of it: nobody is asked for them.
    """
    parts = {
        "texts": _speaks(organisation),
        "languages": bool(organisation.languages),
        "priority_areas": bool(organisation.priority_areas),
        "links": bool(organisation.website or organisation.links),
    }
    if organisation.hints_off_at is not None or all(parts.values()):
        return None
    return Completeness(parts)


def _speaks(organisation: Organisation) -> bool:
    """Whether there is a text in one of the organisation's working languages; in any, if we have none of those."""
    own = set(LANGUAGES) & set(organisation.languages) or set(LANGUAGES)
    return any(getattr(text, name) for text in organisation.texts if text.locale in own for name in TEXT_FIELDS)
