"""What is brought into the search: plain values, whatever column they come from."""

import hashlib
from dataclasses import astuple, dataclass
from datetime import date

from terbuka.models.search import EntryKind

FILTERS = ("kind", "province", "institution", "class", "media", "year", "unit")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the public can find. `key` is unique, "publication:12"; `also` leads here but is not shown.

    `happened_on` is the day by which the newest come first; None comes last.
    """

    kind: EntryKind
    key: str
    title: str
    path: str
    body: str = ""
    also: str = ""
    unit_id: int | None = None
    institution: str = ""
    province_code: str = ""
    information_class: str = ""
    media: str = ""
    year: int | None = None
    happened_on: date | None = None

    @property
    def digest(self) -> str:
        """Of all its values: two entries with one digest are one."""
        return hashlib.blake2b(repr(astuple(self)).encode(), digest_size=16).hexdigest()
