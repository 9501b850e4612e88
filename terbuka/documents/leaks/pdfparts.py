"""The parts of a PDF that no page shows: notes, fields, attachments, scripts, properties, photos."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from terbuka.documents.leaks.authors import personal_properties
from terbuka.documents.leaks.finding import Box, Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.leaks.pictures import place_in
from terbuka.rules.language import Phrase, say
from terbuka.rules.personal.passage import Passage

type Area = tuple[float, float, float, float]

_NOTES = frozenset(
    [
        "/Text",
        "/FreeText",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Stamp",
        "/Caret",
        "/Ink",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Sound",
    ]
)
_DANGERS = {"/JavaScript": say("skrip"), "/Launch": say("perintah menjalankan program")}
_MOST_OBJECTS, _MOST_NOTES = 200_000, 5_000
_DEEPEST = 12
_LARGEST_ATTACHMENT = 50_000_000
_CREATOR = re.compile(r"<dc:creator>.*?</dc:creator>", re.DOTALL)
_ITEM = re.compile(r"<rdf:li[^>]*>([^<]{1,200})</rdf:li>")
_HEAD_OF_PICTURE = 200_000


@dataclass(slots=True)
class OnPages:
    """What hangs over the pages, by page from 1: areas that notes cover, and fields with what they say."""

    covered: dict[int, list[Area]] = field(default_factory=dict)
    fields: dict[int, list[tuple[Area, str]]] = field(default_factory=dict)


def look(body: bytes, gathering: Gathering) -> OnPages:
    """Findings go to `gathering`; returned is what hangs over the pages."""
    try:
        pdf = pikepdf.open(io.BytesIO(body), suppress_warnings=True)
    except pikepdf.PasswordError:
        return OnPages()
    except Exception:  # what is broken is said where the pages are read
        return OnPages()
    with pdf:
        above = OnPages()
        _guarded(lambda one, two: _notes(one, two, above), pdf, gathering)
        for step in (_properties, _attachments, _scripts, _pictures):
            if gathering.is_late:
                gathering.not_read(say("catatan, lampiran, dan properti"))
                break
            _guarded(step, pdf, gathering)
        _guarded(lambda one, two: _fields(one, two, above), pdf, gathering)
        return above


def _guarded(step: Any, pdf: pikepdf.Pdf, gathering: Gathering) -> None:
    try:
        step(pdf, gathering)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, IndexError):
        gathering.not_read(say("sebagian susunan dalam berkas (rusak)"))


def _text(thing: Any) -> str:
    if isinstance(thing, pikepdf.Stream):
        return bytes(thing.read_bytes())[:1_000_000].decode("utf-8", "replace")
    return str(thing) if thing is not None else ""


def _properties(pdf: pikepdf.Pdf, gathering: Gathering) -> None:
    pairs: list[tuple[str, str]] = []
    for key, value in dict(pdf.docinfo).items():
        pairs.append((key.lstrip("/"), _text(value)))
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        xmp = bytes(metadata.read_bytes())[:2_000_000].decode("utf-8", "replace")
        for creators in _CREATOR.findall(xmp):
            pairs += [("Author", name) for name in _ITEM.findall(creators)]
    personal_properties(pairs, gathering)


def _attachments(pdf: pikepdf.Pdf, gathering: Gathering) -> None:
    names = list(pdf.attachments)
    for name in names[:200]:
        try:
            content = pdf.attachments[name].get_file().read_bytes()
        except Exception:
            content = b""
        gathering.attached(name, content)


def _actions(thing: Any) -> Iterator[tuple[str, str]]:
    """The dangerous actions in one object and in what stands directly within it: kind and words."""
    waiting = [(thing, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, pikepdf.Dictionary):
            kind = str(one.get("/S", ""))
            if kind == "/Launch" or (kind in ("/JavaScript", "/Rendition") and "/JS" in one):
                yield "/Launch" if kind == "/Launch" else "/JavaScript", _text(one.get("/JS", one.get("/F")))
            inner = list(one.values())[:_MOST_NOTES]
        elif isinstance(one, pikepdf.Array):
            inner = list(one)[:_MOST_NOTES]
        else:
            continue
        if depth < _DEEPEST:
            waiting += [(part, depth + 1) for part in inner if _is_direct(part)]


def _is_direct(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary | pikepdf.Array) and not thing.is_indirect


def _scripts(pdf: pikepdf.Pdf, gathering: Gathering) -> None:
    """Every script or launch order, wherever it hangs: on the file, a page, a note, a field."""
    found: dict[str, list[str]] = {}
    for number, thing in enumerate(pdf.objects):
        if number > _MOST_OBJECTS or gathering.is_late:
            gathering.not_read(say("sebagian susunan dalam berkas"))
            break
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Array) and not _is_structure(thing):
            for kind, words in _actions(thing):
                found.setdefault(kind, []).append(words)
    for kind, scripts in found.items():
        where = say("dalam berkas: {what}", what=_DANGERS[kind])
        gathering.found(Leak.JAVASCRIPT, where, count=len(set(scripts)), is_hidden=True)
        for words in scripts[:50]:
            gathering.personal_words(words, where, is_hidden=True)


def _is_structure(thing: Any) -> bool:
    """Tags for readers who cannot see; there are thousands of them and they do nothing."""
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem"


def _fields(pdf: pikepdf.Pdf, gathering: Gathering, above: OnPages) -> None:
    """Fields that no page shows; the others are read where they stand."""
    shown = {words for many in above.fields.values() for _, words in many}
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary) or not isinstance(form.get("/Fields"), pikepdf.Array):
        return
    lines: list[str] = []
    waiting = [(one, "") for one in list(form["/Fields"])[:_MOST_NOTES]]
    while waiting and len(lines) < _MOST_NOTES:
        one_field, upper = waiting.pop(0)
        if not isinstance(one_field, pikepdf.Dictionary):
            continue
        name = f"{upper} {_text(one_field.get('/TU')) or _text(one_field.get('/T'))}".strip()
        if (
            "/V" in one_field
            and not isinstance(one_field["/V"], pikepdf.Name)
            and _text(one_field["/V"]) not in shown
        ):
            lines.append(f"{name.replace('_', ' ')}: {_text(one_field['/V'])}")
        waiting += [(one, name) for one in list(one_field.get("/Kids", []))[:_MOST_NOTES]]
    gathering.personal_words("\n".join(lines), say("isian formulir"))


def _area(thing: Any) -> Area:
    left, bottom, right, top = (float(one) for one in list(thing)[:4])
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _covers(note: Any, kind: str) -> bool:
    """Does a note hide what stands under it?"""
    if float(note.get("/CA", 1)) < 0.9:
        return False
    if kind in ("/Square", "/Circle", "/Polygon"):
        return len(list(note.get("/IC", []))) > 0
    if kind == "/FreeText":
        return len(list(note.get("/C", []))) > 0
    if kind == "/Redact":
        return True
    colour = [float(one) for one in note.get("/C", [])]
    return kind == "/Highlight" and 0 < len(colour) < 4 and max(colour) < 0.35


def _notes(pdf: pikepdf.Pdf, gathering: Gathering, above: OnPages) -> None:
    files: set[str] = set()
    for number, page in enumerate(pdf.pages, 1):
        if number > gathering.bounds.pages or gathering.is_late:
            break
        notes: list[tuple[str, Area]] = []
        for note in list(page.obj.get("/Annots", []))[:_MOST_NOTES]:
            if not isinstance(note, pikepdf.Dictionary) or "/Rect" not in note:
                continue
            kind, area = str(note.get("/Subtype", "")), _area(note["/Rect"])
            if _covers(note, kind):
                above.covered.setdefault(number, []).append(area)
            if kind == "/Widget" and (value := _value_of(note)):
                above.fields.setdefault(number, []).append((area, value))
            if kind == "/FileAttachment":
                files.add(_attached_note(note, gathering))
            words = "\n".join(
                one for key in ("/Contents", "/RC", "/Subj") if (one := _text(note.get(key)).strip())
            )
            if kind in _NOTES and _text(note.get("/Contents")).strip():
                notes.append((words, area))
        _tell_notes(notes, number, gathering)


def _value_of(widget: Any) -> str:
    """The words of a field; "" for ticks and empty ones."""
    holder = widget if "/V" in widget else widget.get("/Parent")
    value = holder.get("/V") if isinstance(holder, pikepdf.Dictionary) else None
    return "" if value is None or isinstance(value, pikepdf.Name) else _text(value).strip()[:2_000]


def _tell_notes(notes: list[tuple[str, Area]], number: int, gathering: Gathering) -> None:
    if not notes:
        return
    where: Phrase = say("halaman {n}, catatan", n=number)
    boxes = [Box(number, *area) for _, area in notes]
    gathering.found(
        Leak.COMMENT, where, page=number, count=len(notes), excerpt=notes[0][0], boxes=boxes, is_hidden=True
    )
    for words, area in notes:
        gathering.personal(
            Passage(words),
            lambda _: where,
            page=number,
            boxes=lambda _, area=area: [Box(number, *area)],  # type: ignore[misc]
            is_hidden=True,
        )


def _attached_note(note: Any, gathering: Gathering) -> str:
    holder = note.get("/FS")
    name, content = "", b""
    if isinstance(holder, pikepdf.Dictionary):
        name = _text(holder.get("/UF")) or _text(holder.get("/F"))
        files = holder.get("/EF")
        stream = files.get("/F") if isinstance(files, pikepdf.Dictionary) else None
        if isinstance(stream, pikepdf.Stream):
            content = bytes(stream.read_bytes())[:_LARGEST_ATTACHMENT]
    gathering.attached(name, content)
    return name


def _pictures(pdf: pikepdf.Pdf, gathering: Gathering) -> None:
    """Photos in a PDF may still carry the place where they were taken."""
    count = 0
    for number, thing in enumerate(pdf.objects):
        if number > _MOST_OBJECTS or gathering.is_late:
            break
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            head = bytes(thing.read_raw_bytes()) if str(thing.get("/Filter", "")) == "/DCTDecode" else b""
            count += b"Exif" in head[:_HEAD_OF_PICTURE] and place_in(head)
    if count:
        gathering.found(Leak.EXIF_PLACE, say("foto di dalam dokumen"), count=count, is_hidden=True)
