import pytest
from flask import Flask

from nswp_members.core.db import session
from nswp_members.organisations import queries
from nswp_members.organisations.audiences import Relation
from nswp_members.organisations.imagined import IMAGINED, imagined
from tests.factories import affiliate, make_network, make_organisation

EXPECTED = {
    "public": Relation.ANYBODY,
    "member": Relation.ANYBODY | Relation.MEMBER,
    "region": Relation.ANYBODY | Relation.MEMBER | Relation.REGION,
    "network": Relation.ANYBODY | Relation.MEMBER | Relation.NETWORK,
    "representative": Relation.ANYBODY | Relation.MEMBER | Relation.REPRESENTATIVE,
    "secretariat": Relation.ANYBODY | Relation.MEMBER | Relation.SECRETARIAT,
    "us": Relation.ANYBODY | Relation.MEMBER | Relation.REGION | Relation.NETWORK | Relation.SELF,
}


@pytest.mark.parametrize("kind", IMAGINED)
def test_an_imagined_viewer_is_to_the_organisation_what_its_kind_says(app: Flask, kind: str) -> None:
    organisation = make_organisation()
    affiliate(make_network(), organisation)

    viewer = imagined(kind, organisation, queries.circle_of(organisation))

    assert queries.sight_of(viewer, organisation).relations == EXPECTED[kind]
    assert viewer.person_id is None
    session.rollback()
