"""Which organisations match: conditions on the fields that a viewer may see, and the search for a text.

A filter on a field always stands together with `shows`, so a field that the viewer may not see matches nothing; an
organisation known under an alias only has no such field but its region.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    Select,
    SmallInteger,
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
from nswp_members.organisations.visibility import ALL_SEEING, named_to, shown, shows, visible_to
from nswp_members.regions.geography import find_country

EXACT, BEGINNING, WORDS, PART, FORGIVEN = range(5)
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
    strict: list[Select[Any]] = [_names(viewer, _plainly(text), _rank(text))]
    if match := find_country(search[:MAX_SEARCH_CHARACTERS]):
        codes = [country.alpha2 for country in match.candidates]
        there: Any = select(Organisation.id, literal_column(str(WORDS)).label("rank"))
        strict.append(there.where(visible_to(viewer), shown(viewer, "country_code").in_(codes)))
    plain = union_all(*strict).cte("plainly_found")
    parts = [select(plain.c.id, plain.c.rank)]
    if (forgiving := _forgivingly(text)) is not None:
        nothing = ~exists(select(plain.c.id))
        parts.append(_names(viewer, forgiving, literal_column(str(FORGIVEN))).where(nothing))
    every = union_all(*parts).subquery()
    return select(every.c.id, func.min(every.c.rank).label("rank")).group_by(every.c.id).cte("found")


def _names(viewer: Viewer, condition: ColumnElement[bool], rank: ColumnElement[int]) -> Select[Any]:
    """Return the organisations with a name that matches, if the viewer may find them by it."""
    names: Select[Any] = (
        select(Organisation.id.label("id"), rank.label("rank"))  # type: ignore[assignment]
        .join(SearchText, SearchText.organisation_id == Organisation.id)
        .where(condition, visible_to(viewer), case(_allowed(viewer), value=SearchText.field))
    )
    return names


def _allowed(viewer: Viewer) -> dict[str, ColumnElement[bool]]:
    """Return for each field when the viewer may find by it: by an alias only who may not know the name.

    The secretariat finds by both.
    """
    allowed = {str(field): shows(viewer, field) for field in SearchedField}
    if not viewer.acts_as(*ALL_SEEING):
        allowed[SearchedField.ALIAS] = and_(allowed[SearchedField.ALIAS], ~named_to(viewer))
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


def matching(viewer: Viewer, statement: Select[Any], wanted: DirectoryFilter, found: CTE | None = None) -> Select[Any]:
    """Return a statement on organisations narrowed to what the viewer may know of and wants.

    ``found`` is what `found_by` says of the text searched for.
    """
    statement = statement.where(visible_to(viewer))
    if found is not None:
        statement = statement.join(found, found.c.id == Organisation.id)
    for facet in FACETS:
        if values := wanted.values(facet):
            statement = statement.where(CONDITIONS[facet](viewer, values))
    if wanted.no_contact:
        statement = statement.where(
            ~exists().where(Contact.organisation_id == Organisation.id, Contact.email_lookup.is_not(None))
        )
    return statement


def network_links(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on affiliations that keeps present ones to networks whose name the viewer may know."""
    named = select(Organisation.id).where(named_to(viewer)).correlate(None)
    return and_(Affiliation.valid_until.is_(None), Affiliation.network_id.in_(named))


def _in_network(viewer: Viewer, values: tuple[Any, ...]) -> ColumnElement[bool]:
    members = select(Affiliation.organisation_id).where(Affiliation.network_id.in_(values), network_links(viewer))
    return and_(Organisation.id.in_(members), shows(viewer, "networks"))


def _one_of(field: str) -> Callable[[Viewer, tuple[Any, ...]], ColumnElement[bool]]:
    """Return the condition of a facet whose field holds one value."""

    def condition(viewer: Viewer, values: tuple[Any, ...]) -> ColumnElement[bool]:
        return and_(getattr(Organisation, field).in_(values), shows(viewer, field))

    return condition


def _any_of(field: str, item: Any) -> Callable[[Viewer, tuple[Any, ...]], ColumnElement[bool]]:
    """Return the condition of a facet whose field holds a list of such items."""

    def condition(viewer: Viewer, values: tuple[Any, ...]) -> ColumnElement[bool]:
        wanted = cast(list(values), ARRAY(item))
        return and_(getattr(Organisation, field).op("&&", is_comparison=True)(wanted), shows(viewer, field))

    return condition


CONDITIONS: dict[str, Callable[[Viewer, tuple[Any, ...]], ColumnElement[bool]]] = {
    "region": _one_of("region_code"),
    "country": _one_of("country_code"),
    "network": _in_network,
    "kind": _one_of("kind"),
    "language": _any_of("languages", String(12)),
    "population": _any_of("populations", String(30)),
    "area": _any_of("priority_areas", SmallInteger),
    "listing": _one_of("listing"),
}
