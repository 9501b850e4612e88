"""What the address of a public list asks for: words and filters in Indonesian, a page, how long it may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.models import WorkUnit
from terbuka.models.search import EntryKind
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.language import Phrase
from terbuka.rules.publishing import KIND_WORDS, PublicationKind
from terbuka.rules.regions import province_tiles
from terbuka.rules.units import Institution
from terbuka.web import words

type Said = str | Promise | Phrase
EARLIEST_YEAR, YEARS_SHOWN = 1945, 9
LONGEST_WORD = 80
# In the address: what the search and the tables call it.
KINDS = {
    "satker": EntryKind.UNIT.value,
    "butir": EntryKind.ITEM.value,
    "informasi": EntryKind.PUBLICATION.value,
    "jawaban": EntryKind.ANSWER.value,
    "hasil": EntryKind.RESULT.value,
    "maklumat": EntryKind.NOTICE.value,
}
CLASSES = {
    "berkala": InformationClass.PERIODIC.value,
    "serta-merta": InformationClass.IMMEDIATE.value,
    "setiap-saat": InformationClass.ON_DEMAND.value,
}
MEDIA = {
    "berkas": PublicationKind.FILE.value,
    "tautan": PublicationKind.LINK.value,
    "halaman": PublicationKind.PAGE.value,
    "data": PublicationKind.DATASET.value,
    "video": PublicationKind.VIDEO.value,
}
INSTITUTIONS = {body.value: body.value for body in Institution}
_TABLES: dict[str, Mapping[str, str]] = {
    "jenis": KINDS,
    "lembaga": INSTITUTIONS,
    "kelas": CLASSES,
    "media": MEDIA,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; what nobody offers is left out. `unit` is the unit that it narrows to."""

    text: str = ""
    kind: str = ""
    province: str = ""
    institution: str = ""
    information_class: str = ""
    media: str = ""
    year: int | None = None
    unit: WorkUnit | None = None
    state: str = ""
    number: int = 1

    @property
    def filters_set(self) -> int:
        """How many filters are set."""
        words_set = (self.kind, self.province, self.institution, self.information_class, self.media)
        return sum(map(bool, (*words_set, self.state, self.year, self.unit)))

    @property
    def is_narrowed(self) -> bool:
        """Is any filter set?"""
        return self.filters_set > 0


def clean(query: QueryDict, name: str) -> str:
    """A value of the address without NUL, which no database stores."""
    return query.get(name, "").replace("\0", "").strip()


def _year(typed: str) -> int | None:
    year = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else 0
    return year if EARLIEST_YEAR <= year <= timezone.localdate().year + 5 else None


def page_number(typed: str) -> int:
    """The page asked for; 1 for what is no number."""
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1


def asked_of(request: HttpRequest) -> Asked:
    """Read the address: one query at most, for the unit that it names."""
    query = request.GET
    chosen = {name: table.get(clean(query, name), "") for name, table in _TABLES.items()}
    slug, province = clean(query, "satker")[:80], clean(query, "provinsi")
    return Asked(
        text=query.get("q", "").replace("\0", " "),
        kind=chosen["jenis"],
        province=province if province.isascii() and province.isdigit() and len(province) == 2 else "",
        institution=chosen["lembaga"],
        information_class=chosen["kelas"],
        media=chosen["media"],
        year=_year(clean(query, "tahun")),
        unit=WorkUnit.objects.filter(slug=slug).first() if slug else None,
        state=clean(query, "keadaan")[:LONGEST_WORD],
        number=page_number(clean(query, "hal")),
    )


def _key(table: Mapping[str, str], value: str) -> str:
    return next((key for key, one in table.items() if one == value), "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of a form: its name in the address, its label, what no choice means, and the choices."""

    name: str
    label: Said
    all: Said
    options: list[tuple[str, Any]]
    value: str


def choices_of(asked: Asked, *names: str) -> list[Choice]:
    """The filters of these names as a form shows them."""
    this_year = timezone.localdate().year
    years = sorted(
        {*range(this_year, this_year - YEARS_SHOWN, -1), *filter(None, [asked.year])}, reverse=True
    )
    media = [(key, str(KIND_WORDS[PublicationKind(kind)]).capitalize()) for key, kind in MEDIA.items()]
    every = {
        "jenis": Choice(
            "jenis",
            _("Jenis"),
            _("Semua"),
            [(key, words.SEARCH_KINDS[kind].label) for key, kind in KINDS.items()],
            _key(KINDS, asked.kind),
        ),
        "provinsi": Choice("provinsi", _("Provinsi"), _("Semua"), provinces(), asked.province),
        "kelas": Choice(
            "kelas",
            _("Kelas informasi"),
            _("Semua"),
            [(key, words.CLASSES[kind]) for key, kind in CLASSES.items()],
            _key(CLASSES, asked.information_class),
        ),
        "tahun": Choice(
            "tahun", _("Tahun"), _("Semua"), [(str(one), one) for one in years], str(asked.year or "")
        ),
        "lembaga": Choice(
            "lembaga", _("Lembaga"), _("Keduanya"), list(INSTITUTIONS.items()), asked.institution
        ),
        "media": Choice("media", _("Bentuk"), _("Semua"), media, _key(MEDIA, asked.media)),
    }
    return [every[name] for name in names]


def provinces() -> list[tuple[str, str]]:
    """Provinces by name, as a form offers them."""
    return [(tile.code, tile.name) for tile in sorted(province_tiles(), key=lambda tile: tile.name)]
