"""The eleven seats that every installation has."""

from sqlalchemy.dialects.postgresql import insert

from nswp_members.core.db import session
from nswp_members.governance.models import BoardSeat
from nswp_members.regions.geography import Region

POSITIONS = (("A", 0), ("B", 1))


def sync() -> None:
    """Add the seats that are missing; the regions must be there."""
    rows: list[dict[str, object]] = [
        {"code": "president", "region_code": None, "position": None, "phase": 0, "rank": 0}
    ]
    for region in Region:
        for position, phase in POSITIONS:
            code = f"{region.value}-{position.lower()}"
            place = {"region_code": region.value, "position": position, "phase": phase, "rank": len(rows)}
            rows.append({"code": code, **place})
    session.execute(insert(BoardSeat).values(rows).on_conflict_do_nothing())
