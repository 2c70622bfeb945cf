from flask import Flask

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import ProfileRevision
from tests.factories import make_mandate, make_organisation, make_role, viewer_of


def test_a_snapshot_holds_every_field_of_the_steps(app: Flask) -> None:
    organisation = make_organisation(
        city="Mombasa",
        links=["https://a.example.org"],
        former_names=[("B", None, "2001")],
        texts={"fr": {"people": "G"}},
    )

    snapshot = queries.snapshot_of(organisation)

    assert (snapshot["city"], snapshot["links"]) == ("Mombasa", ["https://a.example.org"])
    assert snapshot["former_names"] == [["B", None, "2001"]]
    assert snapshot["texts"]["fr"] == {"people": "G", "involvement": "", "challenges": "", "other_work": ""}
    assert (snapshot["country_code"], snapshot["region_code"], snapshot["category"]) == ("KE", "africa", None)


def test_the_history_holds_what_the_viewer_sees_in_pages(app: Flask) -> None:
    organisation = make_organisation()
    editor, office = viewer_of(make_mandate(organisation, "edit")), viewer_of(make_role(Role.MEMBERSHIP))
    for version, values in enumerate([{"acronym": "A"}, {"city": "B"}, {"city": "C", "acronym": "C"}], start=1):
        services.update_profile(organisation, values, version=version, by=None)
    organisation.audiences = {"city": "us"}
    session.flush()

    ours = queries.history_page(organisation.id, queries.profile_of(editor, organisation), size=2)
    rest = queries.history_page(organisation.id, queries.profile_of(editor, organisation), size=2, before=ours.before)
    theirs = queries.history_page(organisation.id, queries.profile_of(office, organisation), size=10)

    assert ([one.version for one in ours.rows], ours.before) == ([4, 3], 3)
    assert ([one.version for one in rest.rows], rest.before) == ([2, 1], None)
    assert [one.version for one in theirs.rows] == [4, 2, 1]


def test_a_revision_follows_the_one_before_it_of_the_same_organisation(app: Flask) -> None:
    organisation, other = make_organisation(), make_organisation()
    for one in (organisation, other):
        services.update_profile(one, {"acronym": "A"}, version=1, by=None)
    session.flush()
    profile = queries.profile_of(viewer_of(make_mandate(organisation, "edit")), organisation)
    last: ProfileRevision = queries.history_page(organisation.id, profile, size=1).rows[0]

    before = queries.revision_before(last)

    assert before is not None
    assert (before.organisation_id, before.version) == (organisation.id, 1)
    assert queries.revision_before(before) is None
    assert queries.revision(other.id, last.id, profile) is None
    assert queries.revision(organisation.id, last.id, profile) is last
