"""All components on one page: to look at, and for a test to hold still."""

from fractions import Fraction

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from terbuka.models import Account, WorkUnit
from terbuka.rules.scoring import WITHOUT_SCORE, scale
from terbuka.rules.workdays import Lack
from terbuka.web import words
from terbuka.web.charts import score_bar, shares
from terbuka.web.years import Announced, over_years

TONES = (
    ("info", "info"),
    ("success", "circle-check"),
    ("warning", "triangle-alert"),
    ("danger", "circle-alert"),
)
_COUNTS = {"present": 61, "partial": 4, "stale": 9, "wrong_unit": 2, "could_not_look": 6, "missing": 14}
# Newest first; one year nobody scored.
_RESULTS = [
    Announced(
        "monev-2026", "Monev 2026", 2026, is_demo=True, score=Fraction(229, 4), category="Kurang Informatif"
    ),
    Announced("monev-2025", "Monev 2025", 2025, is_demo=True, score=None, category="Tidak Dinilai"),
    Announced(
        "monev-2024", "Monev 2024", 2024, is_demo=True, score=Fraction(125, 2), category="Cukup Informatif"
    ),
]


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with sample words; nothing of any unit."""
    bands = scale("bawaslu-2025")
    return render(
        request,
        "components.html",
        {
            "verdicts": words.VERDICTS.values(),
            "bases": words.BASES.values(),
            "categories": words.CATEGORIES,
            "without_score": WITHOUT_SCORE,
            "lacks": (Lack(2027, is_missing=True), Lack(2027, is_missing=False)),
            "somebody": Account(name="Ani"),
            "people": (Account(pk=1, name="Ani"), Account(pk=2, name="Fajar")),
            "unit": WorkUnit(slug="kpu-kab-jombang"),
            "years": over_years(_RESULTS),
            "scored": score_bar(bands, Fraction(229, 4)),
            "unscored": score_bar(bands),
            "parts": shares(_COUNTS),
            "tones": TONES,
            "sample_heading": _("Laporan layanan informasi"),
            "sample_text": _("Unggah laporan tahun lalu sebelum 31 Maret."),
            "sample_fault": _("Tanggal ini tidak ada; tulis misalnya 28/02/2026."),
            "choices": [("a", "WIB"), ("b", "WITA"), ("c", "WIT")],
            "rows": [("Kabupaten Jombang", 1106), ("Kota Banda Aceh", 57)],
            "page": Paginator(range(120), 40).page(2),
        },
    )
