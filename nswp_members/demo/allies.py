"""Invented allies, and letters that can be signed and read."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from nswp_members.accounts.models import email_lookup
from nswp_members.allies import queries as allies_queries
from nswp_members.allies import services as allies
from nswp_members.allies.services import Entry, Signature
from nswp_members.allies.subjects import Subject
from nswp_members.core.db import session, today
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.statements.models import StatementVersion

ACCEPTED = (
    ("Lawyers for Night Workers", "ZA", "lawyers"),
    ("Clinique de la Rue Verte", "FR", "clinique"),
    ("Mesa de Derechos Laborales", "UY", "mesa"),
    ("Harm Reduction Table", "GE", "table"),
)
WAITING = (("Harbour Health Collective", "TH", "harbour"), ("Clinique de la rue verte", "FR", "verte"))
LETTERS = (
    ("stop-the-raids", "Stop the raids", "We ask the city to end **raids on workplaces**.\n\nThey make nobody safer."),
    ("decent-work-now", "Decent work now", "Sex work is work. We ask for **labour law for all**."),
)


def show_allies(version: StatementVersion, organisations: Sequence[Organisation], *, staff: UUID) -> None:
    """Let allies endorse and wait, and letters be open and published."""
    subject = Subject(version_id=version.id)
    accepted = [_confirmed(subject, *one) for one in ACCEPTED]
    allies.decide(accepted, accept=True, reason="", by=staff)
    for one in WAITING:
        _confirmed(subject, *one)
    for slug, title, content in LETTERS:
        letter = allies.create_letter(slug=slug, deadline=today() + timedelta(days=40), by=staff)
        allies.save_text(letter, "en", title=title, content=content, by=staff)
        allies.open_letter(letter, by=staff)
    for organisation in [one for one in organisations if one.listing == Listing.LISTED][:7]:
        signature = Signature("Ada Example", "coordinator", may_count=True, may_name=True)
        allies.sign_letter(letter, organisation, signature, by=None)
    allies.decide([_confirmed(Subject(letter_id=letter.id), *ACCEPTED[0])], accept=True, reason="", by=staff)
    allies.close_letter(letter, by=staff)
    allies.publish_letter(letter, threshold=5, by=staff)


def _confirmed(subject: Subject, name: str, country: str, mailbox: str) -> UUID:
    """Let an ally enter and confirm; return the entry's id."""
    entry = Entry(name=name, country_code=country, website=f"https://{mailbox}.example.org", may_name=True)
    email = f"office@{mailbox}.example.org"
    allies.ask_to_endorse(subject, entry, email=email, locale="en", mails_an_hour=1000)
    ally = allies_queries.standing_entry(subject, email_lookup(email))
    if ally is None:
        raise LookupError(name)
    allies.confirm(ally, entry)
    session.flush()
    return ally.id
