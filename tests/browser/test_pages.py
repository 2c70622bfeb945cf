"""Every page in the browser: no accessibility fault, no sideways scrolling, no complaint of the browser."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from werkzeug.routing import Rule

from nswp_members.accounts.models import Person, email_lookup
from nswp_members.allies.models import Ally, Letter
from nswp_members.applications.editing import services as editing
from nswp_members.applications.models import Application, ApplicationForm
from nswp_members.applications.states import State
from nswp_members.bulk.models import BulkChange, BulkItem
from nswp_members.campaigns.models import Campaign, CampaignState, Nudge
from nswp_members.complaints.models import Complaint
from nswp_members.consultations.models import OutsideRequest, Position
from nswp_members.core.db import now, session, transaction
from nswp_members.demo import services as demo
from nswp_members.demo.consultations import OPEN
from nswp_members.demo.responses import REPORTED
from nswp_members.endorsements import services as endorsements
from nswp_members.endorsements.models import Endorsement, EndorsementRequest, PaperEndorsement
from nswp_members.exports.models import Export
from nswp_members.exports.services import Limits
from nswp_members.governance.models import SeatTerm
from nswp_members.membership.models import MembershipReview
from nswp_members.networks.models import AffiliationRequest, Document, Post
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import (
    AccessGrant,
    Contact,
    IdentityField,
    Mandate,
    Organisation,
    PictureKind,
    ProfileRevision,
    Proposal,
    Recovery,
)
from nswp_members.statements.models import StatementFile, StatementVersion
from tests.browser.conftest import PHONE, new_page, sign_in
from tests.factories import an_image
from tests.live import Stack

FIRST_PAGE_BYTES = 100_000
NOT_PAGES = {
    "static",
    "dashboard.healthz",
    "dashboard.readyz",
    "applications.show_file",
    "deciding.answer_letter",
    "deciding.letter",
    "membership.counts_as_csv",
    "membership.counts_as_xlsx",
    "campaigns.report_as_pdf",
    "campaigns.report_as_xlsx",
    "endorsements.mandate_file",
    "endorsements.paper_scan",
    "networks.document",
    "allies.embed",
    "allies.signatories_as_csv",
    "allies.signatories_as_json",
    "imports.errors",
    "organisations.picture",
    "apply.mine",
    "organisations.suggest",
    "statements.file",
    "statements.managed_file",
    "statements.revision_text",
    "statements.text",
}
DARK_RULES = ["color-contrast", "link-in-text-block"]
PEOPLE = (None, "secretariat@example.org", "member@example.org", "regional@example.org", "donor@example.org")


@pytest.fixture(scope="module")
def filled(stack: Stack) -> Stack:
    """The stack with demo data."""
    with stack.app.app_context(), transaction():
        demo.load(Limits.of(stack.app.config))
    return stack


def addresses(stack: Stack) -> Iterator[str]:
    """Yield every page's address, with variable parts from the demo data."""
    with stack.app.app_context():
        member = session.scalars(select(Organisation).where(Organisation.name == "Alliance Soleil Levant")).one()
        values = {
            "organisation_id": member.id,
            "network_id": session.scalars(
                select(Organisation.id).where(Organisation.kind == "regional-network")
            ).first(),
            "contact_id": session.scalars(select(Contact.id).where(Contact.organisation_id == member.id)).first(),
            "mandate_id": session.scalars(select(Mandate.id).where(Mandate.organisation_id == member.id)).first(),
            "request_id": session.scalars(select(EndorsementRequest.id)).first(),
            "slug": member.slug,
            "locale": "fr",
            "step": "reach",
            "standing_step": "suspend",
            "category_code": "full",
            "revision_id": revision_of(member),
            "proposal_id": proposal_of(member),
            "identity_field": "region_code",
            "picture_kind": picture_of(member),
            "country_code": "MX",
            "change_id": change_of("secretariat@example.org", member),
            "export_id": export_of("member@example.org"),
            "complaint_id": session.scalars(select(Complaint.id).order_by(Complaint.received_on)).first(),
            "search_id": search_of("member@example.org"),
            "token": "made-up",
            "seat_code": "africa-a",
            "term_id": session.scalars(select(SeatTerm.id).where(SeatTerm.seat_code == "africa-a")).first(),
            **between_networks(),
            **campaign_with_a_draft(),
            **edition(),
            **about_endorsing(member),
            **consultation(),
            "application_id": application_under_review(),
            "region_code": "africa",
            **draft_of_the_form(),
            "code": "consent_keeping",
            **signed_together(),
            "recovery_id": session.scalars(select(Recovery.id).where(Recovery.organisation_id.is_not(None))).first(),
        }
    with stack.app.test_request_context():
        for rule in stack.app.url_map.iter_rules():
            if wanted(rule) and rule.arguments <= values.keys():
                built = rule.build({name: values[name] for name in rule.arguments})
                assert built is not None
                yield built[1]
    yield f"/consultations/{REPORTED}/report"
    yield f"/consultations/{REPORTED}/results"
    yield f"/consultations/{OPEN}/nudge?regions=africa&regions=europe"


