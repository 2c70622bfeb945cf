"""What a page of the directory shows, read once while nothing at all changes."""

from dataclasses import dataclass
from uuid import UUID

from nswp_members.accounts.viewers import Viewer
from nswp_members.organisations.queries.directory import DirectoryPage, directory_page
from nswp_members.organisations.queries.facets import Facets, facets, network_names
from nswp_members.organisations.queries.kept import Kept
from nswp_members.organisations.queries.wanted import DirectoryFilter

SUGGESTIONS = 8
SHORTEST_SUGGESTED = 2


@dataclass(frozen=True)
class DirectoryResult:
    """A page of the list, the numbers of its filters, and the names of the networks they mention."""

    page: DirectoryPage
    facets: Facets
    networks: dict[UUID, str]


def directory_result(
    viewer: Viewer,
    wanted: DirectoryFilter,
    *,
    size: int,
    after: UUID | None = None,
    before: UUID | None = None,
    sort: str = "",
    language: str = "en",
    for_staff: bool = False,
) -> DirectoryResult:
    """Return what a page of the list shows; the arguments are those of `directory_page`."""
    kept, asked = Kept(), (viewer.capacity, wanted, for_staff)
    page = kept.get(
        ("page", *asked, size, after, before, sort, language),
        lambda: directory_page(
            viewer, wanted, size=size, after=after, before=before, sort=sort, language=language, for_staff=for_staff
        ),
    )
    found = kept.get(("facets", *asked), lambda: facets(viewer, wanted, for_staff=for_staff))
    mentioned = list(found.counts["network"] | dict.fromkeys(wanted.networks))
    networks = kept.get(("networks", *asked), lambda: network_names(viewer, mentioned))
    return DirectoryResult(page, found, networks)


def suggestions(viewer: Viewer, search: str) -> list[str]:
    """Return the names of the few best matches as the viewer may know them; none for a text of one sign."""
    if len(search.strip()) < SHORTEST_SUGGESTED:
        return []
    wanted = DirectoryFilter(search=search)
    page = Kept().get(
        ("suggestions", viewer.capacity, wanted), lambda: directory_page(viewer, wanted, size=SUGGESTIONS)
    )
    return list(dict.fromkeys(row.name for row in page.rows))
