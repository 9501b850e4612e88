"""Builds an Office file anew from those of its parts that are known to be harmless; equal bytes each time.

A part goes over only by a relation whose kind is named; whatever is unknown
(macros, embedded files, caches, comments, printer settings, data of tools)
stays behind, and what pointed to it is taken away.
"""

import posixpath
import zipfile
from collections import Counter
from io import BytesIO
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from lxml import etree

from terbuka.documents.officeparts import Element, Relation, attribute, each, local, part, relations, xml_of
from terbuka.documents.safecopy.segments import plain_picture
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_WHOLE = frozenset(
    [
        "OLEObject",
        "oleObject",
        "attachedTemplate",
        "altChunk",
        "legacyDrawing",
        "legacyDrawingHF",
        "externalReference",
        "pivotCache",
        "control",
        "externalData",
        "subDoc",
        "svgBlip",
        "hlinkClick",
        "hlinkHover",
        "tablePart",
        "picture",
        "movie",
        "audioFile",
        "videoFile",
    ]
)
_CONTAINERS = frozenset(
    ["hyperlinks", "externalReferences", "pivotCaches", "oleObjects", "controls", "tableParts"]
)
_COUNTED = {
    "comments": "comments",
    "threadedComment": "comments",
    "oleObject": "embedded",
    "package": "embedded",
    "control": "embedded",
    "customXml": "metadata",
    "custom-properties": "metadata",
    "pivotCacheDefinition": "pivots",
    "pivotTable": "pivots",
    "externalLink": "links",
    "connections": "links",
    "attachedTemplate": "links",
}


class Package:
    """The parts of one file that go over: bytes by name, XML as trees."""

    def __init__(self, archive: ZipFile, kinds: frozenset[str]) -> None:
        self.trees: dict[str, Element] = {}
        self.gone: Counter[str] = Counter()
        self._plain: dict[str, bytes] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._lost: dict[str, set[str]] = {}
        self._types = _types(archive)
        if any(
            "macroenabled" in told or "vbaproject" in told for told in map(str.lower, self._types.values())
        ):
            raise BadInput(
                say(
                    "Berkas ini berisi makro, yang dapat menjalankan program."
                    " Simpan sebagai XLSX atau DOCX biasa, atau PDF."
                )
            )
        self._gather(archive, kinds)

    def _gather(self, archive: ZipFile, kinds: frozenset[str]) -> None:
        waiting, seen = [""], {""}
        while waiting:
            name = waiting.pop()
            for relation in relations(archive, name):
                if not self._takes(archive, relation, kinds):
                    self._lost.setdefault(name, set()).add(relation.id)
                    self._count(relation)
                    continue
                self._relations.setdefault(name, []).append(relation)
                if not relation.is_external and relation.target not in seen:
                    seen.add(relation.target)
                    waiting.append(relation.target)
                    self._take(relation.target, part(archive, relation.target) or b"")

    def _count(self, relation: Relation) -> None:
        self.gone[_COUNTED.get(relation.kind, "links" if relation.is_external else "other")] += 1

    @staticmethod
    def _takes(archive: ZipFile, relation: Relation, kinds: frozenset[str]) -> bool:
        if relation.is_external:
            return relation.kind == "hyperlink" and _is_web(relation.target)
        is_there = part(archive, relation.target) is not None
        return is_there and relation.kind in kinds and not relation.target.lower().endswith(".svg")

    def _take(self, name: str, content: bytes) -> None:
        if name.lower().endswith((".xml", ".rels")):
            self.trees[name] = xml_of(content)
        else:
            self._plain[name] = plain_picture(content)

    def of_kind(self, *kinds: str) -> list[tuple[str, Element]]:
        """Names and trees of the parts that a relation of these kinds points to."""
        names = {
            relation.target: None
            for told in self._relations.values()
            for relation in told
            if relation.kind in kinds and not relation.is_external
        }
        return [(name, self.trees[name]) for name in names if name in self.trees]

    def cut_loose(self) -> None:
        """Take away what pointed to parts that stayed behind."""
        for name, lost in self._lost.items():
            if name in self.trees:
                _cut(self.trees[name], lost)

    def written(self, title: str) -> bytes:
        """The file: the same parts, the same bytes."""
        out = BytesIO()
        names = sorted({*self.trees, *self._plain})
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            _put(packed, "[Content_Types].xml", self._types_told(names))
            _put(packed, "_rels/.rels", self._relations_told("", has_title=True))
            _put(packed, "docProps/core.xml", _core(title))
            for name in names:
                tree = self.trees.get(name)
                if tree is None:
                    _put(packed, name, self._plain[name])
                else:
                    _put(
                        packed,
                        name,
                        etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True),
                    )
                if self._relations.get(name):
                    folder, file = posixpath.split(name)
                    _put(packed, posixpath.join(folder, "_rels", f"{file}.rels"), self._relations_told(name))
        return out.getvalue()

    def _types_told(self, names: list[str]) -> bytes:
        told = [f'<Default Extension="rels" ContentType="{_RELATIONS_TYPE}"/>']
        told.append(f'<Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/>')
        for name in names:
            ending = name.rpartition(".")[2].lower()
            known = self._types.get(f"/{name}".lower()) or self._types.get(f".{ending}") or "application/xml"
            told.append(f"<Override PartName={quoteattr(f'/{name}')} ContentType={quoteattr(known)}/>")
        return _xml(f'<Types xmlns="{_TYPES}">{"".join(told)}</Types>')

    def _relations_told(self, name: str, *, has_title: bool = False) -> bytes:
        told = []
        for one in self._relations.get(name, ()):
            target = one.target if one.is_external else f"/{one.target}"
            mode = ' TargetMode="External"' if one.is_external else ""
            said = f"Id={quoteattr(one.id)} Type={quoteattr(one.type)} Target={quoteattr(target)}{mode}"
            told.append(f"<Relationship {said}/>")
        if has_title:
            told.append(f'<Relationship Id="rTitle" Type="{_CORE_KIND}" Target="/docProps/core.xml"/>')
        return _xml(f'<Relationships xmlns="{_RELATIONS}">{"".join(told)}</Relationships>')


