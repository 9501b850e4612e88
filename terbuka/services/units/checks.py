"""What is typed into a profile, checked field by field, so that each fault stands beside its field."""

from collections.abc import Callable
from typing import Any

from django.db import models

from terbuka.models import WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput, Stale


class BadFields(BadInput):
    """Some fields cannot be used; `fields` says of each what to mend."""

    def __init__(self, fields: dict[str, Phrase]) -> None:
        super().__init__(next(iter(fields.values())))
        self.fields = fields


def each(values: dict[str, Any], checks: dict[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Every value in its kept form. Raises BadFields with all faults at once."""
    kept, faults = {}, {}
    for name, value in values.items():
        try:
            kept[name] = checks[name](value)
        except BadInput as fault:
            faults[name] = fault.phrase
    if faults:
        raise BadFields(faults)
    return kept


def line(longest: int) -> Callable[[str], str]:
    """A check for one line of at most so many letters."""

    def checked(text: str) -> str:
        return short(" ".join(text.split()), longest)

    return checked


def lines(longest: int) -> Callable[[str], str]:
    """A check for several lines of at most so many letters together."""

    def checked(text: str) -> str:
        return short("\n".join(one.rstrip() for one in text.strip().splitlines()), longest)

    return checked


def short(text: str, longest: int) -> str:
    """The text, if a database can keep it. Raises BadInput."""
    if len(text) > longest:
        raise BadInput(say("Terlalu panjang: {n} huruf, paling banyak {most}.", n=len(text), most=longest))
    if "\0" in text:
        raise BadInput(say("Ada tanda yang tidak dapat disimpan; ketik ulang."))
    return text


def locked[Row: models.Model](model: type[Row], unit: WorkUnit, pk: int) -> Row:
    """The row of a unit, held until the transaction ends. Raises Stale(None) where somebody removed it."""
    row = model._default_manager.select_for_update().filter(unit=unit, pk=pk).first()
    if row is None:
        raise Stale(None)
    return row
