"""Open data as catalogues, data sets and their files, in the words of DCAT-AP 3 (W3C DCAT 3) as JSON-LD.

Each value carries its type, so that a reader needs nothing but the `@context` to
make triples of it. Titles and descriptions are Indonesian and say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import JsonResponse

from terbuka.rules.language import say, speaking
from terbuka.rules.sources import citation
from terbuka.web.linked import absolute

type Node = dict[str, Any]
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Controlled words that DCAT-AP asks for: Publications Office of the European Union, and IANA.
_EU = "http://publications.europa.eu/resource/authority/"
INDONESIAN = {"@id": f"{_EU}language/IND"}
_PUBLIC = {"@id": f"{_EU}access-right/PUBLIC"}
_GOVERNMENT = {"@id": f"{_EU}data-theme/GOVE"}
_IANA = "https://www.iana.org/assignments/media-types/"
CITE = "uu14-2008:5"
KINDS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def words(text: str) -> Node:
    """A text in Indonesian."""
    return {"@language": "id", "@value": text}


def day(value: date | datetime | None) -> Node | None:
    """A day or a moment; None for none."""
    if value is None:
        return None
    kind = "xsd:dateTime" if isinstance(value, datetime) else "xsd:date"
    return {"@type": kind, "@value": value.isoformat()}


def told(node: Node) -> Node:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def agent(address: str, name: str, home: str = "") -> Node:
    """Who publishes; `home` is where it is at home on the web."""
    page = {"@id": home} if home else None
    return told({"@id": address, "@type": "foaf:Agent", "foaf:name": words(name), "foaf:homepage": page})


def _terms() -> Node:
    """On which terms it may be used: the licence of the setting, and in any case what the act asks."""
    with speaking("id"):
        source = str(say("Sebutkan sumbernya ({cite}).", cite=citation(CITE).label))
    licence = {"@id": settings.LICENCE} if settings.LICENCE else None
    return {
        "dct:license": licence,
        "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": words(source)},
    }


@dataclass(frozen=True, slots=True)
class File:
    """One way to have a data set: `page` is where it is found, `address` its bytes, empty for none."""

    page: str
    title: str = ""
    address: str = ""
    mime: str = ""
    size: int | None = None
    sha256: str = ""
    changed: date | None = None

    @property
    def node(self) -> Node:
        """As a dcat:Distribution."""
        size = (
            {"@type": "xsd:nonNegativeInteger", "@value": str(self.size)} if self.size is not None else None
        )
        return told(
            {
                "@id": f"{self.address or self.page}#berkas",
                "@type": "dcat:Distribution",
                "dct:title": words(self.title) if self.title else None,
                "dcat:accessURL": {"@id": self.page},
                "dcat:downloadURL": {"@id": self.address} if self.address else None,
                "dcat:mediaType": {"@id": f"{_IANA}{self.mime}"} if self.mime else None,
                "dcat:byteSize": size,
                "spdx:checksum": _checksum(self.sha256),
                "dct:modified": day(self.changed),
                **_terms(),
            }
        )


def _checksum(sha256: str) -> Node | None:
    if not sha256:
        return None
    return {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": sha256},
    }


def dataset(address: str, title: str, description: str, files: Iterable[File], **more: Any) -> Node:
    """A dcat:Dataset; `more` are further terms by their names with "_" for ":"."""
    return told(
        {
            "@id": f"{address}#data",
            "@type": "dcat:Dataset",
            "dct:title": words(title),
            "dct:description": words(description),
            "dct:identifier": address,
            "dct:language": INDONESIAN,
            "dct:accessRights": _PUBLIC,
            "dcat:theme": _GOVERNMENT,
            "dcat:landingPage": {"@id": address},
            **{name.replace("_", ":"): value for name, value in more.items()},
            "dcat:distribution": [file.node for file in files],
        }
    )


def list_files(page: str, paths: Iterable[str]) -> list[File]:
    """The files of a list that is written anew each time; their kind is how their path ends."""
    endings = [(path, path.rpartition(".")[2]) for path in paths]
    return [File(page, kind.upper(), absolute(path), KINDS[kind]) for path, kind in endings]


def catalogue(address: str, title: str, description: str, publisher: Node, **more: Any) -> Node:
    """A dcat:Catalog with its terms."""
    return told(
        {
            "@id": address,
            "@type": "dcat:Catalog",
            "dct:title": words(title),
            "dct:description": words(description),
            "dct:publisher": publisher,
            "dct:language": INDONESIAN,
            **_terms(),
            **{name.replace("_", ":"): value for name, value in more.items()},
        }
    )


def as_answer(node: Node) -> JsonResponse:
    """The catalogue as it goes out."""
    return JsonResponse(
        {"@context": CONTEXT, **node},
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
