"""Time zones by name."""

from nswp_members.core.clocks import zone_names, zone_of


def test_utc_comes_first_and_no_name_is_longer_than_its_column() -> None:
    names = zone_names()

    assert names[0] == "UTC"
    assert {"Africa/Nairobi", "America/Argentina/Buenos_Aires", "Asia/Kathmandu"} <= set(names)
    assert max(map(len, names)) <= 40


def test_a_name_that_nobody_knows_stands_for_utc() -> None:
    assert zone_of("Atlantis/Capital").key == "UTC"
    assert zone_of("../../etc/passwd").key == "UTC"
