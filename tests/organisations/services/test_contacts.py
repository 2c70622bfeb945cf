from flask import Flask

from nswp_members.accounts.models import email_lookup
from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.models import Contact, Organisation
from tests.factories import make_organisation


def add(organisation: Organisation, name: str, email: str = "") -> Contact:
    contact = services.save_contact(
        organisation, None, name=name, email=email, phone="", function="", locale="en", by=None
    )
    session.commit()
    return contact


def order(organisation: Organisation) -> list[tuple[str, int]]:
    session.expire(organisation)
    return [(one.name, one.position) for one in organisation.contacts]


def test_a_contact_is_added_at_the_end_and_found_by_its_address(app: Flask) -> None:
    organisation = make_organisation()

    add(organisation, "A")
    second = add(organisation, "B", "B@Example.org")

    assert order(organisation) == [("A", 1), ("B", 2)]
    assert second.email == "b@example.org"
    assert second.email_lookup == email_lookup("b@example.org")


def test_a_contact_without_address_has_no_index(app: Flask) -> None:
    contact = add(make_organisation(), "A")

    assert contact.email is None
    assert contact.email_lookup is None


def test_removing_a_contact_closes_the_gap(app: Flask) -> None:
    organisation = make_organisation()
    first = add(organisation, "A")
    add(organisation, "B")

    services.remove_contact(organisation, first, by=None)
    session.commit()

    assert order(organisation) == [("B", 1)]


def test_contacts_move_up_and_down_and_stop_at_the_ends(app: Flask) -> None:
    organisation = make_organisation()
    first, second = add(organisation, "A"), add(organisation, "B")

    services.move_contact(organisation, second, up=True, by=None)
    session.commit()
    assert order(organisation) == [("B", 1), ("A", 2)]

    services.move_contact(organisation, first, up=False, by=None)
    session.commit()
    assert order(organisation) == [("B", 1), ("A", 2)]
