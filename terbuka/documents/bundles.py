"""A ZIP of files that somebody hands in, member by member, without falling for bombs or tricks of names."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from terbuka.documents.archives import has_endless_directory
from terbuka.documents.bounds import BOUNDS
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

MOST_MEMBERS = BOUNDS.members
MOST_EACH = 20 * 1024 * 1024
MOST_TOTAL = 500 * 1024 * 1024
# Documents and pictures are packed already: what grows a hundredfold is made to harm.
MOST_GROWTH = 100
_SMALL = 1024 * 1024
_STEP = 1 << 20
_JUNK = re.compile(r"\.|~\$|Thumbs\.db\Z|desktop\.ini\Z", re.IGNORECASE)
_NESTED = re.compile(r"\.(?:zip|rar|7z|gz|tar|tgz|bz2|xz)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a ZIP: its own name without folders, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One member that is not taken in, and why."""

    name: str
    reason: Phrase


def unpacked(body: bytes) -> Iterator[Member | NotTaken]:
    """Each file of a ZIP in its order, at most 500 of 20 MB, 500 MB together; one in memory at a time.

    Folders and what file managers leave behind are passed over. Nothing is written
    anywhere, so that names cannot climb out of a folder. Raises BadInput for what is no
    ZIP, too many members, and when all together exceed their bound.
    """
    if has_endless_directory(body):
        raise BadInput(
            say("Arsip ini berisi terlalu banyak berkas; paling banyak {most}.", most=MOST_MEMBERS)
        )
    try:
        archive = zipfile.ZipFile(BytesIO(body))
    except Exception:  # the standard library lets many kinds out of a crafted archive
        raise BadInput(say("Ini bukan arsip ZIP yang utuh; buat lagi arsipnya.")) from None
    with archive:
        members = [one for one in archive.infolist() if not (one.is_dir() or _is_left(one.filename))]
        if len(members) > MOST_MEMBERS:
            raise BadInput(
                say("Arsip ini berisi {n} berkas; paling banyak {most}.", n=len(members), most=MOST_MEMBERS)
            )
        spent = 0
        for member in members:
            found = _read(archive, member)
            yield found
            if isinstance(found, Member):
                spent += len(found.content)
            if spent > MOST_TOTAL:
                raise BadInput(
                    say("Isi arsip melebihi {most} MB; bagi menjadi beberapa.", most=MOST_TOTAL // 2**20)
                )


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Member | NotTaken:
    """The bytes of a member, read in steps: what an archive declares is not believed."""
    name = _name_of(member.filename)
    if member.flag_bits & 1:
        return NotTaken(name, say("Berkas ini terkunci kata sandi."))
    if _NESTED.search(name):
        return NotTaken(name, say("Arsip di dalam arsip tidak dibuka; keluarkan isinya dahulu."))
    most = min(MOST_EACH, max(_SMALL, member.compress_size * MOST_GROWTH))
    pieces, size = [], 0
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_STEP):
                size += len(piece)
                if size > most:
                    return NotTaken(name, _too_large(size > MOST_EACH))
                pieces.append(piece)
    except Exception:  # a crafted or broken member
        return NotTaken(name, say("Berkas ini rusak di dalam arsip."))
    return Member(name, b"".join(pieces))


def _too_large(is_over: bool) -> Phrase:
    if is_over:
        return say("Berkas ini lebih dari {most} MB.", most=MOST_EACH // 2**20)
    return say("Berkas ini mengembang tidak wajar saat dibuka; tidak diterima.")


def _is_left(path: str) -> bool:
    """Something that a file manager leaves behind: nobody misses it."""
    return path.startswith("__MACOSX/") or bool(_JUNK.match(_name_of(path)))


def _name_of(path: str) -> str:
    return re.split(r"[/\\]", path)[-1] or "berkas"
