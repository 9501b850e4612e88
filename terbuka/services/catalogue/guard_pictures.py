"""The pages of a version for those who decide what goes out: as pictures, and where words stand on them.

None of it is kept, none of it is public.
"""

from terbuka.documents.blackout.areas import MOST_PARTS
from terbuka.documents.confined import confined
from terbuka.documents.guarding.clearing import Source
from terbuka.documents.guarding.looking import paper_of
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.preview.showing import PNG, previews
from terbuka.models import PublicationVersion
from terbuka.rules.language import say
from terbuka.rules.publishing import GuardState
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
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
    return _drawn(*_with_pages(version), page)


def places_of_words(version: PublicationVersion, words: str) -> list[list[float]]:
    """Where words stand in the closed file or its paper: page, x0, y0, x1, y1 as shares of the page.

    Raises BadInput where they do not, FileNotFoundError where nothing is there.
    """
    content, kind = _with_pages(version)
    areas: list[list[float]] = []
    if kind is MediaType.PDF:
        areas = confined("places_of", content, {"words": words, "most": MOST_PARTS}).told["areas"]
    if not areas:
        raise BadInput(
            say(
                "“{words}” tidak ditemukan pada teks berkas ini. "
                "Pada gambar atau hasil pindai, gambar kotaknya.",
                words=quoted(words),
            )
        )
    return areas


def _with_pages(version: PublicationVersion) -> tuple[bytes, MediaType]:
    """The closed file, or the paper of one without pages."""
    source = source_of(version)
    if source.kind.has_pages:
        return source.content, source.kind
    paper = paper_of(source.content, kind=source.kind, title=source.title, at=source.at)
    return paper.content, paper.kind


def _drawn(content: bytes, kind: MediaType, page: int) -> bytes:
    return previews(content, kind, pages=[page], width=WIDE, form=PNG)[0].content
