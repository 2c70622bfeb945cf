"""A small world with a secret in every field, and everybody who might look at it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import zip_longest
from typing import Any
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy import select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person, RoleAssignment, email_lookup
from nswp_members.accounts.viewers import Role
from nswp_members.allies import services as allies
from nswp_members.allies.models import Ally, AllyState, Letter
from nswp_members.allies.services import Signature
from nswp_members.applications import services as applications
from nswp_members.applications.deciding.models import Decision
from nswp_members.applications.editing import services as editing
from nswp_members.applications.models import Application, Attachment, MessageKind, Party, Verdict
from nswp_members.applications.states import State
from nswp_members.bulk.models import BulkChange, BulkItem
from nswp_members.campaigns.models import Campaign, CampaignMember, CampaignState, Nudge
from nswp_members.complaints import services as complaints
from nswp_members.consultations import queries as consultation_queries
from nswp_members.consultations import services as consultations
from nswp_members.consultations.models import Consultation, Link, Outcome, Position, Stance
from nswp_members.consultations.models import Kind as ConsultationKind
from nswp_members.consultations.models import Verdict as ConsultationVerdict
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services import reporting, triage
from nswp_members.consultations.steps import steps_of
from nswp_members.core.db import now, session, today
from nswp_members.core.spreadsheets import Format
from nswp_members.endorsements import services as endorsements
from nswp_members.endorsements.codes import code_hash
from nswp_members.endorsements.models import Endorsement, EndorsementRequest, MandateFile, PaperEndorsement
from nswp_members.exports import services as exports
from nswp_members.exports import tasks as exports_tasks
from nswp_members.exports.services import Limits, Wish
from nswp_members.governance import queries as governance_queries
from nswp_members.governance import services as governance
from nswp_members.governance.models import BeganAs, SeatTerm
from nswp_members.membership.models import MembershipReview
from nswp_members.networks import queries as network_queries
from nswp_members.networks import services as networks
from nswp_members.networks.models import Network, Readers
from nswp_members.notices import services as notices
from nswp_members.organisations import queries
from nswp_members.organisations import services as organisations
from nswp_members.organisations.audiences import POLICIES
from nswp_members.organisations.importing import services as importing
from nswp_members.organisations.models import (
    AccessLevel,
    Affiliation,
    Audience,
    Contact,
    Function,
    IdentityField,
    Listing,
    Mandate,
    Organisation,
    PictureKind,
    ProfileRevision,
    Proposal,
)
from nswp_members.regions.models import JurisdictionRisk, RiskLevel
from nswp_members.statements import queries as statement_queries
from nswp_members.statements import services as statements
from nswp_members.statements.models import Format as TextFormat
from tests.factories import (
    a_page,
    affiliate,
    an_image,
    current_form,
    current_version,
    make_ally,
    make_application,
    make_endorsement,
    make_letter,
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_role,
    run_task,
    viewer_of,
)

SEATS = ("africa-a", "africa-b", "europe-a", "europe-b", "asia-pacific-a", "asia-pacific-b")
PUBLIC, MEMBERS, CONTACTS, RESTRICTED, OWN, SECRETARIAT, NOBODY = range(7)


@dataclass(frozen=True)
class Secrets:
    """What outsiders must not be able to tell: two worlds that differ in one of these look alike to them."""

    with_hidden: bool = True
    led: bool = True
    category: str = "full"
    real_name: str = "ALIASEDCANARY"
    behind: str = "COVEREDCANARY"


@dataclass(frozen=True)
class Subject:
    """An organisation whose every field holds a canary: ``<mark>x<level>x<field>``.

    The level says how far the field may travel as this organisation stands: ``raised`` replaces PUBLIC and MEMBERS.
    """

    mark: str
    id: UUID
    raised: int = PUBLIC

    def canary(self, level: int, name: str) -> str:
        """Return the canary of one field."""
        return f"{self.mark}x{level}x{name}"

    def open(self, name: str) -> str:
        """Return the canary of a field that is public unless the organisation decided otherwise."""
        return self.canary(self.raised, name)


@dataclass
class World:
    """What there is to see, and who looks; ``levels`` tells how much of each subject a viewer may see."""

    network: Organisation
    subjects: dict[str, Subject] = field(default_factory=dict)
    viewers: dict[str, Person | None] = field(default_factory=dict)
    levels: dict[str, dict[str, int]] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    application: Subject | None = None
    draft: Subject | None = None
    ally: Subject | None = None

    @property
    def known(self) -> list[Subject]:
        """All that holds canaries: organisations, and the application, the draft and the ally if there are."""
        return [*self.subjects.values(), *(one for one in (self.application, self.draft, self.ally) if one)]

    @property
    def hidden(self) -> Subject:
        """The organisation that hides."""
        return self.subjects["hidden"]


def make_subject(
    subject: Subject,
    network: Organisation,
    *,
    name: str = "",
    country: str = "KE",
    listing: Listing = Listing.UNLISTED,
    contacts: int = CONTACTS,
    secrets: Secrets,
    **choices: Any,
) -> Subject:
    """Make an organisation that is a member of the network and full of canaries, with its choices of visibility."""
    text, open_ = subject.canary, subject.open
    organisation = make_organisation(
        name=name or open_("name"),
        country=country,
        acronym=f"{subject.mark}x{subject.raised}x",
        transliteration=open_("transliteration"),
        kind="local",
        host_name=text(RESTRICTED, "host"),
        registration="hosted",
        website=f"https://{open_('website')}.example.org",
        links=[f"https://{open_('link')}.example.org"],
        public_email=f"{open_('publicemail')}@example.org",
        former_names=[(open_("former"), None, "2015")],
        texts={"en": {"people": open_("people"), "involvement": open_("involvement")}},
        city=text(RESTRICTED, "city"),
        notes=text(SECRETARIAT, "notes"),
        category=secrets.category,
        sex_worker_led=secrets.led,
    )
    session.add(
        Contact(
            organisation_id=organisation.id,
            position=1,
            name=text(contacts, "contactname"),
            email=f"{text(contacts, 'contactemail')}@example.org",
            email_lookup=email_lookup(f"{text(contacts, 'contactemail')}@example.org"),
            phone=text(contacts, "phone"),
            function=text(contacts, "function"),
        )
    )
    for field_name, value in choices.items():
        setattr(organisation, field_name, value)
    session.commit()
    session.expire(organisation)
    affiliate(network, organisation)
    person = make_person(name=text(OWN, "personname"), email=f"{text(OWN, 'personemail')}@example.org".lower())
    make_mandate(organisation, *Function, person=person)
    endorsement = make_endorsement(organisation, signatory=person)
    endorsement.may_count = endorsement.may_name = True
    for kind in PictureKind:
        alt = open_(f"{kind}alt")
        organisations.set_picture(organisation, kind, an_image(), alt=alt, people_agreed=True, by=person.id)
    if listing != Listing.UNLISTED:
        organisations.set_listing(organisation, Listing.LISTED, by=None, source="test")
        organisations.set_listing(organisation, listing, by=None, source="test")
    session.commit()
    return replace(subject, id=organisation.id)


def make_world(secrets: Secrets | None = None) -> World:
    """Make the world: first what outsiders may see, then the secrets, so that both come out alike without them."""
    secrets = secrets or Secrets()
    network = make_network(name="Open Network", listing=Listing.LISTED)
    other_network = make_network(name="Other Network", listing=Listing.LISTED, country="TH", regions=("asia-pacific",))
    neighbour = make_organisation(name="Neighbour", country="KE")
    left = make_organisation(name="Gone House", country="KE", listing=Listing.WITHDRAWN)
    world = World(network)
    world.viewers = _outsiders(network, other_network, neighbour, left)
    _ask_everybody()
    nowhere = uuid4()
    audiences = {name: "secretariat" for name, policy in POLICIES.items() if policy.choices and name != "country_code"}
    world.subjects = {
        "listed": make_subject(Subject("LISTEDCANARY", nowhere), network, listing=Listing.LISTED, secrets=secrets),
        "field-hidden": make_subject(
            Subject(secrets.behind, nowhere, raised=RESTRICTED),
            network,
            name="COVEREDCANARYx0xname",
            listing=Listing.LISTED,
            contacts=RESTRICTED,
            audiences=audiences,
            secrets=secrets,
        ),
        "alias": make_subject(
            Subject(secrets.real_name, nowhere, raised=CONTACTS),
            network,
            known_to=Audience.MEMBERS,
            alias="ALIASEDCANARYx1xalias",
            alias_key="aliasedcanaryx1xalias",
            secrets=secrets,
        ),
    }
    _sign_together(world)
    _certify(world.subjects["listed"], CODE)
    terms = _fill_seats(world)
    if secrets.with_hidden:
        _add_hidden(world, network, secrets)
        for term, key in zip(terms[3:], ("hidden", "forced", "unlisted"), strict=True):
            _represent(term, world.subjects[key])
        _add_values(world)
    _publish_together(world)
    _publish_report()
    return world


def _add_hidden(world: World, network: Organisation, secrets: Secrets) -> None:
    """Add the organisations that nobody may know of, or only the offices, and those who look from inside."""
    nowhere = uuid4()
    hidden = make_subject(Subject("HIDDENCANARY", nowhere), network, listing=Listing.HIDDEN, secrets=secrets)
    forced = make_subject(
        Subject("FORCEDCANARY", nowhere), network, country="UG", listing=Listing.LISTED, secrets=secrets
    )
    session.add(
        JurisdictionRisk(country_code="UG", level=RiskLevel.FORCED_HIDDEN, reason="x", valid_from=now(), set_at=now())
    )
    unlisted = make_subject(Subject("QUIETCANARY", nowhere), network, secrets=secrets)
    world.subjects |= {"hidden": hidden, "forced": forced, "unlisted": unlisted}
    itself = session.get_one(Organisation, hidden.id)
    world.viewers |= {
        "membership": make_role(Role.MEMBERSHIP),
        "administrator": make_role(Role.ADMINISTRATOR),
        "reader of it": make_mandate(itself, "read"),
        "editor of it": make_mandate(itself, "read", "edit", "endorse"),
    }
    marks = ("hidden", "forced", "unlisted", "alias", "field-hidden", "listed")
    world.levels = {
        viewer: dict(zip((world.subjects[mark].mark for mark in marks), levels, strict=True))
        | {
            APPLICANT: REVIEWERS.get(viewer, _NOTHING),
            DRAFT: SECRETARIAT if viewer in WRITERS else _NOTHING,
            ALLY: MODERATORS.get(viewer, _NOTHING),
        }
        for viewer, levels in LEVELS.items()
    }


def _outsiders(
    network: Organisation, other_network: Organisation, neighbour: Organisation, left: Organisation
) -> dict[str, Person | None]:
    """Make everybody who looks from outside."""
    return {
        "signed out": None,
        "nobody in particular": make_person(),
        "programme": make_role(Role.PROGRAMME),
        "finance": make_role(Role.FINANCE),
        "communications": make_role(Role.COMMUNICATIONS),
        "own region": make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"),
        "other region": make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"),
        "own network": make_role(Role.NETWORK_VERIFIER, network=network),
        "other network": make_role(Role.NETWORK_VERIFIER, network=other_network),
        "correspondent": make_role(Role.CORRESPONDENT, region="africa"),
        "donor": make_role(Role.DONOR),
        "neighbour": make_mandate(neighbour, *Function),
        "reporter of the network": make_mandate(network, "report"),
        "one that left": make_mandate(left, *Function),
    }


_NOTHING = -1
_PUBLIC = (_NOTHING, _NOTHING, _NOTHING, _NOTHING, PUBLIC, PUBLIC)
_MEMBER = (_NOTHING, _NOTHING, _NOTHING, MEMBERS, MEMBERS, MEMBERS)
LEVELS: dict[str, tuple[int, int, int, int, int, int]] = {
    "signed out": _PUBLIC,
    "nobody in particular": _PUBLIC,
    "membership": (SECRETARIAT,) * 6,
    "administrator": (SECRETARIAT,) * 6,
    "programme": _PUBLIC,
    "finance": _PUBLIC,
    "communications": _PUBLIC,
    "own region": (_NOTHING, _NOTHING, RESTRICTED, RESTRICTED, RESTRICTED, RESTRICTED),
    "other region": _MEMBER,
    "own network": (_NOTHING, _NOTHING, CONTACTS, CONTACTS, CONTACTS, CONTACTS),
    "other network": _MEMBER,
    "correspondent": _PUBLIC,
    "donor": _PUBLIC,
    "neighbour": _MEMBER,
    "reader of it": (OWN, _NOTHING, _NOTHING, MEMBERS, MEMBERS, MEMBERS),
    "editor of it": (OWN, _NOTHING, _NOTHING, MEMBERS, MEMBERS, MEMBERS),
    "reporter of the network": _MEMBER,
    "one that left": _PUBLIC,
}
"""How much each viewer may see of the hidden, the forced hidden, the unlisted, the aliased, the field-hidden and the
listed organisation."""
DRAFT = "DRAFTEDCANARY"
WRITERS = ("membership", "administrator", "communications")
"""Who may see the draft of an edition."""
APPLICANT = "APPLYINGCANARY"
CODE, HIDDEN_CODE = "23456-789AB-CDEFG-HJKMN-PQRST", "TSRQP-NMKJH-GFEDC-BA987-65432"
REVIEWERS = {
    "membership": SECRETARIAT,
    "administrator": SECRETARIAT,
    "own region": RESTRICTED,
    "own network": CONTACTS,
}
"""How much of the application: CONTACTS is what is for networks, RESTRICTED what else its representatives read."""

ALLY = "ALLYCANARY"
MODERATORS = {"membership": SECRETARIAT, "administrator": SECRETARIAT}
"""How much of what allies sent."""


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
    proposal_id = _make_proposal(session.get_one(Organisation, world.hidden.id), person)
    _make_history(session.get_one(Organisation, world.hidden.id), person)
    notice = notices.notify("invitation", person.id, occurrence="leak", params={"invitation_id": str(invitation.id)})
    saved = organisations.save_search(
        make_person().id, canary(PUBLIC, "name"), {"q": [canary(PUBLIC, "name")]}, for_staff=False
    )
    session.commit()
    world.application = _apply(world)
    _make_applications(world)
    ids = [str(one.id) for one in world.subjects.values()]
    contacts = session.scalars(select(Contact.id).where(Contact.organisation_id == world.hidden.id))
    world.values = {
        "organisation_id": ids,
        "network_id": [str(world.network.id), str(world.hidden.id)],
        "contact_id": [str(one) for one in contacts],
        "slug": [canary(PUBLIC, "name").lower(), canary(PUBLIC, "name")],
        "batch_id": [str(batch.id)],
        "request_id": [str(request.id)],
        "locale": ["en"],
        "standing_step": ["begin", "suspend", "resign"],
        "category_code": ["full"],
        "step": ["names", "about", "reach", "texts-en"],
        "picture_kind": ["logo", "photo", "other"],
        "revision_id": [str(_id_of(ProfileRevision, world.hidden))],
        "proposal_id": [str(proposal_id)],
        "identity_field": ["name"],
        "token": ["made-up"],
        "search_id": [str(saved.id)],
        "change_id": [str(_changed(world))],
        "export_id": [str(_exported(world))],
        "complaint_id": [str(_complained(world.hidden))],
        "country_code": ["KE"],
        "region_code": ["africa"],
        "person_id": [str(person.id)],
        "invitation_id": [str(invitation.id)],
        "mandate_id": [str(_id_of(Mandate, world.hidden))],
        "assignment_id": [str(session.scalars(select(RoleAssignment.id).limit(1)).one())],
        "notice_id": [str(notice.id)] if notice else [str(uuid4())],
        "sign_in_id": [str(uuid4())],
        "affiliation_id": [str(_id_of(Affiliation, world.hidden))],
        "recovery_id": _make_recoveries(world),
        "seat_code": ["africa-a", "europe-b"],
        "term_id": [str(session.scalars(select(SeatTerm.id).where(SeatTerm.organisation_id == world.hidden.id)).one())],
        **_between_networks(world),
        **_campaigned(world),
        **_editions(world),
        **_endorsed(world),
        **_values_of_letters(),
        **_consulted(world),
    }
    world.values["file_id"] += world.values.pop("other_file_id")


def _sign_together(world: World) -> None:
    """Have an ally wait and another accepted, and letters of all kinds; outsiders see the same in every world."""
    make_letter(slug="together")
    make_letter(slug="open-one")
    canary = Subject(ALLY, uuid4()).canary
    waiting = make_ally(
        name=canary(SECRETARIAT, "name"),
        email=f"{canary(SECRETARIAT, 'email')}@example.org".lower(),
        website=f"https://{canary(SECRETARIAT, 'website')}.example.org",
        state=AllyState.WAITING,
    )
    make_ally(name="An ally", email=f"{canary(SECRETARIAT, 'other')}@example.org".lower(), letter=_letter("together"))
    make_letter(slug=canary(SECRETARIAT, "slug").lower(), title=canary(SECRETARIAT, "title"), opened=False)
    world.ally = Subject(ALLY, waiting.id)


def _publish_together(world: World) -> None:
    """Let all organisations sign with every consent but that of the signatory, and publish the letter."""
    letter = _letter("together")
    for subject in world.subjects.values():
        signature = Signature(subject.canary(OWN, "signed"), "", may_count=True, may_name=True)
        allies.sign_letter(letter, session.get_one(Organisation, subject.id), signature, by=None)
    allies.close_letter(letter, by=None)
    allies.publish_letter(letter, threshold=5, by=None)
    session.commit()


def _letter(slug: str) -> Letter:
    return session.scalars(select(Letter).where(Letter.slug == slug)).one()


def _values_of_letters() -> dict[str, list[str]]:
    """Return what can stand for a version, a letter and an ally."""
    return {
        "letter_slug": list(session.scalars(select(Letter.slug).order_by(Letter.slug.desc()))),
        "letter_step": ["open", "close", "publish"],
        "ally_id": [str(one) for one in session.scalars(select(Ally.id))],
    }


def _editions(world: World) -> dict[str, list[str]]:
    """Begin an edition that only those who manage editions may see, with a file, and a file of the current one."""
    current = current_version()
    draft = statements.begin_version("2040 draft", from_version=current, consulted_year=None, by=None)
    world.draft = Subject(DRAFT, draft.id)
    for one in statement_queries.open_translations(draft.id):
        one.title, one.introduction = (world.draft.canary(SECRETARIAT, name) for name in ("title", "introduction"))
        one.blocks[0].content = world.draft.canary(SECRETARIAT, "words")
    pdf = a_page(world.draft.canary(SECRETARIAT, "file"))
    secret = statements.add_file(draft, pdf, locale="en", file_format=TextFormat.FULL, by=None)
    session.commit()
    return {
        "version_id": [str(draft.id), str(current.id)],
        "label": [current.label, draft.label],
        "number": ["1"],
        "key": ["right-1"],
        "other_file_id": [str(secret.id)],
    }


def _campaigned(world: World) -> dict[str, list[str]]:
    """Let a campaign ask everybody in the world, and let somebody draft a letter to all of them."""
    campaign = Campaign(
        version_id=current_version().id,
        name="Stand with us",
        state=CampaignState.OPEN,
        query={},
        deadline=today() + timedelta(days=30),
        created_at=now(),
        opened_at=now(),
    )
    session.add(campaign)
    session.flush()
    for one in world.subjects.values():
        organisation = session.get_one(Organisation, one.id)
        session.add(
            CampaignMember(
                campaign_id=campaign.id,
                organisation_id=one.id,
                region_code=organisation.region_code,
                country_code=organisation.country_code,
                category="full",
            )
        )
    ids = [str(one.id) for one in world.subjects.values()]
    nudge = Nudge(campaign_id=campaign.id, organisation_ids=ids, made_at=now())
    session.add(nudge)
    session.commit()
    return {"campaign_id": [str(campaign.id)], "nudge_id": [str(nudge.id)]}


def _endorsed(world: World) -> dict[str, list[str]]:
    """Let the hidden organisation hand in papers and be looked at; return its code, and one that confirms something.

    What certificates print is for whoever holds their code, so the second is that of an organisation everybody sees.
    """
    canary, entered_by = world.hidden.canary, make_role(Role.MEMBERSHIP).id
    endorsement = session.scalars(select(Endorsement).where(Endorsement.organisation_id == world.hidden.id)).one()
    endorsement.mandate = canary(OWN, "mandate")
    endorsement.may_count = endorsement.may_name = endorsement.may_name_signatory = True
    minutes = MandateFile(id=uuid4(), endorsement_id=endorsement.id, extension="pdf", added_at=now())
    minutes.content = f"%PDF-1.4 ({canary(OWN, 'minutes')})".encode()
    paper = PaperEndorsement(
        id=uuid4(),
        organisation_id=world.hidden.id,
        version_id=current_version().id,
        endorsed_on="2014",
        locale="en",
        signatory_name=canary(SECRETARIAT, "papername"),
        signatory_function=canary(SECRETARIAT, "paperfunction"),
        mandate=canary(SECRETARIAT, "papermandate"),
        extension="pdf",
        entered_at=now(),
        entered_by=entered_by,
    )
    paper.content = f"%PDF-1.4 ({canary(SECRETARIAT, 'scan')})".encode()
    review = MembershipReview(organisation_id=world.hidden.id, opened_at=now())
    session.add_all((minutes, paper, review))
    _certify(world.hidden, HIDDEN_CODE)
    return {"paper_id": [str(paper.id)], "review_id": [str(review.id)], "certificate_code": [HIDDEN_CODE, CODE]}


def _certify(subject: Subject, code: str) -> None:
    """Give an organisation a certificate with a code that is the same in every world."""
    endorsement = session.scalars(select(Endorsement).where(Endorsement.organisation_id == subject.id)).one()
    made, _code = endorsements.make_certificate(
        endorsement, name=subject.open("name"), locale="en", by=make_person().id
    )
    made.code_hash = code_hash(code)
    session.commit()


def _between_networks(world: World) -> dict[str, list[str]]:
    """Let hidden networks and the hidden organisation want something of each other; it has a board and a guest too.

    Whoever may know of none of them must not notice any of it.
    """
    hidden = session.get_one(Organisation, world.hidden.id)
    editor, canary = world.viewers["editor of it"], world.hidden.canary
    assert editor is not None
    asked_by_it, left_by_it = (make_network(listing=Listing.HIDDEN) for _ in range(2))
    affiliate(left_by_it, hidden)
    asked = networks.ask_to_join(asked_by_it.id, hidden.id, words=canary(OWN, "ask"), by=editor.id)
    networks.write(asked, words=canary(OWN, "talk"), role=Role.ORGANISATION, by=editor.id)
    standing = network_queries.affiliation(left_by_it.id, hidden.id)
    assert standing is not None
    later = today() + timedelta(days=9)
    left = networks.leave(standing, on=later, words=canary(OWN, "leave"), by=editor.id)
    session.add(Network(organisation_id=hidden.id, slug=canary(PUBLIC, "name").lower()))
    session.flush()
    post = networks.add_post(hidden.id, title=canary(OWN, "post"), text=canary(OWN, "text"), expires_on=None, by=None)
    file = a_page(canary(OWN, "file"))
    paper = networks.add_document(hidden.id, file, title=canary(OWN, "paper"), readers=Readers.MEMBERS, by=None)
    guest = make_role(Role.REGIONAL_REPRESENTATIVE, region="europe")
    asking = organisations.ask_access(
        viewer_of(guest),
        organisations.make_access_code(hidden, by=None),
        level=AccessLevel.CONTACTS,
        reason=canary(OWN, "why"),
    )
    session.commit()
    return {
        "affiliation_request_id": [str(asked.id), str(left.id)],
        "post_id": [str(post.id)],
        "document_id": [str(paper.id)],
        "access_id": [str(asking.id)],
        "application_id": [str(world.application.id), str(_declined(world.application))],
        "file_id": [str(session.scalars(select(Attachment.id)).one())],
        "code": ["consent_people"],
        **_draft_of_the_form(),
    }


def _draft_of_the_form() -> dict[str, list[str]]:
    """Begin a new version of the application form; return what names it, and one of its questions."""
    draft = editing.copy_form(current_form(), by=None)
    session.commit()
    return {"form_id": [str(draft.id)], "question_id": [str(draft.questions[0].id)]}


def _apply(world: World) -> Subject:
    """Let somebody apply with a canary in every answer, and let reviewers think and write about it; return it."""
    subject = Subject(APPLICANT, uuid4())
    text = subject.canary
    person = make_person(email=f"{text(SECRETARIAT, 'address')}@example.org".lower(), account=False)
    address = f"{text(RESTRICTED, 'mail')}@example.org".lower()
    named = {"name": text(RESTRICTED, "person"), "email": address, "organisation": text(RESTRICTED, "house")}
    answers: dict[str, Any] = {"referees": [named], "contacts": [{**named, "function": text(RESTRICTED, "function")}]}
    for one in current_form().questions:
        if one.kind in ("text", "long-text"):
            answers[one.key] = text(CONTACTS if one.for_networks else RESTRICTED, one.key)
    application = make_application(state=State.REPRESENTATIVES, person=person, network=world.network, **answers)
    _attach(application, text(RESTRICTED, "file"))
    representative = make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")
    office = make_role(Role.MEMBERSHIP)
    for party, by, kind, level in (
        (Party.REPRESENTATIVES, representative, MessageKind.LETTER, RESTRICTED),
        (Party.APPLICANT, person, MessageKind.LETTER, RESTRICTED),
        (Party.REPRESENTATIVES, representative, MessageKind.NOTE, RESTRICTED),
        (Party.SECRETARIAT, office, MessageKind.NOTE, SECRETARIAT),
    ):
        applications.write_message(application, text(level, f"{kind}by{party}"), kind=kind, party=party, by=by.id)
    applications.declare_conflict(
        application, text(RESTRICTED, "conflict"), by=make_role(Role.REGIONAL_REPRESENTATIVE, region="africa").id
    )
    applications.give_opinion(
        application,
        Verdict.SEND_TO_NETWORK,
        known=False,
        reason=text(RESTRICTED, "opinion"),
        party=Party.REPRESENTATIVES,
        by=representative.id,
        expected_version=application.version,
    )
    session.commit()
    return replace(subject, id=application.id)


def _make_applications(world: World) -> None:
    """Let somebody apply, with canaries in what they write: no page but theirs and their readers' shows any."""
    canary = world.hidden.canary
    for state in (State.DRAFT, State.CHECK):
        make_application(
            state=state,
            email=f"{canary(SECRETARIAT, state)}@example.org".lower(),
            name=canary(SECRETARIAT, "applicant"),
            country="TH",
            people=canary(SECRETARIAT, "applying"),
        )


