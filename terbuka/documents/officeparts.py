"""The parts of an Office file (ISO/IEC 29500-2): opened with care, read as XML, found by their relations.

Names of tags and attributes are compared without their namespaces, which the
strict and the usual form of the formats do not share.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree

from terbuka.documents.archives import guarded
from terbuka.documents.reading import BrokenError, EncryptedError
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_BROKEN = say("Berkas ini rusak atau terpotong. Buka di komputer Anda, simpan lagi, lalu unggah yang baru.")
_LOCKED = say("Berkas ini terkunci kata sandi. Buka kuncinya dan simpan lagi, lalu unggah lagi.")

type Element = etree._Element


@dataclass(frozen=True, slots=True)
class Relation:
    """One part points to another: `kind` ends its type, `target` is the part or, outside, the address."""

    id: str
    kind: str
    target: str
    is_external: bool
    type: str


def opened_office(content: bytes) -> ZipFile:
    """The archive, proven harmless. Raises BadInput."""
    try:
        return guarded(content)
    except EncryptedError:
        raise BadInput(_LOCKED) from None
    except BrokenError:
        raise BadInput(_BROKEN) from None


def xml_of(content: bytes) -> Element:
    """The root of a part; no entity is read from anywhere. Raises BadInput."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BadInput(_BROKEN) from None
    if root.getroottree().docinfo.doctype:
        raise BadInput(_BROKEN)
    return root


def local(thing: Element | str) -> str:
    """The name of a tag or an attribute without its namespace; "" for what is no tag."""
    name = thing if isinstance(thing, str) else thing.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: Element, name: str) -> str:
    """The value of an attribute, whatever its namespace; "" for none."""
    return next((str(value) for key, value in element.attrib.items() if local(str(key)) == name), "")


def each(root: Element, *names: str) -> Iterator[Element]:
    """All elements of these names, the root among them."""
    return (one for one in root.iter() if local(one) in names)


def part(archive: ZipFile, name: str) -> bytes | None:
    """The bytes of a part; None where it is absent."""
    try:
        return archive.read(name)
    except KeyError:
        return None


def relations(archive: ZipFile, name: str) -> list[Relation]:
    """The relations of a part; of the whole file for "". Raises BadInput."""
    folder, file = posixpath.split(name)
    told = part(archive, posixpath.join(folder, "_rels", f"{file}.rels"))
    if told is None:
        return []
    found = []
    for one in each(xml_of(told), "Relationship"):
        kind, target = attribute(one, "Type"), attribute(one, "Target")
        is_external = attribute(one, "TargetMode").lower() == "external"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append(Relation(attribute(one, "Id"), kind.rpartition("/")[2], target, is_external, kind))
    return found


def main_part(archive: ZipFile) -> str:
    """The name of the document or workbook. Raises BadInput."""
    for relation in relations(archive, ""):
        if relation.kind == "officeDocument" and not relation.is_external:
            return relation.target
    raise BadInput(_BROKEN)
