"""What a kind of notice is; the kinds themselves stand in `kinds`."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any


class InDoubt(StrEnum):
    """What to do when nobody can know whether a message arrived (RFC 1047)."""

    RESEND = "resend"
    HOLD = "hold"


class Secret(StrEnum):
    """What the token in a link stands for."""

    INVITATION = "invitation_id"
    RESET = "reset_id"


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    ``lifetime`` is how long after its due time it is still worth sending. The link leads to ``endpoint`` with
    ``values`` taken from the params, or with a token for the invitation or reset that ``secret`` names, or with one
    that is the signed id of the param ``signed``; whether that still works is for the page behind the link to know.
    Kinds whose links open the same page share a ``seal``, the purpose for which the id is signed.
    """

    name: str
    label: Any
    endpoint: str
    lifetime: timedelta
    values: tuple[str, ...] = ()
    secret: Secret | None = None
    signed: str | None = None
    seal: str = ""
    in_doubt: InDoubt = InDoubt.HOLD
    rank: int = 1

    @property
    def params(self) -> frozenset[str]:
        """The names of the ids that a notice of this kind needs."""
        tokens = {self.secret.value if self.secret else None, self.signed}
        return frozenset(self.values) | {name for name in tokens if name}