def _declined(subject: Subject) -> UUID:
    """Let another application be declined, with a canary in its name, its letter and the private reason."""
    text = subject.canary
    application = make_application(state=State.DECLINED, name=text(SECRETARIAT, "declined"))
    session.add(
        Decision(
            application_id=application.id,
            approved=False,
            letter=text(SECRETARIAT, "letter"),
            reason=text(SECRETARIAT, "privately"),
            decided_at=now(),
        )
    )
    session.commit()
    return application.id


def _attach(application: Application, name: str) -> None:
    """Send a file along that is not for networks."""
    question = next(one for one in application.form.questions if not one.for_networks)
    file = Attachment(
        application_id=application.id,
        question_id=question.id,
        name=name,
        media_type="application/pdf",
        size=4,
        added_at=now(),
        data=b"",
    )
    session.add(file)
    session.flush()
    file.keep(b"%PDF")


def _make_proposal(organisation: Organisation, person: Person) -> UUID:
    """Let something be proposed for an organisation, with canaries in what is wanted and in what is said."""
    canary = Subject("HIDDENCANARY", organisation.id).canary
    key = organisations.propose(
        organisation,
        IdentityField.NAME,
        canary(RESTRICTED, "newname"),
        reason=canary(RESTRICTED, "why"),
        by=person.id,
    )
    organisations.answer_proposal(session.get_one(Proposal, key), canary(RESTRICTED, "said"), by=person.id)
    return key


