from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from nswp_members.accounts.models import Invitation, Person
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session, today, transaction
from nswp_members.core.documents import SafeFile
from nswp_members.endorsements import queries, services
from nswp_members.endorsements.consents import Consents
from nswp_members.endorsements.errors import (
    AlreadyEndorsed,
    AlreadyWithdrawn,
    AudienceChanged,
    NobodyToAsk,
    OrganisationInactive,
    PaperSettled,
    PaperWaits,
    SamePerson,
    TimeTooLong,
    VersionReplaced,
)
from nswp_members.endorsements.models import Endorsement, EndorsementRequest, PaperEndorsement
from nswp_members.organisations.models import Listing, MandateOffer, Organisation
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion
from tests.endorsements.conftest import LIFETIME, ask, letters, make_many, recipients
from tests.factories import (
    current_version,
    make_contact,
    make_endorsement,
    make_mandate,
    make_organisation,
    make_person,
    make_version,
)


def endorse(organisation: Organisation, by: Person, version: StatementVersion | None = None) -> Endorsement:
    signature = services.Signature(name="Ada Example", function="coordinator", mandate="The board", locale="fr")
    return services.endorse(organisation, (version or current_version()).id, signature, by=by.id)


def actions() -> list[str]:
    statement = select(AuditEntry.action).where(AuditEntry.subject_type == "organisation")
    statement = statement.where(AuditEntry.action.like("endorsements.%")).order_by(AuditEntry.id)
    return list(session.scalars(statement))


def test_an_organisation_stands_behind_a_version(app: Flask) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "endorse")

    with transaction():
        endorsement = endorse(organisation, person)

    assert queries.standing_endorsement(organisation.id, current_version().id) == endorsement
    assert (endorsement.signatory_name, endorsement.signatory_function) == ("Ada Example", "coordinator")
    assert (endorsement.signatory_id, endorsement.locale, endorsement.source) == (person.id, "fr", "member")
    assert [(one.kind, one.person_id) for one in letters()] == [("endorsement_given", person.id)]
    assert actions() == ["endorsements.endorsed"]


def test_who_signed_is_stored_encrypted(app: Flask) -> None:
    organisation = make_organisation()
    with transaction():
        endorse(organisation, make_mandate(organisation, "endorse"))

    stored = session.connection().exec_driver_sql("SELECT signatory_name, signatory_function FROM endorsements")

    assert all(b"Ada" not in bytes(value) and b"coord" not in bytes(value) for value in stored.one())


def test_an_organisation_endorses_a_version_only_once(app: Flask) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "endorse")
    with transaction():
        endorse(organisation, person)

    with pytest.raises(AlreadyEndorsed), transaction():
        endorse(organisation, person)

    assert len(letters()) == 1


def test_an_endorsement_of_a_version_that_is_not_current_is_refused(app: Flask) -> None:
    organisation = make_organisation()
    read = current_version()
    make_version("2030", current=True)

    with pytest.raises(VersionReplaced), transaction():
        endorse(organisation, make_person(), version=read)


def test_an_organisation_that_has_left_cannot_endorse(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.WITHDRAWN)

    with pytest.raises(OrganisationInactive), transaction():
        endorse(organisation, make_person())


def test_withdrawing_keeps_the_history_and_endorsing_again_adds_to_it(app: Flask) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "endorse")
    with transaction():
        first = endorse(organisation, person)

    with transaction():
        services.withdraw(first, reason="Members voted against it.", by=person.id)
    with transaction():
        second = endorse(organisation, person)

    assert [one.id for one in queries.history(organisation.id).rows] == [second.id, first.id]
    assert first.withdrawal_reason == "Members voted against it."
    assert first.withdrawn_by == person.id
    assert queries.standing_endorsement(organisation.id, current_version().id) == second
    assert actions() == ["endorsements.endorsed", "endorsements.withdrew", "endorsements.endorsed"]


def test_an_endorsement_is_withdrawn_only_once(app: Flask) -> None:
    endorsement = make_endorsement(make_organisation())
    person = make_person()
    with transaction():
        services.withdraw(endorsement, reason="one", by=person.id)

    with pytest.raises(AlreadyWithdrawn), transaction():
        services.withdraw(endorsement, reason="two", by=person.id)

    assert endorsement.withdrawal_reason == "one"


