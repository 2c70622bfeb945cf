"""Entering an application that came by e-mail or on paper."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import email_lookup
from nswp_members.applications import queries
from nswp_members.applications.deciding.errors import NoForm
from nswp_members.applications.models import Answer, Application, ApplicationForm, Channel
from nswp_members.applications.states import State
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.text import clean
from nswp_members.regions import queries as regions


def enter(
    *,
    channel: Channel,
    name: str,
    country_code: str,
    email: str,
    locale: str,
    lifetime: timedelta,
    by: UUID | None,
    capacity: str = "",
) -> Application:
    """Begin an application on somebody's behalf, to be filled in by the same form as any other; raises `NoForm`.

    Without an address nobody is written to. The draft is kept for ``lifetime``.
    """
    form = queries.current_form()
    if form is None:
        raise NoForm
    person = accounts.ensure_person(email=email, locale=locale) if email else None
    application = _draft(form, clean(name), country_code, at=now())
    application.channel, application.locale = channel, locale
    application.email = email.strip().lower() or None
    application.email_lookup = email_lookup(email) if email else None
    application.person_id = person.id if person else None
    application.expires_at = application.created_at + lifetime
    session.add(application)
    session.flush()
    details = {"channel": channel.value}
    audit.record("applications.entered", "application", application.id, by=by, capacity=capacity, details=details)
    return application


def _draft(form: ApplicationForm, name: str, country_code: str, *, at: datetime) -> Application:
    """Return a draft that holds name and country and waits for nobody to confirm an address."""
    given = {"name": name, "country": country_code}
    country = regions.country(country_code)
    return Application(
        form_id=form.id,
        state=State.DRAFT,
        email_confirmed_at=at,
        nonce=uuid4().hex,
        name=name,
        country_code=country.code if country else None,
        region_code=country.region_code if country else None,
        created_at=at,
        changed_at=at,
        entered_at=at,
        answers=[Answer(question_id=one.id, value=given[one.key]) for one in form.questions if one.key in given],
    )