def _make_recoveries(world: World) -> list[str]:
    """Let somebody ask to become editor of the hidden, of the unlisted and of an unknown organisation; return the ids.

    Their editors' accounts are closed for it, and opened again afterwards: the viewers need them.
    """
    made = []
    for subject in (world.hidden, world.subjects["unlisted"]):
        organisation = session.get_one(Organisation, subject.id)
        editors = [one for one in queries.mandate_holders(organisation.id, at=now()) if one.is_active]
        for one in editors:
            one.is_active = False
        session.flush()
        level = SECRETARIAT if subject is world.hidden else CONTACTS
        # The people of the organisation itself are told who is to become its editor, so that they can object.
        known = OWN if subject is world.hidden else CONTACTS
        candidate = make_person(name=subject.canary(known, "candidate"), account=False)
        made.append(organisations.start_recovery(organisation, candidate, note=subject.canary(level, "why"), by=None))
        for one in editors:
            one.is_active = True
    asker = make_person(name=world.hidden.canary(SECRETARIAT, "asker"), account=False)
    typed, why = world.hidden.canary(SECRETARIAT, "typed"), world.hidden.canary(SECRETARIAT, "whyasked")
    made.append(organisations.ask_recovery(name=typed, country_code="KE", note=why, by=asker.id))
    session.commit()
    return [str(one.id) for one in made]


