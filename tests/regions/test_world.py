import re
from importlib.resources import files

import pytest

from nswp_members.regions.geography import Region, countries
from nswp_members.regions.world import Box, world_map

FILE = files("nswp_members.regions") / "data" / "world_shapes.json"


def members_of(region: Region) -> list[str]:
    return [code for code, one in countries().items() if one.region == region]


def test_every_country_is_a_shape_or_a_dot_or_said_to_have_no_place() -> None:
    drawn = world_map()

    assert drawn.shapes.keys() | drawn.unplaced == countries().keys()
    assert not drawn.shapes.keys() & drawn.unplaced


def test_only_places_without_residents_or_nearly_so_are_missing() -> None:
    assert world_map().unplaced == {"AQ", "BV", "GS", "HM", "PN", "TF", "UM"}


def test_the_file_is_small() -> None:
    assert len(FILE.read_bytes()) < 120_000


def test_everything_lies_on_the_map_and_nothing_runs_across_it() -> None:
    drawn = world_map()

    for shape in drawn.shapes.values():
        assert 0 <= shape.box.left <= shape.box.right <= 10_000, shape.code
        assert 0 <= shape.box.top <= shape.box.bottom <= drawn.frame.bottom, shape.code
        assert shape.box.width < 4_000, shape.code


def test_paths_hold_nothing_but_whole_relative_steps() -> None:
    drawn = world_map()

    for path in (drawn.land, *(shape.path for shape in drawn.shapes.values() if not shape.is_dot)):
        assert re.fullmatch(r"(M\d+ \d+l-?\d+( ?-?\d+)*z)+", path)
    for dot in (shape for shape in drawn.shapes.values() if shape.is_dot):
        assert re.fullmatch(r"M\d+ \d+h0", dot.path)


@pytest.mark.parametrize("code", ["GP", "MQ", "RE", "YT", "BQ", "TV", "TK", "GI", "MT", "BB", "KI"])
def test_small_and_overseas_places_have_a_dot(code: str) -> None:
    assert world_map().shapes[code].is_dot


def test_french_guiana_lies_in_south_america_and_france_in_europe() -> None:
    shapes = world_map().shapes

    assert shapes["GF"].box.right < shapes["FR"].box.left
    assert shapes["SR"].box.right <= shapes["GF"].box.left + 20
    assert shapes["FR"].box.width < 400


def test_kosovo_has_a_shape() -> None:
    assert not world_map().shapes["XK"].is_dot


@pytest.mark.parametrize("region", list(Region))
def test_a_region_is_seen_whole_without_the_rest(region: Region) -> None:
    drawn = world_map()

    view = drawn.view(members_of(region))

    assert view.width < drawn.frame.width * 0.6
    assert 1.3 < view.width / view.height < 2.3
    for code in members_of(region):
        shape = drawn.shapes.get(code)
        if shape and code != "RU":
            assert view.left <= shape.box.left, code
            assert view.right >= shape.box.right, code
            assert view.top <= shape.box.top, code
            assert view.bottom >= shape.box.bottom, code


def test_a_country_alone_is_not_blown_up() -> None:
    assert world_map().view(["MT"]).width == 1600


def test_a_country_too_wide_for_others_is_seen_when_alone() -> None:
    drawn = world_map()

    assert drawn.view(["RU"]).right >= drawn.shapes["RU"].box.right


@pytest.mark.parametrize("codes", [[], ["AQ"], ["nowhere"]])
def test_nothing_to_look_at_gives_the_whole_world(codes: list[str]) -> None:
    assert world_map().view(codes) == world_map().frame


def test_a_box_is_written_as_svg_wants_it() -> None:
    assert Box(10, 20, 110, 70).grown(across=5, down=1).view_box == "5 19 110 52"
