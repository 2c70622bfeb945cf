"""The words for rungs and for reasons why a letter does not go out."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from nswp_members.membership.queries import WhyNot

WHY_NOT_LABELS: dict[WhyNot, Any] = {
    WhyNot.CONFIRMED: _l("has confirmed already"),
    WhyNot.SUSPENDED: _l("membership is suspended"),
    WhyNot.FORCED: _l("its country is hidden by force"),
    WhyNot.HIDDEN: _l("the organisation hides"),
    WhyNot.NO_ADDRESS: _l("no contact with an address"),
    WhyNot.ACCOUNT_CLOSED: _l("the person’s account is closed"),
    WhyNot.MAIL_RETURNED: _l("mail to this contact came back"),
    WhyNot.UNSAFE: _l("mail to this person is not safe"),
}


def rung_label(rung: int) -> str:
    """Return in words how far before or after the day to confirm by a rung is."""
    if rung == 0:
        return str(_("on the day itself"))
    if rung < 0:
        return str(ngettext("%(num)s day before", "%(num)s days before", -rung))
    return str(ngettext("%(num)s day after", "%(num)s days after", rung))
