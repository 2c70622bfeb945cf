"""The invented people with whom a demonstration can be walked through; all have one password."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from nswp_members.accounts.viewers import Role

PASSWORD = "red-umbrella-demo"  # noqa: S105
MEMBER = "Lakeside Red Umbrella Circle"
UNDECIDED = "Alliance Soleil Levant"
NETWORK = "Sunbird Alliance of Africa"
LOST = "Copper Road Collective"
REPRESENTATIVE = "regional@example.org"
READER = "reader@example.org"
LEAVING = "leaving@example.org"


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as.

    ``roles`` are (role, region code, name of a network); ``mandates`` are (organisation's name, functions).
    """

    email: str
    name: str
    description: LazyString
    roles: tuple[tuple[Role, str | None, str | None], ...] = ()
    mandates: tuple[tuple[str, tuple[str, ...]], ...] = ()


def seat_address(code: str) -> str:
    """Return the address of whoever holds a seat on the Board, other than the one in `PEOPLE`."""
    return f"{code}@example.org"


PEOPLE = (
    DemoPerson(
        "secretariat@example.org",
        "Amina Demo",
        _l("Secretariat: membership and administrator"),
        roles=(
            (Role.MEMBERSHIP, None, None),
            (Role.ADMINISTRATOR, None, None),
            (Role.COMMUNICATIONS, None, None),
        ),
    ),
    DemoPerson(
        "colleague@example.org",
        "Esi Demo",
        _l("Secretariat: programmes"),
        roles=((Role.PROGRAMME, None, None),),
    ),
    DemoPerson(
        REPRESENTATIVE,
        "Thandi Demo",
        _l("Regional representative, Africa"),
    ),
    DemoPerson(
        "verifier@example.org",
        "Kwame Demo",
        _l("Verifier of a regional network"),
        roles=((Role.NETWORK_VERIFIER, None, NETWORK),),
    ),
    DemoPerson(
        "member@example.org",
        "Wanjiru Demo",
        _l("Edits and endorses for an organisation"),
        mandates=(
            (UNDECIDED, ("read", "edit", "endorse", "consult")),
            (MEMBER, ("read", "edit", "endorse", "vote", "consult")),
        ),
    ),
    DemoPerson(READER, "Otieno Demo", _l("Reads for an organisation"), mandates=((MEMBER, ("read",)),)),
    DemoPerson(
        LEAVING,
        "Achieng Demo",
        _l("Leaves an organisation and hands over"),
        mandates=((MEMBER, ("read", "edit")),),
    ),
    DemoPerson(
        "partner@example.org",
        "Nomsa Demo",
        _l("Reports for a consortium partner"),
        mandates=((NETWORK, ("read", "report")),),
    ),
    DemoPerson(
        "correspondent@example.org",
        "Lucía Demo",
        _l("Regional correspondent, Latin America"),
        roles=((Role.CORRESPONDENT, "latin-america", None),),
    ),
    DemoPerson("donor@example.org", "Robin Demo", _l("Donor or auditor"), roles=((Role.DONOR, None, None),)),
)
