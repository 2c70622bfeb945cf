"""Rows for tests, made by the app's own services where there is one; every factory commits."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pikepdf
from argon2 import PasswordHasher
from flask import current_app
from flask.testing import FlaskClient
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person, RoleAssignment, email_lookup
from nswp_members.accounts.viewers import REGION_ROLES, Capacity, Role, Viewer
from nswp_members.allies import services as allies
from nswp_members.allies.models import Ally, AllyState, Letter, LetterText
from nswp_members.allies.services.entering import burst_key
from nswp_members.applications import queries as applications_queries
from nswp_members.applications import services as applications
from nswp_members.applications.models import (
    Answer,
    Application,
    ApplicationForm,
    Consent,
    Opinion,
    Party,
    RegionRule,
    Verdict,
)
from nswp_members.applications.services.steps import open_next
from nswp_members.applications.states import OPEN, Move, State
from nswp_members.core.db import now, session, today
from nswp_members.core.text import fold
from nswp_members.endorsements.models import Endorsement
from nswp_members.networks.models import Network, NetworkRegion
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import (
    AccessGrant,
    AccessLevel,
    Affiliation,
    Contact,
    Listing,
    Mandate,
    Organisation,
)
from nswp_members.regions import queries as regions_queries
from nswp_members.regions import services as regions
from nswp_members.regions.models import JurisdictionRisk, RiskLevel
from nswp_members.statements.models import StatementVersion, VersionState

PASSWORD = "red-umbrella-demo"
_numbers = count(1)


@cache
def password_hash() -> str:
    """Return a hash of PASSWORD that, other than the app's own, is quick to compare with."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def make_person(*, name: str = "", email: str = "", locale: str = "en", account: bool = True) -> Person:
    """Make a person who can sign in with PASSWORD (or, without account, only an address)."""
    number = next(_numbers)
    person = accounts.ensure_person(
        email=email or f"person{number}@example.org", name=name or f"Person {number}", locale=locale
    )
    if account:
        person.password_hash = password_hash()
    session.commit()
    return person


def make_role(
    role: Role,
    *,
    person: Person | None = None,
    region: str | None = None,
    network: Organisation | None = None,
) -> Person:
    """Make a person (or take one) and give the role; without a region, one of Africa's."""
    person = person or make_person()
    if role in REGION_ROLES:
        region = region or "africa"
    accounts.assign_role(
        person=person, role=role, region_code=region, organisation_id=network.id if network else None, by=None
    )
    session.commit()
    return person


def make_organisation(
    *, name: str = "", country: str = "KE", listing: Listing = Listing.UNLISTED, **values: Any
) -> Organisation:
    """Make an organisation, not listed unless asked for."""
    organisation = organisations.create_organisation(
        name=name or f"Organisation {next(_numbers)}", country_code=country, by=None, **values
    )
    if listing != Listing.UNLISTED:
        slug = _plain_slug(organisation.name) if listing == Listing.LISTED else None
        organisations.set_listing(organisation, listing, slug=slug, by=None, source="test")
    session.commit()
    return organisation


def _plain_slug(name: str) -> str | None:
    """Return an address without random signs, which a test may write out; none if taken or without letters."""
    slug = re.sub("[^a-z0-9]+", "-", fold(name)).strip("-")
    return slug if slug and session.scalar(select(Organisation.id).where(Organisation.slug == slug)) is None else None


def make_contact(organisation: Organisation, *, email: str | None = None, name: str = "Contact") -> Contact:
    """Give an organisation a contact with an address."""
    address = email or f"contact{next(_numbers)}@example.org"
    contact = Contact(
        organisation_id=organisation.id,
        position=len(organisation.contacts) + 1,
        name=name,
        email=address,
        email_lookup=email_lookup(address),
        locale="en",
    )
    session.add(contact)
    session.commit()
    session.expire(organisation)
    return contact


