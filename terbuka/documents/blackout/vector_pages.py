"""Copies a page of a PDF that is not blacked out, with nothing but what it paints.

Only page size, content and the resources that the content names go over. Marks
with replacement text, names of layers, previews, metadata and private data of
tools stay behind. A page about which there is any doubt is drawn instead
(`Doubtful`): hidden layers, notes, filled fields, pictures that a blacked-out
area touches elsewhere in the file.
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream

from terbuka.documents.safecopy.segments import plain_jpeg

MOST_CONTENT = 6_000_000
_DEEPEST = 60
_BY_OPERATOR = {
    "Do": "/XObject",
    "Tf": "/Font",
    "gs": "/ExtGState",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "sh": "/Shading",
}
_LEFT_BEHIND = frozenset(
    [
        "/Metadata",
        "/PieceInfo",
        "/AF",
        "/AA",
        "/A",
        "/JS",
        "/Thumb",
        "/StructParent",
        "/StructParents",
        "/LastModified",
        "/Alternates",
        "/OPI",
        "/Ref",
        "/Measure",
        "/PtData",
        "/Properties",
        "/ID",
        "/Parent",
        "/Annots",
        "/Dest",
        "/Contents",
        "/Alt",
        "/ActualText",
        "/URI",
        "/F",
        "/EF",
    ]
)
_OF_IMAGE = frozenset(
    [
        "/Type",
        "/Subtype",
        "/Width",
        "/Height",
        "/ColorSpace",
        "/BitsPerComponent",
        "/Intent",
        "/ImageMask",
        "/Mask",
        "/Decode",
        "/Interpolate",
        "/SMask",
        "/SMaskInData",
        "/Filter",
        "/DecodeParms",
        "/Length",
        "/Matte",
    ]
)
_OF_CONTENT = frozenset(
    [
        "/Type",
        "/Subtype",
        "/FormType",
        "/BBox",
        "/Matrix",
        "/Resources",
        "/Group",
        "/Filter",
        "/DecodeParms",
        "/Length",
        "/PatternType",
        "/PaintType",
        "/TilingType",
        "/XStep",
        "/YStep",
    ]
)
_TABLES = frozenset(
    ("/Font", "/XObject", "/ExtGState", "/Pattern", "/Shading", "/ColorSpace", "/CharProcs", "/Colorants")
)
_PLAIN_NOTES = frozenset(("/Link",))


class Doubtful(Exception):
    """The page may hold more than it shows."""


class VectorPages:
    """Carries pages of one document over into another."""

    def __init__(self, source: Pdf, target: Pdf) -> None:
        self._source, self._target = source, target
        self._done: set[tuple[int, int]] = set()
        self._begun: set[tuple[int, int]] = set()
        self._doubted: set[tuple[int, int]] = set()

    def carry(self, index: int) -> None:
        """Append page `index`, counted from 0. Raises Doubtful, leaving the target as it was."""
        self._begun = set()
        try:
            self._target.pages.append(self._carried(index))
        except Doubtful:
            # Half cleaned, they must not go over with a later page that shares them.
            self._doubted |= self._begun
            raise
        self._done |= self._begun

    def _carried(self, index: int) -> pikepdf.Page:
        try:
            page = self._source.pages[index].obj
            for note in _list(page.get("/Annots")):
                if str(note.get("/Subtype")) not in _PLAIN_NOTES:
                    raise Doubtful
            resources = _inherited(page, "/Resources")
            content, used = self._rewritten(pikepdf.Page(page))
            kept = self._pruned(resources, used)
            self._clean(kept, 0)
            return self._made(page, kept, content)
        except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, RecursionError) as fault:
            raise Doubtful from fault

    def _made(self, page: Object, kept: Object, content: bytes) -> pikepdf.Page:
        made = Dictionary(Type=Name.Page, MediaBox=_numbers(_inherited(page, "/MediaBox")))
        crop = _inherited(page, "/CropBox")
        if crop is not None:
            made.CropBox = _numbers(crop)
        for key in ("/Rotate", "/UserUnit"):
            value = _inherited(page, key) if key == "/Rotate" else page.get(key)
            if value is not None:
                made[key] = value
        held = self._source.make_indirect(kept)
        made.Resources = self._target.copy_foreign(held)
        if isinstance(page.get("/Group"), Dictionary):
            group = self._source.make_indirect(_copied(page["/Group"]))
            self._clean(group, 0)
            made.Group = self._target.copy_foreign(group)
        made.Contents = self._target.make_stream(content)
        return pikepdf.Page(self._target.make_indirect(made))

    def _rewritten(self, holder: Any) -> tuple[bytes, dict[str, set[str]]]:
        """A content without marks, and the names it uses by kind of resource."""
        if isinstance(holder, Stream) and len(holder.read_bytes()) > MOST_CONTENT:
            raise Doubtful
        used: dict[str, set[str]] = {}
        kept: list[Any] = []
        size = 0
        for step in pikepdf.parse_content_stream(holder):
            size += 1
            if size > MOST_CONTENT // 10:
                raise Doubtful
            if isinstance(step, pikepdf.ContentStreamInlineImage):
                kept.append(step)
                continue
            operator, operands = str(step.operator), step.operands
            if operator in ("DP", "MP"):
                continue
            if operator in ("BDC", "BMC"):
                if operands and str(operands[0]) == "/OC":
                    raise Doubtful
                tag = Name.Artifact if operands and str(operands[0]) == "/Artifact" else Name.Span
                kept.append(([tag], Operator("BMC")))
                continue
            kind = _BY_OPERATOR.get(operator)
            if kind and operands:
                named = operands[0] if operator == "Tf" else operands[-1]
                if isinstance(named, Name):
                    used.setdefault(kind, set()).add(str(named))
            kept.append(step)
        return pikepdf.unparse_content_stream(kept), used

    def _pruned(self, resources: Any, used: dict[str, set[str]]) -> Dictionary:
        """The resources that are named in the content; colour spaces all, for pictures name them too."""
        kept = Dictionary()
        if not isinstance(resources, Dictionary):
            return kept
        for kind in ("/XObject", "/Font", "/ExtGState", "/Pattern", "/Shading"):
            table = resources.get(kind)
            names = used.get(kind, set())
            if isinstance(table, Dictionary) and names:
                kept[kind] = Dictionary({name: table[name] for name in sorted(names) if name in table})
        if isinstance(resources.get("/ColorSpace"), Dictionary):
            kept.ColorSpace = _copied(resources["/ColorSpace"])
        return kept

    def _clean(self, thing: Any, depth: int, *, is_table: bool = False) -> None:
        """Take away from all that hangs on `thing` what it does not need to be painted.

        In a table the keys are names that the file chose: all of them stay.
        """
        if depth > _DEEPEST:
            raise Doubtful
        if not isinstance(thing, Array | Dictionary | Stream):
            return
        if thing.is_indirect:
            if thing.objgen in self._doubted:
                raise Doubtful
            if thing.objgen in self._done or thing.objgen in self._begun:
                return
            self._begun.add(thing.objgen)
        if isinstance(thing, Array):
            for one in thing:
                self._clean(one, depth + 1)
            return
        if "/OC" in thing and not is_table:
            raise Doubtful
        if isinstance(thing, Stream):
            self._clean_stream(thing)
        for key in list(thing.keys()):
            if key in _LEFT_BEHIND and not is_table:
                del thing[key]
            else:
                self._clean(thing[key], depth + 1, is_table=not is_table and key in _TABLES)

    def _clean_stream(self, stream: Stream) -> None:
        kind = str(stream.get("/Subtype", ""))
        if kind == "/Image":
            _keep(stream, _OF_IMAGE)
            if stream.get("/Filter") == Name.DCTDecode:
                stream.write(plain_jpeg(stream.read_raw_bytes()), filter=Name.DCTDecode)
        elif kind == "/Form" or stream.get("/PatternType") == 1:
            _keep(stream, _OF_CONTENT)
            content, used = self._rewritten(stream)
            if used and "/Resources" not in stream:
                # It borrows from the page, so what the page names is not all.
                raise Doubtful
            stream.Resources = self._pruned(stream.get("/Resources"), used)
            stream.write(content)


def _keep(stream: Stream, keys: frozenset[str]) -> None:
    for key in list(stream.keys()):
        if key not in keys:
            del stream[key]


def _copied(table: Object) -> Dictionary:
    return Dictionary({key: table[key] for key in table.keys()})  # noqa: SIM118 - no iteration over keys


def _list(thing: Any) -> list[Any]:
    return list(thing) if isinstance(thing, Array) else []


def _numbers(box: Any) -> Array:
    sides = [float(side) for side in _list(box)]
    if len(sides) != 4:
        raise Doubtful
    return Array([round(side, 4) for side in sides])


def _inherited(page: Any, key: str) -> Any:
    """What a page, or a branch above it, says under `key`."""
    for _ in range(_DEEPEST):
        if not isinstance(page, Dictionary):
            return None
        if key in page:
            return page[key]
        page = page.get("/Parent")
    return None
