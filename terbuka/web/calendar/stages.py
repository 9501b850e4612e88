"""A stage of an election entered, mended, ended or taken away, by the national administrators."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import ElectionStage
from terbuka.rules.language import say
from terbuka.services.calendar import end_stage, remove_stage, save_stage
from terbuka.services.units.checks import BadFields, each
from terbuka.web.access import person, signed_in
from terbuka.web.calendar.doors import Edit, Keeper, edited, keeping, moved_by_stages
from terbuka.web.calendar.words import STAGE_KINDS, YES_NO, code_of, region_entry, region_names, shown_region
from terbuka.web.units.forms import Entry, Form, day_of

REASON = Entry("reason", gettext_lazy("Alasan menghapus"), "", "textarea")
ENDING = (
    Entry("ends_on", gettext_lazy("Hari terakhir yang sebenarnya"), "", "date"),
    Entry(
        "why",
        gettext_lazy("Dasar atau alasan"),
        gettext_lazy("Misalnya putusan atau keputusan baru."),
        "textarea",
    ),
)


def _entries(keeper: Keeper, names: dict[str, str]) -> tuple[Entry, ...]:
    hint = gettext_lazy("Kosongkan bila berlaku di seluruh Indonesia; PSU dan susulan selalu punya wilayah.")
    return (
        Entry("event", gettext_lazy("Pemilu atau pemilihan"), gettext_lazy("Misalnya Pilkada 2029.")),
        Entry("kind", gettext_lazy("Jenis"), "", "choice", tuple(STAGE_KINDS.items())),
        Entry(
            "name",
            gettext_lazy("Tahapan"),
            gettext_lazy("Satu baris untuk seluruh tahapan, atau satu baris untuk tiap tahapan."),
        ),
        region_entry(keeper.regions, names, hint),
        Entry("first", gettext_lazy("Hari pertama"), "", "date"),
        Entry(
            "last",
            gettext_lazy("Hari terakhir"),
            gettext_lazy("Hari ini masih termasuk tahapan. Perkara yang terdaftar tetap memegang rezimnya."),
            "date",
        ),
        Entry("decree", gettext_lazy("Keputusan yang menetapkan"), gettext_lazy("Misalnya PKPU 2/2024.")),
        Entry("is_provisional", gettext_lazy("Kepastian"), "", "choice", YES_NO),
    )


def _texts(stage: ElectionStage | None, names: dict[str, str]) -> dict[str, str]:
    if stage is None:
        return {"is_provisional": "tidak"}
    return {
        "event": stage.event,
        "kind": stage.kind,
        "name": stage.name,
        "region_code": shown_region(stage.region_code, names),
        "first": stage.first.isoformat(),
        "last": stage.last.isoformat(),
        "decree": stage.decree,
        "is_provisional": "ya" if stage.is_provisional else "tidak",
    }


def _days(form: Form) -> dict[str, date | None]:
    """The two days of a form. Raises BadFields with the faults of both."""
    return each(
        {name: form.typed[name] for name in ("first", "last")}, dict.fromkeys(("first", "last"), _typed_day)
    )


def _typed_day(text: str) -> date | None:
    return day_of("day", text)


def _day(form: Form, name: str) -> date:
    """The day in a field. Raises BadFields also where it is empty."""
    day = day_of(name, form.typed[name])
    if day is None:
        raise BadFields({name: say("Isi tanggalnya, misalnya 2026-03-13.")})
    return day


def _values(form: Form, names: dict[str, str]) -> dict[str, Any]:
    typed = {name: form.typed[name] for name in ("event", "kind", "name", "decree")}
    return {
        **typed,
        **_days(form),
        "region_code": code_of(form.typed["region_code"], names),
        "is_provisional": form.typed["is_provisional"] == "ya",
    }


@signed_in
def stage_new(request: HttpRequest) -> HttpResponse:
    """Add a stage."""
    return _page(request, None, keeping(request, whole=True))


@signed_in
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a stage, or take it away."""
    keeper = keeping(request, whole=True)
    return _page(request, get_object_or_404(ElectionStage, pk=pk), keeper)


def _page(request: HttpRequest, row: ElectionStage | None, keeper: Keeper) -> HttpResponse:
    by, at, names = person(request), timezone.now(), region_names()

    def save(form: Form) -> object:
        return save_stage(stage=row, values=_values(form, names), version=form.version, by=by, at=at)

    def end(form: Form) -> object:
        assert row
        day = _day(form, "ends_on")
        return end_stage(row, on=day, reason=form.typed["why"], version=form.version, by=by, at=at)

    def remove(form: Form) -> object:
        assert row
        return remove_stage(row, reason=form.typed["reason"], version=form.version, by=by, at=at)

    edits = [
        Edit(
            "",
            _("Simpan"),
            _entries(keeper, names),
            _texts(row, names),
            save,
            lambda form: moved_by_stages(lambda: save(form)),
        )
    ]
    if row:
        edits.append(Edit("end", _("Akhiri tahapan ini pada hari lain"), ENDING, {}, end))
        edits.append(Edit("remove", _("Hapus tahapan ini"), (REASON,), {}, remove))
    return edited(
        request,
        _("Ubah tahapan") if row else _("Tambah tahapan"),
        edits,
        version=row.version if row else 0,
        texts=lambda current: _texts(current, names),
    )
