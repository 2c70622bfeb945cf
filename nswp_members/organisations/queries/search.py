"""The search for a text, in the fields by which a viewer may find.

Statements are built once for each capacity and take what is searched for as parameters: building them costs more than
most searches take. All words must begin a word of one name, or the text must be a part of it; a country's name in any
of the five languages finds the organisations there. Only if the viewer finds nothing that way, one mistake in each word
is forgiven; that too is decided by what the viewer may see, or a hidden organisation would show by what it suppresses.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    Integer,
    String,
    and_,
    any_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from nswp_members.accounts.viewers import Capacity, Viewer
from nswp_members.core.text import fold
from nswp_members.core.words import asked_words, forgiving_forms
from nswp_members.organisations.models import Organisation, SearchedField, SearchText
from nswp_members.organisations.queries.wanted import MAX_SEARCH_CHARACTERS
from nswp_members.organisations.seen import Seen, seen_by
from nswp_members.organisations.visibility import ALL_SEEING
from nswp_members.regions.geography import find_country

EXACT, BEGINNING, WORDS, PART, FORGIVEN = (literal_column(str(rank), Integer) for rank in range(5))
SHORTEST_PART = 3
CAPACITIES = 64


@dataclass(frozen=True)
class Source:
    """The rows that a viewer may know of; ``found`` holds id and rank (best 0) of those that a search finds."""

    seen: Seen
    found: CTE | None = None


@lru_cache(CAPACITIES)
def source(capacity: Capacity | None, *, searched: bool, all_rows: bool = False) -> Source:
    """Return the rows to choose from, those that a text finds if one is searched for (see `search_parameters`)."""
    viewer = Viewer(capacity=capacity)
    if not searched:
        return Source(seen_by(viewer, all_rows=all_rows))
    texts = _texts()
    there = select(Organisation.id).where(Organisation.country_code == any_(_parameter("countries", ARRAY(String))))
    among = Organisation.id.in_(union(select(texts.c.organisation_id), there))
    seen = seen_by(viewer, among=among)
    by_name = (
        select(seen.c.id, texts.c.rank)
        .join_from(seen.rows, texts, texts.c.organisation_id == seen.c.id)
        .where(case(_allowed(viewer, seen), value=texts.c.field))
    )
    in_country = seen.c.country_code == any_(_parameter("countries", ARRAY(String)))
    by_country = select(seen.c.id, WORDS.label("rank")).where(in_country, seen.shows("country_code"))
    shown = union_all(by_name, by_country).cte("shown")
    plainly = exists(select(shown.c.id).where(shown.c.rank < FORGIVEN))
    best = select(shown.c.id, func.min(shown.c.rank).label("rank")).group_by(shown.c.id)
    return Source(seen, best.where(or_(shown.c.rank < FORGIVEN, ~plainly)).cte("found"))


def search_parameters(search: str) -> dict[str, Any]:
    """Return the parameters of the statements for a text; empty if nothing is searched for."""
    text = fold(search[:MAX_SEARCH_CHARACTERS])
    if not text:
        return {}
    words, parts = asked_words(text), text.split()
    is_part = not words or all(len(part) >= SHORTEST_PART for part in parts)
    match = find_country(search[:MAX_SEARCH_CHARACTERS])
    return {
        "q_whole": f"\n{text}\n",
        "q_beginning": f"\n{text}",
        "q_words": " & ".join(f"'{word}':*" for word in words) or None,
        "q_loosely": " & ".join(map(_loosely, words)) or None,
        "q_part": f"%{'%'.join(map(_escaped, parts))}%" if is_part else None,
        "q_countries": [country.alpha2 for country in match.candidates] if match else [],
    }


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _loosely(word: str) -> str:
    """Return the search for a word's beginning, or the word with a mistake."""
    return "(" + " | ".join([f"'{word}':*", *(f"'{form}'" for form in forgiving_forms(word))]) + ")"


def _parameter(name: str, kind: Any = String) -> Any:
    return bindparam(f"q_{name}", type_=kind)


def _texts() -> CTE:
    """Return the search texts that match, whoever may see them: organisation_id, field, rank."""
    words = SearchText.words.op("@@")(cast(_parameter("words"), TSQUERY))
    part = SearchText.content.like(_parameter("part"))
    loosely = SearchText.words.op("@@")(cast(_parameter("loosely"), TSQUERY))
    names = literal_column("E'\\n'", String).concat(SearchText.content).concat(literal_column("E'\\n'", String))
    rank = case(
        (func.strpos(names, _parameter("whole")) > 0, EXACT),
        (func.strpos(names, _parameter("beginning")) > 0, BEGINNING),
        (words, WORDS),
        (part, PART),
        else_=FORGIVEN,
    )
    found = select(SearchText.organisation_id, SearchText.field, rank.label("rank"))
    return found.where(or_(loosely, part)).cte("texts")


def _allowed(viewer: Viewer, seen: Seen) -> dict[str, ColumnElement[bool]]:
    """Return for each field when the viewer may find by it: by an alias only who may not know the name.

    The secretariat finds by both.
    """
    allowed = {str(field): seen.shows(field) for field in SearchedField}
    if not viewer.acts_as(*ALL_SEEING):
        allowed[SearchedField.ALIAS] = and_(allowed[SearchedField.ALIAS], ~seen.shows("name"))
    return allowed
