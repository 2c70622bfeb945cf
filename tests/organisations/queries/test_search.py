import pytest
from flask import Flask
from sqlalchemy import text

from nswp_members.accounts.viewers import ANYONE, Role, Viewer
from nswp_members.core.db import session
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import Audience, Listing, Organisation
from nswp_members.organisations.queries import DirectoryFilter
from tests.factories import affiliate, make_mandate, make_network, make_organisation, make_role, viewer_of


def found(viewer: Viewer, search: str, **wanted: object) -> list[str]:
    page = queries.directory_page(viewer, DirectoryFilter(search=search, **wanted), size=50)  # type: ignore[arg-type]
    return [row.name for row in page.rows]


def under_alias(alias: str, **values: object) -> Organisation:
    """Make an organisation that other members know under an alias only."""
    organisation = make_organisation(**values)  # type: ignore[arg-type]
    organisation.known_to = Audience.MEMBERS
    organisation.alias, organisation.alias_key = alias, alias.lower()
    services.rebuild_search_text(organisation)
    session.commit()
    return organisation


def a_member() -> Viewer:
    return viewer_of(make_mandate(make_organisation(name="Reading Room", country="FR"), "read"))


@pytest.mark.parametrize(
    ("name", "searches"),
    [
        ("Étoile Rouge", ["etoile", "ETOILE rouge", "étoi", "rouge etoile", "etiole", "etoille", "toile"]),
        ("Серебряная Роза", ["серебряная", "СЕРЕБР", "роза", "серебрянная", "сребряная роза", "ряная"]),
        ("红伞小组", ["红伞", "伞", "红伞小组", "伞小"]),
        ("Straße der Rosen", ["strasse", "STRASSE", "rosen", "strase"]),
        ("Nyota-Njema Collective", ["nyota", "njema", "nyota njema", "nyota-nj", "colective"]),
        ("กลุ่มดาวแดง", ["กลุ่มดาวแดง", "แดง"]),
    ],
)
def test_names_are_found_in_any_script_with_accents_beginnings_parts_and_a_mistake(
    app: Flask, name: str, searches: list[str]
) -> None:
    make_organisation(name=name, listing=Listing.LISTED)
    make_organisation(name="Quite Different", listing=Listing.LISTED)

    for search in searches:
        assert found(ANYONE, search) == [name], search


def test_two_mistakes_in_a_short_word_are_another_word(app: Flask) -> None:
    make_organisation(name="Rose", listing=Listing.LISTED)

    assert found(ANYONE, "rate") == []
    assert found(ANYONE, "ros") == ["Rose"]


def test_better_matches_come_first(app: Flask) -> None:
    for name in ("Zeta Lantern", "Lanternlight Group", "Lantern", "Redlantern House", "Lantern Group"):
        make_organisation(name=name, listing=Listing.LISTED)

    assert found(ANYONE, "lantern") == [
        "Lantern",
        "Lantern Group",
        "Lanternlight Group",
        "Zeta Lantern",
        "Redlantern House",
    ]


def test_an_acronym_counts_as_a_whole_name(app: Flask) -> None:
    make_organisation(name="Aurora", listing=Listing.LISTED, former_names=[("Nrna", None, None)])
    make_organisation(name="Zulu", acronym="NRN", listing=Listing.LISTED)

    assert found(ANYONE, "nrn") == ["Zulu", "Aurora"]


def test_a_mistake_is_forgiven_only_where_nothing_matches(app: Flask) -> None:
    make_organisation(name="Marina", listing=Listing.LISTED)
    make_organisation(name="Marino", listing=Listing.LISTED)

    assert found(ANYONE, "marina") == ["Marina"]
    assert found(ANYONE, "marinna") == ["Marina"]


def test_what_is_hidden_does_not_keep_mistakes_from_being_forgiven(app: Flask) -> None:
    make_organisation(name="Marina", listing=Listing.LISTED)
    make_organisation(name="Martina", listing=Listing.HIDDEN)

    assert found(ANYONE, "martina") == ["Marina"]


@pytest.mark.parametrize("field", ["acronym", "transliteration", "former_names", "country_code"])
def test_a_field_that_is_not_shown_finds_nothing(app: Flask, field: str) -> None:
    organisation = make_organisation(
        name="Plain House",
        country="FR",
        acronym="QQNARY",
        transliteration="Zhuravlik",
        former_names=[("Bygone Circle", None, None)],
        listing=Listing.LISTED,
    )
    search = {"acronym": "qqnary", "transliteration": "zhurav", "former_names": "bygone", "country_code": "france"}[
        field
    ]
    assert found(ANYONE, search) == ["Plain House"]

    organisation.audiences = {field: Audience.MEMBERS}
    session.commit()

    assert found(ANYONE, search) == []
    assert found(a_member(), search)[:1] == ["Plain House"]


