"""A small world with a secret in every field, and everybody who might look at it."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person, RoleAssignment
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.endorsements.models import EndorsementRequest
from nswp_members.notices import services as notices
from nswp_members.organisations import services as organisations
from nswp_members.organisations.importing import services as importing
from nswp_members.organisations.models import Affiliation, Contact, Function, Listing, Mandate, Organisation
from tests.factories import (
    affiliate,
    current_version,
    make_endorsement,
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_role,
)

PUBLIC, MEMBERS, CONTACTS, RESTRICTED, OWN, SECRETARIAT = range(6)


@dataclass(frozen=True)
class Subject:
    """An organisation whose every field holds a canary: ``<mark>-<level>-<field>``."""

    mark: str
    id: UUID

    def canary(self, level: int, name: str) -> str:
        """Return the canary of one field."""
        return f"{self.mark}x{level}x{name}"


@dataclass
class World:
    """What there is to see, and who looks; ``levels`` tells how much of each subject a viewer may see."""

    hidden: Subject
    unlisted: Subject
    listed: Subject
    network: Organisation
    viewers: dict[str, Person | None] = field(default_factory=dict)
    levels: dict[str, dict[str, int]] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The three organisations with canaries."""
        return (self.hidden, self.unlisted, self.listed)


def make_subject(mark: str, listing: Listing, network: Organisation) -> Subject:
    """Make an organisation in Kenya that is a member of the network and full of canaries."""
    text = Subject(mark, uuid4()).canary
    organisation = make_organisation(
        name=text(PUBLIC, "name"),
        country="KE",
        acronym=f"{mark}x0x",
        transliteration=text(PUBLIC, "transliteration"),
        kind="local",
        host_name=text(RESTRICTED, "host"),
        registration="hosted",
        website=f"https://{text(PUBLIC, 'website')}.example.org",
        links=[f"https://{text(PUBLIC, 'link')}.example.org"],
        public_email=f"{text(PUBLIC, 'publicemail')}@example.org",
        former_names=[(text(PUBLIC, "former"), None, "2015")],
        texts={"en": {"people": text(PUBLIC, "people"), "involvement": text(PUBLIC, "involvement")}},
        city=text(RESTRICTED, "city"),
        notes=text(SECRETARIAT, "notes"),
        category="full",
        sex_worker_led=True,
    )
    session.add(
        Contact(
            organisation_id=organisation.id,
            position=1,
            name=text(CONTACTS, "contactname"),
            email=f"{text(CONTACTS, 'contactemail')}@example.org",
            phone=text(CONTACTS, "phone"),
            function=text(CONTACTS, "function"),
        )
    )
    session.commit()
    session.expire(organisation)
    affiliate(network, organisation)
    person = make_person(name=text(OWN, "personname"), email=f"{text(OWN, 'personemail')}@example.org".lower())
    make_mandate(organisation, *Function, person=person)
    make_endorsement(organisation, signatory=person)
    if listing != Listing.UNLISTED:
        organisations.set_listing(organisation, Listing.LISTED, by=None, source="test")
        organisations.set_listing(organisation, listing, by=None, source="test")
    session.commit()
    return Subject(mark, organisation.id)


def make_world() -> World:
    """Make the world; listed and hidden organisations belong to one network in Africa."""
    network = make_network(name="Open Network", listing=Listing.LISTED)
    other_network = make_network(name="Other Network", listing=Listing.LISTED, country="TH", regions=("asia-pacific",))
    world = World(
        hidden=make_subject("HIDDENCANARY", Listing.HIDDEN, network),
        unlisted=make_subject("UNLISTEDCANARY", Listing.UNLISTED, network),
        listed=make_subject("LISTEDCANARY", Listing.LISTED, network),
        network=network,
    )
    _add_viewers(world, other_network)
    _add_values(world)
    return world


