"""Which organisations match: conditions on the fields that a viewer may see, and the search for a text.

A filter on a field always stands together with `Seen.shows`, so a field that the viewer may not see matches nothing; an
organisation known under an alias only has no such field but its region.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.text import fold
from nswp_members.core.words import asked_words, forgiving_forms
from nswp_members.organisations.models import Affiliation, Contact, Organisation, SearchedField, SearchText
from nswp_members.organisations.queries.wanted import FACETS, MAX_SEARCH_CHARACTERS, DirectoryFilter
from nswp_members.organisations.seen import Seen, seen_by
from nswp_members.organisations.visibility import ALL_SEEING, named_to
from nswp_members.regions.geography import find_country

EXACT, BEGINNING, WORDS, PART, FORGIVEN = range(5)
NETWORK = "network"
SINGLE = {"region": "region_code", "country": "country_code", "kind": "kind", "listing": "listing"}
SEVERAL = {"language": "languages", "population": "populations", "area": "priority_areas"}
MAX_PARTS = 8
SHORTEST_PART = 3


def found_by(viewer: Viewer, search: str) -> CTE | None:
    """Return the organisations (``id``, ``rank``) that a text finds, best rank 0; None for an empty text.

    All words must begin a word of one name, or be a part of it; a country's name in any of the five languages finds
    the organisations there. Only if the viewer finds nothing that way, one mistake in each word is forgiven; that
    too is decided by what the viewer may see, or a hidden organisation would show by what it suppresses.
    """
    text = fold(search[:MAX_SEARCH_CHARACTERS])
    if not text:
        return None
    strict: list[Any] = [_names(viewer, "plain", _plainly(text), _rank(text))]
    if match := find_country(search[:MAX_SEARCH_CHARACTERS]):
        codes = [country.alpha2 for country in match.candidates]
        seen = seen_by(viewer, among=Organisation.country_code.in_(codes))
        strict.append(select(seen.c.id, literal_column(str(WORDS)).label("rank")).where(seen.shows("country_code")))
    plain = union_all(*strict).cte("plainly_found")
    parts: list[Any] = [select(plain.c.id, plain.c.rank)]
    if (forgiving := _forgivingly(text)) is not None:
        nothing = ~exists(select(plain.c.id))
        parts.append(_names(viewer, "forgiven", and_(forgiving, nothing), literal_column(str(FORGIVEN))))
    every = union_all(*parts).subquery()
    return select(every.c.id, func.min(every.c.rank).label("rank")).group_by(every.c.id).cte("found")


def seen_of(viewer: Viewer, found: CTE | None, *, all_rows: bool = False) -> Seen:
    """Return the rows that the viewer may know of; only those that were found if something was searched for."""
    if found is None:
        return seen_by(viewer, all_rows=all_rows)
    return seen_by(viewer, among=Organisation.id.in_(select(found.c.id)))


def _names(viewer: Viewer, name: str, condition: ColumnElement[bool], rank: ColumnElement[int]) -> Any:
    """Return the organisations with a name that matches, if the viewer may find them by it."""
    texts = (
        select(SearchText.organisation_id, SearchText.field, rank.label("rank")).where(condition).cte(f"{name}_texts")
    )
    seen = seen_by(viewer, among=Organisation.id.in_(select(texts.c.organisation_id)))
    return (
        select(seen.c.id, texts.c.rank)
        .join_from(seen.rows, texts, texts.c.organisation_id == seen.c.id)
        .where(case(_allowed(viewer, seen), value=texts.c.field))
    )


def _allowed(viewer: Viewer, seen: Seen) -> dict[str, ColumnElement[bool]]:
    """Return for each field when the viewer may find by it: by an alias only who may not know the name.

    The secretariat finds by both.
    """
    allowed = {str(field): seen.shows(field) for field in SearchedField}
    if not viewer.acts_as(*ALL_SEEING):
        allowed[SearchedField.ALIAS] = and_(allowed[SearchedField.ALIAS], ~seen.shows("name"))
    return allowed


def _plainly(text: str) -> ColumnElement[bool]:
    """Return the condition that all words begin a word, or are a part, of the names in a row."""
    words, parts = asked_words(text), text.split()[:MAX_PARTS]
    conditions: list[ColumnElement[bool]] = []
    if words:
        conditions.append(SearchText.words.op("@@")(_query(" & ".join(f"'{word}':*" for word in words))))
    if not words or all(len(part) >= SHORTEST_PART for part in parts):
        conditions.append(and_(*(SearchText.content.contains(part, autoescape=True) for part in parts)))
    return or_(*conditions)


def _forgivingly(text: str) -> ColumnElement[bool] | None:
    """Return the condition that all words are there but for a mistake, None if no word is long enough for one."""
    words = asked_words(text)
    if not any(map(forgiving_forms, words)):
        return None
    forms = [[*forgiving_forms(word)] for word in words]
    wanted = [
        " | ".join([f"'{word}':*", *(f"'{form}'" for form in found)]) for word, found in zip(words, forms, strict=True)
    ]
    return SearchText.words.op("@@")(_query(" & ".join(f"({one})" for one in wanted)))


def _query(text: str) -> ColumnElement[Any]:
    return cast(literal(text, String), TSQUERY)


def _rank(text: str) -> ColumnElement[int]:
    """Return how well a row matches: a whole name, the beginning of one, its words, or a part."""
    line = literal("\n", String)
    names = line.concat(SearchText.content).concat("\n")
    words = asked_words(text)
    query = " & ".join(f"'{word}':*" for word in words)
    return case(
        (func.strpos(names, f"\n{text}\n") > 0, EXACT),
        (func.strpos(names, f"\n{text}") > 0, BEGINNING),
        *([(SearchText.words.op("@@")(_query(query)), WORDS)] if words else []),
        else_=PART,
    )


def matching(
    viewer: Viewer, seen: Seen, statement: Select[Any], wanted: DirectoryFilter, found: CTE | None = None
) -> Select[Any]:
    """Return a statement on the rows that the viewer may know of, narrowed to what is wanted.

    ``found`` is what `found_by` says of the text searched for.
    """
    if found is not None:
        statement = statement.join(found, found.c.id == seen.c.id)
    for facet in FACETS:
        if values := wanted.values(facet):
            statement = statement.where(_wanted(viewer, seen, facet, values))
    if wanted.no_contact:
        statement = statement.where(
            ~exists().where(Contact.organisation_id == seen.c.id, Contact.email_lookup.is_not(None))
        )
    return statement


def _wanted(viewer: Viewer, seen: Seen, facet: str, values: tuple[Any, ...]) -> ColumnElement[bool]:
    """Return the condition that a facet has one of the values and shows it."""
    if facet == NETWORK:
        members = select(Affiliation.organisation_id).where(Affiliation.network_id.in_(values), network_links(viewer))
        return and_(seen.c.id.in_(members), seen.shows("networks"))
    if facet in SINGLE:
        return and_(seen.c[SINGLE[facet]].in_(values), seen.shows(SINGLE[facet]))
    column = seen.c[SEVERAL[facet]]
    return and_(column.op("&&", is_comparison=True)(cast(list(values), column.type)), seen.shows(SEVERAL[facet]))


def network_links(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on affiliations that keeps present ones to networks whose name the viewer may know."""
    named = select(Organisation.id).where(named_to(viewer)).correlate(None)
    return and_(Affiliation.valid_until.is_(None), Affiliation.network_id.in_(named))
