import socket
import threading
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import update

from nswp_members.core import health
from nswp_members.core.db import now, session, transaction
from nswp_members.notices import claims, delivery, letters, services, tasks
from nswp_members.notices.models import Notice, State
from tests.factories import make_contact, make_mandate, make_organisation, make_person, make_risk
from tests.notices.conftest import invitation_of, invite, reset


def make_due() -> None:
    """Let every pending notice be due now."""
    session.execute(update(Notice).where(Notice.state == State.PENDING).values(not_before=now()))
    session.commit()


def test_due_notices_arrive_once_over_one_connection(sink, deliver):
    notices = [invite() for _ in range(5)]

    tally = deliver()
    again = deliver()

    assert (tally, again) == (Counter(sent=5), Counter())
    assert [notice.state for notice in notices] == [State.SENT] * 5
    assert all(notice.attempts == 1 and notice.finished_at and not notice.lease_token for notice in notices)
    assert sorted(mail.recipients[0] for mail in sink.messages) == sorted(n.person.email for n in notices)
    assert {mail.message["Message-ID"] for mail in sink.messages} == {n.message_id for n in notices}
    assert sink.seen["EHLO"] == 1


def test_notices_for_later_stay(sink, deliver):
    with transaction():
        services.notify(
            "password_reset",
            make_person().id,
            occurrence="x",
            params={"reset_id": "00000000-0000-0000-0000-000000000000"},
            not_before=now() + timedelta(hours=1),
        )

    assert deliver() == Counter()


def test_urgent_kinds_go_first(sink, deliver):
    invite()
    urgent = reset()

    deliver()

    assert sink.messages[0].message["Message-ID"] == urgent.message_id


def test_a_passing_refusal_is_tried_again_with_the_same_message_id(sink, deliver):
    notice, other = invite(), invite()
    sink.refuse("RCPT", "451 4.3.0 Later", recipient=notice.person.email)

    assert deliver() == Counter(pending=1, sent=1)
    assert (notice.state, notice.attempts, notice.reason_code) == ("pending", 1, "refused")
    assert notice.reason == "451 4.3.0 Later"
    assert timedelta(0) < notice.not_before - now() < timedelta(seconds=1.3)

    sink.recover()
    make_due()
    assert deliver() == Counter(sent=1)
    assert (notice.attempts, notice.reason, notice.reason_code) == (2, None, None)
    assert [mail.message["Message-ID"] for mail in sink.messages] == [other.message_id, notice.message_id]


def test_a_passing_refusal_of_the_text_is_tried_again_too(sink, deliver):
    notice = invite()
    sink.refuse("DATA", "452 4.2.2 Full")

    assert deliver() == Counter(pending=1)
    assert (notice.state, notice.attempts, notice.doubts) == ("pending", 1, 0)


def test_after_two_days_of_passing_refusals_it_has_failed(sink, deliver):
    notice = invite()
    sink.refuse("RCPT", "451 4.3.0 Later")
    notice.due_at = now() - timedelta(hours=48)
    session.commit()

    assert deliver() == Counter(failed=1)
    assert (notice.state, notice.reason_code, notice.reason) == ("failed", "refused", "451 4.3.0 Later")
    assert notice.person.mail_suspended_at is None


def test_an_address_that_does_not_exist_is_suspended(sink, deliver):
    notice = invite()
    sink.refuse("RCPT", "550 5.1.1 No such user")

    assert deliver() == Counter(failed=1)
    assert (notice.state, notice.reason_code) == ("failed", "refused_for_good")
    assert notice.reason == "550 5.1.1 No such user"
    assert notice.person.mail_suspended_at is not None

    invite(notice.person)
    sink.recover()
    assert deliver() == Counter(suppressed=1)
    assert sink.messages == []


