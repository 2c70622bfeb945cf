from flask import Flask

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.organisations import queries
from nswp_members.organisations.models import Listing
from nswp_members.organisations.queries import DirectoryFilter
from tests.factories import (
    an_id,
    make_contact,
    make_mandate,
    make_organisation,
    make_role,
    viewer_of,
)


def names_for(viewer: object, **wanted: object) -> list[str]:
    page = queries.directory_page(viewer, DirectoryFilter(**wanted), size=50)  # type: ignore[arg-type]
    return [row.name for row in page.rows]


def test_the_public_sees_listed_organisations_only(app: Flask) -> None:
    make_organisation(name="Open", listing=Listing.LISTED)
    for listing in (Listing.UNLISTED, Listing.HIDDEN, Listing.WITHDRAWN):
        make_organisation(name=f"Closed {listing}", listing=listing)

    assert names_for(ANYONE) == ["Open"]


def test_a_member_sees_itself_besides_the_listed(app: Flask) -> None:
    own = make_organisation(name="Own", listing=Listing.HIDDEN)
    make_organisation(name="Other", listing=Listing.HIDDEN)
    viewer = viewer_of(make_mandate(own, "read"))

    assert names_for(viewer) == ["Own"]


def test_a_representative_sees_the_own_region_but_nothing_hidden(app: Flask) -> None:
    make_organisation(name="Kenyan", country="KE")
    make_organisation(name="Hidden Kenyan", country="KE", listing=Listing.HIDDEN)
    make_organisation(name="French", country="FR")
    viewer = viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert names_for(viewer) == ["Kenyan"]


def test_search_ignores_case_and_accents(app: Flask) -> None:
    make_organisation(name="Étoile Rouge", listing=Listing.LISTED)

    assert names_for(ANYONE, search="ETOILE") == ["Étoile Rouge"]
    assert names_for(ANYONE, search="toi roug") == ["Étoile Rouge"]
    assert names_for(ANYONE, search="étoile bleue") == []


def test_search_works_in_cyrillic_and_chinese(app: Flask) -> None:
    make_organisation(name="Серебряная Роза", transliteration="Serebryanaya Roza", listing=Listing.LISTED)
    make_organisation(name="红伞小组", listing=Listing.LISTED)

    assert names_for(ANYONE, search="СЕРЕБР") == ["Серебряная Роза"]
    assert names_for(ANYONE, search="serebry") == ["Серебряная Роза"]
    assert names_for(ANYONE, search="红伞") == ["红伞小组"]


def test_search_finds_former_names_and_acronyms(app: Flask) -> None:
    make_organisation(name="New", acronym="NRN", former_names=[("Older Name", None, "2015")], listing=Listing.LISTED)

    assert names_for(ANYONE, search="older") == ["New"]
    assert names_for(ANYONE, search="nrn") == ["New"]


def test_search_by_country_works_in_any_language(app: Flask) -> None:
    make_organisation(name="Kenyan", country="KE", listing=Listing.LISTED)
    make_organisation(name="French", country="FR", listing=Listing.LISTED)

    assert names_for(ANYONE, search="Кения") == ["Kenyan"]


def test_signs_of_patterns_in_a_search_are_plain_signs(app: Flask) -> None:
    make_organisation(name="Plain", listing=Listing.LISTED)
    make_organisation(name="100% Us_Them", listing=Listing.LISTED)

    assert names_for(ANYONE, search="%") == ["100% Us_Them"]
    assert names_for(ANYONE, search="us_") == ["100% Us_Them"]
    assert names_for(ANYONE, search="\\") == []


def test_filters_narrow_the_list(app: Flask) -> None:
    make_organisation(name="A", country="KE", priority_areas=[1, 3], kind="local", listing=Listing.LISTED)
    make_organisation(name="B", country="FR", priority_areas=[2], kind="national", listing=Listing.LISTED)

    assert names_for(ANYONE, regions=("africa",)) == ["A"]
    assert names_for(ANYONE, countries=("FR",)) == ["B"]
    assert names_for(ANYONE, areas=(3,)) == ["A"]
    assert names_for(ANYONE, kinds=("national",)) == ["B"]


def test_staff_finds_organisations_without_a_contact(app: Flask) -> None:
    make_organisation(name="Unreachable")
    make_contact(make_organisation(name="Reachable"))
    viewer = viewer_of(make_role(Role.MEMBERSHIP))

    page = queries.directory_page(viewer, DirectoryFilter(), size=10, for_staff=True)

    assert names_for(viewer, no_contact=True) == ["Unreachable"]
    assert [(row.name, row.contacts, row.listing) for row in page.rows] == [
        ("Reachable", 1, "unlisted"),
        ("Unreachable", 0, "unlisted"),
    ]


def test_pages_lead_forward_and_back_without_gap_or_repetition(app: Flask) -> None:
    expected = [make_organisation(name=f"Group {n:02}", listing=Listing.LISTED).name for n in range(7)]

    seen: list[str] = []
    page = queries.directory_page(ANYONE, DirectoryFilter(), size=3)
    assert page.before is None
    while True:
        seen += [row.name for row in page.rows]
        if page.after is None:
            break
        page = queries.directory_page(ANYONE, DirectoryFilter(), size=3, after=page.after)
    back = queries.directory_page(ANYONE, DirectoryFilter(), size=3, before=page.before)

    assert seen == expected
    assert [row.name for row in back.rows] == expected[3:6]
    assert back.before is not None
    first = queries.directory_page(ANYONE, DirectoryFilter(), size=3, before=back.before)
    assert [row.name for row in first.rows] == expected[:3]
    assert first.before is None


def test_namesakes_in_two_countries_are_both_on_the_pages(app: Flask) -> None:
    for country in ("KE", "FR", "TH"):
        make_organisation(name="Same", country=country, listing=Listing.LISTED)

    first = queries.directory_page(ANYONE, DirectoryFilter(), size=2)
    second = queries.directory_page(ANYONE, DirectoryFilter(), size=2, after=first.after)

    assert len({row.id for row in (*first.rows, *second.rows)}) == 3


def test_the_place_of_a_hidden_organisation_cannot_be_probed(app: Flask) -> None:
    make_organisation(name="A", listing=Listing.LISTED)
    hidden = make_organisation(name="M", listing=Listing.HIDDEN)
    make_organisation(name="Z", listing=Listing.LISTED)

    from_hidden = queries.directory_page(ANYONE, DirectoryFilter(), size=5, after=hidden.id)
    from_nothing = queries.directory_page(ANYONE, DirectoryFilter(), size=5, after=an_id())

    assert from_hidden == from_nothing
    assert [row.name for row in from_hidden.rows] == ["A", "Z"]
