"""What is typed of a holiday or a stage, checked field by field."""

from collections.abc import Callable
from datetime import date, datetime

from terbuka.models import WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.regimes import COUNTRY
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.rules.zones import zone_of
from terbuka.services.units.checks import BadFields, each, line, lines

EARLIEST, AHEAD = 2010, 6


def today_in_jakarta(at: datetime) -> date:
    """The day where the country's decrees are signed."""
    return at.astimezone(zone_of("").clock).date()


def needed(longest: int, missing: Phrase) -> Callable[[str], str]:
    """A check for one line that may not be empty; `missing` says what to write."""
    checked = line(longest)

    def filled(text: str) -> str:
        found = checked(text)
        if not found:
            raise BadInput(missing)
        return found

    return filled


def day_between(at: datetime) -> Callable[[date | None], date]:
    """A check for a day between 2010, when the act came into force, and a few years ahead."""
    last = today_in_jakarta(at).year + AHEAD

    def checked(day: date | None) -> date:
        if day is None:
            raise BadInput(say("Isi tanggalnya, misalnya 2026-03-13."))
        if not EARLIEST <= day.year <= last:
            raise BadInput(say("Periksa tahunnya: antara {first} dan {last}.", first=EARLIEST, last=last))
        return day

    return checked


def region(code: str) -> str:
    """The code of a place that has a unit; "" for the whole country. Raises BadInput."""
    if code in COUNTRY:
        return ""
    if not WorkUnit.objects.filter(region_code=code).exists():
        raise BadInput(
            say("{code} bukan wilayah yang dikenal: pilih dari daftarnya, misalnya 35.17.", code=quoted(code))
        )
    return code


def because(text: str, missing: Phrase, *, field: str = "reason") -> str:
    """The reason that was typed; `missing` says what to write. Raises BadFields."""
    kept: str = each({field: text}, {field: lines(1000)})[field]
    if not kept:
        raise BadFields({field: missing})
    return kept
