"""Changing how a region reviews applications."""

from dataclasses import dataclass
from uuid import UUID

from nswp_members.applications import queries
from nswp_members.applications.errors import DaysOutOfOrder, WarningTooEarly
from nswp_members.applications.models import RegionRule, Vacancy
from nswp_members.audit import services as audit
from nswp_members.core.db import session


@dataclass(frozen=True)
class NewRule:
    """The rules of a region as somebody wants them; see `RegionRule`."""

    approvals: int
    approvals_if_vacant: int
    vacancy: Vacancy
    days_to_check: int
    days_to_decide: int
    first_reminder: int
    second_reminder: int
    days_to_verify: int
    days_to_answer: int
    warn_before: int
    network_id: UUID | None


def change_rule(region_code: str, wanted: NewRule, *, by: UUID | None, capacity: str = "") -> RegionRule:
    """Set the rules of a region, for steps that open from now on; raises `DaysOutOfOrder`, `WarningTooEarly`."""
    if not wanted.first_reminder < wanted.second_reminder < wanted.days_to_decide:
        raise DaysOutOfOrder
    if wanted.warn_before >= wanted.days_to_answer:
        raise WarningTooEarly
    rule = queries.rule_of(region_code)
    changed = [name for name, value in vars(wanted).items() if getattr(rule, name) != value]
    for name in changed:
        setattr(rule, name, getattr(wanted, name))
    session.add(rule)
    session.flush()
    details = {"region": region_code, "fields": changed}
    audit.record("applications.changed_rule", "region", None, by=by, capacity=capacity, details=details)
    return rule
