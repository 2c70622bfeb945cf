"""The categories in which an organisation can be a member."""

from datetime import date

from sqlalchemy import CheckConstraint, SmallInteger, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.db import Model

ALWAYS = "0001-01-01"


class MembershipCategory(Model):
    """A category of membership as data: sources do not agree on how many there are (domain notes 1.1).

    ``names`` and ``descriptions`` map a language to words, English always. ``is_open`` tells whether one may apply for
    it. ``valid_until`` is the first day on which it is not given any more. ``votes`` maps the day (ISO) from which it
    holds to whether members vote; the earliest is ``ALWAYS``. ``version`` counts changes.
    """

    __tablename__ = "membership_categories"
    __table_args__ = (CheckConstraint("valid_until > valid_from", name="in_order"),)

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    names: Mapped[dict[str, str]] = mapped_column(JSONB)
    descriptions: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    votes: Mapped[dict[str, bool]] = mapped_column(JSONB)
    is_open: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    def is_given_on(self, day: date) -> bool:
        """Whether an organisation may come into this category on that day."""
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and (self.valid_until is None or day < self.valid_until)

    def has_vote_on(self, day: date) -> bool:
        """Whether its active members could vote on that day."""
        return self.votes[max((one for one in self.votes if one <= day.isoformat()), default=ALWAYS)]

    def vote_history(self) -> list[tuple[date | None, bool]]:
        """Return from which day on members voted or did not, the latest first; None if it always was so."""
        ordered = sorted(self.votes.items(), reverse=True)
        return [(None if day == ALWAYS else date.fromisoformat(day), has_vote) for day, has_vote in ordered]

    def name_in(self, language: str) -> str:
        """Return its name in a language, failing that in English."""
        return self.names.get(language) or self.names.get("en") or self.code

    def description_in(self, language: str) -> str:
        """Return what it means in a language, failing that in English."""
        return self.descriptions.get(language) or self.descriptions.get("en") or ""
