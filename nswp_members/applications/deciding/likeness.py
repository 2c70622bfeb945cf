"""How much two organisations look like the same one: reasons with weights, and likeness of names without a database."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

SIMILAR = 0.45
"""From this share of common trigrams on, two names count as similar."""


class Reason(StrEnum):
    """What two organisations have in common."""

    SAME_NAME = "same-name"
    SIMILAR_NAME = "similar-name"
    SAME_COUNTRY = "same-country"
    SAME_ADDRESS = "same-address"
    SAME_PERSON = "same-person"
    SAME_WEBSITE = "same-website"


WEIGHTS = {
    Reason.SAME_NAME: 60,
    Reason.SAME_ADDRESS: 50,
    Reason.SAME_PERSON: 40,
    Reason.SAME_WEBSITE: 40,
    Reason.SIMILAR_NAME: 30,
    Reason.SAME_COUNTRY: 20,
}


@dataclass
class Match:
    """An organisation or an open application that may be the same one; country alone makes no match."""

    id: UUID
    name: str
    country_code: str | None
    is_application: bool = False
    listing: str | None = None
    state: str | None = None
    reasons: set[Reason] = field(default_factory=set)

    @property
    def score(self) -> int:
        """How much speaks for it; more is more."""
        return sum(WEIGHTS[one] for one in self.reasons)

    @property
    def ordered_reasons(self) -> list[Reason]:
        """The reasons, the strongest first."""
        return [one for one in WEIGHTS if one in self.reasons]


def host_of(website: str) -> str:
    """Return the host of a web address without "www."; nothing where it has none."""
    try:
        host = urlsplit(website if "//" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def likeness(one: str, other: str) -> float:
    """Return the share of trigrams that two folded names have in common, as pg_trgm counts them."""
    mine, others = trigrams(one), trigrams(other)
    return len(mine & others) / len(mine | others) if mine and others else 0.0


def trigrams(text: str) -> frozenset[str]:
    """Return the groups of three signs of each word, with two spaces before and one behind it."""
    words = "".join(sign if sign.isalnum() else " " for sign in text).split()
    padded = (f"  {word} " for word in words)
    return frozenset(word[place : place + 3] for word in padded for place in range(len(word) - 2))


def ranked(matches: Collection[Match], *, limit: int) -> list[Match]:
    """Return what is more than the same country, the likeliest first."""
    found = [one for one in matches if one.reasons - {Reason.SAME_COUNTRY}]
    return sorted(found, key=lambda one: (-one.score, one.name, one.id))[:limit]
