"""Entering, confirming and deciding; floods; letters and their signatures."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from nswp_members.accounts.models import Person, email_lookup
from nswp_members.allies import queries, services
from nswp_members.allies.errors import (
    AddressTaken,
    AlreadySigned,
    LetterWithoutText,
    MoveNotPossible,
    NothingDecided,
    NotOpen,
    TooManyWrite,
)
from nswp_members.allies.models import Ally, AllyMail, AllyState, LetterSignature, LetterState
from nswp_members.allies.queries import Sought, Wanted
from nswp_members.allies.services import Entry, Signature
from nswp_members.allies.subjects import Subject
from nswp_members.core.db import now, session, today
from nswp_members.figures.services import Terms
from nswp_members.notices.models import Notice
from nswp_members.organisations.models import Listing
from tests.factories import (
    current_version,
    make_ally,
    make_endorsement,
    make_letter,
    make_organisation,
    make_person,
    make_version,
)

ENTRY = Entry(name="Friends of the Coast", country_code="KE", website="https://www.friends.example.org/", may_name=True)
pytestmark = pytest.mark.usefixtures("app")


def ask(email: str, entry: Entry = ENTRY, *, an_hour: int = 300, subject: Subject | None = None) -> None:
    services.ask_to_endorse(
        subject or Subject(version_id=current_version().id), entry, email=email, locale="en", mails_an_hour=an_hour
    )


def entry_of(email: str) -> Ally:
    return session.scalars(select(Ally).where(Ally.email_lookup == email_lookup(email))).one()


def mails() -> list[tuple[str, str]]:
    """Return kind and address of all that was written."""
    rows = session.execute(select(Notice.kind, Person.email).join(Notice.person))
    return sorted((kind, email) for kind, email in rows)


def ids_waiting() -> list[UUID]:
    return [one.id for one in queries.queue(Sought(), limit=100).rows]


def test_an_entry_waits_for_its_address_to_be_confirmed() -> None:
    ask("a@friends.example.org")

    ally = entry_of("a@friends.example.org")
    assert (ally.state, ally.name_key, ally.website_key) == (
        "unconfirmed",
        "friends of the coast",
        "friends.example.org",
    )
    assert mails() == [("ally_confirm", "a@friends.example.org")]
    assert ids_waiting() == []


def test_whoever_confirms_says_what_counts() -> None:
    ask("a@friends.example.org", Entry(name="Bogus", country_code="US", website="", may_name=True))
    ally = entry_of("a@friends.example.org")

    services.confirm(ally, Entry(name="Friends", country_code="KE", website="", may_name=False))

    assert (ally.name, ally.country_code, ally.may_name, ally.state) == ("Friends", "KE", False, "waiting")
    assert ids_waiting() == [ally.id]


def test_an_entry_is_confirmed_only_once() -> None:
    ally = make_ally(state=AllyState.WAITING)

    with pytest.raises(MoveNotPossible):
        services.confirm(ally, ENTRY)


def test_an_address_gets_one_mail_a_day_whatever_it_is_for() -> None:
    letter = make_letter()
    ask("a@friends.example.org")
    ask("A@Friends.example.org")
    ask("a@friends.example.org", subject=Subject(letter_id=letter.id))

    assert mails() == [("ally_confirm", "a@friends.example.org")]
    assert session.scalar(select(func.count()).select_from(Ally)) == 2


def test_the_database_holds_one_mail_for_an_address_and_day() -> None:
    ask("a@friends.example.org")
    again = text("INSERT INTO ally_mails SELECT email_lookup, day, due_at FROM ally_mails")

    with pytest.raises(IntegrityError, match="pk_ally_mails"):
        session.execute(again)


def test_an_address_that_endorses_already_gets_a_link_to_what_stands() -> None:
    ally = make_ally(email="a@friends.example.org", name="Friends")

    ask("a@friends.example.org", Entry(name="Other", country_code="US", website="", may_name=False))

    assert (entry_of("a@friends.example.org").id, ally.name, ally.state) == (ally.id, "Friends", "accepted")
    assert mails() == [("ally_known", "a@friends.example.org")]


def test_who_was_refused_or_withdrew_may_begin_anew() -> None:
    for state in (AllyState.REFUSED, AllyState.WITHDRAWN):
        make_ally(email="a@friends.example.org", state=state)

    ask("a@friends.example.org")

    states = session.scalars(select(Ally.state).where(Ally.email_lookup == email_lookup("a@friends.example.org")))
    assert sorted(states) == ["refused", "unconfirmed", "withdrawn"]


def test_with_many_at_once_later_mails_wait_for_their_turn() -> None:
    for number in range(5):
        ask(f"a{number}@friends.example.org", an_hour=2)

    waits = sorted((one - now()) for one in session.scalars(select(Notice.not_before)))
    assert [round(one / timedelta(hours=1)) for one in waits] == [0, 0, 1, 1, 2]


def test_what_would_wait_too_long_is_refused_whatever_the_address() -> None:
    make_ally(email="known@friends.example.org")
    session.add(AllyMail(email_lookup=b"x" * 32, day=today(), due_at=now() + timedelta(hours=48)))
    session.flush()

    for email in ("known@friends.example.org", "new@friends.example.org"):
        with pytest.raises(TooManyWrite):
            ask(email, an_hour=1)
    assert mails() == []


def test_a_flood_neither_mails_strangers_twice_nor_hides_a_true_one() -> None:
    subject = Subject(version_id=current_version().id)
    for number in range(5000):
        if number == 2000:
            ask("true@friends.example.org")
        bogus = Entry(f"Bogus {number}", "US", "", may_name=True)
        ask(f"stranger{number % 1500}@flood.example.org", bogus, subject=subject)
    true = entry_of("true@friends.example.org")
    services.confirm(true, ENTRY)

    written = Counter(email for _kind, email in mails())
    due = sorted(session.scalars(select(Notice.not_before)))
    assert len(written) == 1501
    assert set(written.values()) == {1}
    assert all(later - sooner >= timedelta(hours=1) for sooner, later in zip(due, due[300:], strict=False))
    assert session.scalar(select(Notice.not_before).where(Notice.person_id == true.person_id)) <= now() + timedelta(
        hours=5
    )
    assert ids_waiting() == [true.id]
    assert queries.waiting_count() == 1
    while services.forget_unconfirmed(before=now() + timedelta(seconds=1)):
        pass
    assert list(session.scalars(select(Ally.id))) == [true.id]
    assert list(session.scalars(select(Person.email))) == ["true@friends.example.org"]


def test_many_confirmed_at_once_from_one_domain_are_one_line() -> None:
    flood = [make_ally(state=AllyState.WAITING, burst_key=b"a" * 32) for _ in range(6)]
    few = [make_ally(state=AllyState.WAITING, burst_key=b"b" * 32) for _ in range(5)]

    (burst,) = queries.bursts()

    assert set(ids_waiting()) == {one.id for one in few}
    assert (burst.number, burst.key) == (6, flood[0].burst_key)
    opened = queries.queue(Sought(burst=burst.key), limit=100).rows
    assert {one.id for one in opened} == {one.id for one in flood}


def test_a_flood_is_refused_at_once_and_nobody_is_written_to() -> None:
    flood = [make_ally(state=AllyState.WAITING, burst_key=b"a" * 32) for _ in range(6)]
    other = make_ally(state=AllyState.WAITING)

    assert services.refuse_burst(flood[0].burst_key, by=None) == 6

    session.expire_all()
    assert {one.state for one in flood} == {"refused"}
    assert other.state == "waiting"
    assert mails() == []
    with pytest.raises(NothingDecided):
        services.refuse_burst(flood[0].burst_key, by=None)


def test_many_are_accepted_at_once_and_each_gets_an_answer() -> None:
    officer = make_person()
    waiting = [make_ally(state=AllyState.WAITING) for _ in range(3)]
    gone = make_ally(state=AllyState.WITHDRAWN)

    number = services.decide([one.id for one in (*waiting, gone)], accept=True, reason="ignored", by=officer.id)

    assert number == 3
    assert {(one.state, one.decided_by, one.reason) for one in waiting} == {("accepted", officer.id, None)}
    assert gone.state == "withdrawn"
    assert [kind for kind, _email in mails()] == ["ally_answered"] * 3


def test_a_refusal_keeps_its_reason_and_can_be_turned_round() -> None:
    ally = make_ally(state=AllyState.WAITING)

    services.decide([ally.id], accept=False, reason="We do not know you.", by=None)
    assert (ally.state, ally.reason) == ("refused", "We do not know you.")
    services.decide([ally.id], accept=True, reason="", by=None)

    assert (ally.state, ally.reason) == ("accepted", None)
    with pytest.raises(NothingDecided):
        services.decide([ally.id], accept=True, reason="", by=None)


def test_who_was_refused_is_not_accepted_beside_a_newer_entry_of_the_same_address() -> None:
    old = make_ally(email="a@friends.example.org", state=AllyState.REFUSED)
    make_ally(email="a@friends.example.org")

    with pytest.raises(NothingDecided):
        services.decide([old.id], accept=True, reason="", by=None)


def test_an_ally_withdraws_and_is_in_no_list() -> None:
    ally = make_ally(name="Friends")
    subject = Subject(version_id=current_version().id)
    assert [one.name for one in queries.every_signatory(subject)] == ["Friends"]

    services.withdraw(ally)

    assert ally.state == "withdrawn"
    assert queries.every_signatory(subject) == []


def test_what_was_never_confirmed_is_deleted_by_withdrawing() -> None:
    ask("a@friends.example.org")

    services.withdraw(entry_of("a@friends.example.org"))

    assert session.scalar(select(func.count()).select_from(Ally)) == 0
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_an_ally_who_is_a_person_with_an_account_stays_that() -> None:
    person = make_person(email="a@friends.example.org")
    ask("a@friends.example.org")

    services.forget(entry_of("a@friends.example.org"))

    assert session.get(Person, person.id) is not None


def test_what_ended_is_forgotten_after_a_while() -> None:
    kept = make_ally()
    make_ally(state=AllyState.REFUSED, decided_at=now() - timedelta(days=9))
    make_ally(state=AllyState.WITHDRAWN, withdrawn_at=now() - timedelta(days=9))
    late = make_ally(state=AllyState.WITHDRAWN, withdrawn_at=now())

    assert services.forget_ended(before=now() - timedelta(days=8)) == 2

    assert set(session.scalars(select(Ally.id))) == {kept.id, late.id}


def test_the_number_of_others_is_not_shown_below_the_threshold(app: Flask) -> None:
    for _ in range(4):
        make_ally(may_name=False)

    figures = services.frozen_others(current_version(), terms=Terms.of(app.config, today()))

    assert figures.release.value(services.OTHERS) is None


def test_the_number_of_others_does_not_move_when_somebody_hides(app: Flask) -> None:
    members = [make_organisation(listing=Listing.LISTED) for _ in range(7)]
    for number, one in enumerate(members):
        endorsement = make_endorsement(one)
        endorsement.may_count, endorsement.may_name = True, number == 0
    session.commit()
    subject, terms = Subject(version_id=current_version().id), Terms.of(app.config, today())
    before = services.frozen_others(current_version(), terms=terms).release.value(services.OTHERS)

    for one in members[:2]:
        one.listing, one.slug = Listing.HIDDEN, None
    session.commit()

    later = Terms(terms.since + timedelta(days=100), terms.threshold)
    assert queries.named_count(subject) == 0
    assert before == queries.others_count(subject) == 6
    assert services.frozen_others(current_version(), terms=later).release.value(services.OTHERS) == 6


def test_a_few_more_others_wait_until_they_add_up(app: Flask) -> None:
    for _ in range(6):
        make_ally(may_name=False)
    terms = Terms.of(app.config, today())
    services.frozen_others(current_version(), terms=terms)

    shown = []
    for quarter in (1, 2):
        for _ in range(3):
            make_ally(may_name=False)
        later = Terms(terms.since + timedelta(days=100 * quarter), terms.threshold)
        shown.append(services.frozen_others(current_version(), terms=later).release.value(services.OTHERS))

    assert shown == [6, 12]


def test_a_letter_goes_its_way() -> None:
    letter = make_letter(opened=False)
    services.save_text(letter, "fr", title="Stop", content="Texte", by=None)
    services.open_letter(letter, by=None)
    services.save_text(letter, "es", title="Alto", content="Texto", by=None)
    with pytest.raises(MoveNotPossible):
        services.save_text(letter, "fr", title="Other", content="Other", by=None)
    with pytest.raises(MoveNotPossible):
        services.publish_letter(letter, threshold=5, by=None)
    services.close_letter(letter, by=None)
    with pytest.raises(MoveNotPossible):
        services.set_deadline(letter, today(), by=None)
    services.publish_letter(letter, threshold=5, by=None)

    assert (letter.state, letter.shown_count, letter.others) == (LetterState.PUBLISHED, 0, None)
    assert [one.title for one in letter.texts if one.locale == "fr"] == ["Stop"]


def test_a_letter_without_words_is_not_opened() -> None:
    letter = services.create_letter(slug="empty", deadline=today(), by=None)

    with pytest.raises(LetterWithoutText):
        services.open_letter(letter, by=None)
    with pytest.raises(AddressTaken):
        services.create_letter(slug="empty", deadline=today(), by=None)


def test_a_member_signs_once_until_it_withdraws() -> None:
    letter, member = make_letter(), make_organisation()
    services.sign_letter(letter, member, Signature("Ada", "coordinator"), by=None)
    with pytest.raises(AlreadySigned):
        services.sign_letter(letter, member, Signature("Bob", "board"), by=None)
    first = session.scalars(select(LetterSignature)).one()
    services.withdraw_signature(first, by=None)
    with pytest.raises(MoveNotPossible):
        services.withdraw_signature(first, by=None)

    services.sign_letter(letter, member, Signature("Bob", "board"), by=None)

    assert queries.tally(letter.id).members == 1


def test_consents_of_a_signature_are_none_unless_given() -> None:
    letter = make_letter()
    services.sign_letter(letter, make_organisation(), Signature("Ada", "", may_name_signatory=True), by=None)

    found = session.scalars(select(LetterSignature)).one()

    assert (found.may_count, found.may_name, found.may_name_signatory) == (False, False, False)


def test_nobody_signs_after_the_deadline_or_after_leaving() -> None:
    late, letter = make_letter(), make_letter()
    late.deadline = today() - timedelta(days=1)
    session.commit()

    with pytest.raises(NotOpen):
        services.sign_letter(late, make_organisation(), Signature("Ada", ""), by=None)
    with pytest.raises(NotOpen):
        services.sign_letter(letter, make_organisation(listing=Listing.WITHDRAWN), Signature("Ada", ""), by=None)


def test_publishing_freezes_the_number_and_nobody_joins_the_list_afterwards() -> None:
    letter = make_letter()
    listed = make_organisation(name="Open House", listing=Listing.LISTED)
    services.sign_letter(letter, listed, Signature("Ada", "", may_count=True, may_name=True), by=None)
    for _ in range(5):
        make_ally(letter=letter, may_name=False)
    late = make_ally(letter=letter, state=AllyState.WAITING)
    services.close_letter(letter, by=None)
    services.publish_letter(letter, threshold=5, by=None)
    subject = Subject(letter_id=letter.id)
    assert (letter.shown_count, letter.others) == (6, 5)

    listed.listing, listed.slug = Listing.HIDDEN, None
    session.commit()

    assert queries.signatories(subject, Wanted(), limit=10).rows == []
    assert letter.shown_count == 6
    with pytest.raises(NothingDecided):
        services.decide([late.id], accept=True, reason="", by=None)


def test_fewer_others_than_the_threshold_do_not_add_to_the_number() -> None:
    letter = make_letter()
    for number in range(6):
        make_ally(letter=letter, may_name=number < 2)
    services.close_letter(letter, by=None)

    services.publish_letter(letter, threshold=5, by=None)

    assert (letter.shown_count, letter.others) == (2, None)


def test_an_entry_is_for_exactly_one_thing() -> None:
    letter = make_letter()

    with pytest.raises(IntegrityError, match="one_subject"):
        make_ally(letter=letter, version_id=make_version("2031").id)
