"""Real processes for the tests of membership."""

from tests.notices.conftest import stage

__all__ = ["stage"]
