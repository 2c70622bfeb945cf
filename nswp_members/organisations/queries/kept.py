"""What need not be read twice, kept in the memory of the process while nothing at all has changed.

PostgreSQL's snapshot names exactly the transactions whose changes a statement sees: if two snapshots are the same, so
are the data. Whatever anybody commits, hiding above all, makes another snapshot, so kept numbers can never outlive a
change. Only risks and given accesses begin and end by the clock; those that count now are a part of the key.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Text, cast, func, select

from nswp_members.core.db import session
from nswp_members.organisations.models import AccessGrant
from nswp_members.organisations.visibility import given_access, hidden_countries

T = TypeVar("T")
MOST = 256
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


class Kept:
    """What was read before, as long as the database has not changed since; one query asks whether it has.

    A transaction that has written something itself always reads anew.
    """

    def __init__(self) -> None:
        """Look at the state of the database."""
        self.state = _state_of_data()

    def get(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what ``read`` returned for this key, or read it now.

        The key must hold all that the result depends on besides the data, the viewer's capacity above all.
        """
        if self.state is None:
            return read()
        full = (key, self.state)
        with _lock:
            if full in _kept:
                _kept.move_to_end(full)
                found: T = _kept[full]
                return found
        result = read()
        with _lock:
            _kept[full] = result
            while len(_kept) > MOST:
                _kept.popitem(last=False)
        return result


def _state_of_data() -> Hashable | None:
    """Return what is the same only while the same data are seen, None inside a transaction that has written."""
    hidden = func.array(hidden_countries().scalar_subquery())
    accesses = func.array(given_access(AccessGrant.id).order_by(AccessGrant.id).scalar_subquery())
    statement = select(
        func.current_database(),
        cast(func.pg_current_snapshot(), Text),
        cast(hidden, Text),
        cast(accesses, Text),
        func.pg_current_xact_id_if_assigned().is_(None),
    )
    database, snapshot, countries, let_in, is_reading = session.execute(statement).one()
    return (database, snapshot, countries, let_in) if is_reading else None
