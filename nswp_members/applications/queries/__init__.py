"""Reading applications."""

from nswp_members.applications.queries.reading import answers_of, by_id, questions_of

__all__ = ["answers_of", "by_id", "questions_of"]
