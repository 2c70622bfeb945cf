"""Freezing the results, replying point by point, and publishing the report."""

from datetime import datetime
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.consultations.errors import (
    ConsultationMoved,
    FeedsTwo,
    NotClosed,
    ReportNotReady,
    ResultPublished,
)
from nswp_members.consultations.models import Consultation, Paragraph, Reply, Report, State, Verdict
from nswp_members.consultations.queries.results import (
    Point,
    frozen_results,
    reply_to,
    report_of,
    unanswered_points,
)
from nswp_members.consultations.services.planning import hold, note_change
from nswp_members.core.db import session

WRITABLE = (State.OPEN, State.CLOSED, State.ANALYSED)


def analyse(
    consultation: Consultation, *, threshold: int, expected_version: int, by: UUID | None, at: datetime
) -> None:
    """Freeze what others than the secretariat will see of the results. Raises `ConsultationMoved`, `NotClosed`."""
    hold(consultation, expected_version)
    if consultation.state != State.CLOSED:
        raise NotClosed
    consultation.result = frozen_results(consultation, threshold=threshold)
    consultation.state, consultation.analysed_at = State.ANALYSED, at
    note_change(consultation, "consultations.analysed", by=by)


def reply(
    consultation: Consultation,
    point: Point,
    *,
    verdict: Verdict,
    texts: dict[str, str],
    wordings: dict[str, str],
    seen: int,
    by: UUID | None,
    at: datetime,
) -> None:
    """Say what becomes of a paragraph or of the answers to a question, and why; ``wordings`` is how it reads now.

    ``seen`` is the version of the reply that stood on the page, 0 if there was none. Raises `ResultPublished`,
    `ConsultationMoved`.
    """
    _require_writable(consultation)
    found = reply_to(point)
    if (found.version if found else 0) != seen:
        raise ConsultationMoved
    if found is None:
        about = {"paragraph_id": point.id} if isinstance(point, Paragraph) else {"question_id": point.id}
        found = Reply(version=0, **about)
        session.add(found)
    found.verdict, found.texts, found.wordings = verdict.value, texts, wordings
    found.by, found.at, found.version = by, at, seen + 1
    session.flush()
    audit.record("consultations.replied", "consultation", consultation.id, by=by, details={"point": point.key})


def write_report(
    consultation: Consultation,
    *,
    summaries: dict[str, str],
    feeds_version_id: UUID | None,
    resource: str,
    seen: int,
    by: UUID | None,
    at: datetime,
) -> None:
    """Keep what the report says. Raises `ResultPublished`, `FeedsTwo`, `ConsultationMoved`."""
    _require_writable(consultation)
    if feeds_version_id is not None and resource:
        raise FeedsTwo
    found = report_of(consultation.id)
    if (found.version if found else 0) != seen:
        raise ConsultationMoved
    if found is None:
        found = Report(consultation_id=consultation.id, version=0)
        session.add(found)
    found.summaries, found.feeds_version_id, found.resource = summaries, feeds_version_id, resource
    found.by, found.at, found.version = by, at, seen + 1
    session.flush()
    audit.record("consultations.reported", "consultation", consultation.id, by=by)


def publish(
    consultation: Consultation, *, is_public: bool, expected_version: int, by: UUID | None, at: datetime
) -> None:
    """Let those who were asked, or everybody, read the report; nothing in it changes any more.

    Raises `ConsultationMoved`, `NotClosed`, `ReportNotReady`.
    """
    hold(consultation, expected_version)
    if consultation.state != State.ANALYSED:
        raise NotClosed
    report = report_of(consultation.id)
    if report is None or not report.summaries.get("en") or unanswered_points(consultation):
        raise ReportNotReady
    consultation.state, consultation.published_at, consultation.is_public = State.PUBLISHED, at, is_public
    note_change(consultation, "consultations.published", by=by)


def _require_writable(consultation: Consultation) -> None:
    """Lock the consultation; raises `ResultPublished` once it is, and before there is anything to say to."""
    hold(consultation)
    if consultation.state not in WRITABLE:
        raise ResultPublished
