"""The codes by which organisations are told apart."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of organisation it is (domain notes 12.2)."""

    LOCAL = "local"
    NATIONAL = "national"
    REGIONAL_NETWORK = "regional-network"
    GLOBAL = "global"
    THEMATIC = "thematic"


class Population(StrEnum):
    """A group of sex workers an organisation works with."""

    FEMALE = "female"
    MALE = "male"
    TRANS = "trans"
    NON_BINARY = "non-binary"
    ALL_GENDERS = "all-genders"
