"""Who plans consultations and who answers them; which ones somebody knows of at all, `queries.visible_to` decides."""

from nswp_members.accounts.viewers import Viewer
from nswp_members.consultations import queries
from nswp_members.consultations.models import Consultation
from nswp_members.consultations.respondents import respondent_of
from nswp_members.organisations.models import Function
from nswp_members.organisations.visibility import ALL_SEEING


def can_manage(viewer: Viewer) -> bool:
    """Whether the viewer may plan consultations and see to them: it takes a view of all members to ask them."""
    return viewer.acts_as(*ALL_SEEING)


def belongs_to_asked(viewer: Viewer, consultation: Consultation) -> bool:
    """Whether the viewer acts, in whatever function, for an organisation that this consultation asks."""
    respondent = respondent_of(viewer)
    return (
        respondent is not None
        and respondent.organisation_id is not None
        and not consultation.is_planned
        and queries.is_asked(consultation.id, respondent.organisation_id)
    )


def can_answer(viewer: Viewer, consultation: Consultation) -> bool:
    """Whether the viewer may answer for their organisation; whether it is the time to, the services decide."""
    respondent = respondent_of(viewer)
    if respondent is None or respondent.organisation_id is None:
        return False
    return viewer.acts_for(respondent.organisation_id, Function.CONSULT) and belongs_to_asked(viewer, consultation)


def can_comment(viewer: Viewer, consultation: Consultation) -> bool:
    """Whether the viewer may say something for themselves."""
    return consultation.individual_comments and belongs_to_asked(viewer, consultation)
