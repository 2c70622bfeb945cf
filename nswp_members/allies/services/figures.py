"""The one number that the public list shows beside its names."""

from nswp_members.allies import queries
from nswp_members.allies.subjects import Subject
from nswp_members.figures import services as figures
from nswp_members.figures.release import Count
from nswp_members.figures.services import Figures, Terms
from nswp_members.statements.models import StatementVersion

OTHERS = "others"


def frozen_others(version: StatementVersion, *, terms: Terms) -> Figures:
    """Return how many stand behind a version without being named, as released in this period."""

    def compute() -> list[Count]:
        return [Count(OTHERS, queries.others_count(Subject(version_id=version.id)))]

    return figures.frozen("endorsements.signatories", str(version.id), compute, terms=terms, summed=False)