def make_mandate(organisation: Organisation, *functions: str, person: Person | None = None) -> Person:
    """Make a person (or take one) who may act for the organisation in these functions."""
    person = person or make_person()
    for function in functions:
        session.add(
            Mandate(
                person_id=person.id,
                organisation_id=organisation.id,
                function=function,
                valid_from=now() - timedelta(minutes=1),
            )
        )
    session.commit()
    return person


def give_access(
    organisation: Organisation, person: Person, level: AccessLevel = AccessLevel.CONTACTS, *, days: int = 90
) -> AccessGrant:
    """Let the organisation give access to a person in the first of their capacities, as its own people would."""
    code = organisations.make_access_code(organisation, by=None)
    grant = organisations.ask_access(viewer_of(person), code, level=level, reason="For a test.")
    organisations.give_access(grant, level=level, until=today() + timedelta(days=days), by=None)
    session.commit()
    return grant


def make_network(*, name: str = "", regions: tuple[str, ...] = ("africa",), **values: Any) -> Organisation:
    """Make a regional network serving these regions; returns its organisation."""
    organisation = make_organisation(name=name, **values)
    organisation.kind = "regional-network"
    session.add(Network(organisation_id=organisation.id, slug=f"network-{organisation.id.hex}"))
    session.flush()
    session.add_all(NetworkRegion(network_id=organisation.id, region_code=code) for code in regions)
    session.commit()
    return organisation


def affiliate(network: Organisation, *members: Organisation) -> None:
    """Make organisations members of a network."""
    session.add_all(Affiliation(network_id=network.id, organisation_id=one.id) for one in members)
    session.commit()


def supersede_current() -> None:
    """Leave the Consensus Statement without a current version."""
    version = current_version()
    version.state = VersionState.SUPERSEDED
    version.superseded_at = now()
    session.flush()


def make_version(label: str, *, current: bool = False, published_on: str = "2020-05") -> StatementVersion:
    """Make another version of the statement, without words."""
    earlier = current_version()
    if current:
        supersede_current()
    version = StatementVersion(
        document=earlier.document,
        label=label,
        state=VersionState.FROZEN if current else VersionState.SUPERSEDED,
        published_on=published_on,
        frozen_at=now(),
    )
    session.add(version)
    session.commit()
    return version


def current_version() -> StatementVersion:
    """Return the current version of the Consensus Statement."""
    return session.scalars(select(StatementVersion).where(StatementVersion.state == VersionState.FROZEN)).one()


def make_endorsement(organisation: Organisation, *, signatory: Person | None = None) -> Endorsement:
    """Let an organisation stand behind the current version."""
    endorsement = Endorsement(
        organisation_id=organisation.id,
        version_id=current_version().id,
        endorsed_on=now().date().isoformat(),
        recorded_at=now(),
        signatory_id=signatory.id if signatory else None,
        signatory_name=signatory.name if signatory else None,
    )
    session.add(endorsement)
    session.commit()
    return endorsement


def make_assignment(person: Person) -> RoleAssignment:
    """Return the first role assignment of a person."""
    return session.scalars(select(RoleAssignment).where(RoleAssignment.person_id == person.id)).one()


def viewer_of(person: Person) -> Viewer:
    """Return the viewer that this person is when signed in, in the first of their capacities."""
    found: list[Capacity] = []
    for source in current_app.extensions["capacity_sources"]:
        found.extend(source(person.id, now()))
    return Viewer(
        person_id=person.id,
        name=person.name,
        locale=person.locale,
        capacity=found[0] if found else None,
        capacities=tuple(found),
    )