def test_of_two_who_sign_at_the_same_moment_one_is_told_that_it_is_done(racing_app: Flask) -> None:
    organisation = make_organisation()
    people = [make_mandate(organisation, "endorse") for _ in range(2)]
    key, ids = organisation.id, [person.id for person in people]
    written, committed = Event(), Event()

    def first() -> str:
        with racing_app.app_context(), transaction():
            endorse(session.get_one(Organisation, key), session.get_one(Person, ids[0]))
            written.set()
            committed.wait(0.5)
        return "done"

    def second() -> str:
        written.wait(10)
        with racing_app.app_context(), pytest.raises(AlreadyEndorsed), transaction():
            endorse(session.get_one(Organisation, key), session.get_one(Person, ids[1]))
        return "told"

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(first), pool.submit(second)]
        assert [one.result(20) for one in results] == ["done", "told"]

    assert session.scalar(select(func.count()).select_from(Endorsement)) == 1


def test_those_who_may_endorse_are_asked_and_their_contacts_are_not(app: Flask) -> None:
    organisation = make_organisation()
    make_contact(organisation)
    person = make_mandate(organisation, "read", "endorse")
    make_mandate(organisation, "read", "edit")

    request = ask(organisation)

    [letter] = letters()
    assert (letter.kind, letter.person_id) == ("endorsement_request", person.id)
    assert letter.params == {"organisation_id": str(organisation.id)}
    assert [(one.person_id, one.notice_id, one.invitation_id) for one in recipients(request.id)] == [
        (person.id, letter.id, None)
    ]


def test_where_nobody_may_endorse_every_contact_is_invited_to(app: Flask) -> None:
    organisation = make_organisation()
    make_contact(organisation, email="One@Example.org", name="Uno")
    make_contact(organisation, email="two@example.org")
    make_contact(organisation, email="one@example.org", name="Again")

    request = ask(organisation)

    invitations = list(session.scalars(select(Invitation)))
    assert {one.person.email for one in invitations} == {"one@example.org", "two@example.org"}
    assert {one.next_path for one in invitations} == {f"/organisations/{organisation.id}/endorse"}
    offers = list(session.scalars(select(MandateOffer)))
    assert [set(one.functions) for one in offers] == [{"read", "edit", "endorse", "consult"}] * 2
    assert {one.params["invitation_id"] for one in letters("endorsement_invitation")} == {
        str(one.id) for one in invitations
    }
    assert {one.invitation_id for one in recipients(request.id)} == {one.id for one in invitations}


def test_a_person_of_two_organisations_gets_one_letter_for_each(app: Flask) -> None:
    first, second = make_organisation(), make_organisation()
    make_contact(first, email="same@example.org")
    make_contact(second, email="same@example.org")

    request = ask(first, second)

    assert len(letters()) == 2
    assert len({one.person_id for one in letters()}) == 1
    assert {one.organisation_id for one in recipients(request.id)} == {first.id, second.id}


def test_mail_that_came_back_is_not_tried_again(app: Flask) -> None:
    organisation = make_organisation()
    works, broken = make_mandate(organisation, "endorse"), make_mandate(organisation, "endorse")
    broken.mail_suspended_at = works.created_at
    session.commit()

    ask(organisation)

    assert [one.person_id for one in letters()] == [works.id]


def test_a_second_click_sends_nothing(app: Flask) -> None:
    organisation = make_organisation()
    make_contact(organisation)
    key = UUID(int=77)

    for _ in range(2):
        with transaction():
            found = services.ask_to_endorse(
                current_version(), [organisation.id], by=None, lifetime=LIFETIME, request_id=key, expected=1
            )
            assert found == key

    assert len(letters()) == 1
    assert len(recipients(key)) == 1


def test_two_clicks_at_the_same_moment_send_once(racing_app: Flask) -> None:
    organisation = make_organisation()
    make_contact(organisation)
    key, organisation_id = UUID(int=78), organisation.id

    def click() -> UUID:
        with racing_app.app_context(), transaction():
            return services.ask_to_endorse(
                current_version(), [organisation_id], by=None, lifetime=LIFETIME, request_id=key
            )

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(click) for _ in range(2)]
        assert [one.result(20) for one in results] == [key, key]

    assert len(letters()) == 1


