"""How careful to be with the mail to applicants."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from nswp_members.applications.models import Application
from nswp_members.core.db import session
from nswp_members.notices.cautions import Caution
from nswp_members.regions.models import JurisdictionRisk, RiskLevel

CAREFUL = (RiskLevel.DISCREET, RiskLevel.FORCED_HIDDEN)


def mail_cautions(person_ids: Collection[UUID], at: datetime) -> dict[UUID, Caution]:
    """Return who gets discreet letters because they apply from a country where mail is dangerous.

    Mail to them does not stop, even where it does for members: they gave this address in order to be answered.
    """
    until = JurisdictionRisk.valid_until
    statement = (
        select(Application.person_id)
        .join(JurisdictionRisk, JurisdictionRisk.country_code == Application.country_code)
        .where(Application.person_id.in_(person_ids), JurisdictionRisk.level.in_(CAREFUL))
        .where(JurisdictionRisk.valid_from <= at, or_(until.is_(None), until > at))
    )
    return {key: Caution.DISCREET for key in session.scalars(statement) if key}
