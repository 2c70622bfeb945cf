"""Sending links and withdrawing them."""

import pytest
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.consultations import queries, services
from nswp_members.consultations.errors import CannotInvite, NobodyToInvite, NotOpen
from nswp_members.consultations.models import Link, Participant
from nswp_members.consultations.respondents import Respondent
from nswp_members.core.db import now, session
from nswp_members.notices import queries as notices
from nswp_members.notices.models import Notice
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Listing
from tests.consultations.conftest import Make
from tests.consultations.services.test_answering import a_position
from tests.factories import make_contact, make_mandate, make_organisation, make_risk

pytestmark = pytest.mark.usefixtures("hints")


def token_of(link: Link) -> str:
    return notices.signed_token("consultation_link", link.id)


def test_links_go_where_nobody_can_answer_otherwise(make: Make) -> None:
    quiet = make_organisation(name="Quiet", country="KE")
    make_contact(quiet, email="quiet@example.org")
    with_account = make_organisation(country="KE")
    make_contact(with_account)
    make_mandate(with_account, "consult")
    hidden = make_organisation(country="KE", listing=Listing.HIDDEN)
    make_contact(hidden)
    make_contact(make_organisation(country="FR"))
    make_organisation(name="Without address", country="KE")
    consultation = make(audience={"regions": ["africa"]})
    reach = queries.reach_of(consultation, at=now())
    assert dict(reach.counts) == {"letter": 1, "account": 1, "hidden": 1, "nobody": 1}

    assert services.invite_organisations(consultation, by=None, at=now()) == 1

    link = session.scalars(select(Link)).one()
    assert link.participant.organisation_id == quiet.id
    notice = session.scalars(select(Notice).where(Notice.kind == "consultation_link")).one()
    assert notice.params == {"link_id": str(link.id), "organisation_id": str(quiet.id)}
    assert queries.reach_of(consultation, at=now()).counts["link"] == 1
    with pytest.raises(NobodyToInvite):
        services.invite_organisations(consultation, by=None, at=now())


def test_whoever_answered_by_account_gets_no_link(make: Make) -> None:
    organisation = make_organisation()
    make_contact(organisation)
    consultation = make()
    person = make_mandate(organisation, "read")
    services.save_position(
        consultation, consultation.paragraphs[0], Respondent(person.id, organisation.id), a_position(), at=now()
    )

    assert queries.reach_of(consultation, at=now()).counts["answered"] == 1
    with pytest.raises(NobodyToInvite):
        services.invite_organisations(consultation, by=None, at=now())


def test_a_link_opens_until_it_is_withdrawn_closed_or_dangerous(make: Make) -> None:
    organisation = make_organisation()
    make_contact(organisation)
    consultation = make()
    services.invite_organisations(consultation, by=None, at=now())
    session.commit()
    link = session.scalars(select(Link)).one()
    token = token_of(link)
    assert queries.usable_link(token, at=now()) is link
    assert queries.usable_link(token + "x", at=now()) is None
    assert queries.usable_link(token, at=consultation.closes_at) is None

    organisations.set_listing(organisation, Listing.HIDDEN, by=None, source="test")
    assert queries.usable_link(token, at=now()) is None
    organisations.set_listing(organisation, Listing.UNLISTED, by=None, source="test")
    assert queries.usable_link(token, at=now()) is link
    session.delete(organisation.contacts[0])
    session.commit()
    assert queries.usable_link(token, at=now()) is None


def test_a_link_opens_nothing_in_a_country_that_is_hidden(make: Make) -> None:
    organisation = make_organisation(country="KE")
    make_contact(organisation)
    services.invite_organisations(make(), by=None, at=now())
    session.commit()

    make_risk("KE")

    assert queries.usable_link(token_of(session.scalars(select(Link)).one()), at=now()) is None


def test_another_link_takes_the_place_of_a_lost_one(make: Make) -> None:
    make_contact(make_organisation())
    services.invite_organisations(make(), by=None, at=now())
    session.commit()
    lost = session.scalars(select(Link)).one()

    services.renew_link(lost, by=None, at=now())
    session.commit()

    fresh = session.scalars(select(Link).where(Link.withdrawn_at.is_(None))).one()
    assert fresh.id != lost.id
    assert queries.usable_link(token_of(lost), at=now()) is None
    assert queries.usable_link(token_of(fresh), at=now()) is fresh
    assert len(session.scalars(select(Notice).where(Notice.kind == "consultation_link")).all()) == 2


def test_a_person_is_asked_for_themselves(make: Make) -> None:
    make_organisation()
    consultation = make()
    for _again in range(2):
        services.invite_person(consultation, email="expert@example.org", name="Expert", locale="ru", by=None, at=now())

    participant = session.scalars(select(Participant)).one()
    live = session.scalars(select(Link).where(Link.withdrawn_at.is_(None))).one()
    assert participant.organisation_id is None
    assert live.person_id == participant.person_id
    assert (live.person.email, live.person.locale) == ("expert@example.org", "ru")
    assert queries.usable_link(token_of(live), at=now()) is live


def test_whoever_takes_no_mail_is_not_invited(make: Make) -> None:
    make_organisation()
    consultation = make()
    services.invite_person(consultation, email="x@example.org", name="", locale="en", by=None, at=now())
    session.scalars(
        select(Person).where(Person.id == session.scalars(select(Link.person_id)).one())
    ).one().is_active = False

    with pytest.raises(CannotInvite):
        services.invite_person(consultation, email="x@example.org", name="", locale="en", by=None, at=now())


def test_nobody_is_invited_to_what_is_not_open(make: Make) -> None:
    make_contact(make_organisation())
    planned = make(opened=False)

    with pytest.raises(NotOpen):
        services.invite_organisations(planned, by=None, at=now())
    with pytest.raises(NotOpen):
        services.invite_person(planned, email="x@example.org", name="", locale="en", by=None, at=now())