def test_nothing_is_sent_if_the_list_changed_since_the_preview(app: Flask) -> None:
    organisation = make_organisation()
    make_contact(organisation)

    with pytest.raises(AudienceChanged), transaction():
        services.ask_to_endorse(current_version(), [organisation.id], by=None, lifetime=LIFETIME, expected=2)

    assert letters() == []
    assert session.scalar(select(func.count()).select_from(EndorsementRequest)) == 0


def test_asking_nobody_is_refused(app: Flask) -> None:
    with pytest.raises(NobodyToAsk), transaction():
        services.ask_to_endorse(current_version(), [], by=None, lifetime=LIFETIME)


def test_four_hundred_organisations_are_asked_in_one_transaction(
    app: Flask, hints: list[tuple[str, tuple[str, ...]]]
) -> None:
    ids = make_many(400)

    with transaction():
        key = services.ask_to_endorse(current_version(), ids, by=None, lifetime=LIFETIME, expected=400)

    assert len(letters("endorsement_invitation")) == 400
    assert len(recipients(key)) == 400
    assert hints == [("notices.deliver", ())]


def test_what_an_applicant_agreed_to_counts_from_the_approval_on(app: Flask) -> None:
    organisation, person = make_organisation(), make_person()
    older = make_version("2010")

    given = services.record_agreed(
        organisation, older.id, locale="ru", signatory_name="Ada", signatory_id=person.id, by=None
    )

    assert (given.version_id, given.source, given.locale) == (older.id, "applicant", "ru")
    assert (given.signatory_id, given.signatory_name) == (person.id, "Ada")
    assert actions() == ["endorsements.endorsed"]


def test_what_is_endorsed_already_is_not_agreed_to_twice(app: Flask) -> None:
    organisation = make_organisation()
    make_endorsement(organisation)

    with pytest.raises(AlreadyEndorsed):
        services.record_agreed(
            organisation, current_version().id, locale="en", signatory_name="", signatory_id=None, by=None
        )


def test_of_fifty_who_endorse_at_once_one_does(racing_app: Flask) -> None:
    organisation_id, version_id = make_organisation().id, current_version().id
    people = [make_person().id for _ in range(50)]
    session.remove()
    together = Barrier(50, timeout=60)

    def endorse_once(person_id: UUID) -> bool:
        with racing_app.app_context():
            try:
                with transaction():
                    organisation = session.get_one(Organisation, organisation_id)
                    together.wait()
                    services.endorse(organisation, version_id, services.Signature(name="Ada"), by=person_id)
            except AlreadyEndorsed:
                return False
            return True

    with ThreadPoolExecutor(50) as pool:
        done = list(pool.map(endorse_once, people))

    assert sum(done) == 1
    lines = queries.events(organisation_id, version_id)
    assert [one.act for one in lines] == ["endorsed"]
    assert len(session.scalars(select(Endorsement)).all()) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE endorsement_events SET act = 'declined'",
        "DELETE FROM endorsement_events",
        "TRUNCATE endorsement_events",
    ],
)
def test_the_history_is_added_to_only(app: Flask, change: str) -> None:
    endorse(make_organisation(), make_person())

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(change))


def test_who_endorses_may_say_later_what_may_be_told(app: Flask) -> None:
    endorsement = endorse(make_organisation(), make_person())
    wanted = Consents(count=True, name=True, signatory=True)

    with transaction():
        services.change_consents(endorsement, wanted, by=make_person().id)

    assert endorsement.consents == wanted
    assert queries.position(endorsement.organisation_id, endorsement.version_id).consents == wanted


def test_nothing_may_be_told_unless_somebody_says_so(app: Flask) -> None:
    assert endorse(make_organisation(), make_person()).consents == Consents(False, False, False)


def test_the_revision_that_was_read_is_kept(app: Flask) -> None:
    endorsement = endorse(make_organisation(), make_person())

    read = statements.latest_translation(endorsement.version_id, "fr")
    assert read is not None
    assert (endorsement.translation_id, endorsement.locale) == (read.id, "fr")


