"""How far a campaign has come with an organisation: one word for each, the first that holds. Nothing but arithmetic."""

from enum import StrEnum


class Progress(StrEnum):
    """Where an organisation of the audience stands; the last five are reasons for not being reached."""

    ENDORSED = "endorsed"
    DECLINED = "declined"
    NEEDS_TIME = "needs-time"
    WITHDRAWN = "withdrawn"
    OPENED = "opened"
    HIDDEN = "hidden"
    NO_CONTACT = "no-contact"
    BOUNCED = "bounced"
    NEVER_OPENED = "never-opened"
    NOT_ASKED = "not-asked"


ANSWERED = (Progress.ENDORSED, Progress.DECLINED, Progress.NEEDS_TIME, Progress.WITHDRAWN)
NOT_REACHED = (
    Progress.HIDDEN,
    Progress.NO_CONTACT,
    Progress.BOUNCED,
    Progress.NEVER_OPENED,
    Progress.NOT_ASKED,
)
