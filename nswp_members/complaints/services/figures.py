"""How complaints ended, year by year, as far as it may be told to those who handle none of them."""

from collections import Counter
from collections.abc import Sequence

from nswp_members.complaints import queries
from nswp_members.complaints.models import Outcome
from nswp_members.figures import services as figures
from nswp_members.figures.release import Count
from nswp_members.figures.services import Figures, Terms


def frozen_outcomes(year: int, *, terms: Terms) -> Figures:
    """Return how many complaints closed in a year ended with each outcome, as released in this period."""

    def compute() -> Sequence[Count]:
        ended = Counter(queries.outcomes_of(year))
        return [Count(outcome, ended[outcome]) for outcome in Outcome]

    return figures.frozen("complaints.outcomes", str(year), compute, terms=terms)
