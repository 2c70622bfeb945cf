"""Words for the codes of the Board."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from nswp_members.core.i18n import current_locale
from nswp_members.governance.models import BeganAs, BoardSeat, EndedAs
from nswp_members.regions.geography import Region, region_name

BEGAN_LABELS: dict[str, Any] = {
    BeganAs.SELECTED: _l("Selected by the members of the region"),
    BeganAs.ELECTED: _l("Elected by the voting members"),
    BeganAs.APPOINTED: _l("Appointed by the Board until the next selection"),
}
ENDED_LABELS: dict[str, Any] = {
    EndedAs.RESIGNED: _l("Resigned"),
    EndedAs.REMOVED: _l("Removed by a decision"),
    EndedAs.DIED: _l("Died"),
    EndedAs.HANDED_OVER: _l("Handed over early"),
    EndedAs.OTHER: _l("Another reason"),
    EndedAs.VOID: _l("Does not count"),
}
ENDING_LABELS = {key: ENDED_LABELS[key] for key in (EndedAs.RESIGNED, EndedAs.REMOVED, EndedAs.DIED, EndedAs.OTHER)}


def area_name(seat: BoardSeat) -> str:
    """Return the region of a seat in the present language, or the President's office."""
    if seat.region_code is None:
        return str(_("President"))
    return region_name(Region(seat.region_code), current_locale().language)


def seat_name(seat: BoardSeat) -> str:
    """Return the name of a seat in the present language."""
    if seat.position is None:
        return area_name(seat)
    return str(_("%(region)s, seat %(position)s", region=area_name(seat), position=seat.position))
