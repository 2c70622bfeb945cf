"""Rules about membership that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class MemberAlready(DomainError):
    """A membership was to begin that stands already."""

    message = _l("This organisation is a member already.")


class NotAMember(DomainError):
    """A membership was to be changed that does not stand."""

    message = _l("This organisation is not a member now.")


class DayToCome(DomainError):
    """A change of a membership was to take effect on a later day."""

    field = "on"
    message = _l("The day lies in the future. Choose today or an earlier day.")


class BeforeTheTerm(DomainError):
    """A change was to take effect before what stands now began."""

    field = "on"
    message = _l("What stands now began after that day. Choose that day or a later one.")


class NotWhileSuspended(DomainError):
    """A suspended member was to confirm its membership."""

    message = _l("The membership is suspended. It has to be reinstated first.")


class NotFromHere(DomainError):
    """A membership was to become what it cannot become from where it stands."""

    message = _l("The membership has changed in the meantime, so this is not possible now. Look at how it stands.")


class CategoryNotGiven(DomainError):
    """An organisation was to come into a category that is not given on that day."""

    field = "category"
    message = _l("Choose one of the categories that were given on that day.")


class SameCategory(DomainError):
    """A reassessment came to the category that stands."""

    field = "category"
    message = _l("This is the category that stands already.")


class ReviewClosed(DomainError):
    """Somebody has closed it."""

    message = _l("Somebody else has closed this review already.")
