"""What came of an invented consultation, and invented requests of outside bodies to be consulted."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from nswp_members.consultations import services
from nswp_members.consultations.models import Consultation, Decision, Kind, Outcome, Stance, Verdict
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services import NewPosition, Plan, reporting, triage
from nswp_members.consultations.services.triage import RequestDetails
from nswp_members.core.db import now, session, today
from nswp_members.organisations.models import Organisation

REPORTED = "street-outreach-guide"
MOST_ANSWERS = 40
TURNS = (Stance.SUPPORT, Stance.SUPPORT, Stance.AMEND, Stance.SUPPORT)
PARAGRAPHS = (
    "Outreach workers are paid, and most of them are sex workers themselves.",
    "No outreach team shares a list of places with the police.",
)
REPLIES = (
    (Verdict.PARTLY, "We say “employed or paid” now, because several groups share the money among all who go out.",
     "Outreach workers are employed or paid, and most of them are sex workers themselves."),
    (Verdict.TAKEN, "It stays as it is, and the guide explains how a team keeps such a list.", ""),
)  # fmt: skip
REQUESTS = (
    ("World Clinic Forum", "Comments on draft guidance for clinics", 40, 12, Decision.ACCEPTED,
     "Members asked for it.", "3.5"),
    ("Institute for Street Studies", "A survey of all members within a week", 30, 23, Decision.DECLINED,
     "Too little time, and the data would leave our hands.", "0.5"),
    ("Northern Donors’ Table", "Round table on funding", 20, -15, Decision.DEFERRED,
     "After the regional elections.", None),
    ("Ministry of Labour of Ruritania", "Hearing on working conditions", 9, 2, Decision.WAITING, "", None),
)  # fmt: skip


def show_responses(by_name: Mapping[str, Organisation], *, member: UUID, staff: UUID) -> None:
    """Publish what came of a consultation, and fill the register of requests."""
    consultation = _asked(staff)
    organisations = sorted(by_name.values(), key=lambda one: one.name)[:MOST_ANSWERS]
    for place, organisation in enumerate(organisations):
        for paragraph in consultation.paragraphs:
            stance = TURNS[place % len(TURNS)] if paragraph.key == "p1" else Stance.SUPPORT
            wording = "Outreach workers are employed or paid." if stance == Stance.AMEND else ""
            new = NewPosition(stance=stance, proposal=wording, comment="", locale="en", seen=0)
            services.save_position(consultation, paragraph, Respondent(member, organisation.id), new, at=now())
    services.close(consultation, expected_version=consultation.version, by=staff, at=now())
    reporting.analyse(consultation, threshold=5, expected_version=consultation.version, by=staff, at=now())
    _report(consultation, staff)
    _fill_register(consultation, staff)


def _asked(staff: UUID) -> Consultation:
    plan = Plan(
        slug=REPORTED,
        kind=Kind.IN_DEPTH,
        outcome=Outcome.RESOURCE,
        titles={"en": "A guide to outreach in the street", "fr": "Un guide pour le travail de rue"},
        introductions={"en": "Two sentences that the guide rests on. Can you stand behind them?"},
        opens_on=today() - timedelta(days=60),
        closes_on=today() + timedelta(days=1),
    )
    consultation = services.plan(plan, by=staff)
    for words in PARAGRAPHS:
        services.save_paragraph(consultation, None, titles={}, contents={"en": words}, by=staff)
    session.flush()
    services.open_consultation(consultation, expected_version=consultation.version, by=staff, at=now())
    return consultation


def _report(consultation: Consultation, staff: UUID) -> None:
    for paragraph, (verdict, why, wording) in zip(consultation.paragraphs, REPLIES, strict=True):
        wordings = {"en": wording} if wording else {}
        reporting.reply(
            consultation,
            paragraph,
            verdict=verdict,
            texts={"en": why},
            wordings=wordings,
            seen=0,
            by=staff,
            at=now(),
        )
    reporting.write_report(
        consultation,
        summaries={"en": "Most of you stand behind both sentences. One of them reads better now, thanks to you."},
        feeds_version_id=None,
        resource="Outreach in the street: a guide",
        seen=0,
        by=staff,
        at=now(),
    )
    reporting.publish(consultation, is_public=True, expected_version=consultation.version, by=staff, at=now())


def _fill_register(consultation: Consultation, staff: UUID) -> None:
    for body, topic, came, due, decision, reason, effort in REQUESTS:
        accepted = decision == Decision.ACCEPTED
        details = RequestDetails(
            requested_by=body,
            contact="",
            topic=topic,
            received_on=today() - timedelta(days=came),
            answer_by=today() - timedelta(days=due),
            effort=Decimal(effort) if effort else None,
            outcome="We sent what our members said." if accepted else "",
            is_done=accepted,
            consultation_id=consultation.id if accepted else None,
        )
        made = triage.enter_request(details, by=staff)
        if decision != Decision.WAITING:
            triage.decide_request(made, decision, reason=reason, day=today(), seen=1, by=staff)