def signed_together() -> dict[str, object]:
    """Return a version, a letter and an ally of the demo data."""
    return {
        "label": session.scalars(select(StatementVersion.label).where(StatementVersion.state == "frozen")).first(),
        "letter_slug": session.scalars(select(Letter.slug).where(Letter.state == "open")).first(),
        "ally_id": session.scalars(select(Ally.id).where(Ally.state == "waiting")).first(),
    }


def between_networks() -> dict[str, UUID | None]:
    """Return what the demo data hold of requests, notices, documents and accesses."""
    return {
        "affiliation_request_id": session.scalars(select(AffiliationRequest.id)).first(),
        "post_id": session.scalars(select(Post.id)).first(),
        "document_id": session.scalars(select(Document.id)).first(),
        "access_id": session.scalars(select(AccessGrant.id).where(AccessGrant.state == "asked")).first(),
    }


def campaign_with_a_draft() -> dict[str, UUID]:
    """Return the campaign of the demo data, and a letter that is drafted in it."""
    campaign = session.scalars(select(Campaign).where(Campaign.state == CampaignState.OPEN)).one()
    nudge = session.scalars(select(Nudge).where(Nudge.campaign_id == campaign.id)).first()
    assert nudge is not None
    return {"campaign_id": campaign.id, "nudge_id": nudge.id}


def edition() -> dict[str, object]:
    """Return what the demo data hold of the draft of an edition, and what names the current one."""
    draft = session.scalars(select(StatementVersion).where(StatementVersion.state == "draft")).one()
    current = session.scalars(select(StatementVersion).where(StatementVersion.state == "frozen")).one()
    file_id = session.scalars(select(StatementFile.id).where(StatementFile.version_id == draft.id)).first()
    return {"version_id": draft.id, "label": current.label, "number": 2, "key": "right-9", "file_id": file_id}


def about_endorsing(organisation: Organisation) -> dict[str, UUID | str]:
    """Return the paper and the review of the demo data, and the code of a certificate."""
    paper = session.scalars(select(PaperEndorsement.id)).one()
    review = session.scalars(select(MembershipReview.id)).one()
    endorsement = session.scalars(select(Endorsement).where(Endorsement.withdrawn_at.is_(None)).limit(1)).one()
    with transaction():
        _made, code = endorsements.make_certificate(
            endorsement, name=organisation.name, locale="en", by=person_of("member@example.org").id
        )
    return {"paper_id": paper, "review_id": review, "certificate_code": code}


def consultation() -> dict[str, UUID | str | None]:
    """Return what names the open consultation of the demo data, and something in it."""
    return {
        "consultation_slug": OPEN,
        "paragraph_key": "p1",
        "question_key": "q1",
        "answer_step": "paragraph-p2",
        "text_kind": "position",
        "text_id": session.scalars(select(Position.id).where(Position.stance == "amend")).first(),
        "text_part": "proposal",
        "outside_request_id": session.scalars(select(OutsideRequest.id)).first(),
    }


def draft_of_the_form() -> dict[str, UUID]:
    """Begin a new version of the application form; return what names it, and one of its questions."""
    draft = session.scalars(select(ApplicationForm).where(ApplicationForm.published_at.is_(None))).first()
    if draft is None:
        with transaction():
            draft = editing.copy_form(session.scalars(select(ApplicationForm)).one(), by=None)
    return {"form_id": draft.id, "question_id": draft.questions[0].id}


def application_under_review() -> UUID:
    """Return an application that is with the representatives of Africa."""
    found = select(Application.id).where(Application.state == State.REPRESENTATIVES)
    return session.scalars(found).first() or UUID(int=0)


