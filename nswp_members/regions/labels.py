"""Words for the levels of risk."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.regions.models import RiskLevel

RISK_LABELS: dict[str, Any] = {
    RiskLevel.WATCH: _l("Watch: only a note for us"),
    RiskLevel.DISCREET: _l("Discreet: mail in neutral words, from a neutral sender"),
    RiskLevel.FORCED_HIDDEN: _l("Forced hidden: nobody sees any organisation there, and mail stops"),
}
RISK_TONES: dict[str, str] = {
    RiskLevel.WATCH: "neutral",
    RiskLevel.DISCREET: "warn",
    RiskLevel.FORCED_HIDDEN: "bad",
}
RISK_NAMES: dict[str, Any] = {
    RiskLevel.WATCH: _l("Watch"),
    RiskLevel.DISCREET: _l("Discreet"),
    RiskLevel.FORCED_HIDDEN: _l("Forced hidden"),
}
