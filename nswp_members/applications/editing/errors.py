"""Rules about form versions that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class FormFrozen(DomainError):
    """A published version was to be changed."""

    message = _l("This version is published and does not change any more. Make a new version from it.")


class FormFaulty(DomainError):
    """A version with faults was to be published."""

    message = _l("Some questions still need work. See the list on this page.")


class DraftThere(DomainError):
    """A second draft was to be begun."""

    message = _l("There is a draft of a new version already. Go on with it, or throw it away first.")


class KeyTaken(DomainError):
    """Two questions of a version were to have one key."""

    field = "key"
    message = _l("Another question of this version has this key.")


class FormFull(DomainError):
    """There are more questions than anybody would answer."""

    message = _l("A form has room for 80 questions. Remove one first.")
