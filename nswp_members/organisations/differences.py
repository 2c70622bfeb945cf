"""What changed between two states of a profile, word by word, in words that a reader understands."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from nswp_members.core.i18n import current_locale
from nswp_members.organisations.category_words import category_label
from nswp_members.organisations.fields import language_label
from nswp_members.organisations.labels import (
    AREA_LABELS,
    KIND_LABELS,
    NO,
    POPULATION_LABELS,
    REGISTRATION_LABELS,
    YES,
)
from nswp_members.regions.geography import Region, country_name, region_name

IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORDS = re.compile(rf"[{IDEOGRAPHS}]|[^\s{IDEOGRAPHS}]+\s*|\s+")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MOST_COMPARISONS = 1_000_000


class Kind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A stretch of text and what happened to it."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Change:
    """A field that differs: its name as a revision gives it ("fr.people"), apart from its language, and its pieces."""

    field: str
    name: str
    locale: str
    pieces: tuple[Piece, ...]


def changes(before: dict[str, Any], after: dict[str, Any], fields: Iterable[str]) -> list[Change]:
    """Return which of these fields differ between two snapshots of a profile, and how."""
    found = []
    for field in fields:
        old, new = in_words(before, field), in_words(after, field)
        if old != new:
            found.append(_change(field, compare(old, new)))
    return found


def replacement(field: str, before: Any, after: Any) -> list[Change]:
    """Return how one value takes the place of another as a whole; nothing if they are the same."""
    old, new = in_words({field: before}, field), in_words({field: after}, field)
    if old == new:
        return []
    arrow = (Piece(Kind.SAME, " → "),) if old else ()
    removed = (Piece(Kind.REMOVED, old),) if old else ()
    return [_change(field, (*removed, *arrow, Piece(Kind.ADDED, new)))]


def contents(snapshot: dict[str, Any], fields: Iterable[str]) -> list[Change]:
    """Return what these fields say in a snapshot, leaving out those that say nothing."""
    said = [(field, in_words(snapshot, field)) for field in fields]
    return [_change(field, (Piece(Kind.SAME, words),)) for field, words in said if words]


def in_words(snapshot: dict[str, Any], field: str) -> str:
    """Return what a field says in a snapshot, lists with one item on each line."""
    locale, dot, name = field.partition(".")
    if dot:
        return str(snapshot.get("texts", {}).get(locale, {}).get(name, ""))
    value = snapshot.get(field)
    if value is None or value == "":
        return ""
    say = WORDINGS.get(field, str)
    return "\n".join(say(one) for one in value) if isinstance(value, list) else say(value)


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in their order; very long ones are compared line by line."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) * len(after) > MOST_COMPARISONS:
        before, after = LINES.findall(old), LINES.findall(new)
    if len(before) * len(after) > MOST_COMPARISONS:
        before, after = [old], [new]
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Kind.SAME, "".join(before[i:j])))
        else:
            pieces += [Piece(Kind.REMOVED, "".join(before[i:j])), Piece(Kind.ADDED, "".join(after[k:m]))]
    return tuple(piece for piece in pieces if piece.text)


def _change(field: str, pieces: tuple[Piece, ...]) -> Change:
    locale, dot, name = field.partition(".")
    return Change(field, name if dot else field, locale if dot else "", pieces)


def _former_name(row: list[str | None]) -> str:
    name, since, until = row
    return f"{name} ({since or '…'} – {until or '…'})" if since or until else str(name)


WORDINGS: dict[str, Callable[[Any], str]] = {
    "country_code": lambda code: country_name(code, current_locale().language),
    "region_code": lambda code: region_name(Region(code), current_locale().language),
    "category": category_label,
    "sex_worker_led": lambda is_led: str(YES if is_led else NO),
    "former_names": _former_name,
    "kind": lambda code: str(KIND_LABELS.get(code, code)),
    "registration": lambda code: str(REGISTRATION_LABELS.get(code, code)),
    "languages": language_label,
    "populations": lambda code: str(POPULATION_LABELS.get(code, code)),
    "priority_areas": lambda number: str(AREA_LABELS.get(number, number)),
}