@pytest.mark.parametrize(
    ("phase", "answer"),
    [("RCPT", "550 5.7.1 Not from you"), ("RCPT", "554 5.1.8 Bad sender"), ("DATA", "554 5.1.1 Looks like spam")],
)
def test_other_refusals_for_good_do_not_suspend_the_address(sink, deliver, phase, answer):
    notice = invite()
    sink.refuse(phase, answer)

    assert deliver() == Counter(failed=1)
    assert (notice.attempts, notice.reason) == (1, answer)
    assert notice.person.mail_suspended_at is None


@pytest.mark.parametrize("phase", ["RCPT", "DATA"])
def test_the_next_letter_goes_out_over_the_same_line_after_a_refusal(sink, deliver, phase):
    first, last = invite(), invite()
    sink.refuse(phase, "550 5.7.1 No")
    sink.watchers["RCPT"] = lambda: sink.seen["RCPT"] == 2 and sink.recover()

    assert deliver() == Counter(failed=1, sent=1)
    assert (first.state, last.state, sink.seen["EHLO"]) == ("failed", "sent", 1)


def test_a_refused_sender_stops_the_run_and_fails_nobody(sink, deliver):
    notices = [invite() for _ in range(3)]
    sink.refuse("MAIL", "553 5.7.1 Who are you?")

    assert deliver() == Counter(released=3)
    assert {(n.state, n.attempts, n.reason_code) for n in notices} == {("pending", 0, "sender_refused")}


def test_while_the_server_is_down_notices_wait_without_counting_tries(sink, deliver):
    notices = [invite() for _ in range(3)]
    sink.stop()

    assert deliver() == Counter(released=3)
    assert {(n.state, n.attempts, n.reason_code) for n in notices} == {("pending", 0, "server_away")}
    assert delivery.server_was_away(within=timedelta(seconds=30))

    sink.start()
    assert deliver() == Counter(sent=3)


def test_a_server_down_beyond_the_age_limit_fails_the_notice(sink, deliver):
    notice = invite()
    notice.due_at = now() - timedelta(hours=49)
    session.commit()
    sink.stop()

    deliver()

    assert (notice.state, notice.reason_code) == ("failed", "server_away")


def test_a_hanging_greeting_counts_as_away(sink, deliver):
    notice = invite()
    sink.hang("EHLO", 1.0)

    assert deliver() == Counter(released=1)
    assert (notice.state, notice.attempts) == ("pending", 0)


def test_a_server_that_hangs_before_data_is_tried_again(sink, deliver):
    notice = invite()
    sink.hang("RCPT", 0.8)

    assert deliver() == Counter(pending=1)
    assert (notice.state, notice.attempts, notice.reason_code) == ("pending", 1, "connection_lost")


def test_several_losses_in_a_row_end_the_run(sink, deliver):
    for _ in range(6):
        invite()
    sink.hang("RCPT", 0.8)

    tally = deliver()

    assert tally == Counter(pending=2, released=3)


def test_no_answer_after_the_final_dot_leaves_a_held_kind_uncertain(sink, deliver):
    notice = invite()
    sink.hang("DATA", 0.8)

    assert deliver() == Counter(uncertain=1)
    assert (notice.state, notice.reason_code, notice.doubts) == ("uncertain", "no_answer", 1)
    sink.recover()
    make_due()
    assert deliver() == Counter()


def test_no_answer_after_the_final_dot_sends_a_reset_again_once(sink, deliver):
    notice = reset()
    sink.hang("DATA", 0.8)

    assert deliver() == Counter(pending=1)
    make_due()
    assert deliver() == Counter(uncertain=1)
    assert notice.doubts == 2


def test_a_line_that_the_server_closed_between_letters_is_opened_again(sink, deliver):
    invite(), invite()
    sink.refuse("MAIL", "421 4.3.2 Going down")
    sink.watchers["MAIL"] = lambda: sink.seen["MAIL"] == 2 and sink.recover()

    tally = deliver()

    assert tally["sent"] == 1
    assert tally["pending"] == 1
    assert sink.seen["EHLO"] == 2


