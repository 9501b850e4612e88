"""Single days off, entered, mended and taken away by those who may, each with the decree behind it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, Holiday
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.workdays import HolidayKind
from terbuka.services.calendar import rows
from terbuka.services.calendar.checks import because, day_between, needed, region
from terbuka.services.calendar.keeping import COUNTRYWIDE, KIND, NAMED
from terbuka.services.units.checks import BadFields, each

LONGEST = 200
TOLD = (*NAMED, "decree", "is_provisional")


def _kind(text: str) -> str:
    if text not in set(HolidayKind):
        raise BadInput(say("Pilih jenis hari liburnya."))
    return text


def _same(value: bool) -> bool:
    return value


def _checked(values: dict[str, Any], holiday: Holiday | None, at: datetime) -> dict[str, Any]:
    """The values as they are kept. Raises BadFields."""
    checks: dict[str, Callable[[Any], Any]] = {
        "day": day_between(at),
        "kind": _kind,
        "name": needed(LONGEST, say("Tulis nama hari liburnya, seperti dalam keputusannya.")),
        "region_code": region,
        "decree": needed(LONGEST, say("Tulis keputusan yang menjadi dasarnya, dengan nomor dan tahunnya.")),
        "is_provisional": _same,
    }
    kept = each(values, checks)
    faults: dict[str, Phrase] = {}
    if kept["kind"] in COUNTRYWIDE and kept["region_code"]:
        faults["region_code"] = say("Libur nasional dan cuti bersama berlaku di seluruh Indonesia.")
    if kept["kind"] == HolidayKind.REGIONAL.value and not kept["region_code"]:
        faults["region_code"] = say("Pilih wilayah tempat libur daerah ini berlaku.")
    same = Holiday.objects.filter(**{name: kept[name] for name in NAMED})
    if same.exclude(pk=holiday.pk if holiday else 0).exists():
        faults["day"] = say("Hari libur ini sudah ada dalam daftar.")
    if faults:
        raise BadFields(faults)
    return kept


@transaction.atomic
def save_holiday(
    *, holiday: Holiday | None = None, values: dict[str, Any], version: int = 0, by: Account, at: datetime
) -> Holiday:
    """Add a day off, or change one; `version` is the one the person had read.

    `values`: day, kind, name, region_code, decree, is_provisional. Raises BadFields, or Stale
    with what stands now (None where it was removed). The door then asks for open cases to be counted anew.
    """
    row = rows.held(Holiday, holiday, version) if holiday else Holiday(version=0)
    rows.save(row, KIND, _checked(values, holiday, at), names=TOLD, by=by, at=at)
    return row


@transaction.atomic
def remove_holiday(holiday: Holiday, *, reason: str, version: int, by: Account, at: datetime) -> date:
    """Take a day off the list, with a reason; gives the day. Raises BadFields, or Stale."""
    why = because(reason, say("Tulis mengapa hari libur ini dihapus."))
    row = rows.held(Holiday, holiday, version)
    rows.remove(row, KIND, names=TOLD, reason=why, by=by, at=at)
    return row.day
