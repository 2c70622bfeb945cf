"""Rules about regions that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class ForcedHiddenStands(DomainError):
    """What hides a whole country ends by two people's decision only, not by setting something milder."""

    field = "level"
    message = _l("This country is hidden by force. That has to be lifted first, by two people.")


class LiftNotAsked(DomainError):
    """Nobody has asked to lift the risk, so there is nothing to confirm."""

    message = _l("Nobody has asked to lift this. Ask first; a second person confirms.")


class LiftNeedsAnother(DomainError):
    """Whoever asked to lift what hides a country cannot confirm it."""

    message = _l("A second person has to confirm this, not the one who asked.")


class RiskEnded(DomainError):
    """Somebody else has changed or lifted this risk meanwhile."""

    message = _l("Somebody else has changed this in the meantime.")


class NotAMemberRegion(DomainError):
    """The region is for content only, or there is no such region."""

    field = "region_code"
    message = _l("Choose one of the five regions.")
