"""Reading the terms of one organisation."""

from datetime import date

import pytest

from nswp_members.membership import queries, services
from nswp_members.membership.models import Change
from tests.factories import an_id, make_organisation

pytestmark = pytest.mark.usefixtures("app")


def test_who_never_was_a_member_has_no_term() -> None:
    assert queries.current_term(an_id()) is None
    assert queries.terms_of(an_id()) == []


def test_terms_are_those_of_one_organisation() -> None:
    one, other = make_organisation(), make_organisation()
    for organisation in (one, other):
        services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.APPROVED, by=None)

    assert [term.organisation_id for term in queries.terms_of(one.id)] == [one.id]
    assert queries.current_term(other.id) == queries.current_term(other.id, hold=True)
