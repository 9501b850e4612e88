"""A PDF for publication: looks the same, does nothing, carries nothing, tells nothing about its makers.

Pages, text, tags, bookmarks and web links stay. Scripts, actions other than a
jump or a web link, attachments, sound, film, notes, XFA, signatures, metadata
and every earlier version go (ISO 32000-1, 12.6 actions, 12.5 annotations).
"""

from collections import Counter
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from terbuka.documents.confined import Done, Limits
from terbuka.documents.drawing import check_count
from terbuka.documents.safecopy.segments import plain_jpeg
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_BROKEN = say("Berkas ini rusak atau terpotong. Buka di komputer Anda, simpan lagi, lalu unggah yang baru.")
_LOCKED = say("Berkas ini terkunci kata sandi. Buka kuncinya dan simpan lagi, lalu unggah lagi.")
_FORM = say("Formulir PDF ini (XFA) hanya terbuka di Adobe Reader. Cetak ke PDF, lalu unggah hasilnya.")

_OF_ROOT = frozenset(
    [
        "/Type",
        "/Pages",
        "/PageLabels",
        "/Names",
        "/Dests",
        "/ViewerPreferences",
        "/PageLayout",
        "/PageMode",
        "/Outlines",
        "/StructTreeRoot",
        "/MarkInfo",
        "/Lang",
        "/OutputIntents",
        "/OCProperties",
        "/AcroForm",
        "/Version",
        "/Extensions",
    ]
)
_OF_PREFERENCES = frozenset(["/DisplayDocTitle", "/Direction", "/HideToolbar", "/FitWindow", "/CenterWindow"])
_LEFT_BEHIND = frozenset(
    [
        "/AA",
        "/PA",
        "/JS",
        "/Metadata",
        "/PieceInfo",
        "/AF",
        "/LastModified",
        "/Thumb",
        "/OPI",
        "/Alternates",
        "/XFA",
        "/EF",
        "/RF",
        "/Collection",
        "/Perms",
    ]
)
_NOTES_DROPPED = frozenset(
    [
        "/FileAttachment",
        "/Movie",
        "/Sound",
        "/Screen",
        "/RichMedia",
        "/3D",
        "/Text",
        "/Popup",
        "/TrapNet",
        "/Projection",
        "/Redact",
    ]
)
_OF_NOTE_DROPPED = [
    "/T",
    "/RC",
    "/Popup",
    "/M",
    "/CreationDate",
    "/NM",
    "/Subj",
    "/IRT",
    "/State",
    "/StateModel",
    "/ExData",
    "/Sound",
    "/Movie",
]
_KEPT_CONTENTS = frozenset(("/Link", "/Widget"))
_HIDDEN, _NO_VIEW = 2, 32
_MOST_OBJECTS = 2_000_000


def copy_pdf(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """The safe PDF. Tells `pages`, and `notes`: how many of each kind went. Raises BadInput."""
    try:
        with Pdf.open(BytesIO(content)) as pdf:
            check_count(len(pdf.pages), limits)
            return _Copy(pdf).done()
    except BadInput:
        raise
    except pikepdf.PasswordError:
        raise BadInput(_LOCKED) from None
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError):
        raise BadInput(_BROKEN) from None


