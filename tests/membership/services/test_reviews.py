"""Looking at a membership after an endorsement was withdrawn."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.core.db import session, transaction
from nswp_members.endorsements import services as endorsements
from nswp_members.endorsements.models import Endorsement
from nswp_members.membership import queries, services
from nswp_members.membership.errors import ReviewClosed
from nswp_members.membership.models import Change, MembershipReview
from nswp_members.organisations.models import Organisation
from tests.factories import current_version, make_endorsement, make_organisation, make_person


def a_member() -> Organisation:
    organisation = make_organisation()
    with transaction():
        services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.IMPORTED, by=None)
    return organisation


def withdraw(organisation: Organisation) -> Endorsement:
    endorsement = make_endorsement(organisation)
    with transaction():
        endorsements.withdraw(endorsement, reason="x", by=make_person().id)
    return endorsement


def test_withdrawing_begins_a_review_and_changes_no_membership(app: Flask) -> None:
    member = a_member()

    withdraw(member)
    withdraw(member)

    assert len(session.scalars(select(MembershipReview)).all()) == 1
    term = queries.current_term(member.id)
    assert term is not None
    assert term.standing == "active"


def test_who_is_no_member_is_not_reviewed(app: Flask) -> None:
    withdraw(make_organisation())

    assert session.scalars(select(MembershipReview)).all() == []


def test_endorsing_again_settles_it(app: Flask) -> None:
    member = a_member()
    withdraw(member)

    with transaction():
        endorsements.endorse(member, current_version().id, endorsements.Signature(name="Ada"), by=make_person().id)

    assert queries.open_review(member.id) is None


def test_a_review_is_closed_once_with_what_came_of_it(app: Flask) -> None:
    member = a_member()
    withdraw(member)
    review = queries.open_review(member.id)
    assert review is not None
    with transaction():
        services.close_review(review, outcome="They stay as friends.", by=make_person().id)

    with pytest.raises(ReviewClosed), transaction():
        services.close_review(review, outcome="Again", by=make_person().id)

    assert review.outcome == "They stay as friends."
