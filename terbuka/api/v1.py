"""The first version of the API: its endpoints, what they are called, and the way a question takes."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from terbuka.api import items, publications, results, statistics, units
from terbuka.api.door import METHODS
from terbuka.api.faults import Fault, not_found, of_validation
from terbuka.api.kept import kept
from terbuka.api.keys import key_of
from terbuka.api.limits import caller_of, headers_of
from terbuka.models import ApiKey
from terbuka.rules.language import Values
from terbuka.services.pace import counter

PREFIX = "/api/v1/"
API = NinjaAPI(title="Terbuka", version="1.0.0", docs_url=None, openapi_url=None)
for _name, _column in (
    ("units", units),
    ("items", items),
    ("publications", publications),
    ("results", results),
    ("statistics", statistics),
):
    API.add_router(_name, _column.router)

# What each endpoint is for, and each parameter, for people who read the documentation.
SUMMARIES = {
    "units": gettext_lazy("Satker yang ada hari ini, menurut wilayah"),
    "unit": gettext_lazy("Satu satker: alamat, situs, dan cara menghubungi layanannya"),
    "items": gettext_lazy("Butir informasi yang wajib diumumkan"),
    "item": gettext_lazy("Satu butir wajib"),
    "item_units": gettext_lazy("Keadaan satu butir di setiap satker yang wajib"),
    "publications": gettext_lazy("Informasi yang terbit, terbaru dahulu; dengan q, yang paling cocok dahulu"),
    "publication": gettext_lazy("Satu informasi dengan berkas, sidik jari, dan riwayatnya"),
    "results": gettext_lazy("Putaran yang hasilnya sudah diumumkan"),
    "result": gettext_lazy("Peringkat satu putaran, dengan nilai yang pasti"),
    "statistics": gettext_lazy("Jumlah informasi menurut kelas, jenis, provinsi, dan kemutakhiran"),
}
PARAMETERS = {
    "limit": gettext_lazy("Banyaknya baris, 1 sampai 200"),
    "cursor": gettext_lazy("Nilai next_cursor dari halaman sebelumnya"),
    "q": gettext_lazy("Kata yang dicari"),
    "institution": gettext_lazy("KPU atau Bawaslu"),
    "level": gettext_lazy("Tingkat satker"),
    "province": gettext_lazy("Kode provinsi, dua angka"),
    "unit": gettext_lazy("Nama satker dalam alamat (slug)"),
    "item": gettext_lazy("Kode butir wajib"),
    "kind": gettext_lazy("Bentuk informasi"),
    "class": gettext_lazy("Kelas informasi menurut UU 14/2008"),
    "year": gettext_lazy("Tahun yang diberitakan; tanpa periode: tahun perubahan terakhir"),
    "category": gettext_lazy("Predikat"),
    "lang": gettext_lazy("Bahasa kalimat kesalahan"),
    "slug": gettext_lazy("Nama satker dalam alamat"),
    "code": gettext_lazy("Kode butir wajib"),
    "id": gettext_lazy("Nomor informasi"),
    "round": gettext_lazy("Nama putaran dalam alamat"),
}


@API.exception_handler(Fault)
def _of_fault(_request: HttpRequest, fault: Fault) -> HttpResponse:
    return fault.response()


@API.exception_handler(ValidationError)
def _of_validation(_request: HttpRequest, fault: ValidationError) -> HttpResponse:
    return of_validation(fault.errors).response()


@API.exception_handler(Http404)
def _of_nothing(_request: HttpRequest, _fault: Http404) -> HttpResponse:
    return not_found().response()


@cache
def _views() -> dict[str, Callable[..., HttpResponse]]:
    """The library's own views by endpoint; it knows each by the name that was given above."""
    patterns = [one for bound in API._get_bound_routers() for one in bound.urls_paths(bound.prefix)]
    return {str(pattern.name): cast(Callable[..., HttpResponse], pattern.callback) for pattern in patterns}


@cache
def schema(language: str) -> dict[str, Any]:
    """The description of all endpoints (OpenAPI 3.1) with words in the language that is spoken now."""
    found: dict[str, Any] = dict(API.get_openapi_schema(path_prefix=PREFIX.lstrip("/")))
    for methods in found["paths"].values():
        for operation in methods.values():
            operation["summary"] = str(SUMMARIES[operation["operationId"]])
            operation.pop("description", None)
            operation["parameters"].append(
                {
                    "in": "query",
                    "name": "lang",
                    "required": False,
                    "schema": {"type": "string", "enum": ["id", "en"]},
                }
            )
            for parameter in operation["parameters"]:
                parameter["description"] = str(PARAMETERS[parameter["name"]])
                # "None" says that a filter is left out; nobody can send it.
                if parameter["schema"].get("default", "") is None:
                    del parameter["schema"]["default"]
    return found


@cache
def _known(name: str) -> frozenset[str]:
    """The parameters that an endpoint knows."""
    operations = [one for methods in schema("id")["paths"].values() for one in methods.values()]
    found = next((one["parameters"] for one in operations if one["operationId"] == name), ())
    return frozenset({"lang", *(one["name"] for one in found if one["in"] == "query")})


def asked(request: HttpRequest, name: str, parts: dict[str, Any], *, at: datetime) -> HttpResponse:
    """The answer to one question, or the fault, with how many may follow it."""
    key: ApiKey | None = None
    unknown: Fault | None = None
    try:
        key = key_of(request, at)
    except Fault as fault:
        unknown = fault
    count = counter().count(*caller_of(request, key), at.timestamp())
    try:
        if count.is_over:
            words = _("Terlalu banyak permintaan. Coba lagi sesudah %(n)s detik.") % Values(n=count.reset)
            raise Fault(429, words)
        if unknown:
            raise unknown
        response = _answer(request, name, parts)
    except Fault as fault:
        response = fault.response()
    if response.status_code == 405:
        response.headers["Allow"] = METHODS
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    for header, value in headers_of(count).items():
        response.headers[header] = value
    patch_vary_headers(response, ["Accept"])
    return response


def _answer(request: HttpRequest, name: str, parts: dict[str, Any]) -> HttpResponse:
    """Raises Fault for what no endpoint is asked."""
    if request.method != "GET":
        raise Fault(405, _("Data di sini hanya dibaca: pakai GET atau HEAD."))
    if name == "nothing":
        raise not_found()
    if not request.accepts("application/json"):
        raise Fault(406, _("Jawaban di sini hanya JSON: minta application/json."))
    strange = sorted(set(request.GET) - _known(name))
    if strange:
        raise Fault(
            422, _("%(field)s: saringan ini tidak dikenal.") % {"field": strange[0][:40]}, strange[0][:40]
        )
    repeated = next((one for one in request.GET if len(request.GET.getlist(one)) > 1), None)
    if repeated:
        raise Fault(422, _("%(field)s: isi sekali saja.") % {"field": repeated}, repeated)
    if request.GET.get("lang", "id") not in ("id", "en"):
        raise Fault(422, _("lang: isi dengan id atau en."), "lang")
    if name == "openapi":
        return kept(request, lambda: JsonResponse(schema(str(get_language()))))
    return kept(request, lambda: _views()[name](request, **parts))
