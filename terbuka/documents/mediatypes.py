"""The kinds of file that are published; their values are media types, so that `Taken` serves as well."""

from enum import StrEnum

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput


class MediaType(StrEnum):
    """A kind of file of which a public copy can be made."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    CSV = "text/csv"
    TXT = "text/plain"

    @property
    def is_picture(self) -> bool:
        """Is it one picture?"""
        return self in (MediaType.JPEG, MediaType.PNG)

    @property
    def has_pages(self) -> bool:
        """Are its pages there to be shown, and areas of them to be blacked out?"""
        return self.is_picture or self is MediaType.PDF


def media_type(kind: str) -> MediaType:
    """The kind that a media type names. Raises BadInput for one of which no public copy is made."""
    try:
        return MediaType(kind)
    except ValueError:
        raise BadInput(say("Salinan publik tidak dapat dibuat dari jenis berkas ini.")) from None
