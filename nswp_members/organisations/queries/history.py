"""Reading what a profile said before."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, String, cast, func, or_, select
from sqlalchemy.orm import joinedload

from nswp_members.core.db import session
from nswp_members.core.i18n import LANGUAGES
from nswp_members.organisations.models import IdentityField, Organisation, ProfileRevision
from nswp_members.organisations.queries.profiles import TEXT_FIELDS
from nswp_members.organisations.queries.proposals import identity_value
from nswp_members.organisations.steps import PROFILE_FIELDS
from nswp_members.organisations.visibility import Profile

Snapshot = dict[str, Any]


@dataclass(frozen=True)
class HistoryPage:
    """Some revisions, the newest first; ``before`` is the version to go on from, None at the end."""

    rows: list[ProfileRevision]
    before: int | None


def snapshot_of(organisation: Organisation) -> Snapshot:
    """Return what the profile says now, as it is kept in a revision."""
    plain = [name for name in PROFILE_FIELDS if name not in ("former_names", "city")]
    former = [[one.name, one.used_from, one.used_until] for one in organisation.former_names]
    texts = {one.locale: {name: getattr(one, name) or "" for name in TEXT_FIELDS} for one in organisation.texts}
    return {
        **{name.value: identity_value(organisation, name) for name in IdentityField},
        **{name: getattr(organisation, name) for name in plain},
        "city": organisation.confidential.city,
        "former_names": sorted(former, key=lambda one: [part or "" for part in one]),
        "texts": texts,
    }


def fields_in(profile: Profile) -> list[str]:
    """Return the fields that a revision can speak of and that the viewer of this profile sees, texts one by one."""
    plain = [name for name in (*map(str, IdentityField), *PROFILE_FIELDS) if name in profile]
    texts = [f"{locale}.{name}" for locale in LANGUAGES for name in TEXT_FIELDS] if "texts" in profile else []
    return plain + texts


def restorable_in(profile: Profile) -> list[str]:
    """Return those of them that can say again what they said; the others need a proposal."""
    return [name for name in fields_in(profile) if name not in tuple(IdentityField)]


def history_page(organisation_id: UUID, profile: Profile, *, size: int, before: int | None = None) -> HistoryPage:
    """Return the revisions that changed something the viewer of this profile sees, older than a version."""
    seen = cast(fields_in(profile), ARRAY(String(30)))
    statement = (
        select(ProfileRevision)
        .options(joinedload(ProfileRevision.person))
        .where(
            ProfileRevision.organisation_id == organisation_id,
            or_(ProfileRevision.fields.bool_op("&&")(seen), func.cardinality(ProfileRevision.fields) == 0),
        )
        .order_by(ProfileRevision.version.desc())
        .limit(size + 1)
    )
    if before is not None:
        statement = statement.where(ProfileRevision.version < before)
    rows = list(session.scalars(statement))
    return HistoryPage(rows[:size], rows[size - 1].version if len(rows) > size else None)


def revision(organisation_id: UUID, revision_id: UUID, profile: Profile) -> ProfileRevision | None:
    """Return a revision of this organisation that changed something the viewer of this profile sees."""
    statement = (
        select(ProfileRevision)
        .options(joinedload(ProfileRevision.person))
        .where(ProfileRevision.id == revision_id, ProfileRevision.organisation_id == organisation_id)
    )
    found = session.scalar(statement)
    if found is None or (found.fields and not set(found.fields) & set(fields_in(profile))):
        return None
    return found


def reason_in(revision: ProfileRevision, profile: Profile) -> str:
    """Return the reason of a revision, if the viewer of this profile sees all that it changed; else nothing."""
    return (revision.reason or "") if set(revision.fields) <= set(fields_in(profile)) else ""


def revision_before(later: ProfileRevision) -> ProfileRevision | None:
    """Return the revision that this one followed."""
    statement = (
        select(ProfileRevision)
        .where(
            ProfileRevision.organisation_id == later.organisation_id,
            ProfileRevision.version < later.version,
        )
        .order_by(ProfileRevision.version.desc())
        .limit(1)
    )
    return session.scalar(statement)
