"""The description of the API (OpenAPI) tells the truth: every answer is one that it promises."""

import json
from typing import Any

import pytest
import requests
import schemathesis
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from terbuka.api.v1 import schema
from tests.make import catalogue, verify
from tests.make.cast import JOMBANG, cast

DESCRIBED = schemathesis.openapi.from_dict(json.loads(json.dumps(schema("id"))))
OPERATIONS = {
    found.ok().definition.raw["operationId"]: found.ok() for found in DESCRIBED.get_all_operations()
}
# Not `positive_data_acceptance`: a cursor is only what a page before gave, which no description can say.
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.allow_header_conformance,
    checks.unsupported_method,
]
_FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", OPERATIONS)
def test_whatever_is_asked_the_answer_is_as_described(
    name: str, mode: GenerationMode, live_site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.API_RATE", 1_000_000)
    wrong = [checks.negative_data_rejection] if mode is GenerationMode.NEGATIVE else []

    @_FEW
    @given(case=OPERATIONS[name].as_strategy(mode))
    def ask(case: Case) -> None:
        case.call_and_validate(base_url=live_site, checks=[*CHECKS, *wrong])

    ask()


@pytest.mark.django_db
def test_what_was_published_is_told_as_described(client: Client) -> None:
    people, now = cast(), timezone.now()
    shelf, round_ = catalogue.shelf(people, at=now), verify.announced(people, at=now)
    asked: dict[str, Any] = {
        "units": "units?province=35",
        "unit": f"units/{JOMBANG}",
        "items": "items",
        "item": "items/KIN-05",
        "item_units": "items/KIN-05/units?province=35",
        "publications": "publications",
        "publication": f"publications/{shelf.public.pk}",
        "results": "results",
        "result": f"results/{round_.slug}",
        "statistics": "statistics",
    }

    assert asked.keys() == OPERATIONS.keys()
    for name, path in asked.items():
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == 200
        OPERATIONS[name].validate_response(_answered(response))
    gone = client.get(f"/api/v1/publications/{shelf.withdrawn.pk}")
    OPERATIONS["publication"].validate_response(_answered(gone))


def _answered(response: Any) -> Response:
    """The same answer as a client over the network gets it."""
    headers = {name.lower(): [value] for name, value in response.headers.items()}
    asked = requests.Request("GET", "http://testserver/").prepare()
    return Response(response.status_code, headers, response.content, asked, elapsed=0.0, verify=True)
