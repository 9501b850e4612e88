"""The papers of a consequence test as PDF: test sheet, minutes and decree; always Indonesian."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from terbuka.documents.typesetting import typeset
from terbuka.models import ConsequenceTest, WorkUnit
from terbuka.rules.exemption import DOCUMENT_WORDS, MOMENT_WORDS, ExemptStatus, TestMoment, TestStatus
from terbuka.rules.language import speaking
from terbuka.web.access import today_at
from terbuka.web.exemption.decree import decree_parts
from terbuka.web.exemption.doors import found_test, handling
from terbuka.web.exemption.pages import Part, parts_of
from terbuka.web.exemption.papertexts import (
    facts,
    heading,
    long_day,
    names_of,
    sentences,
    signatures,
    table,
    term_words,
)

_DRAFT = "KONSEP: uji ini belum diputus."
_CLOSED = (TestStatus.APPROVED.value, TestStatus.REFUSED.value)


def _outcome(part: Part) -> str:
    """The conclusion on one document, with the note of whoever decided."""
    word = str(DOCUMENT_WORDS[ExemptStatus(part.document.status)]).capitalize()
    return f"{word}. {part.document.decision_note}".strip()


def _head(test: ConsequenceTest) -> list[list[str]]:
    """What both the sheet and the minutes say of the test."""
    rows = [
        ["Satuan kerja", test.unit.name],
        ["Informasi yang diuji", test.subject],
        ["Unit yang menguasai", test.holder or "–"],
        ["Saat pengujian", str(MOMENT_WORDS[TestMoment(test.moment)]).capitalize()],
        ["Tanggal pengujian", long_day(test.held_on)],
    ]
    if test.request_number:
        rows.append(["Nomor permohonan", test.request_number])
    return rows


def _sheet(test: ConsequenceTest, parts: list[Part]) -> list[dict[str, Any]]:
    """The fields of the test sheet (Perki 1/2021 article 49), a block a document."""
    told = [facts("", _head(test))]
    for number, part in enumerate(parts, start=1):
        one = part.document
        rows = [
            ["Uraian informasi", one.description or one.title],
            ["Dasar hukum", str(part.ground)],
            ["Konsekuensi bila dibuka", one.harm or "–"],
            ["Manfaat bila ditutup", one.benefit or "–"],
            ["Kepentingan publik", one.public_interest or "–"],
            ["Bagian yang ditutup", one.withheld_part or "Seluruhnya"],
            ["Jangka waktu", term_words(part)],
            ["Kesimpulan", _outcome(part)],
        ]
        told.append(facts(f"{number}. {one.title}", rows))
    names = names_of(test)
    return [
        *told,
        signatures(
            [("Penyusun", names.proposer, ""), ("Penyetuju", names.decider, names.decider_place)],
            place=test.held_in,
            on=test.held_on,
        ),
    ]


def _minutes(test: ConsequenceTest, parts: list[Part]) -> list[dict[str, Any]]:
    """The minutes: day, place, who took part, what was tested, what was said, what came of it."""
    opening = (
        f"Pada hari ini, {long_day(test.held_on)}, bertempat di {test.held_in or '–'}, telah dilakukan "
        f"pengujian konsekuensi atas {test.subject} di {test.unit.name}, dengan menimbang akibat bila "
        "informasi dibuka, manfaat bila ditutup, kepatutan, dan kepentingan publik."
    )
    people = [[str(n), one["name"], one["position"]] for n, one in enumerate(test.participants, start=1)]
    results = [
        [str(n), part.document.title, str(part.ground), term_words(part), _outcome(part)]
        for n, part in enumerate(parts, start=1)
    ]
    told = [
        sentences("", [opening]),
        table("Peserta", ["No", "Nama", "Jabatan"], people or [["–", "–", "–"]], [1, 6, 8]),
        sentences("Pendapat", test.opinions.splitlines() or ["Tidak ada pendapat yang berbeda."]),
        table(
            "Informasi yang diuji dan hasilnya",
            ["No", "Informasi", "Dasar hukum", "Jangka waktu", "Hasil"],
            results,
            [1, 5, 7, 4, 5],
        ),
    ]
    if test.decision_note and test.status in _CLOSED:
        told.append(sentences("Catatan", test.decision_note.splitlines()))
    signers = [("Peserta", one["name"], one["position"]) for one in test.participants]
    names = names_of(test)
    signers.append(("Yang memutus", names.decider, names.decider_place))
    return [*told, signatures(signers, place=test.held_in, on=test.held_on)]


def made_paper(
    test: ConsequenceTest,
    parts: Callable[[ConsequenceTest, list[Part]], list[dict[str, Any]]],
    name: str,
    *,
    printed_for: WorkUnit,
) -> bytes:
    """A paper of the test as PDF; `name` is its kind in addresses."""
    with speaking("id"):
        told = parts(test, parts_of(test))
        title, number, about, office = heading(test, name)
        printed = long_day(today_at(printed_for))
    data = {
        "running": f"{title} – {test.unit.short_name}",
        "warning": "" if test.status in _CLOSED else _DRAFT,
        "foot": f"Dicetak {printed}",
        "page": "Halaman",
        "office": office,
        "number": number,
        "about": about,
        "parts": told,
    }
    return typeset("formal", data, title=title, language="id", at=timezone.now())


def papers_of(test: ConsequenceTest) -> list[tuple[str, bytes]]:
    """Every paper of a decided test with its name: sheet, minutes, and where it withholds the decree."""
    wanted = [
        ("Lembar uji konsekuensi", _sheet, "lembar-uji"),
        ("Berita acara uji konsekuensi", _minutes, "berita-acara"),
    ]
    if test.status not in (TestStatus.DRAFT, TestStatus.REFUSED):
        wanted.append(("Keputusan klasifikasi informasi", decree_parts, "keputusan"))
    return [(title, made_paper(test, parts, name, printed_for=test.unit)) for title, parts, name in wanted]


def _answer(
    request: HttpRequest,
    unit: WorkUnit,
    pk: int,
    parts: Callable[[ConsequenceTest, list[Part]], list[dict[str, Any]]],
    name: str,
    *,
    is_decree: bool = False,
) -> HttpResponse:
    """The paper as a file to save."""
    test = found_test(unit, pk)
    if is_decree and test.status in (TestStatus.DRAFT, TestStatus.REFUSED):
        raise Http404
    made = made_paper(test, parts, name, printed_for=unit)
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{unit.slug}-{test.pk}.pdf"'
    return answer


@handling
def sheet(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The test sheet (lembar uji konsekuensi)."""
    return _answer(request, unit, pk, _sheet, "lembar-uji")


@handling
def minutes(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The minutes (berita acara)."""
    return _answer(request, unit, pk, _minutes, "berita-acara")


@handling
def decree(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The decree of classification, once proposed; a draft of it until decided. Raises Http404 before."""
    return _answer(request, unit, pk, decree_parts, "keputusan", is_decree=True)
