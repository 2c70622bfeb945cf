"""Who may be named, what looks alike, and who gets discreet letters."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.allies import queries
from nswp_members.allies.models import Ally, AllyState, LetterSignature
from nswp_members.allies.queries import Sought, Wanted
from nswp_members.allies.services.entering import burst_key
from nswp_members.allies.subjects import Subject
from nswp_members.core.db import now, session
from nswp_members.endorsements.models import Endorsement
from nswp_members.notices.cautions import Caution
from nswp_members.organisations.models import Audience, Listing, Organisation
from nswp_members.regions.models import RiskLevel
from tests.factories import (
    current_version,
    make_ally,
    make_endorsement,
    make_letter,
    make_organisation,
    make_person,
    make_risk,
    make_role,
    viewer_of,
)

pytestmark = pytest.mark.usefixtures("app")


def subject() -> Subject:
    return Subject(version_id=current_version().id)


def endorser(
    name: str, *, listing: Listing = Listing.LISTED, may_name: bool = True, country: str = "KE"
) -> Endorsement:
    """Make a member that endorses and consents to being named."""
    endorsement = make_endorsement(
        make_organisation(name=name, listing=listing, country=country), signatory=make_person()
    )
    endorsement.may_name = may_name
    session.commit()
    return endorsement


def names(**wanted: str) -> list[str]:
    return [one.name for one in queries.signatories(subject(), Wanted(**wanted), limit=50).rows]  # type: ignore[arg-type]


def test_the_list_names_members_and_allies_in_one_order() -> None:
    endorser("Banana House")
    make_ally(name="apple Friends")
    make_ally(name="Cherry Friends")

    assert names() == ["apple Friends", "Banana House", "Cherry Friends"]


@pytest.mark.parametrize("listing", [Listing.UNLISTED, Listing.HIDDEN, Listing.WITHDRAWN])
def test_a_member_that_is_not_publicly_visible_is_not_named(listing: Listing) -> None:
    endorser("Banana House", listing=listing)

    assert names() == []
    assert queries.countries_of_signatories(subject()) == []
    assert queries.named_count(subject()) == 0


def test_a_member_that_does_not_consent_or_has_withdrawn_is_not_named() -> None:
    endorser("Quiet House", may_name=False)
    endorser("Former House").withdrawn_at = now()

    assert names() == []


def test_the_risk_of_a_country_hides_members_and_allies_at_once() -> None:
    endorser("Banana House", country="UG")
    make_ally(name="Apple Friends", country="UG")
    assert len(names()) == 2

    make_risk("UG")

    assert names() == []
    assert queries.named_count(subject()) == 0


@pytest.mark.parametrize("state", [one for one in AllyState if one != AllyState.ACCEPTED])
def test_an_ally_is_named_only_once_accepted(state: AllyState) -> None:
    make_ally(state=state)

    assert names() == []
    assert queries.others_count(subject()) == 0


def test_the_signatory_is_named_only_by_a_consent_of_its_own() -> None:
    endorsement = endorser("Banana House")
    (before,) = queries.every_signatory(subject())
    endorsement.may_name_signatory = True
    session.commit()

    (after,) = queries.every_signatory(subject())

    assert (before.signatory, after.signatory) == (None, endorsement.signatory_name)


def test_dates_are_years_only() -> None:
    endorser("Banana House").endorsed_on = "2014-03"
    make_ally(name="Cherry Friends")
    session.commit()

    assert [one.year for one in queries.every_signatory(subject())] == [2014, now().year]


def test_a_country_that_a_member_keeps_to_itself_is_neither_shown_nor_found() -> None:
    endorsement = endorser("Banana House")
    organisation = session.get_one(Organisation, endorsement.organisation_id)
    organisation.audiences = {"country_code": Audience.MEMBERS}
    session.commit()

    assert [one.country_code for one in queries.every_signatory(subject())] == [None]
    assert names(country="KE") == []


def test_names_are_found_whatever_the_accents() -> None:
    make_ally(name="Amis de la Côte", country="FR")
    make_ally(name="Other", country="KE")

    assert names(search="cote") == ["Amis de la Côte"]
    assert names(search="%") == []
    assert names(country="FR") == ["Amis de la Côte"]


def test_the_list_has_pages() -> None:
    for number in range(3):
        make_ally(name=f"Ally {number}")

    first, second = (queries.signatories(subject(), Wanted(page=page), limit=2) for page in (1, 2))

    assert [one.name for one in (*first.rows, *second.rows)] == ["Ally 0", "Ally 1", "Ally 2"]
    assert (first.has_more, second.has_more) == (True, False)


def test_others_are_those_who_may_be_counted_and_not_named() -> None:
    counted, hidden, left, silent = (
        make_endorsement(make_organisation(listing=listing))
        for listing in (Listing.UNLISTED, Listing.HIDDEN, Listing.WITHDRAWN, Listing.LISTED)
    )
    for one in (counted, hidden, left):
        one.may_count = True
    endorser("Named House").may_count = True
    make_ally(may_name=False)
    session.commit()

    assert silent.may_count is False
    assert queries.others_count(subject()) == 3


def test_a_letter_has_a_list_of_its_own() -> None:
    letter = make_letter()
    member = make_organisation(name="Banana House", listing=Listing.LISTED)
    session.add(LetterSignature(letter_id=letter.id, organisation_id=member.id, signed_at=now(), may_name=True))
    session.add(
        LetterSignature(letter_id=letter.id, organisation_id=make_organisation().id, signed_at=now(), may_count=True)
    )
    make_ally(letter=letter, name="Apple Friends")
    make_ally(name="For the Statement")
    of_letter = Subject(letter_id=letter.id)

    assert [(one.name, one.year) for one in queries.every_signatory(of_letter)] == [
        ("Apple Friends", now().year),
        ("Banana House", now().year),
    ]
    assert queries.others_count(of_letter) == 1


def test_the_like_of_an_entry_are_shown_beside_it() -> None:
    viewer = viewer_of(make_role(Role.MEMBERSHIP))
    new = make_ally(name="Amis", website_key="amis.example.org", state=AllyState.WAITING, email="new@a.example.org")
    by_name = make_ally(name="AMIS")
    by_site = make_ally(name="Friends", website_key="amis.example.org")
    by_address = make_ally(name="Earlier", email="new@a.example.org", state=AllyState.REFUSED)
    make_ally(name="Amis", state=AllyState.UNCONFIRMED)
    make_ally(name="Amis", letter=make_letter())
    make_ally(name="Someone else")
    member = make_organisation(name="Amis", listing=Listing.HIDDEN)

    found = queries.likenesses(viewer, [new])[new.id]

    assert {one.id for one in found.entries} == {by_name.id, by_site.id, by_address.id}
    assert found.member == member


def test_the_queue_shows_who_waits_longest_first_and_finds_by_name_and_website() -> None:
    later = make_ally(name="Later", state=AllyState.WAITING)
    sooner = make_ally(name="Sooner", state=AllyState.WAITING, website_key="early.example.org")
    sooner.confirmed_at = now() - timedelta(days=1)
    make_ally(state=AllyState.UNCONFIRMED)
    session.commit()

    assert queries.queue(Sought(), limit=10).rows == [sooner, later]
    assert queries.queue(Sought(search="early.example"), limit=10).rows == [sooner]
    assert queries.queue(Sought(search="LATER"), limit=10).rows == [later]
    assert queries.counts_by_state()[AllyState.WAITING] == 2


def test_a_search_finds_what_is_in_a_burst() -> None:
    flood = [make_ally(state=AllyState.WAITING, burst_key=b"a" * 32, name=f"Flood {number}") for number in range(6)]

    assert queries.queue(Sought(search="flood 3"), limit=10).rows == [flood[3]]


def test_a_burst_is_one_mail_domain_in_one_hour() -> None:
    at = now().replace(minute=10)

    assert burst_key("a@x.example.org", at) == burst_key("B@X.example.org", at.replace(minute=50))
    assert burst_key("a@x.example.org", at) != burst_key("a@y.example.org", at)
    assert burst_key("a@x.example.org", at) != burst_key("a@x.example.org", at + timedelta(hours=1))


def test_mail_to_a_dangerous_country_is_discreet() -> None:
    make_risk("UG", RiskLevel.DISCREET)
    careful, other = make_ally(country="UG"), make_ally()
    people = [one for one in (careful.person_id, other.person_id) if one]

    assert queries.mail_cautions(people, now()) == {careful.person_id: Caution.DISCREET}
    assert session.scalars(select(Ally)).first()
