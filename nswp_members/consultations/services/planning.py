"""Planning a consultation: whom it asks, for what, and until when. Once it is open, none of this changes."""

from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.consultations import queries
from nswp_members.consultations.deadlines import closing, opening
from nswp_members.consultations.errors import ConsultationMoved, NotPlanned, SlugTaken
from nswp_members.consultations.models import Consultation, Kind, Outcome, State
from nswp_members.core.db import now, session


@dataclass(frozen=True)
class Plan:
    """What is planned; texts go by language, ``audience`` as `Consultation` says, both days count."""

    slug: str
    kind: Kind
    outcome: Outcome
    titles: dict[str, str]
    introductions: dict[str, str]
    opens_on: date
    closes_on: date
    audience: dict[str, list[str]] = field(default_factory=dict)
    individual_comments: bool = False
    statement_version_id: UUID | None = None


def plan(new: Plan, *, by: UUID | None) -> Consultation:
    """Begin a consultation that nobody but the secretariat knows of yet. Raises `SlugTaken`."""
    consultation = Consultation(state=State.PLANNED, created_by=by, created_at=now(), version=1)
    _take_over(consultation, new)
    session.add(consultation)
    session.flush()
    audit.record("consultations.planned", "consultation", consultation.id, by=by)
    return consultation


def change_plan(consultation: Consultation, new: Plan, *, expected_version: int, by: UUID | None) -> None:
    """Change what is planned. Raises `ConsultationMoved`, `NotPlanned`, `SlugTaken`."""
    hold(consultation, expected_version)
    require_planned(consultation)
    _take_over(consultation, new)
    note_change(consultation, "consultations.changed", by=by)


def _take_over(consultation: Consultation, new: Plan) -> None:
    if queries.slug_is_taken(new.slug, but=consultation.id):
        raise SlugTaken
    values = asdict(new)
    consultation.opens_at = opening(values.pop("opens_on"))
    consultation.closes_at = closing(values.pop("closes_on"))
    for name, value in values.items():
        setattr(consultation, name, value)


def discard(consultation: Consultation, *, by: UUID | None) -> None:
    """Throw a plan away. Raises `NotPlanned`."""
    hold(consultation)
    require_planned(consultation)
    audit.record("consultations.discarded", "consultation", consultation.id, by=by)
    session.delete(consultation)


def set_public(consultation: Consultation, *, is_public: bool, by: UUID | None) -> None:
    """Choose whether everybody may read the consultation once its result is published."""
    hold(consultation)
    consultation.is_public = is_public
    note_change(consultation, "consultations.made_public" if is_public else "consultations.made_private", by=by)


def hold(consultation: Consultation, expected_version: int | None = None) -> None:
    """Lock a consultation until the transaction ends; raises `ConsultationMoved` if another version was seen."""
    session.flush()
    session.refresh(consultation, with_for_update={"of": Consultation})
    if expected_version is not None and consultation.version != expected_version:
        raise ConsultationMoved


def require_planned(consultation: Consultation) -> None:
    """Raise `NotPlanned` if the consultation has been opened."""
    if not consultation.is_planned:
        raise NotPlanned


def note_change(consultation: Consultation, action: str, *, by: UUID | None) -> None:
    """Count the version, and leave a line in the trail."""
    consultation.version += 1
    audit.record(action, "consultation", consultation.id, by=by)