def _add_viewers(world: World, other_network: Organisation) -> None:
    """Add everybody who may look, with the highest level they may see of (hidden, unlisted, listed)."""
    other = make_organisation(name="Neighbour", country="KE")
    own = {subject.mark: session.get_one(Organisation, subject.id) for subject in world.subjects}
    nothing, public, members = -1, PUBLIC, MEMBERS
    rows: list[tuple[str, Person | None, tuple[int, int, int]]] = [
        ("signed out", None, (nothing, nothing, public)),
        ("nobody in particular", make_person(), (nothing, nothing, public)),
        ("membership", make_role(Role.MEMBERSHIP), (SECRETARIAT,) * 3),
        ("administrator", make_role(Role.ADMINISTRATOR), (SECRETARIAT,) * 3),
        ("programme", make_role(Role.PROGRAMME), (nothing, nothing, public)),
        ("finance", make_role(Role.FINANCE), (nothing, nothing, public)),
        ("communications", make_role(Role.COMMUNICATIONS), (nothing, nothing, public)),
        ("own region", make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"), (nothing, RESTRICTED, RESTRICTED)),
        ("other region", make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"), (nothing, nothing, members)),
        ("own network", make_role(Role.NETWORK_VERIFIER, network=world.network), (nothing, CONTACTS, CONTACTS)),
        ("other network", make_role(Role.NETWORK_VERIFIER, network=other_network), (nothing, nothing, members)),
        ("correspondent", make_role(Role.CORRESPONDENT, region="africa"), (nothing, nothing, public)),
        ("donor", make_role(Role.DONOR), (nothing, nothing, public)),
        ("neighbour", make_mandate(other, *Function), (nothing, nothing, members)),
        ("reader of it", make_mandate(own["HIDDENCANARY"], "read"), (OWN, nothing, members)),
        ("editor of it", make_mandate(own["HIDDENCANARY"], "read", "edit", "endorse"), (OWN, nothing, members)),
        ("reporter of the network", make_mandate(world.network, "report"), (nothing, nothing, members)),
    ]
    for name, person, levels in rows:
        world.viewers[name] = person
        world.levels[name] = dict(zip((one.mark for one in world.subjects), levels, strict=True))


def _add_values(world: World) -> None:
    """Add what can stand for each variable part of an address; a new one must be added here."""
    canary = world.hidden.canary
    person = session.scalars(select(Person).limit(1)).one()
    batch = importing.upload(
        data=f"Organisation name,Country\n{canary(PUBLIC, 'name')},Kenya\n".encode(), filename="list.csv", by=None
    )
    request = EndorsementRequest(version_id=current_version().id, asked_at=now())
    session.add(request)
    session.flush()
    invitation = accounts.invite(person=person, lifetime=timedelta(days=30), by=None)
    notice = notices.notify("invitation", person.id, occurrence="leak", params={"invitation_id": str(invitation.id)})
    saved = organisations.save_search(
        make_person().id, canary(PUBLIC, "name"), {"q": [canary(PUBLIC, "name")]}, for_staff=False
    )
    session.commit()
    ids = [str(one.id) for one in world.subjects]
    contacts = session.scalars(select(Contact.id).where(Contact.organisation_id == world.hidden.id))
    world.values = {
        "organisation_id": ids,
        "network_id": [str(world.network.id), str(world.hidden.id)],
        "contact_id": [str(one) for one in contacts],
        "slug": [canary(PUBLIC, "name").lower(), canary(PUBLIC, "name")],
        "batch_id": [str(batch.id)],
        "request_id": [str(request.id)],
        "locale": ["en"],
        "token": ["made-up"],
        "search_id": [str(saved.id)],
        "country_code": ["KE"],
        "region_code": ["africa"],
        "person_id": [str(person.id)],
        "invitation_id": [str(invitation.id)],
        "mandate_id": [str(_id_of(Mandate, world.hidden))],
        "assignment_id": [str(session.scalars(select(RoleAssignment.id).limit(1)).one())],
        "notice_id": [str(notice.id)] if notice else [str(uuid4())],
        "sign_in_id": [str(uuid4())],
        "affiliation_id": [str(_id_of(Affiliation, world.hidden))],
    }


def _id_of(table: type[Mandate] | type[Affiliation], subject: Subject) -> UUID:
    """Return the id of a row that belongs to the organisation."""
    return session.scalars(select(table.id).where(table.organisation_id == subject.id).limit(1)).one()
