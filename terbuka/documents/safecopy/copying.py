"""Makes the copy of a file that the public may have; the original stays closed, as it was handed in."""

from dataclasses import dataclass

from terbuka.documents.confined import LIMITS, Limits, confined
from terbuka.documents.mediatypes import MediaType, media_type
from terbuka.documents.safecopy.plain import copy_csv, copy_text
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

_TASKS = {
    MediaType.PDF: "copy_pdf",
    MediaType.JPEG: "copy_picture",
    MediaType.PNG: "copy_picture",
    MediaType.DOCX: "copy_docx",
    MediaType.XLSX: "copy_xlsx",
}
_NOTES = {
    "scripts": say("Skrip dibuang."),
    "actions": say("Tindakan otomatis dan tautan ke luar web dibuang."),
    "attachments": say("Lampiran di dalam berkas dibuang."),
    "notes": say("Catatan pada halaman dibuang."),
    "signatures": say("Tanda tangan digital tidak ikut: ia hanya berlaku pada berkas asli."),
    "encryption": say("Pembatasan pada PDF dilepas."),
    "hidden_layers": say(
        "PDF ini punya lapisan tersembunyi yang masih ikut: gambar ulang halamannya bila perlu."
    ),
    "comments": say("Komentar dibuang."),
    "changes": say("Perubahan terlacak diterima semua."),
    "embedded": say("Objek tertanam dibuang; gambarnya tetap."),
    "links": say("Tautan ke berkas atau sumber data lain dilepas."),
    "pivots": say("Tabel pivot menjadi nilai biasa."),
    "formulas": say("Sel yang dimulai seperti rumus diberi tanda petik agar tidak dijalankan."),
}
NOTES = _NOTES


@dataclass(frozen=True, slots=True)
class SafeCopy:
    """A public copy: its bytes, kind and pages (0 where it has none), and what the officer should know."""

    content: bytes
    kind: MediaType
    pages: int = 0
    notes: tuple[Phrase, ...] = ()


def safe_copy(content: bytes, kind: str, *, limits: Limits = LIMITS) -> SafeCopy:
    """The public copy of `content`, whose media type is `kind`; equal input gives equal bytes.

    It looks the same, and holds no script, action, attachment, metadata (but the
    title), comment, tracked change or macro. Raises BadInput, saying what to
    mend: locked, broken, oversized, hidden sheets, rows, columns or text, macros.
    """
    medium = media_type(kind)
    if medium in (MediaType.CSV, MediaType.TXT):
        return _copy_plain(content, medium, limits)
    done = confined(_TASKS[medium], content, {"kind": medium.value}, limits=limits)
    notes = tuple(words for name, words in _NOTES.items() if done.told["notes"].get(name))
    return SafeCopy(done.files[0], medium, done.told["pages"], notes)


def _copy_plain(content: bytes, medium: MediaType, limits: Limits) -> SafeCopy:
    if len(content) > limits.file_megabytes * 1_000_000:
        raise BadInput(
            say(
                "Berkas lebih besar dari {most} MB: pecah atau perkecil, lalu unggah lagi.",
                most=limits.file_megabytes,
            )
        )
    if medium is MediaType.TXT:
        return SafeCopy(copy_text(content), medium)
    made, changed = copy_csv(content)
    return SafeCopy(made, medium, 0, (_NOTES["formulas"],) if changed else ())
