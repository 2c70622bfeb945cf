"""What an organisation lets be said of its endorsement in public: nothing, unless it says so.

Every member endorses, so a public list of endorsers is a list of members: each consent is given apart.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Consents:
    """Whether an endorsement may be counted in public, named in public, and named with who signed it."""

    count: bool = False
    name: bool = False
    signatory: bool = False


NONE = Consents()