def _make_history(organisation: Organisation, person: Person) -> None:
    """Let the history of an organisation and somebody's draft hold canaries as well."""
    canary = Subject("HIDDENCANARY", organisation.id).canary
    values = {"city": canary(RESTRICTED, "oldcity"), "transliteration": canary(PUBLIC, "oldname")}
    organisations.update_profile(organisation, values, version=organisation.version, by=person.id)
    typed = [("acronym", canary(OWN, "typed"))]
    organisations.keep_draft(organisation, "names", typed, by=person.id)


def _fill_seats(world: World) -> list[SeatTerm]:
    """Let people who agreed to be named hold seats; those of the first represent the subjects there are so far."""
    subjects = [one.id for one in world.subjects.values()]
    terms = []
    for code, subject in zip_longest(SEATS, subjects):
        seat, person = governance_queries.seat(code), make_person()
        if seat is None:
            raise LookupError(code)
        new = governance.NewTerm(person.id, today(), BeganAs.SELECTED, organisation_id=subject)
        terms.append(governance.fill(seat, new, years=2, by=None))
        governance.agree_to_be_named(terms[-1], by=person.id)
    session.commit()
    return terms


def _represent(term: SeatTerm, subject: Subject) -> None:
    """Let the holder of a seat represent an organisation that hides, and leave a note that names it."""
    term.organisation_id = subject.id
    governance.write_note(term.seat, subject.canary(SECRETARIAT, "seatnote"), by=term.person_id)
    session.commit()