def cut_after(port: int, lines: int) -> tuple[int, threading.Thread]:
    """Relay one connection to the sink, cutting it after so many lines from the client."""
    listener = socket.create_server(("127.0.0.1", 0))

    def relay() -> None:
        client, _ = listener.accept()
        server = socket.create_connection(("127.0.0.1", port))
        listener.close()
        threading.Thread(target=_pump, args=(server, client), daemon=True).start()
        reader = client.makefile("rb")
        for _ in range(lines):
            server.sendall(reader.readline())
        reader.readline()
        for one in (client, server):
            one.shutdown(socket.SHUT_RDWR)
            one.close()

    thread = threading.Thread(target=relay, daemon=True)
    thread.start()
    return listener.getsockname()[1], thread


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(4096):
            target.sendall(piece)
    except OSError:
        return


@pytest.mark.parametrize("lines", [0, 1, 2, 3])
def test_a_line_cut_before_the_text_never_leaves_doubt(app, sink, deliver, monkeypatch, lines):
    notice = invite()
    port, relay = cut_after(sink.port, lines)
    monkeypatch.setattr(app.extensions["mail"], "port", port)

    deliver()
    relay.join(5)
    state, doubts = notice.state, notice.doubts
    monkeypatch.setattr(app.extensions["mail"], "port", sink.port)
    make_due()
    deliver()

    assert (state, doubts) == ("pending", 0)
    assert notice.state == "sent"
    assert len(sink.messages) == 1


def test_a_letter_that_cannot_be_written_holds_up_nobody(sink, deliver, app, monkeypatch):
    broken, whole = invite(kind="endorsement_invitation"), invite()
    real = letters.Stationery.write

    def write(self, kind, **values):
        if kind.name == "endorsement_invitation":
            raise LookupError("secret@example.org")
        return real(self, kind, **values)

    monkeypatch.setattr(letters.Stationery, "write", write)

    assert deliver() == Counter(failed=1, sent=1)
    assert (broken.state, broken.reason_code, broken.reason) == ("failed", "render", "LookupError")
    assert whole.state == "sent"


def test_an_unusable_address_fails_alone(sink, deliver):
    notice = invite()
    notice.person.email = "no at sign"
    session.commit()

    assert deliver() == Counter(failed=1)
    assert notice.reason_code == "address"


def test_a_kind_of_an_older_release_fails(sink, deliver):
    notice = invite()
    notice.kind = "gone"
    session.commit()

    assert deliver() == Counter(failed=1)
    assert notice.reason_code == "unknown_kind"


def test_a_withdrawn_invitation_is_not_mailed(sink, deliver):
    notice = invite()
    invitation_of(notice).withdrawn_at = now()
    session.commit()

    assert deliver() == Counter(cancelled=1)
    assert (notice.reason_code, sink.messages) == ("link_closed", [])


def test_somebody_no_longer_active_gets_nothing(sink, deliver):
    notice = invite()
    notice.person.is_active = False
    session.commit()

    assert deliver() == Counter(suppressed=1)
    assert (notice.reason_code, sink.messages) == ("inactive", [])


def test_a_notice_past_its_lifetime_is_cancelled(sink, deliver):
    notice = invite()
    with time_machine.travel(now() + timedelta(days=29)):
        invitation_of(notice).expires_at = now() + timedelta(days=30)
        session.commit()
    with time_machine.travel(now() + timedelta(days=31)):
        assert deliver() == Counter(cancelled=1)
    assert notice.reason_code == "outdated"


def test_a_worker_whose_lease_was_taken_over_does_not_send(sink, deliver, monkeypatch):
    notice = invite()
    real = claims.begin_data

    def begin_data(*args, **values):
        session.execute(update(Notice).values(lease_token=uuid4()))
        return real(*args, **values)

    monkeypatch.setattr(claims, "begin_data", begin_data)

    assert deliver() == Counter(taken_over=1)
    assert sink.messages == []
    assert (notice.state, notice.attempts) == ("sending", 0)


