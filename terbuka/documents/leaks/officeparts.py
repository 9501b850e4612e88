"""What all office files of today share: properties, macros, files within, pictures with a place."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from terbuka.documents.leaks.authors import personal_properties
from terbuka.documents.leaks.finding import HintKind, Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.leaks.packs import Pack, local, said
from terbuka.documents.leaks.pictures import look_into_media
from terbuka.rules.language import say

_MEDIA = r"(?:(?:xl|word|ppt)/media|Pictures)/[^/]+\.(?:jpe?g|png|tiff?|webp|heic|heif|avif)"
_MACROS = re.compile(r"vbaproject\.bin$|(?:^|/)macrosheets/|^basic/|^scripts/", re.IGNORECASE)
_WITHIN = r"(?:xl|word|ppt)/embeddings/[^/]+"
_CONTACT_LINK = re.compile(
    r"mailto:|tel:|sms:|whatsapp:|https?://(?:wa\.me|api\.whatsapp\.com)/", re.IGNORECASE
)
_LARGEST_MEDIA = 30_000_000
_MOST_MEDIA = 300
# A picture's place stands at its head.
_HEAD = 400_000


def look_into_parts(pack: Pack, gathering: Gathering) -> None:
    """Findings in the parts that every office file may have."""
    personal_properties(list(_properties(pack)), gathering)
    macros = [name for name in pack.names if _MACROS.search(name)]
    if macros:
        gathering.found(Leak.MACRO, say("dalam berkas: {name}", name=macros[0]), is_hidden=True)
    for name in pack.matching(_WITHIN)[:100]:
        gathering.attached(name.rpartition("/")[2], pack.bytes_of(name, _LARGEST_MEDIA))
    for name in pack.matching(_MEDIA)[:_MOST_MEDIA]:
        look_into_media(name.rpartition("/")[2], pack.bytes_of(name, _HEAD), gathering)
    gathering.personal_words("\n".join(_links(pack)), say("tujuan tautan"), is_hidden=True)
    for name in pack.matching(r"customXml/item\d+\.xml")[:20]:
        tree = pack.tree(name, 5_000_000)
        if tree is not None:
            gathering.personal_words(
                "\n".join(tree.itertext()), say("data tersembunyi dalam berkas"), is_hidden=True
            )


def _links(pack: Pack) -> Iterator[str]:
    """Where links lead that are no part of the file: mail, telephone and chat addresses among them."""
    for name in pack.matching(r"(?:xl|word|ppt)/(?:[^/]+/)?_rels/[^/]+\.rels")[:400]:
        for one in pack.elements(name, "Relationship"):
            target = str(one.get("Target", ""))
            if one.get("TargetMode") == "External" and _CONTACT_LINK.match(target):
                yield unquote(target)


def _properties(pack: Pack) -> Iterator[tuple[str, str]]:
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"):
        tree = pack.tree(name, 5_000_000)
        if tree is None:
            continue
        for element in tree.iter():
            if local(element) == "property" and len(element):
                yield str(element.get("name", "")), said(element)
            elif not len(element) and element.text and local(element):
                yield local(element), element.text


def tell_external(pack: Pack, gathering: Gathering, pattern: str) -> None:
    """Links to other files: their names, and what was last read from them."""
    for name in pack.matching(pattern)[:50]:
        gathering.hint(HintKind.EXTERNAL_LINK, say("tautan ke berkas lain"))
        words = "\n".join(said(one) for one in pack.elements(name, "v"))
        gathering.personal_words(words, say("salinan data dari berkas lain"), is_hidden=True)