def sign_in(client: FlaskClient, person: Person) -> FlaskClient:
    """Sign a person in through the sign-in page."""
    answer = client.post("/accounts/sign-in", data={"email": person.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.text
    return client


def an_id() -> UUID:
    """Return an id that belongs to nothing."""
    return UUID(int=next(_numbers))


def an_image(colour: str = "red", size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a picture as somebody might send it, with words in it that nobody sees."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", comment=b"CANARY")
    return file.getvalue()


def a_pdf(password: str = "") -> bytes:
    """Return a PDF that tells who made it, runs a script and carries another file."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["CANARY"]
    pdf.docinfo["/Author"] = "CANARY"
    pdf.attachments["CANARY.txt"] = b"CANARY"
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="CANARY()")
    file = io.BytesIO()
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    pdf.save(file, encryption=encryption, compress_streams=False)
    return file.getvalue()


def a_page(words: str) -> bytes:
    """Return a PDF of one page that shows these words."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(f"BT ({words}) Tj ET".encode())
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def run_task(task: Callable[..., None], *ids: UUID) -> None:
    """Run a background task as a worker would, apart from the test's own session."""
    session.commit()
    task(*(str(key) for key in ids))
    session.expire_all()


def make_risk(country: str, level: RiskLevel = RiskLevel.FORCED_HIDDEN) -> JurisdictionRisk:
    """Judge a country."""
    found = regions_queries.country(country)
    assert found is not None
    risk = regions.set_risk(found, level, reason="Invented for a test.", review_on=None, by=None)
    session.commit()
    return risk


def current_form() -> ApplicationForm:
    """Return the newest published version of the application form."""
    statement = select(ApplicationForm).where(ApplicationForm.published_at.is_not(None))
    return session.scalars(statement.order_by(ApplicationForm.number.desc()).limit(1)).one()


def full_answers(**changes: Any) -> dict[str, Any]:
    """Return answers to every question of the delivered form that must be answered; None leaves one out."""
    answers: dict[str, Any] = {
        "name": f"Applicant {next(_numbers)}",
        "category": "full",
        "kind": "local",
        "registration": "unregistered",
        "country": "KE",
        "people": "People of the coast.",
        "involvement": "We decide everything ourselves.",
        "count_decisions": {"sex_workers": 5, "total": 6},
        "count_spokespeople": {"sex_workers": 2, "total": 2},
        "count_staff": {"sex_workers": 1, "total": 3},
        "count_members": {"sex_workers": 80, "total": 90},
        "areas": ["1", "3"],
        "referees": [{"name": "Ref", "email": "referee@example.org", "organisation": "Neighbours"}],
        "listing": "unlisted",
        "contacts": [
            {
                "name": "Con",
                "email": "contact@example.org",
                "function": "Coordinates",
                "locale": "en",
                "safe_channel": "email",
                "safe_note": "",
            }
        ],
        **dict.fromkeys(("value_1", "value_2", "value_3", "statement", "code_of_conduct"), True),
        **dict.fromkeys(("consent_keeping", "consent_sharing", "consent_people"), True),
    }
    return {key: value for key, value in (answers | changes).items() if value is not None}


def make_application(
    *,
    state: State = State.CHECK,
    email: str = "",
    person: Person | None = None,
    locale: str = "en",
    confirmed: bool = True,
    network: Organisation | None = None,
    **answers: Any,
) -> Application:
    """Make an application with answers to the delivered form, changed by ``answers``; submitted unless asked for.

    One that is open stands in a step; ``network`` is the one that verifies in its region.
    """
    given = full_answers(**answers)
    form = current_form()
    person = person or make_person(email=email, locale=locale, account=False)
    at = now()
    country = regions_queries.country(given["country"]) if "country" in given else None
    application = Application(
        form_id=form.id,
        state=state,
        asked_from=State.CHECK if state is State.INFORMATION else None,
        locale=locale,
        email=person.email,
        email_lookup=email_lookup(person.email),
        email_confirmed_at=at if confirmed else None,
        nonce=uuid4().hex,
        name=given.get("name"),
        category=given.get("category"),
        country_code=country.code if country else None,
        region_code=country.region_code if country else None,
        created_at=at,
        changed_at=at,
        entered_at=at,
        submitted_at=None if state is State.DRAFT else at,
        decided_at=None if state in OPEN | {State.DRAFT} else at,
        expires_at=at + timedelta(days=30) if state is State.DRAFT else None,
        person_id=person.id,
        answers=[Answer(question_id=one.id, value=given[one.key]) for one in form.questions if one.key in given],
    )
    if state is not State.DRAFT:
        agreed = [one for one in form.questions if one.kind == "declaration" and given.get(one.key)]
        version = {"statement": current_version().label}
        application.consents = [
            Consent(code=one.key, text_version=version.get(one.key, f"form-{form.number}"), given_at=at)
            for one in agreed
        ]
    session.add(application)
    session.flush()
    if network or state is State.VERIFICATION:
        set_rule(application.region_code or "africa", network=network or make_network())
    if state in OPEN:
        open_next(application, None, Move.SUBMIT, at=at)
    session.commit()
    return application


def set_rule(region: str, *, network: Organisation | None = None, **values: Any) -> RegionRule:
    """Set rules of a region, those of the house where none are named."""
    rule = applications_queries.rule_of(region)
    for name, value in values.items():
        setattr(rule, name, value)
    if network:
        rule.network_id = network.id
    session.add(rule)
    session.commit()
    return rule


def make_opinion(
    application: Application, person: Person, verdict: Verdict = Verdict.APPROVE, party: Party = Party.REPRESENTATIVES
) -> Opinion:
    """Let a reviewer say what they think."""
    opinion = applications.give_opinion(
        application,
        verdict,
        known=True,
        reason="We know them well.",
        party=party,
        by=person.id,
        expected_version=application.version,
    )
    session.commit()
    return opinion


def make_agreement(application: Application, verdict: Verdict = Verdict.APPROVE) -> tuple[Person, Person]:
    """Let the two representatives of the application's region agree; make these representatives."""
    region = application.region_code or "africa"
    first, second = (make_role(Role.REGIONAL_REPRESENTATIVE, region=region) for _number in range(2))
    for one in (first, second):
        make_opinion(application, one, verdict)
    return first, second


def words_of(pdf: bytes) -> str:
    """Return the words of the first page that `a_page` made."""
    contents = PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert contents is not None
    return contents.get_data().decode().partition("(")[2].partition(")")[0]


def make_ally(
    *,
    name: str = "",
    email: str = "",
    country: str = "KE",
    state: AllyState = AllyState.ACCEPTED,
    may_name: bool = True,
    letter: Letter | None = None,
    **values: Any,
) -> Ally:
    """Make an ally who endorses the current version, or signs a letter; accepted unless asked for."""
    number = next(_numbers)
    name, email = name or f"Ally {number}", email or f"ally{number}@ally{number}.example.org"
    person = make_person(email=email, account=False)
    at = now()
    ally = Ally(
        version_id=None if letter else current_version().id,
        letter_id=letter.id if letter else None,
        name=name,
        name_key=fold(name),
        country_code=country,
        email=email,
        email_lookup=email_lookup(email),
        person_id=person.id,
        burst_key=burst_key(email, at),
        may_name=may_name,
        state=state,
        created_at=at,
        confirmed_at=None if state == AllyState.UNCONFIRMED else at,
    )
    for field_name, value in values.items():
        setattr(ally, field_name, value)
    session.add(ally)
    session.commit()
    return ally


def make_letter(*, slug: str = "", opened: bool = True, title: str = "Stop the raids") -> Letter:
    """Make a letter in English, open for signatures unless asked for."""
    letter = allies.create_letter(
        slug=slug or f"letter-{next(_numbers)}", deadline=today() + timedelta(days=30), by=None
    )
    letter.texts = [LetterText(locale="en", title=title, content="We ask for an end to raids.")]
    session.flush()
    if opened:
        allies.open_letter(letter, by=None)
    session.commit()
    return letter
