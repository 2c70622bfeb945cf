"""Words for the codes of statements."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.statements.models import BlockKind, Format, VersionState

STATE_LABELS: dict[str, Any] = {
    VersionState.DRAFT: _l("Draft"),
    VersionState.CONSULTATION: _l("In consultation"),
    VersionState.FROZEN: _l("Frozen, the current edition"),
    VersionState.SUPERSEDED: _l("Superseded"),
}
STATE_TONES: dict[str, str] = {
    VersionState.DRAFT: "warn",
    VersionState.CONSULTATION: "info",
    VersionState.FROZEN: "good",
    VersionState.SUPERSEDED: "neutral",
}
KIND_LABELS: dict[str, Any] = {
    BlockKind.CORE_VALUE: _l("Core value"),
    BlockKind.RIGHT: _l("Right"),
    BlockKind.TEXT: _l("Explanation"),
}
FORMAT_LABELS: dict[str, Any] = {
    Format.FULL: _l("Full text"),
    Format.SUMMARY: _l("Summary"),
    Format.ILLUSTRATED: _l("Illustrated summary"),
}
