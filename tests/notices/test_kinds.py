from pathlib import Path

import pytest

from nswp_members.notices.kinds import KINDS, RESENT_IN_DOUBT

FOLDER = Path(__file__).resolve().parents[2] / "nswp_members" / "templates" / "mail"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_has_its_three_templates(kind):
    assert sorted(path.name for path in (FOLDER / kind).iterdir()) == ["body.html", "body.txt", "subject.txt"]


def test_each_folder_of_words_belongs_to_a_kind():
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}

    assert folders - {"_discreet"} == set(KINDS)


def test_only_links_that_somebody_waits_for_are_sent_again_when_in_doubt():
    assert RESENT_IN_DOUBT == ("password_reset", "application_started", "application_link")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_link_leads_somewhere(app, kind):
    one = KINDS[kind]
    rules = app.url_map.iter_rules(one.endpoint)
    expected = {"token"} if one.secret or one.signed else set(one.values)

    assert any(rule.arguments == expected for rule in rules)
