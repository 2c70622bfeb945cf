"""Words for the codes of campaigns."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from nswp_members.campaigns.models import CampaignState
from nswp_members.campaigns.queries import Dimension
from nswp_members.campaigns.reaching import Progress
from nswp_members.campaigns.services import OPENING
from nswp_members.core.i18n import LANGUAGES, current_locale, language_name
from nswp_members.organisations.category_words import category_label
from nswp_members.regions import geography

STATE_LABELS: dict[str, Any] = {
    CampaignState.DRAFT: _l("Being planned"),
    CampaignState.OPEN: _l("Open"),
    CampaignState.CLOSED: _l("Closed"),
}
STATE_TONES: dict[str, str] = {CampaignState.DRAFT: "neutral", CampaignState.OPEN: "info", CampaignState.CLOSED: "good"}
PROGRESS_LABELS: dict[Progress, Any] = {
    Progress.ENDORSED: _l("Endorsed"),
    Progress.DECLINED: _l("Declined"),
    Progress.NEEDS_TIME: _l("Asked for time"),
    Progress.WITHDRAWN: _l("Withdrew its endorsement"),
    Progress.OPENED: _l("Opened, not decided"),
    Progress.HIDDEN: _l("Hidden, no safe way to write"),
    Progress.NO_CONTACT: _l("No contact address"),
    Progress.BOUNCED: _l("Mail came back"),
    Progress.NEVER_OPENED: _l("Asked, never opened"),
    Progress.NOT_ASKED: _l("Not asked yet"),
}
PROGRESS_TONES: dict[Progress, str] = {
    Progress.ENDORSED: "good",
    Progress.DECLINED: "warn",
    Progress.NEEDS_TIME: "info",
    Progress.WITHDRAWN: "warn",
    Progress.OPENED: "info",
    Progress.HIDDEN: "neutral",
    Progress.NO_CONTACT: "warn",
    Progress.BOUNCED: "bad",
    Progress.NEVER_OPENED: "warn",
    Progress.NOT_ASKED: "neutral",
}
DIMENSION_LABELS: dict[Dimension, Any] = {
    Dimension.REGION: _l("Region"),
    Dimension.COUNTRY: _l("Country"),
    Dimension.CATEGORY: _l("Category"),
    Dimension.LANGUAGE: _l("Language"),
}


def part_name(dimension: Dimension, key: str | None) -> str:
    """Return the name of a part of the audience in the present language."""
    if key is None:
        return str(_("Not known"))
    language = current_locale().language
    if dimension is Dimension.REGION:
        return geography.region_name(geography.Region(key), language)
    if dimension is Dimension.COUNTRY:
        return geography.country_name(key, language)
    if dimension is Dimension.CATEGORY:
        return category_label(key, str(_("Not known")))
    return str(language_name(key)) if key in LANGUAGES else key


def rung_name(rung: int) -> str:
    """Return a rung in words: days before or after the deadline."""
    if rung == OPENING:
        return str(_("At the opening"))
    if rung == 0:
        return str(_("On the day of the deadline"))
    if rung < 0:
        return str(ngettext("%(num)s day before the deadline", "%(num)s days before the deadline", -rung))
    return str(ngettext("%(num)s day after the deadline", "%(num)s days after the deadline", rung))
