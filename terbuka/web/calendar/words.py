"""How holidays, stages and limits are said on pages."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from terbuka.models import WorkUnit
from terbuka.rules.limits import Limit, TimeUnit
from terbuka.rules.regimes import STAGE_KIND_WORDS, StageKind
from terbuka.rules.workdays import HolidayKind
from terbuka.web.units.forms import Entry, Text

HOLIDAY_KINDS: dict[str, Text] = {
    HolidayKind.NATIONAL.value: _("Libur nasional"),
    HolidayKind.JOINT_LEAVE.value: _("Cuti bersama"),
    HolidayKind.REGIONAL.value: _("Libur daerah"),
    HolidayKind.VOTING_DAY.value: _("Hari pemungutan suara"),
}
STAGE_KINDS: dict[str, Text] = {kind.value: STAGE_KIND_WORDS[kind] for kind in StageKind}
REGIMES: dict[str, Text] = {"": _("keduanya"), "umum": _("umum"), "pemilu": _("pemilu")}
CONFIDENCE: dict[str, Text] = {
    "A": _("naskah hukum"),
    "B": _("satu sumber"),
    "C": _("pengetahuan umum"),
    "D": _("bawaan Terbuka"),
}
AMOUNTS: dict[TimeUnit, Text] = {
    TimeUnit.WORKING_DAY: _("hari kerja"),
    TimeUnit.CALENDAR_DAY: _("hari kalender"),
    TimeUnit.CALENDAR_MONTH: _("bulan"),
    TimeUnit.CLOCK_HOUR: _("jam"),
    TimeUnit.SERVICE_HOUR: _("jam layanan"),
    TimeUnit.PERCENT: _("% dari batas waktu"),
}
YES_NO = (("tidak", _("Sudah pasti")), ("ya", _("Masih perkiraan")))


def amount_of(one: Limit) -> str:
    """10 + 7 = 17 hari kerja; or the day of the year."""
    if one.month_day:
        return f"{one.month_day[1]:02d}-{one.month_day[0]:02d}"
    if not one.amount:
        return str(_("hari yang sama"))
    whole = f"{one.amount - one.added} + {one.added} = {one.amount}" if one.added else one.amount
    return f"{whole} {AMOUNTS[one.unit]}"


def region_names() -> dict[str, str]:
    """Every region by its code: "Kabupaten Jombang" of 35.17; one query."""
    rows = WorkUnit.objects.exclude(level="national").order_by("region_code")
    return {code: name.partition(" ")[2] for code, name in rows.values_list("region_code", "name")}


def region_entry(codes: Iterable[str], names: dict[str, str], hint: Text) -> Entry:
    """The field in which a region is chosen from a list as one types."""
    options = [(code, f"{code} {names[code]}") for code in codes if code in names]
    return Entry("region_code", _("Wilayah"), hint, "listed", options)


def code_of(typed: str, names: dict[str, str]) -> str:
    """The code of what was typed: "35.17 Kabupaten Jombang", a code, or a name; else the text itself."""
    text = " ".join(typed.split())
    begun = text.partition(" ")[0]
    if not text or begun in names:
        return begun
    return next((code for code, name in names.items() if name.casefold() == text.casefold()), text)


def shown_region(code: str, names: dict[str, str]) -> str:
    """What stands in the field for a stored code."""
    return f"{code} {names[code]}" if code in names else code
