"""The kinds of notices, declared in one place; each has three templates in ``templates/mail/<name>/``."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l


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
    """

    name: str
    label: Any
    endpoint: str
    lifetime: timedelta
    values: tuple[str, ...] = ()
    secret: Secret | None = None
    signed: str | None = None
    in_doubt: InDoubt = InDoubt.HOLD
    rank: int = 1

    @property
    def params(self) -> frozenset[str]:
        """The names of the ids that a notice of this kind needs."""
        tokens = {self.secret.value if self.secret else None, self.signed}
        return frozenset(self.values) | {name for name in tokens if name}


_ALL = (
    Kind(
        "invitation",
        label=_l("Invitation to open an account"),
        endpoint="accounts.accept_invitation",
        secret=Secret.INVITATION,
        lifetime=timedelta(days=30),
    ),
    Kind(
        "endorsement_invitation",
        label=_l("Invitation to a contact to sign"),
        endpoint="accounts.accept_invitation",
        secret=Secret.INVITATION,
        lifetime=timedelta(days=30),
    ),
    Kind(
        "endorsement_request",
        label=_l("Request to sign"),
        endpoint="endorsements.endorse",
        values=("organisation_id",),
        lifetime=timedelta(days=30),
    ),
    Kind(
        "endorsement_given",
        label=_l("Confirmation of a signature"),
        endpoint="dashboard.index",
        lifetime=timedelta(days=7),
    ),
    Kind(
        "password_reset",
        label=_l("Link to a new password"),
        endpoint="accounts.reset_password",
        secret=Secret.RESET,
        lifetime=timedelta(days=1),
        in_doubt=InDoubt.RESEND,
        rank=0,
    ),
    Kind(
        "organisation_hid",
        label=_l("An organisation hid, or came back"),
        endpoint="organisations.show",
        values=("organisation_id",),
        lifetime=timedelta(days=7),
    ),
    Kind(
        "proposal_made",
        label=_l("A change was proposed"),
        endpoint="organisations.proposal",
        values=("proposal_id",),
        lifetime=timedelta(days=7),
    ),
    Kind(
        "proposal_answered",
        label=_l("An answer to a proposal"),
        endpoint="organisations.proposal",
        values=("proposal_id",),
        lifetime=timedelta(days=7),
    ),
    Kind(
        "proposal_decided",
        label=_l("A proposal was decided"),
        endpoint="organisations.proposal",
        values=("proposal_id",),
        lifetime=timedelta(days=7),
    ),
    Kind(
        "confirm_data",
        label=_l("Request to confirm the data"),
        endpoint="organisations.confirm_by_link",
        signed="request_id",
        lifetime=timedelta(days=14),
    ),
    Kind(
        "hand_over_done",
        label=_l("A hand-over was accepted"),
        endpoint="dashboard.index",
        lifetime=timedelta(days=14),
    ),
    Kind(
        "recovery_asked",
        label=_l("Somebody asks for an organisation without editors"),
        endpoint="organisations.recovery",
        values=("recovery_id",),
        lifetime=timedelta(days=30),
    ),
    Kind(
        "recovery_hearing",
        label=_l("Somebody is to become editor: time to object"),
        endpoint="organisations.object_by_link",
        signed="witness_id",
        lifetime=timedelta(days=5),
        rank=0,
    ),
    Kind(
        "recovery_ended",
        label=_l("A recovery has ended"),
        endpoint="organisations.recovery",
        values=("recovery_id",),
        lifetime=timedelta(days=14),
    ),
    Kind(
        "many_changed",
        label=_l("Many organisations were hidden, or came back"),
        endpoint="bulk.show",
        values=("change_id",),
        lifetime=timedelta(days=7),
    ),
    Kind(
        "export_waiting",
        label=_l("A file waits for a second person"),
        endpoint="exports.index",
        lifetime=timedelta(days=3),
    ),
    Kind(
        "export_decided",
        label=_l("A second person has decided on a file"),
        endpoint="exports.index",
        lifetime=timedelta(days=3),
    ),
    Kind(
        "import_done",
        label=_l("Import finished"),
        endpoint="dashboard.index",
        lifetime=timedelta(days=7),
    ),
    Kind(
        "something_waits",
        label=_l("There is something to look at"),
        endpoint="dashboard.index",
        lifetime=timedelta(days=7),
    ),
)
KINDS = {kind.name: kind for kind in _ALL}
RESENT_IN_DOUBT = tuple(kind.name for kind in _ALL if kind.in_doubt is InDoubt.RESEND)
