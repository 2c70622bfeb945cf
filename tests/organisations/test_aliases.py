import pytest

from nswp_members.organisations.aliases import resembles


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("Red Umbrella", "Red Umbrella"),
        ("the red-umbrella house", "Red Umbrella"),
        ("Umbrella", "Red Umbrella"),
        ("Red Umbrela", "Red Umbrella"),
        ("RÉD ÚMBRELLA", "Red Umbrella"),
        ("R U", "Red Umbrella"),
        ("r.u.", "Red Umbrella"),
        ("Friends of OH", "OH"),
        ("红伞", "红伞小组"),
        ("Роза", "Серебряная Роза"),
    ],
)
def test_what_gives_the_name_away_resembles_it(alias: str, name: str) -> None:
    assert resembles(alias, [name])


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("Blue Kite", "Red Umbrella"),
        ("Ohio Friends", "OH"),
        ("蓝风筝", "红伞小组"),
        ("Blue Kite", ""),
        ("Morning Light", "Night Garden"),
    ],
)
def test_other_words_do_not(alias: str, name: str) -> None:
    assert not resembles(alias, [name])
