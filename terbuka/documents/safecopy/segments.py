"""A JPEG or PNG that stays as it is encoded, without any word beside its dots: pictures within documents."""

from terbuka.documents.accepting import Taken
from terbuka.documents.photos import bare

_START_OF_SCAN, _EXIF = 0xDA, 0xE1


def plain_jpeg(content: bytes) -> bytes:
    """The JPEG without Exif, comments and previews; its turn is told by the document that shows it."""
    clean = bare(content, Taken.JPEG)
    kept, at = [clean[:2]], 2
    while at + 4 <= len(clean) and clean[at] == 0xFF:
        marker = clean[at + 1]
        if marker == _START_OF_SCAN:
            break
        end = at + 2 + int.from_bytes(clean[at + 2 : at + 4])
        if marker != _EXIF:
            kept.append(clean[at:end])
        at = end
    return b"".join((*kept, clean[at:]))


def plain_picture(content: bytes) -> bytes:
    """A JPEG or PNG without words; other formats as they are."""
    if content.startswith(b"\xff\xd8\xff"):
        return plain_jpeg(content)
    return bare(content, Taken.PNG) if content.startswith(b"\x89PNG\r\n\x1a\n") else content