def test_hints_are_passed_over_while_the_server_is_known_to_be_away(app, sink):
    invite()
    with transaction():
        health.beat(delivery.MAIL_AWAY, now())

    tasks.deliver()
    assert sink.messages == []
    tasks.sweep()
    assert len(sink.messages) == 1


def test_a_long_batch_keeps_its_lease_and_sees_late_changes(app, sink, deliver, monkeypatch):
    monkeypatch.setattr(delivery, "FRESH", timedelta(0))
    first, second = invite(), invite()
    real = claims.mark_sent

    def mark_sent(notice_id, token, *, at):
        second.person.is_active = False
        session.flush()
        return real(notice_id, token, at=at)

    monkeypatch.setattr(claims, "mark_sent", mark_sent)
    assert deliver() == Counter(sent=1, suppressed=1)
    assert (first.state, second.state) == ("sent", "suppressed")


def test_an_interrupted_run_gives_its_claim_back(sink, deliver, monkeypatch):
    notices = [invite() for _ in range(3)]

    def interrupt(*_ids, at):
        raise KeyboardInterrupt

    monkeypatch.setattr(claims, "mark_sent", interrupt)

    with pytest.raises(KeyboardInterrupt):
        deliver()

    assert Counter(n.state for n in notices) == Counter(data=1, pending=2)


def test_logs_name_no_recipient(sink, deliver, caplog):
    caplog.set_level("DEBUG")
    for one in ("a", "b"):
        invite(email=f"hidden-{one}@example.org", name="Hidden Person")
    sink.refuse("RCPT", "550 5.1.1 <hidden-a@example.org> unknown", recipient="hidden-a@example.org")

    deliver()

    ours = [record.getMessage() for record in caplog.records if record.name != "mail.log"]
    assert "Notices: failed 1, sent 1." in ours
    assert "hidden" not in " ".join(ours).lower()


def test_no_mail_goes_to_a_country_that_is_hidden_by_force(sink, deliver):
    notice = invite(make_mandate(make_organisation(country="UG"), "edit"))
    make_risk("UG")

    tally = deliver()

    assert (tally, sink.messages) == (Counter(suppressed=1), [])
    assert notice.reason_code == "unsafe"


def test_an_address_named_as_safe_gets_the_same_letter_for_every_kind(sink, deliver, app, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_DISCREET_NAME", "Post")
    monkeypatch.setitem(app.config, "MAIL_DISCREET_ADDRESS", "post@quiet.example.net")
    organisation = make_organisation(country="UG")
    contact = make_contact(organisation, email="safe@example.org")
    contact.safe_channel = "email"
    make_risk("UG")
    person = make_person(email="safe@example.org", account=False)
    invite(person)
    reset(make_mandate(organisation, "edit", person=make_person(email="safe2@example.org")))

    tally = deliver()
    mail = sink.messages[0]

    assert tally == Counter(sent=1, suppressed=1)
    assert mail.envelope_from == "post@quiet.example.net"
    assert mail.message["From"] == "Post <post@quiet.example.net>"
    assert mail.message["Message-ID"].endswith("@quiet.example.net>")
    assert mail.message["Subject"] == "Something new for you"
    body = mail.message.get_body(("plain",)).get_content()
    assert "/n/" in body
    assert "invit" not in body.lower()


def test_the_link_of_a_discreet_letter_leads_to_what_the_notice_is_about(sink, deliver, client):
    organisation = make_organisation(country="KE")
    organisation.listing = "hidden"
    invite(make_mandate(organisation, "edit"))

    deliver()
    body = sink.messages[0].message.get_body(("plain",)).get_content()
    path = "/n/" + body.partition("/n/")[2].split()[0]

    assert "/accounts/invitations/" in client.get(path).location
    assert client.get(path[:-2]).status_code == 404
