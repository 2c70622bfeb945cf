"""Rules about thresholds and assessments that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class DayTaken(DomainError):
    """Another set begins on that day."""

    field = "valid_from"
    message = _l("Another set begins on this day. Choose another day.")


class DayOver(DomainError):
    """A set was to begin in the past, where assessments went by another one."""

    field = "valid_from"
    message = _l("Choose today or a day in the future: what was assessed before went by the set of its time.")


class NoThresholds(DomainError):
    """No set holds today."""

    message = _l("No set of thresholds holds today. Add one first.")
