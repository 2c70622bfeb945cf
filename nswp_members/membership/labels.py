"""Words for how members stand and what changes that."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.membership.models import Change, Standing
from nswp_members.membership.steps import Step

STANDING_LABELS: dict[str, Any] = {
    Standing.ACTIVE: _l("Active"),
    Standing.DORMANT: _l("Dormant"),
    Standing.SUSPENDED: _l("Suspended"),
}
STANDING_TONES: dict[str, str] = {
    Standing.ACTIVE: "good",
    Standing.DORMANT: "warn",
    Standing.SUSPENDED: "bad",
}
CHANGE_LABELS: dict[str, Any] = {
    Change.APPROVED: _l("Approved as a member"),
    Change.IMPORTED: _l("Taken over from a member list"),
    Change.CONFIRMED: _l("Confirmed its membership"),
    Change.REASSESSED: _l("Assessed anew"),
    Change.MOVED: _l("Moved to another country or region"),
    Change.LAPSED: _l("Did not confirm in time"),
    Change.REACTIVATED: _l("Confirmed and is active again"),
    Change.SUSPENDED: _l("Suspended"),
    Change.REINSTATED: _l("Reinstated"),
    Change.READMITTED: _l("Became a member again"),
    Change.RESIGNED: _l("Left by its own wish"),
    Change.EXPELLED: _l("Expelled"),
    Change.DISSOLVED: _l("Dissolved"),
}
STEP_LABELS: dict[str, Any] = {
    Step.BEGIN: _l("Begin a membership"),
    Step.REASSESS: _l("Give another category"),
    Step.SUSPEND: _l("Suspend the membership"),
    Step.REINSTATE: _l("Lift the suspension"),
    Step.RESIGN: _l("Note that it leaves by its own wish"),
    Step.EXPEL: _l("Expel the organisation"),
    Step.DISSOLVE: _l("Note that the organisation is dissolved"),
}
STEP_EFFECTS: dict[str, tuple[Any, ...]] = {
    Step.BEGIN: (
        _l("It counts as a member from that day, in the category that you chose."),
        _l("It is to confirm its membership within a year."),
    ),
    Step.REASSESS: (
        _l("The category counts from that day. What was counted before stays as it was."),
        _l("With the category the right to vote may come or go."),
    ),
    Step.SUSPEND: (
        _l("It cannot vote while it is suspended, and it cannot confirm its membership."),
        _l("Its profile and who sees it stay as they are."),
    ),
    Step.REINSTATE: (_l("It is active again, with the category that it had."),),
    Step.RESIGN: (
        _l("The membership ends. The organisation vanishes from all lists, for everybody but itself and us."),
        _l("Notices that name it and are not sent yet are cancelled."),
        _l("Its people can still sign in, but see nothing except their own organisation."),
        _l("This cannot be undone. Coming back means a new membership."),
    ),
}
STEP_EFFECTS[Step.EXPEL] = STEP_EFFECTS[Step.DISSOLVE] = STEP_EFFECTS[Step.RESIGN]
