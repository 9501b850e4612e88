"""All time limits with their source and certainty, what each institution has made of them, and the change."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import LimitChange
from terbuka.rules.limits import Limit
from terbuka.rules.sources import citation
from terbuka.services.calendar import change_limit, withdraw_change
from terbuka.services.calendar.limits import limits_now, may_change
from terbuka.web.access import person, signed_in
from terbuka.web.calendar.doors import Edit, edited, roots
from terbuka.web.calendar.readings import reading_rows
from terbuka.web.calendar.words import AMOUNTS, CONFIDENCE, REGIMES, amount_of
from terbuka.web.kept import kept
from terbuka.web.units.forms import Entry, Form, day_of

GROUPS = {
    "request": gettext_lazy("Permohonan"),
    "objection": gettext_lazy("Keberatan"),
    "dispute": gettext_lazy("Sengketa"),
    "contact": gettext_lazy("Nomor layanan"),
    "breach": gettext_lazy("Pelindungan data pribadi"),
    "subject": gettext_lazy("Pelindungan data pribadi"),
}
OTHERS = gettext_lazy("Pengumuman, laporan, dan pengingat")
BOTH = "keduanya"


@dataclass(frozen=True, slots=True)
class Row:
    """One limit as the page shows it: the law's amount, and what institutions have changed."""

    limit: Limit
    regime: Any
    amount: str
    source: Any
    sure: Any
    changes: list[tuple[LimitChange, str]]
    address: tuple[str, str] | None


def _rows(changes: list[LimitChange]) -> dict[str, list[Row]]:
    """By group, in the order of the list."""
    found: dict[str, list[Row]] = {}
    for one in limits_now(timezone.localdate()):
        regime = one.regime.value if one.regime else ""
        mine = [
            (row, f"{row.amount} {AMOUNTS[one.unit]}")
            for row in changes
            if (row.key, row.regime) == (one.key, regime)
        ]
        row = Row(
            limit=one,
            regime=REGIMES[regime],
            amount=amount_of(one),
            source=citation(one.cite).label,
            sure=CONFIDENCE[one.confidence],
            changes=mine,
            address=(one.key, regime or BOTH) if may_change(one) else None,
        )
        found.setdefault(str(GROUPS.get(one.key.partition(".")[0], OTHERS)), []).append(row)
    return found


@kept
def limits(request: HttpRequest) -> HttpResponse:
    """Every limit that holds today."""
    changes = list(LimitChange.objects.filter(withdrawn_at=None))
    may_keep = request.user.is_authenticated and roots(request).exists()
    readings = reading_rows()
    context = {
        "groups": _rows(changes).items(),
        "may_keep": may_keep,
        "changes": len(changes) + sum(len(row.changes) for row in readings),
        "readings": readings,
    }
    return render(request, "calendar/limits.html", context)


def _named(key: str, regime: str) -> Limit:
    """The limit of an address, where it may be changed. Raises Http404."""
    wanted = "" if regime == BOTH else regime
    for one in limits_now(timezone.localdate()):
        if one.key == key and (one.regime.value if one.regime else "") == wanted and may_change(one):
            return one
    raise Http404


def _entries(one: Limit) -> tuple[Entry, ...]:
    return (
        Entry("amount", _("Banyaknya, dalam %(unit)s") % {"unit": AMOUNTS[one.unit]}),
        Entry(
            "from_on",
            _("Berlaku bagi perkara yang mulai sejak"),
            _("Paling awal hari ini. Perkara yang sudah berjalan memegang batas waktunya."),
            "date",
        ),
        Entry(
            "reason",
            _("Dasar atau alasan"),
            _("Misalnya nomor keputusan atau pendapat biro hukum."),
            "textarea",
        ),
    )


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 5 else None


@signed_in
def limit_change(request: HttpRequest, key: str, regime: str) -> HttpResponse:
    """Count a limit otherwise for the own institution, or go back to the list. Raises Http404."""
    root, by, at = roots(request).first(), person(request), timezone.now()
    if root is None:
        raise Http404
    one = _named(key, regime)

    def change(form: Form) -> object:
        return change_limit(
            institution=root.institution,
            key=one.key,
            regime=one.regime.value if one.regime else "",
            amount=_number(form.typed["amount"]),
            from_on=day_of("from_on", form.typed["from_on"]),
            reason=form.typed["reason"],
            by=by,
            at=at,
        )

    texts = {"from_on": timezone.localdate().isoformat()}
    standing = _standing(root.institution, one)
    lead = _("Daftar Terbuka: %(amount)s (%(source)s).") % {
        "amount": amount_of(one),
        "source": citation(one.cite).label,
    }
    return edited(
        request,
        _("Ubah batas waktu: %(title)s") % {"title": one.title},
        [Edit("", _("Simpan"), _entries(one), texts, change)],
        texts=lambda _current: {},
        back="limits",
        lead=lead,
        standing=standing,
    )


def _standing(institution: str, one: Limit) -> list[LimitChange]:
    regime = one.regime.value if one.regime else ""
    rows = LimitChange.objects.filter(institution=institution, key=one.key, regime=regime, withdrawn_at=None)
    return list(rows)


@signed_in
def limit_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a change of the own institution. Raises Http404 for one of another."""
    by, at = person(request), timezone.now()
    mine = [root.institution for root in roots(request)]
    row = get_object_or_404(LimitChange, pk=pk, institution__in=mine, withdrawn_at=None)

    def withdraw(form: Form) -> object:
        return withdraw_change(row, reason=form.typed["reason"], by=by, at=at)

    entry = Entry("reason", _("Alasan mencabut"), "", "textarea")
    return edited(
        request,
        _("Cabut perubahan batas waktu"),
        [Edit("", _("Cabut"), (entry,), {}, withdraw)],
        texts=lambda _current: {},
        back="limits",
        lead=_(
            "Sejak hari ini batas waktunya kembali ke daftar; perkara sebelumnya tetap memegang perubahannya."
        ),
    )