def _changed(world: World) -> UUID:
    """Return a change to many that took in all that can be taken in."""
    change = BulkChange(action="hide", made_by=make_role(Role.MEMBERSHIP).id, made_at=now())
    session.add(change)
    session.flush()
    session.add_all(BulkItem(change_id=change.id, organisation_id=one.id) for one in world.subjects.values())
    session.commit()
    return change.id


def _complained(subject: Subject) -> UUID:
    """Return a complaint about the organisation, full of canaries, in the hands of none of those who look."""
    handler = make_role(Role.MEMBERSHIP)
    new = complaints.NewComplaint(
        kind="conduct",
        received_on=today(),
        received_via="email",
        about=subject.canary(NOBODY, "accused"),
        complainant_name=subject.canary(NOBODY, "complainant"),
        complainant_contact=subject.canary(NOBODY, "reach"),
        summary=subject.canary(NOBODY, "happened"),
        about_organisation_id=subject.id,
    )
    deadlines = complaints.Deadlines.of(current_app.config)
    made = complaints.register(new, by=handler.id, deadlines=deadlines)
    complaints.add_note(made, subject.canary(NOBODY, "log"), by=handler.id)
    session.commit()
    return made.id


def _ask_everybody() -> None:
    """Ask all organisations something; it is there in every world, so that only answers can differ."""
    consultation = _write_consultation("asks-all", "The next draft", "Everybody has rights.", "What is missing?")
    consultations.open_consultation(consultation, expected_version=consultation.version, by=None, at=now())
    past = _write_consultation("has-a-report", "What was asked", "Everybody had rights.", "What was missing?")
    consultations.open_consultation(past, expected_version=past.version, by=None, at=now())
    session.commit()


