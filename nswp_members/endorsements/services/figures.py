"""The coverage shown to those who may not know which organisations endorse."""

from collections.abc import Sequence

from nswp_members.core.db import now
from nswp_members.endorsements import queries
from nswp_members.figures import services as figures
from nswp_members.figures.release import Count
from nswp_members.figures.services import Figures, Terms
from nswp_members.statements.models import StatementVersion


def frozen_coverage(version: StatementVersion, *, terms: Terms) -> Figures:
    """Return how many publicly listed organisations of each region endorse the version, as released in this period."""

    def compute() -> Sequence[Count]:
        rows = queries.public_coverage(version, now())
        return [Count(row.region_code, row.endorsed, row.organisations) for row in rows]

    return figures.frozen("endorsements.coverage", str(version.id), compute, terms=terms)
