"""The tour of the first day: three pages that fit the person's role, each with a piece of the real thing.

It is offered on the desk until somebody has gone through it or waved it away, and
opens again from the account and the help at any time.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.rules.people import Role
from terbuka.rules.scoring import scale
from terbuka.services import people
from terbuka.web import words
from terbuka.web.access import person, signed_in
from terbuka.web.charts import score_bar


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the tour; `picture` names a part of templates/tour/picture.html."""

    heading: Promise
    text: Promise
    picture: str


OFFICE = (
    Step(
        _("Lihat kesiapan, lalu periksa situs"),
        _(
            "Halaman Hari ini menunjukkan nilai yang sudah di tangan. Buka Situs, tekan "
            "Periksa situs sekarang: dalam beberapa menit Anda tahu butir mana yang sudah ada, "
            "usang, atau belum ada."
        ),
        "readiness",
    ),
    Step(
        _("Setujui jawaban otomatis"),
        _(
            "Kuesioner sudah terisi dari temuan, lengkap dengan alasan dan buktinya. Baca satu per satu: "
            "setujui, perbaiki, atau lampirkan bukti. Semua tersimpan sendiri."
        ),
        "draft",
    ),
    Step(
        _("Kirim, lalu tindak lanjuti"),
        _(
            "Kirim sebelum tanggalnya dan simpan tanda terimanya. Setiap kekurangan menjadi tindak lanjut; "
            "pemeriksaan situs berikutnya menutup sendiri yang sudah beres."
        ),
        "follow",
    ),
)
VERIFYING = (
    Step(
        _("Mulai dari antrean"),
        _(
            "Antrean verifikasi memuat semua satker di bawah Anda: yang belum mulai mengisi di "
            "atas, lalu yang menunggu Anda. Buka satu, dan ia membawa Anda butir demi butir."
        ),
        "queue",
    ),
    Step(
        _("Tandai setiap jawaban"),
        _(
            "Jawaban, alasan, dan buktinya ada di satu layar. Tandai dengan tombol atau huruf papan ketik; "
            "nilai yang lebih rendah perlu satu kalimat catatan. Tanda terakhir dapat dibatalkan."
        ),
        "mark",
    ),
    Step(
        _("Lihat hasil, bantu yang tertinggal"),
        _(
            "Setelah semua butir ditandai, satker membaca nilai sementaranya. Nilai akhir "
            "diumumkan administrator nasional; sampai saat itu Anda dapat membantu satker yang "
            "belum mulai mengisi."
        ),
        "result",
    ),
)
NATIONAL = (
    Step(
        _("Buka putaran dan tetapkan tanggalnya"),
        _(
            "Di Putaran penilaian Anda memilih kuesioner, satker pesertanya, dan tanggal setiap "
            "langkah. Begitu dibuka, setiap satker mendapat jawaban otomatis dari temuan "
            "situsnya."
        ),
        "round",
    ),
    Step(
        _("Pantau antrean verifikasi"),
        _(
            "Antrean menunjukkan siapa yang belum mulai mengisi, siapa menunggu verifikator, dan "
            "siapa sudah selesai, untuk seluruh lembaga Anda."
        ),
        "queue",
    ),
    Step(
        _("Umumkan hasilnya"),
        _(
            "Sebelum mengumumkan Anda melihat persis apa yang akan dibaca publik: nilai, kategori, "
            "dan alasannya. Setelah diumumkan nilai tidak berubah lagi."
        ),
        "announce",
    ),
)
KEEPING = (
    Step(
        _("Lihat apakah server sehat"),
        _(
            "Halaman Server menunjukkan versi, salinan cadangan terakhir, ruang penyimpanan, dan "
            "pekerjaan yang menunggu. Kirim surel uji untuk memastikan surat sampai."
        ),
        "health",
    ),
    Step(
        _("Undang administrator kedua lembaga"),
        _(
            "Undang administrator nasional KPU RI dan Bawaslu RI dengan surelnya. "
            "Mereka mengundang verifikator, dan verifikator mengundang satker."
        ),
        "invite",
    ),
    Step(
        _("Bantu yang tidak dapat masuk"),
        _(
            "Dari halaman orangnya Anda membuat tautan kata sandi baru atau melepas langkah kedua. "
            "Pastikan dulu lewat telepon bahwa memang dia yang meminta."
        ),
        "rescue",
    ),
)
# The highest standing decides, in this order.
_TOURS = (
    (Role.NATIONAL_ADMINISTRATOR, NATIONAL),
    (Role.VERIFIER, VERIFYING),
    (Role.SYSTEM_ADMINISTRATOR, KEEPING),
)


def _steps_for(request: HttpRequest) -> tuple[Step, ...]:
    today = timezone.localdate()
    held = set(person(request).appointments.living(today).values_list("role", flat=True))
    return next((steps for role, steps in _TOURS if role.value in held), OFFICE)


def _samples() -> dict[str, Any]:
    """What the pictures are drawn with: example numbers of no unit."""
    return {
        "bar": score_bar(scale("bawaslu-2025"), Fraction(229, 4)),
        "answered": words.ANSWERS["drafted"],
        "stale": words.VERDICTS["stale"],
        "accepted": words.FOLLOW_UP["accepted"],
        "closed": words.FOLLOW_UP["closed"],
    }


@signed_in
def tour(request: HttpRequest) -> HttpResponse:
    """One step of three; sent, it ends the tour and leads to the desk."""
    who = person(request)
    if request.method == "POST":
        is_skipped = request.POST.get("act") != "selesai"
        people.end_tour(who, is_skipped=is_skipped, by=who, at=timezone.now())
        return redirect("desk")
    steps, wish = _steps_for(request), request.GET.get("langkah", "")
    number = int(wish) if wish in ("1", "2", "3") else 1
    context = {
        "step": steps[number - 1],
        "number": number,
        "total": len(steps),
        "before": number - 1,
        "after": number + 1 if number < len(steps) else 0,
    }
    return render(request, "tour/step.html", context | _samples())
