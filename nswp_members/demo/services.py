"""Filling an empty database with invented organisations, people and what they have done."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from itertools import count
from uuid import UUID

from sqlalchemy import func, select

from nswp_members.accounts import passwords
from nswp_members.accounts import services as accounts
from nswp_members.applications import services as applications
from nswp_members.core.db import now, session
from nswp_members.demo.allies import show_allies
from nswp_members.demo.applying import show_applications
from nswp_members.demo.board import fill_seats
from nswp_members.demo.campaigns import run_a_campaign
from nswp_members.demo.changes import show_changes
from nswp_members.demo.complaints import register_complaints
from nswp_members.demo.consultations import show_consultations
from nswp_members.demo.decisions import show_decisions
from nswp_members.demo.editions import show_editions
from nswp_members.demo.endorsing import show_endorsing
from nswp_members.demo.files import ask_for_files
from nswp_members.demo.ladder import show_ladder
from nswp_members.demo.networks import show_networks
from nswp_members.demo.people import MEMBER, NETWORK, PASSWORD, PEOPLE, REPRESENTATIVE, DemoPerson
from nswp_members.demo.responses import show_responses
from nswp_members.demo.reviews import show_reviews
from nswp_members.demo.standing import show_memberships
from nswp_members.endorsements import services as endorsements
from nswp_members.endorsements.models import RequestRecipient
from nswp_members.exports.services import Limits
from nswp_members.governance import services as governance
from nswp_members.networks.models import Network, NetworkRegion
from nswp_members.notices.models import Notice
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Affiliation, Listing, Organisation
from nswp_members.organisations.services import NewContact
from nswp_members.regions import services as regions
from nswp_members.statements import services as statements
from nswp_members.statements.models import StatementVersion, VersionState

ASK_LIFETIME = timedelta(days=30)
PROFILE = {
    "en": {
        "people": "We work with sex workers in our town and on the roads that lead to it.",
        "involvement": "Our board, our spokespeople and most of our staff are sex workers.",
        "challenges": "Raids at night, and landlords who throw people out without notice.",
        "other_work": "A small savings group and a phone line that is answered until midnight.",
    },
    "fr": {
        "people": "Nous travaillons avec les travailleuses et travailleurs du sexe de notre ville.",
        "involvement": "Notre conseil et nos porte-parole sont des travailleuses du sexe.",
        "challenges": "Les descentes de police et les expulsions sans préavis.",
        "other_work": "Une caisse d'entraide et une ligne d'écoute.",
    },
    "es": {
        "people": "Trabajamos con trabajadoras sexuales de la ciudad y del puerto.",
        "involvement": "La junta y las portavoces son trabajadoras sexuales.",
        "challenges": "Las redadas y los desalojos sin aviso.",
        "other_work": "Un fondo de ayuda mutua y una línea telefónica.",
    },
    "ru": {
        "people": "Мы работаем с секс-работницами нашего города и трассы.",
        "involvement": "В правлении и среди наших спикеров секс-работницы.",
        "challenges": "Ночные рейды и выселения без предупреждения.",
        "other_work": "Касса взаимопомощи и телефонная линия.",
    },
    "zh": {
        "people": "我们服务于本市和周边道路上的性工作者。",
        "involvement": "我们的理事会和发言人都是性工作者。",
        "challenges": "夜间突击检查，以及房东不经通知就赶人。",
        "other_work": "一个互助基金和一条热线。",
    },
}


def is_empty() -> bool:
    """Whether no organisation is stored yet."""
    return not session.scalar(select(func.count()).select_from(Organisation))


def load(limits: Limits) -> None:
    """Fill the database; call only when it is empty. ``limits`` are those of exports."""
    _deliver()
    by_name: dict[str, Organisation] = {}
    for row in _rows("organisations.csv"):
        by_name[row["name"]] = _add_organisation(row)
    for row in _rows("networks.csv"):
        by_name[row["name"]] = _add_network(row, list(by_name.values()))
    session.flush()
    version = session.scalars(select(StatementVersion).where(StatementVersion.state == VersionState.FROZEN)).one()
    people = {one.email: _add_person(one, by_name) for one in PEOPLE}
    staff = people["secretariat@example.org"]
    fill_seats(people[REPRESENTATIVE], by_name[MEMBER].id, by=staff)
    _endorse_and_ask(by_name, version, by=staff)
    show_editions(staff=staff)
    show_changes(by_name)
    show_networks(by_name, people)
    show_reviews(by_name[NETWORK], staff=staff)
    show_decisions(staff=staff)
    show_memberships(list(by_name.values()), staff=staff)
    show_endorsing(by_name, version, colleague=people["colleague@example.org"])
    show_applications()
    show_ladder(list(by_name.values()))
    show_allies(version, list(by_name.values()), staff=staff)
    _bounce([by_name[row["name"]].id for row in _rows("organisations.csv") if row["asked"] == "bounced"])
    session.flush()
    ask_for_files(
        staff=staff,
        representative=people["regional@example.org"],
        member=people["member@example.org"],
        limits=limits,
    )
    run_a_campaign(version, staff=staff)
    register_complaints(staff, people["colleague@example.org"], by_name)
    show_consultations(by_name, member=people["member@example.org"], staff=staff)
    show_responses(by_name, member=people["member@example.org"], staff=staff)


def _deliver() -> None:
    """Put in what every installation has."""
    regions.sync()
    governance.sync()
    organisations.sync_categories()
    statements.sync_statement()
    applications.sync_form()
    session.flush()


def _endorse_and_ask(by_name: dict[str, Organisation], version: StatementVersion, *, by: UUID) -> None:
    """Let those endorse that do in the list, and ask those that are asked there."""
    rows = list(_rows("organisations.csv"))
    for row in rows:
        if row["endorsed"] == "yes":
            _endorse(by_name[row["name"]])
    session.flush()
    _ask(version, [by_name[row["name"]].id for row in rows if row["asked"]], by=by)


def _rows(filename: str) -> Iterator[dict[str, str]]:
    text = files("nswp_members.demo").joinpath("data", filename).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


_numbers = count(1)


def _add_organisation(row: dict[str, str]) -> Organisation:
    """Add one invented organisation with contacts at example.org."""
    number = next(_numbers)
    contacts = [
        NewContact(
            name=f"Contact {number}.{place}",
            email=f"contact{number}-{place}@members.example.org",
            function="",
            locale=row["language"],
        )
        for place in range(1, int(row["contacts"]) + 1)
    ]
    organisation = organisations.create_organisation(
        name=row["name"],
        country_code=row["country"],
        by=None,
        transliteration=row["transliteration"],
        acronym=row["acronym"],
        kind=row["kind"],
        registration=row["registration"],
        host_name="A larger organisation nearby" if row["registration"] == "hosted" else "",
        languages=row["working"].split(),
        populations=row["populations"].split(),
        priority_areas=[int(area) for area in row["areas"].split()],
        website="https://members.example.org" if row["listing"] == "listed" else "",
        former_names=[(row["former"], None, "2019")] if row["former"] else [],
        texts={row["language"]: PROFILE[row["language"]]} if row["listing"] == "listed" else {},
        contacts=contacts,
        sex_worker_led=row["led"] == "yes",
        category=row["category"],
        joined_on=str(2008 + number % 16),
    )
    if row["listing"] != "unlisted":
        organisations.set_listing(organisation, Listing(row["listing"]), by=None, source="demo")
    return organisation


def _add_network(row: dict[str, str], members: list[Organisation]) -> Organisation:
    """Add an invented regional network with its members."""
    organisation = organisations.create_organisation(
        name=row["name"],
        country_code=row["country"],
        by=None,
        acronym=row["acronym"],
        kind="regional-network",
        registration="registered",
        former_names=[(row["former"], row["founded"], row["used_until"])] if row["former"] else [],
    )
    organisations.set_listing(organisation, Listing.LISTED, by=None, source="demo")
    slug = organisations.public_address(organisation.name)
    session.add(Network(organisation_id=organisation.id, slug=slug, founded_year=int(row["founded"])))
    session.flush()
    session.add(NetworkRegion(network_id=organisation.id, region_code=row["regions"], part=row["part"]))
    countries = row["members"].split()
    session.add_all(
        Affiliation(network_id=organisation.id, organisation_id=one.id)
        for one in members
        if one.country_code in countries and one.kind != "regional-network"
    )
    return organisation


def _add_person(person: DemoPerson, by_name: dict[str, Organisation]) -> UUID:
    """Add somebody to sign in as and return their id."""
    found = accounts.ensure_person(email=person.email, name=person.name)
    found.password_hash = passwords.hash_password(PASSWORD)
    found.password_changed_at = now()
    for role, region, network in person.roles:
        accounts.assign_role(
            person=found,
            role=role,
            region_code=region,
            organisation_id=by_name[network].id if network else None,
            by=None,
        )
    for name, functions in person.mandates:
        organisations.grant_mandate(by_name[name].id, found.id, functions, by=None)
    return found.id


def _endorse(organisation: Organisation) -> None:
    year = str(max(2014, int(organisation.confidential.joined_on or "2014")))
    endorsements.record_imported(organisation.id, endorsed_on=year)


def _ask(version: StatementVersion, organisation_ids: list[UUID], *, by: UUID) -> None:
    """Send the request whose mails the local mailbox then shows."""
    endorsements.ask_to_endorse(version, organisation_ids, by=by, lifetime=ASK_LIFETIME)
    session.flush()


def _bounce(organisation_ids: list[UUID]) -> None:
    """Let the mails to some organisations have come back, as happens with old addresses."""
    statement = (
        select(Notice)
        .join(RequestRecipient, RequestRecipient.notice_id == Notice.id)
        .where(RequestRecipient.organisation_id.in_(organisation_ids))
    )
    for notice in session.scalars(statement):
        notice.state = "failed"
        notice.reason_code = "address"
        notice.reason = "550 5.1.1 No such mailbox here"
        notice.finished_at = now()
        accounts.suspend_mail(notice.person_id)
