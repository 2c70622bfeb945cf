"""What happens to countries."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RiskChanged:
    """The secretariat set or lifted the risk of a country."""

    country_code: str
