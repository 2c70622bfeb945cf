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


APPLICATION = "application"


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
        endpoint="membership.confirm_by_link",
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
        "seat_term_ends",
        label=_l("A term on the Board ends soon"),
        endpoint="governance.board",
        lifetime=timedelta(days=14),
    ),
    Kind(
        "import_done",
        label=_l("Import finished"),
        endpoint="dashboard.index",
        lifetime=timedelta(days=7),
    ),
    Kind(
        "access_asked",
        label=_l("Somebody asks for access"),
        endpoint="organisations.access",
        values=("organisation_id",),
        lifetime=timedelta(days=14),
    ),
    Kind(
        "access_answered",
        label=_l("An answer about access"),
        endpoint="organisations.ask_access",
        lifetime=timedelta(days=14),
    ),
    Kind(
        "affiliation_waits",
        label=_l("A network is to decide"),
        endpoint="networks.affiliation_request",
        values=("affiliation_request_id",),
        lifetime=timedelta(days=30),
    ),
    Kind(
        "affiliation_moved",
        label=_l("Something moved between a network and a member"),
        endpoint="networks.affiliation_request",
        values=("affiliation_request_id",),
        lifetime=timedelta(days=30),
    ),
    Kind(
        "network_news",
        label=_l("Something new in a network"),
        endpoint="networks.show",
        values=("network_id",),
        lifetime=timedelta(days=7),
    ),
    Kind(
        "application_started",
        label=_l("Link to begin an application"),
        endpoint="apply.show",
        signed="link_id",
        seal=APPLICATION,
        lifetime=timedelta(days=2),
        in_doubt=InDoubt.RESEND,
        rank=0,
    ),
    Kind(
        "application_link",
        label=_l("Link to an application"),
        endpoint="apply.show",
        signed="link_id",
        seal=APPLICATION,
        lifetime=timedelta(days=2),
        in_doubt=InDoubt.RESEND,
        rank=0,
    ),
    Kind(
        "application_expiring",
        label=_l("A draft of an application is about to be deleted"),
        endpoint="apply.show",
        signed="link_id",
        seal=APPLICATION,
        lifetime=timedelta(days=6),
    ),
    Kind(
        "application_received",
        label=_l("An application was received"),
        endpoint="apply.show",
        signed="link_id",
        seal=APPLICATION,
        lifetime=timedelta(days=14),
    ),
    Kind(
        "application_waiting",
        label=_l("An application waits for somebody"),
        endpoint="applications.review",
        values=("application_id",),
        lifetime=timedelta(days=14),
    ),
    Kind(
        "application_late",
        label=_l("An application waits for long"),
        endpoint="applications.review",
        values=("application_id",),
        lifetime=timedelta(days=14),
    ),
    Kind(
        "application_ended",
        label=_l("An application has ended"),
        endpoint="applications.index",
        lifetime=timedelta(days=14),
    ),
    Kind(
        "application_news",
        label=_l("News for an applicant"),
        endpoint="apply.show",
        signed="link_id",
        seal=APPLICATION,
        lifetime=timedelta(days=14),
    ),
    Kind(
        "application_answer_soon",
        label=_l("An applicant has little time left to answer"),
        endpoint="apply.show",
        signed="link_id",
        seal=APPLICATION,
        lifetime=timedelta(days=7),
    ),
    Kind(
        "application_decided",
        label=_l("There is an answer to an application"),
        endpoint="deciding.answer",
        signed="decision_id",
        lifetime=timedelta(days=30),
    ),
    Kind(
        "member_left",
        label=_l("An organisation has ended its membership"),
        endpoint="membership.show",
        values=("organisation_id",),
        lifetime=timedelta(days=30),
    ),
    Kind(
        "something_waits",
        label=_l("There is something to look at"),
        endpoint="dashboard.index",
        lifetime=timedelta(days=7),
    ),
    Kind(
        "consultation_opened",
        label=_l("A consultation was opened"),
        endpoint="consultations.index",
        lifetime=timedelta(days=21),
    ),
    Kind(
        "consultation_link",
        label=_l("Link to a consultation"),
        endpoint="consultations.answer_by_link",
        signed="link_id",
        lifetime=timedelta(days=21),
    ),
    Kind(
        "consultation_nudge",
        label=_l("Reminder of a consultation"),
        endpoint="consultations.index",
        lifetime=timedelta(days=14),
    ),
)
KINDS = {kind.name: kind for kind in _ALL}
RESENT_IN_DOUBT = tuple(kind.name for kind in _ALL if kind.in_doubt is InDoubt.RESEND)
