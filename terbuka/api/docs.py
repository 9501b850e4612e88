"""The documentation of the API as a page for people: each endpoint, its filters, a question to try."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from terbuka.api.door import of_v1

# One question for each endpoint, that every installation can answer; None: it depends on what was published.
EXAMPLES: dict[str, str | None] = {
    "units": "?province=35&institution=KPU&limit=5",
    "unit": "kpu-kab-jombang",
    "items": "?class=periodic&limit=5",
    "item": "KIN-05",
    "item_units": "KIN-05",
    "publications": "?item=KIN-05&year=2025",
    "publication": "12",
    "results": "",
    "result": "monev-2026",
    "statistics": "",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint as the page tells it."""

    name: str
    path: str
    summary: str
    parameters: list[dict[str, Any]]
    example: str


def _endpoint(base: str, path: str, operation: dict[str, Any]) -> Endpoint:
    name = operation["operationId"]
    example, address = EXAMPLES[name] or "", path
    if "{" in path:
        start, _brace, rest = path.partition("{")
        address, example = f"{start}{example}{rest.partition('}')[2]}", ""
    parameters = [{**one, "words": _words(one["schema"])} for one in operation["parameters"]]
    return Endpoint(name, path, operation["summary"], parameters, f"{base}{address}{example}")


def _words(schema: dict[str, Any]) -> str:
    """What a parameter may be: the words to choose from, or the bounds."""
    if choices := schema.get("enum"):
        return ", ".join(choices)
    if "minimum" in schema:
        return f"{schema['minimum']}-{schema['maximum']}"
    return ""


def documentation(request: HttpRequest) -> HttpResponse:
    """The page; it needs no script and nothing from elsewhere. 304 for who has it."""
    base = f"{request.scheme}://{request.get_host()}"
    schema: dict[str, Any] = of_v1("schema")(str(get_language()))
    shown = {
        "section": "search",
        "base": base,
        "rate": settings.API_RATE,
        "key_rate": settings.API_KEY_RATE,
        "endpoints": [_endpoint(base, path, methods["get"]) for path, methods in schema["paths"].items()],
    }
    response = render(request, "api/docs.html", shown)
    # Kept by who read it, and asked for again each time: it changes with the program and the settings.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"] = etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response) or response
