"""A day off entered, mended or taken away, by those who keep that part of the calendar."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import Holiday
from terbuka.services.calendar import remove_holiday, save_holiday
from terbuka.web.access import person, signed_in
from terbuka.web.calendar.doors import Edit, Keeper, edited, keeping, moved_by_days
from terbuka.web.calendar.words import (
    HOLIDAY_KINDS,
    YES_NO,
    code_of,
    region_entry,
    region_names,
    shown_region,
)
from terbuka.web.units.forms import Entry, Form, day_of

REASON = Entry("reason", gettext_lazy("Alasan menghapus"), "", "textarea")


def _entries(keeper: Keeper, names: dict[str, str]) -> tuple[Entry, ...]:
    kinds = [(kind.value, HOLIDAY_KINDS[kind.value]) for kind in keeper.kinds]
    hint = (
        gettext_lazy("Hanya untuk libur daerah dan pemungutan suara; kosongkan bila seluruh Indonesia.")
        if keeper.is_whole
        else gettext_lazy("Kabupaten, kota, atau provinsi tempat libur ini berlaku.")
    )
    return (
        Entry("day", gettext_lazy("Tanggal"), "", "date"),
        Entry("kind", gettext_lazy("Jenis"), "", "choice", kinds),
        Entry("name", gettext_lazy("Nama"), gettext_lazy("Seperti dalam keputusannya.")),
        region_entry(keeper.regions, names, hint),
        Entry(
            "decree",
            gettext_lazy("Keputusan yang menjadi dasar"),
            gettext_lazy("Misalnya SKB 3 Menteri 1497/2025, atau Keputusan Gubernur dengan nomornya."),
        ),
        Entry("is_provisional", gettext_lazy("Kepastian"), "", "choice", YES_NO),
    )


def _texts(holiday: Holiday | None, names: dict[str, str]) -> dict[str, str]:
    if holiday is None:
        return {"is_provisional": "tidak"}
    return {
        "day": holiday.day.isoformat(),
        "kind": holiday.kind,
        "name": holiday.name,
        "region_code": shown_region(holiday.region_code, names),
        "decree": holiday.decree,
        "is_provisional": "ya" if holiday.is_provisional else "tidak",
    }


def _values(form: Form, keeper: Keeper, names: dict[str, str]) -> dict[str, Any]:
    """What was typed, as the service takes it. Raises Http404 for a place that this person does not keep."""
    code = code_of(form.typed["region_code"], names)
    if code in names and not keeper.may_keep(form.typed["kind"], code):
        raise Http404
    return {
        "day": day_of("day", form.typed["day"]),
        "kind": form.typed["kind"] if keeper.is_whole else keeper.kinds[0].value,
        "name": form.typed["name"],
        "region_code": code,
        "decree": form.typed["decree"],
        "is_provisional": form.typed["is_provisional"] == "ya",
    }


@signed_in
def holiday_new(request: HttpRequest) -> HttpResponse:
    """Add a day off."""
    keeper, names = keeping(request, whole=False), region_names()
    return _page(request, None, keeper, names)


@signed_in
def holiday(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a day off, or take it away. Raises Http404 for one that this person does not keep."""
    keeper, names = keeping(request, whole=False), region_names()
    row = get_object_or_404(Holiday, pk=pk)
    if not keeper.may_keep(row.kind, row.region_code):
        raise Http404
    return _page(request, row, keeper, names)


def _page(request: HttpRequest, row: Holiday | None, keeper: Keeper, names: dict[str, str]) -> HttpResponse:
    by, at = person(request), timezone.now()

    def save(form: Form) -> object:
        values = _values(form, keeper, names)
        return save_holiday(holiday=row, values=values, version=form.version, by=by, at=at)

    def remove(form: Form) -> object:
        assert row
        return remove_holiday(row, reason=form.typed["reason"], version=form.version, by=by, at=at)

    edits = [
        Edit(
            "",
            _("Simpan"),
            _entries(keeper, names),
            _texts(row, names),
            save,
            lambda form: moved_by_days(lambda: save(form)),
        )
    ]
    if row:
        edits.append(
            Edit(
                "remove",
                _("Hapus hari libur ini"),
                (REASON,),
                {},
                remove,
                lambda form: moved_by_days(lambda: remove(form)),
            )
        )
    return edited(
        request,
        _("Ubah hari libur") if row else _("Tambah hari libur"),
        edits,
        version=row.version if row else 0,
        texts=lambda current: _texts(current, names),
    )
