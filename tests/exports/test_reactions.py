"""What happens to exports when something happens to accounts."""

from nswp_members.accounts.events import AccountClosed
from nswp_members.accounts.models import Person
from nswp_members.core.db import session
from nswp_members.exports.models import Export
from nswp_members.exports.reactions import remove_files
from tests.exports.conftest import Ask, asked_and_made
from tests.factories import make_organisation


def test_a_closed_account_leaves_no_file(ask: Ask, staff: Person) -> None:
    make_organisation()
    asked_and_made(ask, staff)

    remove_files(AccountClosed(person_id=staff.id, by=None))

    assert session.query(Export).count() == 0
