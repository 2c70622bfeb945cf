"""Rules about decisions that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class ApplicantNameTaken(DomainError):
    """Another organisation, perhaps a hidden one, has the applicant's name; only the secretariat reads this."""

    message = _l(
        "An organisation with this name is in this country already; it may be hidden. Look at “Is it known already?” "
        "and agree with the applicant on another name, or on another way."
    )


class AnswersMissing(DomainError):
    """The application lacks what an organisation cannot be made without."""

    message = _l("The answers hold no usable name or country, so no organisation can be made. Ask the applicant.")


class StatementNotAgreed(DomainError):
    """The applicant has not agreed to the Consensus Statement, or took that back."""

    message = _l("The applicant does not endorse the Consensus Statement, or took that back. Without it nobody joins.")


class CategoryClosed(DomainError):
    """The category does not exist, or takes nobody in any more."""

    field = "category"
    message = _l("Choose one of the categories that are open.")


class ReasonMissing(DomainError):
    """An applicant was to be declined without a word."""

    field = "letter"
    message = _l("Tell the applicant why.")


class MailMissing(DomainError):
    """Nobody could be invited or told."""

    message = _l("There is no e-mail address to which the answer could go.")


class NoForm(DomainError):
    """No version of the form is published."""

    message = _l("No version of the application form is published yet.")
