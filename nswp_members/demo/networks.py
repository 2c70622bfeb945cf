"""What goes on in the invented networks: notices, a document, who asks to join, and access given elsewhere."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.viewers import Capacity, Role, Viewer
from nswp_members.core.db import now, today
from nswp_members.demo.people import MEMBER, NETWORK, UNDECIDED
from nswp_members.demo.sheets import empty_sheet
from nswp_members.networks import queries as network_queries
from nswp_members.networks import services as networks
from nswp_members.networks.models import Readers
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import AccessLevel, Organisation

NOTICE = """We meet on **the second Thursday** of the month, by call.

- what the new law means for outreach
- who speaks at the regional meeting

Please bring one worry and one good thing."""


def show_networks(by_name: Mapping[str, Organisation], people: Mapping[str, UUID]) -> None:
    """Give a network a board and somebody who asks to join it, and let an organisation give access elsewhere."""
    network = by_name[NETWORK]
    verifier = people["verifier@example.org"]
    networks.add_post(
        network.id, title="Monthly call", text=NOTICE, expires_on=today() + timedelta(days=60), by=verifier
    )
    for title, readers in (("How our network decides", Readers.MEMBERS), ("Notes for the office", Readers.MANAGERS)):
        networks.add_document(network.id, empty_sheet(), title=title, readers=readers, by=verifier)
    for asking in _outsiders(network, by_name):
        networks.ask_to_join(network.id, asking.id, words="We would like to share our training with you.", by=None)
    standing = network_queries.affiliation(network.id, by_name[UNDECIDED].id)
    if standing:
        networks.leave(standing, on=today() + timedelta(days=30), words="We are too few to take part.", by=None)
    _let_in(by_name[MEMBER], verifier)


def _outsiders(network: Organisation, by_name: Mapping[str, Organisation]) -> list[Organisation]:
    """Return an organisation that does not belong to the network, of its region if there is one."""
    found = [
        one
        for one in by_name.values()
        if one.kind != "regional-network" and network_queries.affiliation(network.id, one.id) is None
    ]
    return sorted(found, key=lambda one: one.region_code != network.region_code)[:1]


def _let_in(organisation: Organisation, person_id: UUID) -> None:
    """Let the organisation give access to somebody, and let the same person ask for more."""
    capacities: list[Capacity] = accounts.role_capacities(person_id, now())
    viewer = Viewer(person_id, capacity=next(one for one in capacities if one.role == Role.NETWORK_VERIFIER))
    for is_given in (True, False):
        code = organisations.make_access_code(organisation, by=None)
        level = AccessLevel.PROFILE if is_given else AccessLevel.CONTACTS
        asked = organisations.ask_access(viewer, code, level=level, reason="For a training that we plan together.")
        if is_given:
            organisations.give_access(asked, level=level, until=today() + timedelta(days=90), by=None)
