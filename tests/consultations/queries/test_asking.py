"""Which consultations somebody may know of."""

import pytest

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.consultations import queries
from nswp_members.consultations.models import State
from nswp_members.core.db import now, session
from tests.consultations.conftest import Make
from tests.factories import make_mandate, make_organisation, make_role, viewer_of

pytestmark = pytest.mark.usefixtures("hints", "organisation")


def test_everybody_finds_their_own(make: Make) -> None:
    make(slug="planned", opened=False)
    make(slug="all")
    make_organisation(country="FR")
    make(slug="europe", audience={"regions": ["europe"]})
    make(slug="kenya", audience={"countries": ["KE"]})
    published = make(slug="published", audience={"regions": ["europe"]})
    published.state, published.is_public = State.PUBLISHED, True
    session.commit()
    seen = {
        "staff": viewer_of(make_role(Role.ADMINISTRATOR)),
        "kenyan": viewer_of(make_mandate(make_organisation(country="KE"), "read")),
        "french": viewer_of(make_mandate(make_organisation(country="FR"), "read")),
        "african representative": viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")),
        "donor": viewer_of(make_role(Role.DONOR)),
        "signed out": ANYONE,
    }

    found = {who: {one.consultation.slug for one in queries.listed(viewer)} for who, viewer in seen.items()}

    assert found == {
        "staff": {"planned", "all", "europe", "kenya", "published"},
        "kenyan": {"all", "kenya", "published"},
        "french": {"all", "europe", "published"},
        "african representative": {"all", "kenya", "published"},
        "donor": {"published"},
        "signed out": {"published"},
    }
    for who, viewer in seen.items():
        for slug in ("planned", "all", "europe", "kenya", "published"):
            assert (queries.by_slug_visible(viewer, slug) is not None) == (slug in found[who])


def test_what_waits_is_open_and_not_answered(make: Make) -> None:
    make(slug="open")
    closed = make(slug="closed")
    closed.state = State.CLOSED
    session.commit()
    viewer = viewer_of(make_mandate(make_organisation(), "consult"))

    assert [one.slug for one in queries.waiting(viewer, at=now())] == ["open"]
    assert queries.waiting(viewer_of(make_role(Role.MEMBERSHIP)), at=now()) == []
