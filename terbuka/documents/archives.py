"""Looks into zip archives without falling for bombs: office files are opened only after this."""

import re
import zipfile
from io import BytesIO

from terbuka.documents.bounds import BOUNDS
from terbuka.documents.reading import BrokenError, EncryptedError, OversizedError

MOST_ENTRIES, MOST_SIGNS = 5_000, 100_000
MOST_UNPACKED = 150_000_000
MOST_WORDS = BOUNDS.unpacked
_STEP = 1 << 20
_WORDS = re.compile(r"\.(?:xml|rels|bin|vml)$", re.IGNORECASE)


def guarded(body: bytes) -> zipfile.ZipFile:
    """The archive `body`, proven harmless.

    At most 5,000 members, 150 MB unpacked as declared, and 40 MB of XML *really*
    unpacked here in steps, whatever the archive declares. Raises `BrokenError` or `EncryptedError`.
    """
    if has_endless_directory(body):
        raise OversizedError
    try:
        archive = zipfile.ZipFile(BytesIO(body))
        members = archive.infolist()
        if len(members) > MOST_ENTRIES or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise OversizedError
        if any(member.flag_bits & 1 for member in members):
            raise EncryptedError
        spent = 0
        for member in members:
            if _WORDS.search(member.filename):
                spent += _unpacked(archive, member, MOST_WORDS - spent)
    except (BrokenError, EncryptedError):
        raise
    except Exception as fault:  # the standard library lets many kinds out of a crafted archive
        raise BrokenError from fault
    return archive


def has_endless_directory(body: bytes) -> bool:
    """Does it name so many members that reading their names alone takes hundreds of megabytes?

    Counted by their signs, those of documents within included, for the count that an archive
    declares is not believed.
    """
    return body.count(b"PK\x01\x02") > MOST_SIGNS


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowed: int) -> int:
    """How many bytes a member really has. Raises `BrokenError` beyond `allowed`."""
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(_STEP):
            size += len(piece)
            if size > allowed:
                raise OversizedError
    return size


def words_of(archive: zipfile.ZipFile, name: str, limit: int = MOST_WORDS) -> str:
    """The text of a member, "" where there is none; at most `limit` bytes of it."""
    try:
        with archive.open(name) as stream:
            return stream.read(limit).decode("utf-8", "replace")
    except KeyError:
        return ""
