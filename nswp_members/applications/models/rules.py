"""How a region reviews applications."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.db import Model


class Vacancy(StrEnum):
    """What happens if fewer representatives can take part than approvals are needed.

    WITH_SECRETARIAT: the secretariat has a voice besides those who are there. SECRETARIAT: it decides alone. WAIT:
    nobody decides until the seat is taken.
    """

    WITH_SECRETARIAT = "with-secretariat"
    SECRETARIAT = "secretariat"
    WAIT = "wait"


class Rules:
    """What holds for a review; numbers are days unless they say otherwise.

    ``approvals`` is how many reviewers must agree, ``approvals_if_vacant`` how many if a seat is vacant. Days of a
    decision count from when the representatives get an application, without those in which the applicant is asked.
    """

    approvals: Mapped[int] = mapped_column(SmallInteger)
    approvals_if_vacant: Mapped[int] = mapped_column(SmallInteger)
    vacancy: Mapped[str] = mapped_column(String(16))
    days_to_check: Mapped[int] = mapped_column(SmallInteger)
    days_to_decide: Mapped[int] = mapped_column(SmallInteger)
    first_reminder: Mapped[int] = mapped_column(SmallInteger)
    second_reminder: Mapped[int] = mapped_column(SmallInteger)
    days_to_verify: Mapped[int] = mapped_column(SmallInteger)
    days_to_answer: Mapped[int] = mapped_column(SmallInteger)
    warn_before: Mapped[int] = mapped_column(SmallInteger)


FROZEN = tuple(Rules.__annotations__)
"""The names of the rules that a review keeps from its beginning."""


class RegionRule(Rules, Model):
    """The rules of one region for applications that are sent from now on; ``network_id`` is the one that verifies."""

    __tablename__ = "region_rules"
    __table_args__ = (
        CheckConstraint("approvals BETWEEN 1 AND 2", name="approvals"),
        CheckConstraint("approvals_if_vacant BETWEEN 1 AND 2", name="approvals_if_vacant"),
        CheckConstraint("first_reminder < second_reminder AND second_reminder < days_to_decide", name="in_order"),
        CheckConstraint("warn_before < days_to_answer", name="warning"),
    )

    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), primary_key=True)
    network_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"))


def rule_by_default(region_code: str) -> RegionRule:
    """Return the rules of a region for which nobody has set any."""
    return RegionRule(
        region_code=region_code,
        approvals=2,
        approvals_if_vacant=2,
        vacancy=Vacancy.WITH_SECRETARIAT,
        days_to_check=14,
        days_to_decide=60,
        first_reminder=30,
        second_reminder=45,
        days_to_verify=21,
        days_to_answer=30,
        warn_before=7,
    )