def _write_consultation(slug: str, title: str, paragraph: str, question: str) -> Consultation:
    """Plan a consultation with one paragraph and one question."""
    plan = consultations.Plan(
        slug=slug,
        kind=ConsultationKind.E_CONSULTATION,
        outcome=Outcome.STATEMENT,
        titles={"en": title},
        introductions={"en": title},
        opens_on=today(),
        closes_on=today() + timedelta(days=30),
    )
    consultation = consultations.plan(plan, by=None)
    consultations.save_paragraph(consultation, None, titles={}, contents={"en": paragraph}, by=None)
    asked = {"type": "text", "labels": {"en": question}, "hints": {}, "options": [], "is_required": False}
    consultations.save_question(consultation, None, {**asked, "least": None, "most": None}, by=None)
    session.commit()
    return consultation


def _consulted(world: World) -> dict[str, list[str]]:
    """Let the hidden organisation answer with canaries what all are asked, and plan something full of canaries."""
    editor, canary = world.viewers["editor of it"], world.hidden.canary
    consultation = session.scalars(select(Consultation).where(Consultation.slug == "asks-all")).one()
    assert editor is not None
    respondent = Respondent(editor.id, world.hidden.id)
    new = consultations.NewPosition(
        stance=Stance.AMEND, proposal=canary(OWN, "wording"), comment=canary(OWN, "because"), locale="en", seen=0
    )
    consultations.save_position(consultation, consultation.paragraphs[0], respondent, new, at=now())
    step = steps_of([], consultation.questions)[0]
    seen = consultation_queries.fingerprint(step.questions, consultation_queries.given_by(consultation, respondent))
    answers = {"q1": canary(OWN, "answered")}
    consultations.save_answers(consultation, step, respondent, answers, locale="en", seen=seen, at=now())
    typed = [("comment", canary(OWN, "draft"))]
    consultations.keep_draft(consultation, respondent, "paragraph-p1", typed, at=now())
    participant = consultations.ensure_participant(consultation.id, respondent)
    link = Link(participant_id=participant.id, person_id=editor.id, sent_at=now())
    session.add(link)
    words = (canary(SECRETARIAT, name) for name in ("title", "paragraph", "question"))
    planned = _write_consultation("is-planned", *words)
    past = session.scalars(select(Consultation).where(Consultation.slug == "has-a-report")).one()
    consultations.save_position(past, past.paragraphs[0], respondent, new, at=now())
    about = consultation.paragraphs[0].id
    return {
        "consultation_slug": [consultation.slug, planned.slug, past.slug],
        "outside_request_id": [str(_asked_from_outside(canary))],
        "paragraph_key": ["p1"],
        "question_key": ["q1"],
        "answer_step": ["paragraph-p1", "questions-1"],
        "link_id": [str(link.id)],
        "text_kind": ["position"],
        "text_id": [str(session.scalars(select(Position.id).where(Position.paragraph_id == about)).one())],
        "text_part": ["proposal"],
    }


