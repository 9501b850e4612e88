"""What the API answers when it does not answer: one sentence, and the field that it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Schema

from terbuka.rules.language import Values


class FaultOut(Schema):
    """`detail` is one sentence in the reader's language; `field` the parameter to mend, or null."""

    detail: str
    field: str | None


class Fault(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, detail: str, field: str | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.field = status, detail, field

    def response(self) -> HttpResponse:
        """As it goes out."""
        return JsonResponse({"detail": self.detail, "field": self.field}, status=self.status)


# All that any endpoint may answer beside 200.
FAULTS: Mapping[Any, Any] = {304: None, frozenset({401, 404, 405, 406, 422, 429}): FaultOut}


def not_found() -> Fault:
    """404."""
    return Fault(404, _("Tidak ada apa pun di alamat ini."))


def of_validation(errors: Sequence[Mapping[str, Any]]) -> Fault:
    """422 with the first field that cannot be used."""
    first = errors[0] if errors else {}
    # The place is ("query", "asked", "year", ...): what stands behind the parameter is of its type.
    named = [str(part) for part in (first.get("loc") or ())[1:] if part != "asked"]
    field = named[0] if named else ""
    return Fault(422, _sentence(field, str(first.get("type", "")), first.get("ctx") or {}), field or None)


def _sentence(field: str, kind: str, facts: Mapping[str, Any]) -> str:
    if kind in ("enum", "literal_error"):
        choices = str(facts.get("expected", "")).replace(" or ", ", ").replace("'", "")
        return _("%(field)s: isi dengan salah satu dari %(choices)s.") % Values(field=field, choices=choices)
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = facts.get("ge", facts.get("le"))
        words = _("%(field)s: paling kecil %(n)s.") if "ge" in facts else _("%(field)s: paling besar %(n)s.")
        return words % Values(field=field, n=bound)
    if kind == "string_too_long":
        longest = facts.get("max_length")
        return _("%(field)s: paling panjang %(n)s huruf.") % Values(field=field, n=longest)
    if kind.startswith("int_"):
        return _("%(field)s: isi dengan bilangan bulat.") % Values(field=field)
    return _("%(field)s: nilai ini tidak dapat dibaca.") % Values(field=field)