def remove(element: Element, *, keep_children: bool = False) -> None:
    """Take an element out of its tree; its tail, and if asked its children, stay."""
    above = element.getparent()
    if above is None:
        return
    at = above.index(element)
    if keep_children:
        for child in reversed(list(element)):
            above.insert(at + 1, child)
    if element.tail:
        if at:
            above[at - 1].tail = (above[at - 1].tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    above.remove(element)


def remove_all(root: Element, *names: str) -> int:
    """Take all elements of these names out; how many there were."""
    found = list(each(root, *names))
    for element in found:
        remove(element)
    return len(found)


def title_of(archive: ZipFile) -> str:
    """The title in the file's properties; "" for none."""
    for relation in relations(archive, ""):
        if relation.kind == "core-properties":
            for title in each(xml_of(part(archive, relation.target) or b"<x/>"), "title"):
                return "".join(sign for sign in title.text or "" if sign.isprintable())[:300].strip()
    return ""


def _cut(root: Element, lost: set[str]) -> None:
    for element in list(root.iter()):
        for key, value in list(element.attrib.items()):
            if "relationships}" not in str(key) or value not in lost:
                continue
            is_bare = local(element) == "hyperlink" and not len(element)
            if local(element) in _WHOLE or is_bare:
                remove(element)
                break
            del element.attrib[key]
    for container in list(each(root, *_CONTAINERS)):
        if not len(container):
            remove(container)


def _is_web(address: str) -> bool:
    try:
        return urlsplit(address.strip()).scheme.lower() in ("http", "https", "mailto")
    except ValueError:
        return False


def _types(archive: ZipFile) -> dict[str, str]:
    """Content types: by "/part" in lower case, and by ".ending"."""
    told: dict[str, str] = {}
    for one in each(xml_of(part(archive, "[Content_Types].xml") or b""), "Default", "Override"):
        ending, name = attribute(one, "Extension"), attribute(one, "PartName")
        told[f".{ending.lower()}" if ending else name.lower()] = attribute(one, "ContentType")
    return told


def _core(title: str) -> bytes:
    said = f"<dc:title>{escape(title)}</dc:title>" if title else ""
    space = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return _xml(f'<cp:coreProperties xmlns:cp="{_CORE}" {space}>{said}</cp:coreProperties>')


def _xml(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{body}'.encode()


def _put(packed: ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    packed.writestr(entry, content)
