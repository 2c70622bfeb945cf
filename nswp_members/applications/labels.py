"""Words for the codes of applications."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.applications.states import State

STEP_LABELS: dict[str, Any] = {
    "organisation": _l("Who you are"),
    "place": _l("Where you work"),
    "involvement": _l("How sex workers are involved"),
    "numbers": _l("Numbers"),
    "work": _l("Your work"),
    "referees": _l("Who knows you"),
    "contacts": _l("Contacts and listing"),
    "declarations": _l("Declarations"),
    "consents": _l("Consents"),
}
STEP_HINTS: dict[str, Any] = {
    "numbers": _l("These numbers help to see whether sex workers lead the organisation. They are never published."),
    "consents": _l("You can take each of these back later, through the same link."),
}
STATE_WORDS: dict[str, Any] = {
    State.CHECK: _l("We have it. The secretariat looks whether everything is there."),
    State.REPRESENTATIVES: _l("The two representatives of your region are reading it."),
    State.VERIFICATION: _l("The network of your region has been asked about your work."),
    State.INFORMATION: _l("We have asked you for something and wait for your answer."),
    State.APPROVED: _l("It was approved. Welcome! You have a letter with all that follows."),
    State.DECLINED: _l("It was not accepted. The letter that we sent you gives the reasons."),
}
NEXT_WORDS: dict[str, Any] = {
    State.CHECK: _l("If something is missing, we write to you. Otherwise the representatives of your region get it."),
    State.REPRESENTATIVES: _l("They may decide, ask the network of your region about you, or ask you for more."),
    State.VERIFICATION: _l("When it has answered, the representatives of your region decide."),
    State.INFORMATION: _l("Answer here. Then it goes back to those who asked."),
}
