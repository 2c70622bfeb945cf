import pytest

from nswp_members.organisations.queries import DirectoryFilter, filter_of, parameters_of, sort_of
from nswp_members.organisations.queries.wanted import MAX_VALUES
from tests.factories import an_id


def test_an_address_and_a_filter_say_the_same() -> None:
    network = an_id()
    wanted = DirectoryFilter(
        search="open door",
        regions=("africa", "europe"),
        countries=("KE", "FR"),
        networks=(network,),
        languages=("en", "sw"),
        populations=("trans",),
        areas=(1, 7),
        kinds=("local",),
        listings=("hidden",),
        no_contact=True,
    )

    assert filter_of(parameters_of(wanted), for_staff=True) == wanted
    assert parameters_of(DirectoryFilter()) == {}


@pytest.mark.parametrize(
    "parameters",
    [
        {"region": ["moon"], "country": ["ZZ", "ke", ""], "network": ["1", "x"], "language": ["klingon", "EN"]},
        {
            "population": ["all"],
            "area": ["0", "8", "1.0", "¹"],
            "kind": ["x"],
            "listing": ["hidden"],
            "no_contact": ["y"],
        },
        {"q": ["\0  "], "stray": ["x"]},
        {"q": []},
    ],
)
def test_what_makes_no_sense_counts_as_not_asked(parameters: dict[str, list[str]]) -> None:
    assert filter_of(parameters).is_empty


def test_the_number_of_values_is_bounded() -> None:
    codes = ["KE", "UG", "FR"] * MAX_VALUES

    assert filter_of({"country": codes}).countries == ("KE", "UG", "FR")
    assert filter_of({"country": ["ZZ"] * MAX_VALUES + ["KE"]}).countries == ()


def test_an_order_is_one_of_four() -> None:
    assert sort_of({"sort": ["country"]}) == "country"
    assert sort_of({"sort": ["secret"]}) == ""
    assert sort_of({}) == ""
