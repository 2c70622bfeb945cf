"""Who sees what, in plain words: audiences, the roles of the matrix, and what is in effect now."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.organisations.audiences import EVERYBODY, GUESTS, KEEPERS, MASKS, NOBODY, POLICIES, Relation, admitted
from nswp_members.organisations.models import Audience, Listing, Organisation

AUDIENCE_LABELS: dict[str, Any] = {
    Audience.PUBLIC: _l("Everybody"),
    Audience.MEMBERS: _l("All members of the global network"),
    Audience.REGION: _l("Members of our region"),
    Audience.NETWORKS: _l("Members of our networks"),
    Audience.OFFICES: _l("Our representatives and network offices"),
    Audience.SECRETARIAT: _l("The secretariat and our region’s representatives"),
    Audience.US: _l("Only us"),
}
KNOWN_TO_LABELS: dict[str, Any] = {
    Audience.SECRETARIAT: _l("The secretariat and our region’s representatives"),
    Audience.OFFICES: _l("They, and the offices of our networks"),
    Audience.NETWORKS: _l("They, and the members of our networks"),
    Audience.REGION: _l("They, and the members of our region"),
    Audience.MEMBERS: _l("All members of the global network"),
}
EFFECTIVE_LABELS: dict[Relation, Any] = {
    NOBODY: _l("nobody"),
    EVERYBODY ^ GUESTS: _l("everybody"),
    MASKS[Audience.MEMBERS] & ~GUESTS: _l("members"),
    MASKS[Audience.REGION] & ~GUESTS: _l("our region"),
    MASKS[Audience.NETWORKS] & ~GUESTS: _l("our networks"),
    MASKS[Audience.OFFICES] & ~GUESTS: _l("representatives and network offices"),
    MASKS[Audience.SECRETARIAT] & ~GUESTS: _l("secretariat and representatives"),
    KEEPERS: _l("secretariat and us"),
    Relation.SELF: _l("only us"),
    Relation.SECRETARIAT: _l("only the secretariat"),
}
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_l("Names and place"), ("acronym", "transliteration", "former_names", "country_code")),
    (
        _l("What we do"),
        ("kind", "languages", "priority_areas", "populations", "texts", "logo", "photo", "networks"),
    ),
    (_l("How to reach us"), ("website", "links", "public_email", "contacts")),
    (_l("What may put people at risk"), ("registration", "host_name", "city")),
)
FIXED = (
    "name",
    "region_code",
    "alias",
    "listing",
    "sex_worker_led",
    "category",
    "joined_on",
    "confirmed_at",
    "confirmed_as",
    "notes",
)
MATRIX = tuple(dict.fromkeys((*FIXED[:3], *(field for _label, fields in GROUPS for field in fields), *FIXED[3:])))


@dataclass(frozen=True)
class ViewerKind:
    """A kind of people who may look: its key, its name, and what they are to the organisation."""

    key: str
    label: Any
    relations: Relation


VIEWER_KINDS = (
    ViewerKind("public", _l("The public"), Relation.ANYBODY),
    ViewerKind("member", _l("Members"), Relation.ANYBODY | Relation.MEMBER),
    ViewerKind("region", _l("Members of our region"), Relation.ANYBODY | Relation.MEMBER | Relation.REGION),
    ViewerKind("network", _l("Members of our networks"), Relation.ANYBODY | Relation.MEMBER | Relation.NETWORK),
    ViewerKind("office", _l("Offices of our networks"), Relation.ANYBODY | Relation.MEMBER | Relation.VERIFIER),
    ViewerKind(
        "representative",
        _l("Our region’s representatives"),
        Relation.ANYBODY | Relation.MEMBER | Relation.REPRESENTATIVE,
    ),
    ViewerKind("secretariat", _l("The secretariat"), Relation.ANYBODY | Relation.MEMBER | Relation.SECRETARIAT),
    ViewerKind("us", _l("Ourselves"), Relation.ANYBODY | Relation.SELF),
)


@dataclass(frozen=True)
class Standing:
    """How an organisation stands or would stand: its listing, who knows of it, its alias and what it chose."""

    listing: str
    known_to: str
    alias: str
    chosen: dict[str, str]
    forced_hidden: bool = False

    @classmethod
    def of(cls, organisation: Organisation, *, forced_hidden: bool) -> "Standing":
        """Return how an organisation stands now."""
        return cls(
            organisation.listing,
            organisation.known_to,
            organisation.alias,
            organisation.audiences,
            forced_hidden=forced_hidden,
        )

    def admits(self, field: str) -> Relation:
        """Return who sees a field."""
        return admitted(
            field,
            chosen=self.chosen,
            listing=self.listing,
            known_to=self.known_to,
            alias=self.alias,
            forced_hidden=self.forced_hidden,
        )

    def effective(self, field: str) -> Any:
        """Return in few words who sees a field now."""
        return EFFECTIVE_LABELS[self.admits(field) & ~GUESTS]

    def widest(self, field: str) -> Any:
        """Return in few words who may see a field at most, whatever is chosen."""
        return EFFECTIVE_LABELS[POLICIES[field].widest & ~GUESTS]

    def reason(self, field: str) -> Any:
        """Return why fewer people than chosen see a field, None if nothing holds it back."""
        chosen = Standing(Listing.LISTED, self.known_to, "", self.chosen).admits(field)
        if self.admits(field) == chosen:
            return None
        if self.listing == Listing.WITHDRAWN:
            return _l("because you have left the network")
        if self.listing == Listing.HIDDEN:
            return _l("because you are hidden")
        if self.forced_hidden:
            return _l("because all organisations of your country are hidden for their safety")
        if self.alias and self.admits(field) == Standing(self.listing, self.known_to, "", self.chosen).admits(field):
            return _l("because you are not listed")
        return _l("because you appear under an alias") if self.alias else _l("because you are not listed")
