"""The delivery run: claims batches and takes each letter through its steps, one short transaction per step.

This is the one place besides views, tasks and commands that opens transactions: each step must stand in the
database before the next one touches the mail server.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from nswp_members.accounts import services as accounts
from nswp_members.core import health
from nswp_members.core.db import now, transaction
from nswp_members.notices import claims, letters, queries
from nswp_members.notices.cautions import Caution
from nswp_members.notices.kinds import KINDS, InDoubt, Kind
from nswp_members.notices.mailer import Lost, Postman, Refused, ServerAway
from nswp_members.notices.models import State
from nswp_members.notices.outcomes import Claimed, Outcome, Patience

log = logging.getLogger(__name__)

RUN = timedelta(minutes=10)
FRESH = timedelta(seconds=30)
LOSSES_IN_A_ROW = 3
MAIL_AWAY = "mail_away"
TAKEN_OVER = "taken_over"


class TakenOver(Exception):
    """The lease was lost: somebody else decides about this notice now."""


def server_was_away(*, within: timedelta) -> bool:
    """Whether a run met no usable mail server a moment ago; only the sweep tries then."""
    last = health.last_beat(MAIL_AWAY)
    return last is not None and now() - last < within


def deliver_due(mail: Any, config: Mapping[str, Any], *, run: timedelta = RUN) -> Counter[str]:
    """Send what is due until nothing is left, the server is away or the time is up; return the outcomes."""
    tally: Counter[str] = Counter()
    patience = Patience.of(config)
    stationery = letters.Stationery()
    ends = now() + run
    with Postman(mail, config) as postman:
        while now() < ends:
            with transaction():
                token, notices = claims.claim(limit=config["NOTICE_BATCH_SIZE"], at=now(), lease=patience.lease)
            if not notices:
                break
            batch = Batch(token, notices, postman, patience, stationery)
            tally += batch.deliver()
            if batch.server_away:
                break
    if tally:
        log.info("Notices: %s.", ", ".join(f"{state} {number}" for state, number in sorted(tally.items())))
    return tally


class Batch:
    """The notices that one worker holds under one token."""

    def __init__(
        self,
        token: UUID,
        notices: list[Claimed],
        postman: Postman,
        patience: Patience,
        stationery: letters.Stationery,
    ) -> None:
        self.token = token
        self.notices = notices
        self.postman = postman
        self.patience = patience
        self.stationery = stationery
        self.server_away = False
        self._losses = 0
        self._renew_at = now() + min(FRESH, patience.lease / 2)
        self._facts = queries.facts_for(notices, at=now())

    def deliver(self) -> Counter[str]:
        """Take every notice through its steps; give back what cannot be tried now."""
        tally: Counter[str] = Counter()
        finished = False
        try:
            for position, notice in enumerate(self.notices):
                self._stay_fresh(self.notices[position:])
                tally[self._deliver_one(notice)] += 1
            finished = True
        except ServerAway as away:
            self.server_away = finished = True
            tally["released"] += self._give_back(away)
        finally:
            if not finished:
                self._give_back(None)
        return tally

    def _stay_fresh(self, rest: list[Claimed]) -> None:
        """Renew the lease and look at the recipients again if the batch takes long."""
        at = now()
        if at < self._renew_at:
            return
        with transaction():
            claims.renew_lease(self.token, at=at, lease=self.patience.lease)
            self._facts = queries.facts_for(rest, at=at)
        self._renew_at = at + min(FRESH, self.patience.lease / 2)

    def _give_back(self, away: ServerAway | None) -> int:
        """Return the untried notices to the outbox, and note when the server was found away."""
        at = now()
        if away:
            log.warning("Notices: no mail server (%s).", away.code)
        with transaction():
            if away:
                health.beat(MAIL_AWAY, at)
            return claims.release(self.token, at=at, code=away.code if away else None, patience=self.patience)

    def _deliver_one(self, notice: Claimed) -> str:
        """Take one notice as far as it goes and return the name of its new state."""
        kind = KINDS.get(notice.kind)
        outcome = self._reason_not_to(notice, kind)
        if outcome or kind is None:
            return self._settle(notice, outcome or Outcome(State.FAILED, "unknown_kind"))
        try:
            letter = self._write(notice, kind)
        except letters.AddressUnusable:
            return self._settle(notice, Outcome(State.FAILED, "address"))
        except Exception as error:  # noqa: BLE001 (one faulty letter must not hold up the others)
            log.error("Notice %s could not be written: %s.", notice.id, type(error).__name__)
            return self._settle(notice, Outcome(State.FAILED, "render", type(error).__name__))
        if letter is None:
            return self._settle(notice, Outcome(State.CANCELLED, "link_closed"))
        return self._carry(notice, kind, letter)

    def _reason_not_to(self, notice: Claimed, kind: Kind | None) -> Outcome | None:
        """Return why this notice must not go out any more, if so."""
        addressee = self._facts.addressees.get(notice.person_id)
        if addressee is None or not addressee.is_active:
            return Outcome(State.SUPPRESSED, "inactive")
        if addressee.mail_suspended:
            return Outcome(State.SUPPRESSED, "address_suspended")
        if addressee.caution is Caution.STOP:
            return Outcome(State.SUPPRESSED, "unsafe")
        if kind and now() - notice.due_at > kind.lifetime:
            return Outcome(State.CANCELLED, "outdated")
        return None

    def _write(self, notice: Claimed, kind: Kind) -> letters.Letter | None:
        link = letters.link_of(kind, notice, self._facts)
        if link is None:
            return None
        addressee = self._facts.addressees[notice.person_id]
        if addressee.caution is Caution.DISCREET:
            return self.stationery.write_discreetly(
                notice.id,
                email=addressee.email,
                locale=addressee.locale,
                message_id=notice.message_id,
                at=now(),
            )
        return self.stationery.write(
            kind,
            email=addressee.email,
            locale=addressee.locale,
            link=link,
            message_id=notice.message_id,
            at=now(),
        )

    def _carry(self, notice: Claimed, kind: Kind, letter: letters.Letter) -> str:
        """Put a letter on the line; raises `ServerAway` after several losses in a row."""

        def begin_data() -> None:
            with transaction():
                held = claims.begin_data(notice.id, self.token, at=now(), lease=self.patience.data_lease)
            if not held:
                raise TakenOver

        try:
            self.postman.carry(letter, begin_data)
        except TakenOver:
            return TAKEN_OVER
        except Refused as refusal:
            self._losses = 0
            return self._refused(notice, refusal)
        except Lost as loss:
            self._losses += 1
            state = self._lost(notice, kind, loss)
            if self._losses >= LOSSES_IN_A_ROW:
                raise ServerAway("server_away") from None
            return state
        self._losses = 0
        with transaction():
            taken = claims.mark_sent(notice.id, self.token, at=now())
        return State.SENT if taken else TAKEN_OVER

    def _refused(self, notice: Claimed, refusal: Refused) -> str:
        counts = not refusal.after_mark
        if not refusal.is_permanent:
            return self._settle(notice, self._later(notice, "refused", refusal.reason, counts=counts))
        outcome = Outcome(State.FAILED, "refused_for_good", refusal.reason, counts=counts)
        return self._settle(notice, outcome, suspend=refusal.is_about_address)

    def _lost(self, notice: Claimed, kind: Kind, loss: Lost) -> str:
        if not loss.in_doubt:
            return self._settle(notice, self._later(notice, "connection_lost", None, counts=not loss.marked))
        if kind.in_doubt is InDoubt.RESEND and notice.doubts == 0:
            at = self.patience.next_try(now(), attempts=0)
            return self._settle(notice, Outcome(State.PENDING, "no_answer", not_before=at, doubt=True))
        return self._settle(notice, Outcome(State.UNCERTAIN, "no_answer", doubt=True))

    def _later(self, notice: Claimed, code: str, reason: str | None, *, counts: bool) -> Outcome:
        """Return the outcome of a try that failed for now: again later, or given up."""
        at = now()
        if at - notice.due_at >= self.patience.give_up:
            return Outcome(State.FAILED, code, reason, counts=counts)
        next_try = self.patience.next_try(at, attempts=notice.attempts)
        return Outcome(State.PENDING, code, reason, not_before=next_try, counts=counts)

    def _settle(self, notice: Claimed, outcome: Outcome, *, suspend: bool = False) -> str:
        """Write an outcome down and return its name."""
        with transaction():
            took_place = claims.settle(notice.id, self.token, outcome, at=now())
            if took_place and suspend:
                accounts.suspend_mail(notice.person_id)
        return outcome.state.value if took_place else TAKEN_OVER
