"""The catalogue of open data: whole by DCAT-AP 3, of what is public alone, open to programs anywhere."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from terbuka.web.outreach import katalog
from terbuka.web.outreach.dcat import CONTEXT
from tests.make import catalogue, units, verify
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
ALL, OWN = "/data/katalog.jsonld", "/satker/kpu-kab-jombang/katalog.jsonld"
# What DCAT-AP 3.0 makes mandatory, by class.
NEEDED = {
    "dcat:Catalog": {"dct:title", "dct:description", "dct:publisher"},
    "dcat:Dataset": {"dct:title", "dct:description"},
    "dcat:Distribution": {"dcat:accessURL"},
    "dcat:DataService": {"dct:title", "dcat:endpointURL"},
    "foaf:Agent": {"foaf:name"},
    "spdx:Checksum": {"spdx:algorithm", "spdx:checksumValue"},
    "dct:RightsStatement": {"rdfs:label"},
    "dct:PeriodOfTime": set(),
    "vcard:Organization": {"vcard:fn"},
    "hydra:PartialCollectionView": {"hydra:first"},
}
# Whose values are things with an address, never plain text.
IRIS = ("accessURL", "downloadURL", "mediaType", "landingPage", "theme", "endpointURL", "license", "language")


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def read(client: Client, address: str) -> dict[str, Any]:
    """The document, its head looked at."""
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    told: dict[str, Any] = json.loads(answer.content)
    assert told["@context"] == CONTEXT
    return told


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every thing in a document that has a class of its own."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict):
        if "@value" not in value and "@type" in value:
            yield value
        for name, one in value.items():
            if name != "@context":
                yield from nodes(one)


def faults(document: dict[str, Any]) -> list[str]:
    """What DCAT-AP would find wrong."""
    found = []
    for node in nodes(document):
        kind = node["@type"]
        found += [f"{kind} lacks {name}" for name in NEEDED[kind] - node.keys()]
        for name, value in node.items():
            prefix, colon, rest = name.partition(":")
            if not name.startswith("@") and (not colon or prefix not in CONTEXT):
                found.append(f"{kind}: nobody knows {name}")
            if rest in IRIS and not value["@id"].startswith(("http://", "https://")):
                found.append(f"{kind}: {name} leads nowhere: {value}")
    return found


def test_both_catalogues_are_whole(client: Client, people: Cast) -> None:
    units.profile(unit(), people.ani)
    catalogue.published_file(people, summary="Kinerja setahun.")
    catalogue.published(people, title="Sebuah halaman")

    for address in (ALL, OWN):
        document = read(client, address)
        assert document["@type"] == "dcat:Catalog"
        assert faults(document) == []


def test_the_whole_leads_to_the_catalogue_of_each_unit_that_publishes(client: Client, people: Cast) -> None:
    assert "dcat:catalog" not in read(client, ALL)
    catalogue.published(people)

    (only,) = read(client, ALL)["dcat:catalog"]

    assert only["@id"].endswith(OWN)
    assert only["dct:publisher"]["foaf:name"]["@value"] == "KPU Kabupaten Jombang"


def test_an_announced_round_is_a_data_set_with_its_files(client: Client, people: Cast) -> None:
    told = verify.announced(people, at=timezone.now())

    document = read(client, ALL)

    (one,) = [each for each in document["dcat:dataset"] if f"/hasil/{told.slug}/" in each["@id"]]
    assert faults(document) == []
    for file in one["dcat:distribution"]:
        assert client.get(file["dcat:downloadURL"]["@id"]).status_code == 200


def test_a_file_is_told_with_its_kind_its_size_and_its_fingerprint(client: Client, people: Cast) -> None:
    row = catalogue.published_file(people)
    catalogue.draft(people, title="Konsep rahasia")
    assert row.public
    assert row.public.released

    told = read(client, OWN)["dcat:dataset"]

    (one,) = [each for each in told if each["dct:title"]["@value"] == catalogue.TITLE]
    (file,) = one["dcat:distribution"]
    assert file["dcat:byteSize"]["@value"] == str(row.public.released.size)
    assert file["dcat:mediaType"]["@id"].endswith("/application/pdf")
    assert file["spdx:checksum"]["spdx:checksumValue"]["@value"] == row.public.released_id
    assert file["dcat:downloadURL"]["@id"].endswith(f"/informasi/{row.pk}/berkas/1/")
    assert one["dct:issued"]["@type"] == "xsd:dateTime"
    assert one["dct:temporal"]["dcat:endDate"]["@value"] == "2025-12-31"
    assert "Konsep rahasia" not in json.dumps(told)
    for dataset in told[:2]:
        for each in dataset["dcat:distribution"]:
            assert client.get(each["dcat:downloadURL"]["@id"]).status_code == 200


def test_the_terms_name_the_act_and_the_licence_of_the_installation(
    client: Client, people: Cast, settings: LazySettings
) -> None:
    assert "UU 14/2008" in json.dumps(read(client, ALL)["dct:rights"])
    assert "dct:license" not in read(client, ALL)
    settings.LICENCE = "https://creativecommons.org/licenses/by/4.0/"
    catalogue.published(people)

    assert read(client, OWN)["dct:license"] == {"@id": settings.LICENCE}


def test_a_long_catalogue_comes_in_pages_and_costs_no_more_questions(
    client: Client, people: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Queries
) -> None:
    monkeypatch.setattr(katalog, "A_PAGE", 2)
    for number in range(3):
        catalogue.published(people, title=f"Laporan {number}")

    with django_assert_max_num_queries(6):
        first = read(client, OWN)
    second = read(client, first["hydra:view"]["hydra:next"]["@id"])

    titles = [each["dct:title"]["@value"] for part in (first, second) for each in part["dcat:dataset"]]
    assert sorted(title for title in titles if title.startswith("Laporan")) == [
        *("Laporan 0", "Laporan 1", "Laporan 2"),
    ]
    assert "hydra:next" not in second["hydra:view"]
    assert faults(first) + faults(second) == []
    assert client.get("/satker/tidak-ada/katalog.jsonld").status_code == 404