def test_saying_no_or_later_is_refused_while_an_endorsement_stands(app: Flask) -> None:
    organisation, person = make_organisation(), make_person()
    endorse(organisation, person)
    session.commit()

    with pytest.raises(AlreadyEndorsed), transaction():
        services.decline(organisation, current_version(), reason="", by=person.id)
    with pytest.raises(AlreadyEndorsed), transaction():
        services.ask_for_time(organisation, current_version(), until=today() + timedelta(days=1), by=person.id)


@pytest.mark.parametrize("days", [0, -1, 400])
def test_time_is_given_up_to_a_year(app: Flask, days: int) -> None:
    with pytest.raises(TimeTooLong), transaction():
        services.ask_for_time(
            make_organisation(), current_version(), until=today() + timedelta(days=days), by=make_person().id
        )


def a_paper(organisation: Organisation, by: Person, **changes: Any) -> PaperEndorsement:
    signature = services.Signature(name="Ada", function="chair", mandate="The board", **changes)
    scan = SafeFile(b"%PDF-1.4 scan", "pdf")
    with transaction():
        return services.enter_paper(organisation, current_version(), signature, scan, endorsed_on="2014-03", by=by.id)


def test_a_paper_counts_when_a_second_person_has_compared_it(app: Flask) -> None:
    organisation, first, second = make_organisation(), make_person(), make_person()
    paper = a_paper(organisation, first, consents=Consents(count=True))
    assert queries.standing_endorsement(organisation.id, current_version().id) is None

    with transaction():
        services.accept_paper(paper, by=second.id)

    standing = queries.standing_endorsement(organisation.id, current_version().id)
    assert standing is not None
    assert (standing.source, standing.endorsed_on, standing.consents) == ("paper", "2014-03", Consents(count=True))
    assert paper.content == b"%PDF-1.4 scan"


def test_nobody_compares_their_own_paper(app: Flask) -> None:
    person = make_person()
    paper = a_paper(make_organisation(), person)

    with pytest.raises(SamePerson), transaction():
        services.accept_paper(paper, by=person.id)
    with pytest.raises(SamePerson), transaction():
        services.refuse_paper(paper, reason="x", by=person.id)

    assert paper.state == "waiting"


def test_a_paper_is_settled_once(app: Flask) -> None:
    paper, second = a_paper(make_organisation(), make_person()), make_person()
    with transaction():
        services.refuse_paper(paper, reason="The signature is missing.", by=second.id)

    with pytest.raises(PaperSettled), transaction():
        services.accept_paper(paper, by=second.id)


def test_of_an_organisation_one_paper_waits(app: Flask) -> None:
    organisation = make_organisation()
    a_paper(organisation, make_person())

    with pytest.raises(PaperWaits):
        a_paper(organisation, make_person())


def test_a_certificate_is_valid_while_the_endorsement_stands_and_the_organisation_is_not_hidden(app: Flask) -> None:
    organisation, person = make_organisation(), make_person()
    endorsement = endorse(organisation, person)
    with transaction():
        made, code = services.make_certificate(endorsement, name=organisation.name, locale="ru", by=person.id)

    assert queries.valid_certificate(code.lower().replace("-", " ")) == made
    assert queries.valid_certificate(code[:-1]) is None
    organisation.listing = Listing.HIDDEN
    session.commit()
    assert queries.valid_certificate(code) is None
    organisation.listing = Listing.UNLISTED
    session.commit()
    assert queries.valid_certificate(code) == made
    with transaction():
        services.withdraw(endorsement, reason="", by=person.id)
    assert queries.valid_certificate(code) is None


def test_the_code_of_a_certificate_is_kept_nowhere(app: Flask) -> None:
    endorsement = endorse(make_organisation(), make_person())
    with transaction():
        _made, code = services.make_certificate(endorsement, name="One", locale="en", by=make_person().id)

    stored = session.execute(text("SELECT row_to_json(c)::text FROM endorsement_certificates c")).scalar_one()
    assert code not in stored
    assert code.replace("-", "") not in stored
