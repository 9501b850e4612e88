"""The pages of a version as pictures, for those who decide what goes out; never kept, never public."""

from terbuka.documents.guarding.clearing import Source
from terbuka.documents.guarding.looking import paper_of
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.preview.showing import PNG, previews
from terbuka.models import PublicationVersion
from terbuka.rules.publishing import GuardState
from terbuka.services.files import open_blob
from terbuka.services.people import day_at

WIDE = 1000


def source_of(version: PublicationVersion) -> Source:
    """The file as it came, with what a copy needs. Raises ValueError for a kind that is never copied."""
    file = version.source
    assert file
    kind = MediaType(file.blob.mime)
    with open_blob(file.blob) as content:
        body = content.read()
    unit = version.publication.unit
    # The day of the upload, so that the same file gives the same copy.
    return Source(body, file.name, kind, version.title, day_at(unit, file.uploaded_at), file.uploaded_at)


def page_picture(version: PublicationVersion, page: int) -> bytes:
    """A page as PNG: of the public copy once it is made, else of the closed file or of its paper.

    Raises BadInput where there is no such page, ValueError or FileNotFoundError where nothing is there.
    """
    is_made = version.guard in (GuardState.CLEAN, GuardState.CLEARED)
    if is_made and version.released is not None and MediaType(version.released.mime).has_pages:
        with open_blob(version.released) as content:
            return _drawn(content.read(), MediaType(version.released.mime), page)
    source = source_of(version)
    if source.kind.has_pages:
        return _drawn(source.content, source.kind, page)
    paper = paper_of(source.content, kind=source.kind, title=source.title, at=source.at)
    return _drawn(paper.content, paper.kind, page)


def _drawn(content: bytes, kind: MediaType, page: int) -> bytes:
    return previews(content, kind, pages=[page], width=WIDE, form=PNG)[0].content
