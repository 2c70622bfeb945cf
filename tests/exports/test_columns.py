"""The columns of a file."""

from flask import Flask

from nswp_members.accounts.viewers import Role
from nswp_members.exports.columns import cells, columns_for, header
from nswp_members.organisations import queries
from nswp_members.organisations.models import Contact
from tests.factories import make_contact, make_mandate, make_organisation, make_role, viewer_of


def test_which_columns_there_are_depends_on_the_capacity_only(app: Flask) -> None:
    member, staff = viewer_of(make_mandate(make_organisation(), "read")), viewer_of(make_role(Role.MEMBERSHIP))
    before = header(columns_for(member, with_protected=False))
    make_organisation(city="Mombasa", website="https://x.example.org")

    assert header(columns_for(member, with_protected=False)) == before
    assert set(header(columns_for(staff, with_protected=False))) - set(before) == {"E-mail contacts", "Last change"}
    assert "Notes of the secretariat" not in header(
        columns_for(viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE)), with_protected=True)
    )


def test_contacts_stand_in_one_cell_with_the_safe_way_to_reach_them(app: Flask) -> None:
    organisation = make_organisation()
    make_contact(organisation, email="amina@example.org", name="Amina")
    contact = organisation.contacts[0]
    assert isinstance(contact, Contact)
    contact.safe_channel, contact.safe_note, contact.function = "other", "Signal", "Chair"
    viewer = viewer_of(make_role(Role.MEMBERSHIP))
    columns = columns_for(viewer, with_protected=True)

    row = dict(zip(header(columns), cells(columns, queries.full_rows(viewer, [organisation.id])[0]), strict=True))

    assert row["Contacts"] == "Amina; Chair; amina@example.org; Safe: Another way, as described, Signal"
