"""Which files are taken in as proof: told from their bytes, each refusal says what to do instead."""

import re
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from zipfile import ZipFile

from PIL import Image

from terbuka.documents.archives import guarded, words_of
from terbuka.documents.kinds import OLE, is_encrypted_office, is_html, is_text
from terbuka.documents.reading import BrokenError, EncryptedError, OversizedError
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput


class Taken(StrEnum):
    """A kind of file that is taken in; the value is its media type.

    As proof the first five alone; to be published (`kind_collected`) the others too.
    """

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    CSV = "text/csv"
    ZIP = "application/zip"
    MP4 = "video/mp4"
    WEBM = "video/webm"

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of its name; the first is the usual one."""
        return (".jpg", ".jpeg") if self is Taken.JPEG else (f".{self.name.lower()}",)

    @property
    def is_picture(self) -> bool:
        """Can it be shown as a picture?"""
        return self in (Taken.JPEG, Taken.PNG)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A kind that is not taken in, by how its bytes begin."""

    opening: re.Pattern[bytes]
    advice: Phrase


TAKEN = "PDF, JPEG, PNG, XLSX, DOCX"
_MACROS = say(
    "Berkas ini berisi makro, yang dapat menjalankan program. Simpan sebagai XLSX atau DOCX biasa, atau PDF."
)
_LOCKED = say(
    "Berkas ini terkunci kata sandi. Buka kuncinya dan simpan lagi, agar verifikator dapat membukanya."
)
_BROKEN = say("Berkas ini rusak atau terpotong. Buka di komputer Anda, simpan lagi, lalu unggah yang baru.")
_OVERSIZED = say(
    "Isi berkas ini terlalu banyak setelah dibuka. Bagi menjadi beberapa berkas, atau simpan sebagai PDF."
)
_DOTS = say("Gambar ini terlalu besar untuk dibuka. Perkecil ukurannya, lalu unggah lagi.")
_OLD_OFFICE = say(
    "Ini berkas Office lama (DOC, XLS, PPT). Simpan sebagai DOCX, XLSX atau PDF, lalu unggah lagi."
)
_WEB_PAGE = say("Ini halaman web, bukan dokumen. Cetak ke PDF, atau tempelkan alamatnya sebagai tautan.")
_OTHER = say("Jenis berkas ini tidak diterima. Yang diterima: {kinds}.", kinds=TAKEN)
_REFUSED = tuple(
    _Refused(re.compile(opening, re.DOTALL | re.IGNORECASE), advice)
    for opening, advice in (
        (
            rb".{4}ftyp(?:heic|heix|hevc|mif1|msf1|avif|avis)",
            say("Foto ini HEIC atau AVIF. Kirim sebagai JPEG (iPhone: Kamera, Format, Paling Cocok)."),
        ),
        (
            rb".{4}ftyp|\x1a\x45\xdf\xa3|FLV\x01|RIFF.{4}AVI ",
            say("Ini video. Unggah di kanal satker, lalu tempelkan tautannya."),
        ),
        (
            rb"MZ|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|#!",
            say("Ini program, bukan dokumen; program tidak diterima."),
        ),
        (
            rb"GIF8[79]a|RIFF.{4}WEBP|BM.{4}\x00\x00\x00\x00|II\*\x00|MM\x00\*",
            say("Gambar berformat lain. Simpan sebagai JPEG atau PNG, lalu unggah lagi."),
        ),
        (rb"Rar!\x1a\x07|7z\xbc\xaf|\x1f\x8b", say("Ini arsip. Keluarkan isinya dan unggah satu per satu.")),
    )
)
_SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_MACRO_PARTS = re.compile(r"vbaproject\.bin$|^xl/macrosheets/")
_MAIN_TYPES = {
    "spreadsheetml.sheet.main+xml": Taken.XLSX,
    "wordprocessingml.document.main+xml": Taken.DOCX,
}


def kind_taken(content: bytes) -> Taken:
    """The kind of a file by its bytes alone; its name is not asked.

    Raises BadInput for every other kind, for macros, for a locked or a broken
    file, with what to do instead.
    """
    if content.startswith(b"%PDF-"):
        return Taken.PDF
    if content.startswith(b"\xff\xd8\xff"):
        return _picture(content, Taken.JPEG)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(content, Taken.PNG)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    raise BadInput(_advice(content))


_FILM = re.compile(rb".{4}ftyp(?:isom|iso\d|mp4\d|avc1|M4V |dash|MSNV|qt  )", re.DOTALL)


def kind_collected(content: bytes, name: str = "") -> Taken:
    """The kind of a file that comes to be published: also films, tables as text, and archives of files.

    A table as text is told by its name, for its bytes are any text's. Raises BadInput as `kind_taken`.
    """
    if _FILM.match(content):
        return Taken.MP4
    if content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:64]:
        return Taken.WEBM
    if name.lower().endswith(".csv") and is_text(content[:65_536]) and not is_html(content):
        return Taken.CSV
    if content.startswith(b"PK\x03\x04") and name.lower().endswith(".zip"):
        return Taken.ZIP
    return kind_taken(content)


def _picture(content: bytes, kind: Taken) -> Taken:
    """The picture, if its head can be read. Raises BadInput."""
    try:
        with Image.open(BytesIO(content), formats=(kind.name,)) as picture:
            picture.load() if picture.width * picture.height <= _SMALL_ENOUGH else picture.verify()
    except Image.DecompressionBombError:
        raise BadInput(_DOTS) from None
    except (OSError, SyntaxError, ValueError):
        raise BadInput(_BROKEN) from None
    return kind


_SMALL_ENOUGH = 40_000_000


def _office(content: bytes) -> Taken:
    """A workbook or text document without macros. Raises BadInput for other archives."""
    try:
        archive = guarded(content)
        with archive:
            return _office_kind(archive)
    except EncryptedError:
        raise BadInput(_LOCKED) from None
    except OversizedError:
        raise BadInput(_OVERSIZED) from None
    except BrokenError:
        raise BadInput(_BROKEN) from None


def _office_kind(archive: ZipFile) -> Taken:
    types = words_of(archive, "[Content_Types].xml", limit=1_000_000)
    names = [name.lower() for name in archive.namelist()]
    told = types.lower()
    if "macroenabled" in told or "vbaproject" in told or any(_MACRO_PARTS.search(name) for name in names):
        raise BadInput(_MACROS)
    for main, kind in _MAIN_TYPES.items():
        if main in types:
            return kind
    if "mimetype" in names:
        raise BadInput(say("Ini berkas OpenDocument. Simpan sebagai XLSX, DOCX atau PDF, lalu unggah lagi."))
    if "[content_types].xml" in names:
        raise BadInput(say("Ini salindia atau berkas Office lain. Simpan sebagai PDF, lalu unggah lagi."))
    raise BadInput(say("Ini arsip. Keluarkan isinya dan unggah satu per satu."))


def _advice(content: bytes) -> Phrase:
    """Why these bytes are not taken in."""
    if content.startswith(OLE):
        return _LOCKED if is_encrypted_office(content) else _OLD_OFFICE
    for kind in _REFUSED:
        if kind.opening.match(content):
            return kind.advice
    head = content[:4096]
    if _SVG.search(head):
        return say("Gambar SVG dapat berisi program. Simpan sebagai PNG atau JPEG, lalu unggah lagi.")
    if is_html(content):
        return _WEB_PAGE
    if b"%PDF-" in head:
        return _BROKEN
    return say("Ini teks polos. Simpan sebagai PDF atau DOCX, lalu unggah lagi.") if is_text(head) else _OTHER