class _Copy:
    """One document being made safe."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._gone: Counter[str] = Counter()

    def done(self) -> Done:
        """Clean all, then write it anew."""
        pdf = self._pdf
        title = _title(pdf)
        form = pdf.Root.get("/AcroForm")
        if pdf.Root.get("/NeedsRendering") or (
            form is not None and "/XFA" in form and not form.get("/Fields")
        ):
            raise BadInput(_FORM)
        self._clean_root()
        for page in pdf.pages:
            self._clean_notes(page.obj)
        for number, thing in enumerate(pdf.objects):
            if number > _MOST_OBJECTS:
                raise BadInput(_BROKEN)
            self._clean(thing, 0)
        if pdf.is_encrypted:
            self._gone["encryption"] += 1
        self._clean_trailer(title)
        out = BytesIO()
        pdf.save(
            out,
            linearize=True,
            deterministic_id=True,
            encryption=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return Done({"pages": len(pdf.pages), "notes": dict(self._gone)}, (out.getvalue(),))

    def _clean_root(self) -> None:
        root = self._pdf.Root
        names = root.get("/Names")
        if isinstance(names, Dictionary):
            for key, what in (("/JavaScript", "scripts"), ("/EmbeddedFiles", "attachments")):
                if key in names:
                    self._gone[what] += 1
            for key in list(names.keys()):
                if key != "/Dests":
                    del names[key]
        if "/OpenAction" in root and not isinstance(root["/OpenAction"], Array):
            self._gone["actions"] += _is_unsafe(root["/OpenAction"])
        for key in list(root.keys()):
            if key not in _OF_ROOT:
                del root[key]
        _only(root.get("/ViewerPreferences"), _OF_PREFERENCES)
        if str(root.get("/PageMode")) in ("/UseAttachments", "/FullScreen"):
            del root["/PageMode"]
        if _has_hidden_layers(root.get("/OCProperties")):
            self._gone["hidden_layers"] += 1

    def _clean_trailer(self, title: str) -> None:
        trailer = self._pdf.trailer
        if "/Info" in trailer:
            del trailer["/Info"]
        if title:
            self._pdf.docinfo[Name.Title] = title

    def _clean_notes(self, page: Any) -> None:
        notes = page.get("/Annots")
        if notes is None:
            return
        kept = [note for note in notes if self._keeps(note)] if isinstance(notes, Array) else []
        if kept:
            page.Annots = Array(kept)
        else:
            del page["/Annots"]

    def _keeps(self, note: Any) -> bool:
        if not isinstance(note, Dictionary):
            return False
        kind, flags = str(note.get("/Subtype")), int(note.get("/F", 0))
        if kind in _NOTES_DROPPED or (flags & (_HIDDEN | _NO_VIEW) and kind != "/Widget"):
            self._gone["attachments" if kind == "/FileAttachment" else "notes"] += kind != "/Popup"
            return False
        for key in _OF_NOTE_DROPPED:
            if key in note and not (key == "/T" and kind == "/Widget"):
                del note[key]
        if "/Contents" in note and kind not in _KEPT_CONTENTS:
            del note["/Contents"]
        return True

    def _clean(self, thing: Any, depth: int) -> None:
        """One object and what stands directly in it: no key that acts, carries or tells."""
        if depth > 60:
            raise BadInput(_BROKEN)
        if isinstance(thing, Array):
            for one in thing:
                self._clean_within(one, depth)
        if not isinstance(thing, Dictionary | Stream):
            return
        for key in list(thing.keys()):
            if key in _LEFT_BEHIND and not _is_resource(thing[key]):
                self._gone["scripts" if key in ("/AA", "/JS", "/PA") else "metadata"] += 1
                del thing[key]
            elif key in ("/A", "/Next") and self._goes(key, thing[key]):
                self._gone["actions"] += 1
                del thing[key]
            else:
                self._clean_within(thing[key], depth)
        if thing.get("/FT") == Name.Sig and "/V" in thing:
            # A signature of the source is void in any copy, and names its maker.
            self._gone["signatures"] += 1
            del thing["/V"]
        if isinstance(thing, Stream) and thing.get("/Filter") == Name.DCTDecode:
            thing.write(plain_jpeg(thing.read_raw_bytes()), filter=Name.DCTDecode)

    def _clean_within(self, thing: Any, depth: int) -> None:
        if isinstance(thing, pikepdf.Object) and not thing.is_indirect:
            self._clean(thing, depth + 1)

    @staticmethod
    def _goes(key: str, value: Any) -> bool:
        """Must an action go? Under /Next stand bookmarks too, which have a title."""
        if key == "/Next":
            return isinstance(value, Array) or (isinstance(value, Dictionary) and "/S" in value)
        # Some dictionaries (attributes of tags) use the same key for other things.
        return isinstance(value, Dictionary) and "/S" in value and _is_unsafe(value)


def _is_resource(value: Any) -> bool:
    """A font or picture that the file happens to call by such a name?"""
    return isinstance(value, Dictionary | Stream) and str(value.get("/Type")) in (
        "/Font",
        "/XObject",
        "/ExtGState",
        "/Pattern",
    )


def _is_unsafe(action: Any) -> bool:
    """Anything but a jump within the document, or a link to the web or to a mailbox."""
    if not isinstance(action, Dictionary):
        return True
    kind = str(action.get("/S"))
    if kind == "/URI":
        return not _is_web(str(action.get("/URI", "")))
    if kind == "/Named":
        return str(action.get("/N")) not in ("/NextPage", "/PrevPage", "/FirstPage", "/LastPage")
    return kind != "/GoTo"


def _is_web(address: str) -> bool:
    try:
        return urlsplit(address.strip()).scheme.lower() in ("http", "https", "mailto")
    except ValueError:
        return False


def _has_hidden_layers(layers: Any) -> bool:
    if not isinstance(layers, Dictionary) or not isinstance(layers.get("/D"), Dictionary):
        return False
    default = layers["/D"]
    return bool(default.get("/OFF")) or str(default.get("/BaseState", "/ON")) != "/ON"


def _only(thing: Any, keys: frozenset[str]) -> None:
    if isinstance(thing, Dictionary):
        for key in list(thing.keys()):
            if key not in keys:
                del thing[key]


def _title(pdf: Pdf) -> str:
    """The title that the file names, from its properties or its metadata; "" for none."""
    try:
        told = str(pdf.docinfo.get("/Title", "")) if "/Info" in pdf.trailer else ""
        if not told and "/Metadata" in pdf.Root:
            with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
                told = str(metadata.get("dc:title", "") or "")
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, NotImplementedError):
        return ""
    return "".join(sign for sign in told if sign.isprintable())[:300].strip()
