from flask import Flask

from nswp_members.core.db import session
from nswp_members.organisations import queries, services
from tests.factories import make_person


def test_saved_searches_are_their_owners_alone_and_in_order_of_names(app: Flask) -> None:
    owner, other = make_person(), make_person()
    for name in ("beta", "Alpha"):
        services.save_search(owner.id, name, {}, for_staff=False)
    session.commit()

    first, second = queries.saved_searches(owner.id)

    assert (first.name, second.name) == ("Alpha", "beta")
    assert queries.saved_searches(other.id) == []
    assert queries.saved_search(owner.id, first.id) is first
    assert queries.saved_search(other.id, first.id) is None
    assert queries.saved_search(None, first.id) is None
