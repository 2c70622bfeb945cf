"""Beginning an application, with an e-mail address and nothing else."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person, email_lookup
from nswp_members.accounts.services import NewPerson
from nswp_members.applications import queries
from nswp_members.applications.links import link_params
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices

STARTED, LINK = "application_started", "application_link"


def ask_for_link(*, email: str, locale: str, lifetime: timedelta) -> None:
    """Mail a link to an address: to its unfinished application, or else to a new one that waits to be confirmed.

    ``lifetime`` is how long a start waits for that. At most one letter of each kind goes out in an hour.
    """
    at = now()
    address = email_lookup(email)
    person_id = accounts.ensure_people({address: NewPerson(email=email, name="", locale=locale)})[address]
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    application = queries.unfinished_of(address, at=at) or _begin(
        email=email, address=address, locale=locale, person_id=person_id, expires_at=at + lifetime
    )
    if application is None:
        return
    notices.notify(
        LINK if application.email_confirmed_at else STARTED,
        person_id,
        occurrence=f"{application.id.hex}-{at:%Y%m%d%H}",
        params=link_params(application),
    )


def _begin(*, email: str, address: bytes, locale: str, person_id: UUID, expires_at: datetime) -> Application | None:
    """Add an application that waits for its address to be confirmed; None while there is no form to answer."""
    form = queries.current_form()
    if form is None:
        return None
    at = now()
    application = Application(
        form_id=form.id,
        state=State.DRAFT,
        locale=locale,
        email=email.strip().lower(),
        email_lookup=address,
        nonce=uuid4().hex,
        created_at=at,
        changed_at=at,
        entered_at=at,
        expires_at=expires_at,
        person_id=person_id,
    )
    session.add(application)
    session.flush()
    audit.record("applications.began", "application", application.id, by=None)
    return application


def confirm_address(application: Application, *, lifetime: timedelta) -> None:
    """Note that the address reaches somebody, and keep the draft for ``lifetime``; a second time changes nothing."""
    session.refresh(application, with_for_update={"of": Application})
    if application.email_confirmed_at is None and application.state == State.DRAFT:
        application.email_confirmed_at = at = now()
        application.changed_at, application.expires_at = at, at + lifetime
        audit.record("applications.confirmed_address", "application", application.id, by=application.person_id)