def test_an_alias_is_found_by_itself_and_never_by_the_name(app: Flask) -> None:
    own = under_alias("Blue Door", name="Kanarienvogel", acronym="KNV", former_names=[("Oldbird", None, None)])
    member = a_member()

    assert found(member, "blue door") == ["Blue Door"]
    for search in ("kanarienvogel", "knv", "oldbird", "kenya", "kanarienvogl"):
        assert found(member, search) == []
    assert found(viewer_of(make_mandate(own, "read")), "kanarienvogel") == ["Kanarienvogel"]
    assert found(viewer_of(make_mandate(own, "read")), "blue door") == []
    assert found(viewer_of(make_role(Role.MEMBERSHIP)), "blue door") == ["Kanarienvogel"]


def test_under_an_alias_only_the_region_is_a_filter(app: Flask) -> None:
    network = make_network(name="Open Network", listing=Listing.LISTED)
    own = under_alias("Blue Door", name="Secret", kind="local", languages=["sw"], populations=["male"])
    affiliate(network, own)
    member = a_member()

    assert found(member, "", regions=("africa",)) == ["Blue Door", "Open Network"]
    for wanted in (
        {"countries": ("KE",)},
        {"kinds": ("local",)},
        {"languages": ("sw",)},
        {"populations": ("male",)},
        {"networks": (network.id,)},
        {"listings": ("unlisted",)},
    ):
        assert "Blue Door" not in found(member, "", **wanted), wanted


def test_values_of_a_facet_widen_and_facets_narrow(app: Flask) -> None:
    for name, country, areas in (("A", "KE", [1]), ("B", "UG", [2]), ("C", "FR", [1, 2])):
        make_organisation(name=name, country=country, priority_areas=areas, listing=Listing.LISTED)

    assert found(ANYONE, "", countries=("KE", "UG")) == ["A", "B"]
    assert found(ANYONE, "", countries=("KE", "UG", "FR"), areas=(2,)) == ["B", "C"]
    assert found(ANYONE, "", regions=("africa",), areas=(1, 2)) == ["A", "B"]


def test_a_network_that_is_not_known_has_no_members(app: Flask) -> None:
    network = make_network(name="Hidden Network", listing=Listing.HIDDEN)
    member = make_organisation(name="Open", listing=Listing.LISTED)
    affiliate(network, member)

    assert found(a_member(), "", networks=(network.id,)) == []
    assert found(viewer_of(make_role(Role.MEMBERSHIP)), "", networks=(network.id,)) == ["Open"]


@pytest.mark.parametrize("search", ["'", "a'b", "\\", "%", "& | !", ":*", "a:*", "<->", "(", "~", "𝒜", "ﷺ"])
def test_no_sign_breaks_a_search(app: Flask, search: str) -> None:
    make_organisation(name="Plain", listing=Listing.LISTED)

    assert found(ANYONE, search * 30) == []


def test_pages_of_a_search_lead_on_by_rank_without_gap(app: Flask) -> None:
    for name in ("Lantern", "Lantern B", "Lantern A", "A Lantern", "B Lantern", "Xlantern", "Ylantern"):
        make_organisation(name=name, listing=Listing.LISTED)
    wanted = DirectoryFilter(search="lantern")

    seen: list[str] = []
    page = queries.directory_page(ANYONE, wanted, size=2)
    while True:
        seen += [row.name for row in page.rows]
        if page.after is None:
            break
        page = queries.directory_page(ANYONE, wanted, size=2, after=page.after)

    assert seen == ["Lantern", "Lantern A", "Lantern B", "A Lantern", "B Lantern", "Xlantern", "Ylantern"]
    assert [row.name for row in queries.directory_page(ANYONE, wanted, size=2, before=page.before).rows] == seen[4:6]


def test_words_are_searched_by_index(app: Flask) -> None:
    make_organisation(listing=Listing.LISTED)
    session.execute(text("SET LOCAL enable_seqscan = off"))

    plan = session.execute(
        text("EXPLAIN SELECT 1 FROM organisation_search WHERE words @@ '''lan'':*' OR content LIKE '%lantern%'")
    )

    assert "ix_organisation_search_words" in (shown := " ".join(row[0] for row in plan))
    assert "ix_organisation_search_trigrams" in shown
