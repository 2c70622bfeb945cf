"""Invented consultations: one that is open and partly answered, one that is planned, one that has closed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from nswp_members.consultations import queries, services
from nswp_members.consultations.models import Consultation, Kind, Outcome, Stance
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services import NewPosition, Plan
from nswp_members.consultations.steps import steps_of
from nswp_members.core.db import now, session, today
from nswp_members.demo.people import MEMBER
from nswp_members.organisations.models import Organisation

OPEN = "statement-draft"
PARAGRAPHS = (
    (
        {"en": "Work without police at the door", "fr": "Travailler sans police à la porte"},
        {
            "en": "Governments remove all laws that punish sex work, its clients, and those who help sex workers.",
            "fr": "Les gouvernements abrogent toutes les lois qui punissent le travail du sexe, ses clients et ceux"
            " qui aident à l’exercer.",
        },
    ),
    (
        {"en": "A voice wherever we are discussed", "fr": "Une voix partout où l’on parle de nous"},
        {"en": "No law, programme or study about sex workers is made without organisations that sex workers lead."},
    ),
    (
        {"en": "Moving and staying"},
        {"en": "Migrant sex workers have the same rights as everybody, whatever their papers say."},
    ),
)
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"type": "scale", "labels": {"en": "How much would this version help your work?"}, "least": 1, "most": 5},
    {
        "type": "choices",
        "labels": {"en": "Where would you use it?"},
        "options": [
            {"code": "parliament", "labels": {"en": "With members of parliament"}},
            {"code": "police", "labels": {"en": "In training for the police"}},
            {"code": "clinics", "labels": {"en": "In clinics"}},
        ],
    },
    {"type": "text", "labels": {"en": "What is missing?"}},
)
POSITIONS = (
    ("Collectif Fleur de Sel", Stance.AMEND, "fr", "… toutes les lois, y compris les règlements municipaux, …"),
    ("Highveld Night Forum", Stance.SUPPORT, "en", ""),
    ("दीपक महिला संघ", Stance.OBJECT, "hi", ""),
)


def show_consultations(by_name: Mapping[str, Organisation], *, member: UUID, staff: UUID) -> None:
    """Ask the invented organisations something, and let some of them answer."""
    draft = _plan(OPEN, Kind.E_CONSULTATION, Outcome.STATEMENT, "What should the next Statement say?", staff=staff)
    for titles, contents in PARAGRAPHS:
        services.save_paragraph(draft, None, titles=titles, contents=contents, by=staff)
    _ask(draft, staff)
    services.open_consultation(draft, expected_version=draft.version, by=staff, at=now())
    for name, stance, locale, words in POSITIONS:
        new = NewPosition(stance=stance, proposal=words, comment="", locale=locale, seen=0)
        services.save_position(draft, draft.paragraphs[0], Respondent(member, by_name[name].id), new, at=now())
    typed = [("stance", Stance.AMEND.value), ("comment", "We talked about it on Monday and"), ("locale", "en")]
    services.keep_draft(draft, Respondent(member, by_name[MEMBER].id), "paragraph-p2", typed, at=now())
    _plan("digital-safety", Kind.SURVEY, Outcome.RESOURCE, "Digital safety: what do you need?", staff=staff)
    past = _plan("clinic-guidance", Kind.VALUES, Outcome.GUIDANCE, "What a good clinic is like", staff=staff)
    _ask(past, staff)
    services.open_consultation(past, expected_version=past.version, by=staff, at=now())
    step = steps_of([], past.questions)[0]
    seen = queries.fingerprint(step.questions, queries.given_by(past, Respondent(member, by_name[MEMBER].id)))
    answers = {"q1": 4, "q2": ["clinics"], "q3": "Opening hours in the evening."}
    respondent = Respondent(member, by_name[MEMBER].id)
    services.save_answers(past, step, respondent, answers, locale="en", seen=seen, at=now())
    services.close(past, expected_version=past.version, by=staff, at=now())


def _plan(slug: str, kind: Kind, outcome: Outcome, title: str, *, staff: UUID) -> Consultation:
    new = Plan(
        slug=slug,
        kind=kind,
        outcome=outcome,
        titles={"en": title},
        introductions={
            "en": "Tell us what you think, in your own words and your own language. Your answers are read by the"
            " secretariat; what is published names nobody."
        },
        opens_on=today() - timedelta(days=7),
        closes_on=today() + timedelta(days=21),
        individual_comments=kind == Kind.E_CONSULTATION,
    )
    consultation = services.plan(new, by=staff)
    session.flush()
    return consultation


def _ask(consultation: Consultation, staff: UUID) -> None:
    for one in QUESTIONS:
        usual = {"hints": {}, "is_required": False, "least": None, "most": None, "options": []}
        services.save_question(consultation, None, {**usual, **one}, by=staff)
    session.flush()
