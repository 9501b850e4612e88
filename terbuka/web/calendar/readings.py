"""How an institution counts where the law leaves two readings: what holds, the change, the withdrawal."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import ReadingChange
from terbuka.rules.readings import Doubt, Reading, doubts
from terbuka.rules.sources import citation
from terbuka.services.calendar import change_reading, readings_of, withdraw_reading
from terbuka.web.access import person, signed_in
from terbuka.web.calendar.doors import Edit, edited, moved_by_readings, roots
from terbuka.web.calendar.words import CONFIDENCE
from terbuka.web.units.forms import Entry, Form, Text, day_of

_REASON = Entry("reason", gettext_lazy("Alasan mencabut"), "", "textarea")


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One rule as the page of limits shows it: how it is read, and what institutions have changed."""

    doubt: Doubt
    shipped: str
    changes: list[tuple[ReadingChange, str]]
    source: Text
    sure: Text


def reading_rows() -> list[ReadingRow]:
    """The three rules in the order of the list; one query."""
    changes = list(ReadingChange.objects.standing())
    return [
        ReadingRow(
            doubt=one,
            shipped=str(one.words[one.shipped]),
            changes=[
                (row, str(one.words[Reading(row.reading)])) for row in changes if row.rule == one.rule.value
            ],
            source=citation(one.cites[one.shipped]).label,
            sure=CONFIDENCE[one.confidence],
        )
        for one in doubts()
    ]


def _entries(one: Doubt) -> tuple[Entry, ...]:
    options = [(reading.value, str(one.words[reading]).capitalize()) for reading in Reading]
    return (
        Entry("reading", _("Batas akhir dihitung begini"), "", "choice", options),
        Entry(
            "from_on",
            _("Berlaku bagi perkara yang mulai sejak"),
            _("Perkara yang mulai sejak hari itu dan masih berjalan dihitung ulang; yang lebih lama tetap."),
            "date",
        ),
        Entry(
            "reason",
            _("Dasar atau alasan"),
            _("Misalnya nomor keputusan atau pendapat biro hukum."),
            "textarea",
        ),
    )


@signed_in
def reading_change(request: HttpRequest, rule: str) -> HttpResponse:
    """Count otherwise for the own institution, after a look at the cases that move. Raises Http404."""
    root, by, at = roots(request).first(), person(request), timezone.now()
    one = next((one for one in doubts() if one.rule.value == rule), None)
    if root is None or one is None:
        raise Http404
    institution = root.institution

    def change(form: Form) -> object:
        return change_reading(
            institution=institution,
            rule=one.rule.value,
            reading=form.typed["reading"],
            from_on=day_of("from_on", form.typed["from_on"]),
            reason=form.typed["reason"],
            by=by,
            at=at,
        )

    return edited(
        request,
        _("Ubah cara menghitung: %(title)s") % {"title": one.title},
        [
            Edit(
                "",
                _("Simpan"),
                _entries(one),
                _begun(institution, one),
                change,
                lambda form: moved_by_readings(lambda: change(form)),
            )
        ],
        texts=lambda _current: {},
        back="limits",
        lead=_("Bawaan Terbuka: %(words)s (%(source)s).")
        % {"words": one.words[one.shipped], "source": citation(one.cites[one.shipped]).label},
        standing=_standing(institution, one),
    )


def _begun(institution: str, one: Doubt) -> dict[str, str]:
    """The form as it begins: the other reading, from today on."""
    today = timezone.localdate()
    now = getattr(readings_of(institution).on(today), one.rule.value)
    other = next(reading for reading in Reading if reading is not now)
    return {"reading": other.value, "from_on": today.isoformat()}


def _standing(institution: str, one: Doubt) -> list[dict[str, Any]]:
    rows = ReadingChange.objects.standing().filter(institution=institution, rule=one.rule.value)
    return [
        {
            "pk": row.pk,
            "said": str(one.words[Reading(row.reading)]).capitalize(),
            "amount": "",
            "from_on": row.from_on,
            "reason": row.reason,
        }
        for row in rows
    ]


@signed_in
def reading_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a change of the own institution. Raises Http404 for one of another."""
    by, at = person(request), timezone.now()
    mine = [root.institution for root in roots(request)]
    row = get_object_or_404(ReadingChange, pk=pk, institution__in=mine, withdrawn_at=None)

    def withdraw(form: Form) -> object:
        return withdraw_reading(row, reason=form.typed["reason"], by=by, at=at)

    return edited(
        request,
        _("Cabut perubahan cara menghitung"),
        [
            Edit(
                "",
                _("Cabut"),
                (_REASON,),
                {},
                withdraw,
                lambda form: moved_by_readings(lambda: withdraw(form)),
            )
        ],
        texts=lambda _current: {},
        back="limits",
        lead=_("Perkara yang masih berjalan kembali dihitung seperti sebelum perubahan ini."),
    )