def _publish_report() -> None:
    """Publish for everybody what came of a consultation, which the hidden organisation answered if there is one."""
    past = session.scalars(select(Consultation).where(Consultation.slug == "has-a-report")).one()
    consultations.close(past, expected_version=past.version, by=None, at=now())
    reporting.analyse(past, threshold=5, expected_version=past.version, by=None, at=now())
    said: dict[str, Any] = {"verdict": ConsultationVerdict.NOTED, "texts": {"en": "Noted."}, "wordings": {}}
    for point in (past.paragraphs[0], past.questions[0]):
        reporting.reply(past, point, **said, seen=0, by=None, at=now())
    summary: dict[str, Any] = {"summaries": {"en": "Thanks."}, "feeds_version_id": None, "resource": "A guide"}
    reporting.write_report(past, **summary, seen=0, by=None, at=now())
    reporting.publish(past, is_public=True, expected_version=past.version, by=None, at=now())
    session.commit()


def _asked_from_outside(canary: Callable[[int, str], str]) -> UUID:
    """Return a request of an outside body, full of canaries."""
    texts = {name: canary(SECRETARIAT, name) for name in ("requested_by", "contact", "topic", "outcome")}
    made = triage.enter_request(triage.RequestDetails(**texts, received_on=today(), answer_by=today()), by=None)
    session.commit()
    return made.id


def _exported(world: World) -> UUID:
    """Return a file that is ready, full of canaries, and belongs to none of those who look."""
    viewer = viewer_of(make_role(Role.MEMBERSHIP))
    wish = Wish(
        query={"q": [world.hidden.canary(PUBLIC, "name")]},
        for_staff=True,
        format=Format.CSV.value,
        locale="en",
        with_protected=False,
        reason=world.hidden.canary(SECRETARIAT, "reason"),
    )
    export = exports.ask(viewer, wish, rows=1, limits=Limits.of(current_app.config))
    run_task(exports_tasks.make, export.id)
    return export.id


def _id_of(table: type[Mandate] | type[Affiliation] | type[ProfileRevision], subject: Subject) -> UUID:
    """Return the id of a row that belongs to the organisation."""
    return session.scalars(select(table.id).where(table.organisation_id == subject.id).limit(1)).one()
