"""Where the servers of this test run listen."""

import os

TEMPLATE = "nswp_template"


def address_of(name: str) -> str:
    """Return the address of a database on the run's PostgreSQL."""
    return os.environ["TEST_POSTGRES"].replace("%7Bname%7D", name).replace("{name}", name)


def redis_address(process_name: str, part: int = 0) -> str:
    """Return the address of a Valkey database of this process's own; ``part`` 0 or 1 (live servers)."""
    number = 0 if process_name == "main" else 1 + int(process_name.removeprefix("gw"))
    return f"{os.environ['TEST_VALKEY'].rstrip('/')}/{number * 2 + part}"