def revision_of(organisation: Organisation) -> UUID:
    """Make a change and return the revision that keeps it."""
    texts = {"people": "Workers of the coast and of the hills"}
    with transaction():
        organisations.save_texts(organisation, "en", texts, version=organisation.version, by=None)
    statement = select(ProfileRevision.id).where(ProfileRevision.organisation_id == organisation.id)
    return session.scalars(statement.order_by(ProfileRevision.version.desc())).first() or UUID(int=0)


def proposal_of(organisation: Organisation) -> UUID:
    """Let somebody propose another name, if that was not done, and return the proposal's id."""
    key = session.scalars(select(Proposal.id).where(Proposal.organisation_id == organisation.id)).first()
    if key:
        return key
    people = select(Mandate.person_id).where(Mandate.organisation_id == organisation.id)
    with transaction():
        return organisations.propose(
            organisation,
            IdentityField.NAME,
            "Alliance du Soleil",
            reason="We voted for it.",
            by=session.scalars(people).first() or UUID(int=0),
        )


def picture_of(organisation: Organisation) -> str:
    """Give an organisation a logo and a photo."""
    with transaction():
        for kind in PictureKind:
            organisations.set_picture(organisation, kind, an_image(), alt="An umbrella", people_agreed=True, by=None)
    return PictureKind.LOGO.value


def search_of(email: str) -> UUID:
    """Save a search for somebody."""
    person = person_of(email)
    with transaction():
        saved = organisations.save_search(person.id, "Groups by the river", {"q": ["river"]}, for_staff=False)
        session.flush()
        return saved.id


def person_of(email: str) -> Person:
    """Return somebody of the demo."""
    return session.scalars(select(Person).where(Person.email_lookup == email_lookup(email))).one()


def export_of(email: str) -> UUID:
    """Return the file that somebody of the demo has had made."""
    return session.scalars(select(Export.id).where(Export.person_id == person_of(email).id)).first() or UUID(int=0)


def change_of(email: str, organisation: Organisation) -> UUID:
    """Keep on record that somebody changed something for many."""
    with transaction():
        change = BulkChange(action="unlist", made_by=person_of(email).id, made_at=now())
        session.add(change)
        session.flush()
        session.add(BulkItem(change_id=change.id, organisation_id=organisation.id))
        return change.id


def wanted(rule: Rule) -> bool:
    """Whether the route shows a page."""
    return bool(rule.methods and "GET" in rule.methods) and rule.endpoint not in NOT_PAGES


def faults_of(page: Page, address: str) -> list[str]:
    """Return what axe and the eye would find on a page in light and dark; refusals are looked at elsewhere."""
    page.emulate_media(reduced_motion="reduce", color_scheme="light")
    answer = page.goto(address)
    if answer is None or answer.status >= 400:
        return []
    found = violations(page, f"{address} light")
    page.emulate_media(reduced_motion="reduce", color_scheme="dark")
    found += violations(page, f"{address} dark", only=DARK_RULES)
    if page.locator("html").evaluate("element => element.scrollWidth > element.clientWidth"):
        found.append(f"{address}: scrolls sideways")
    return found


def violations(page: Page, name: str, *, only: list[str] | None = None) -> list[str]:
    """Return what axe finds on the page as it stands, by all of its rules or by some."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": only} if only else {})
    found = Axe().run(page, options=options).response["violations"]
    return [f"{name}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.live
@pytest.mark.parametrize("email", PEOPLE)
def test_no_page_has_an_accessibility_fault(browser: Browser, filled: Stack, email: str | None) -> None:
    page = new_page(browser, PHONE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    if email:
        sign_in(page, filled.address, email)

    faults = [fault for path in addresses(filled) for fault in faults_of(page, filled.address + path)]

    assert faults == []
    assert [one for one in complaints if "status of 40" not in one] == []


@pytest.mark.live
def test_the_first_page_is_light(browser: Browser, filled: Stack) -> None:
    page = new_page(browser, PHONE)
    sizes: list[int] = []
    hosts: set[str] = set()
    page.on("response", lambda response: (sizes.append(len(response.body())), hosts.add(response.url.split("/")[2])))

    page.goto(filled.address, wait_until="networkidle")

    assert sum(sizes) <= FIRST_PAGE_BYTES
    assert hosts == {filled.address.removeprefix("http://")}


@pytest.mark.live
def test_a_refusal_has_no_accessibility_fault(browser: Browser, filled: Stack) -> None:
    page = new_page(browser, PHONE)
    page.goto(f"{filled.address}/members/nobody")

    assert violations(page, "404") == []
