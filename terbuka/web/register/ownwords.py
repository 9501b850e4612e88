"""The office's own words on its papers: which hold and whose they are, written with a preview beside."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from terbuka.models import Account, PaperTemplate, WorkUnit
from terbuka.rules.language import Phrase, speaking
from terbuka.rules.people import Act
from terbuka.rules.register.papers import PAPER_WORDS, PaperKind
from terbuka.rules.register.paperwords import PLACES, Words
from terbuka.rules.ruling import Refused
from terbuka.services.register.paperwords import Said, drop_words, own_words, save_words, words_of
from terbuka.web.access import person, today_at
from terbuka.web.exemption.papertexts import facts, sentences, signatures
from terbuka.web.exemption.steps import reason_of
from terbuka.web.register.counting import counting
from terbuka.web.register.doors import frame
from terbuka.web.register.papers import KINDS, NAMES
from terbuka.web.register.papers.letters import Sheet, set_sheet, town_of
from terbuka.web.units.forms import Entry, Form, opened, sent, tried

ENTRIES = (
    Entry("opening", _("Kalimat pembuka"), _("Setiap baris menjadi satu paragraf."), "textarea"),
    Entry("closing", _("Kalimat penutup"), _("Boleh kosong."), "textarea"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One paper on the page: its name in addresses, its words, whose they are."""

    name: str
    words: Phrase
    said: Said


def _may(who: Account, unit: WorkUnit) -> bool:
    """May this person give papers other words: who publishes for the office, or keeps the whole body?"""
    today = today_at(unit)
    return who.may(Act.PUBLISH, unit, on=today) or who.may(Act.RUN_ROUND, unit, on=today)


def _kind(name: str) -> PaperKind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@require_safe
@counting
def paper_words(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Every paper with the words that hold here."""
    rows = [Row(NAMES[kind], PAPER_WORDS[kind], said) for kind, said in words_of(unit).items()]
    may = _may(person(request), unit)
    return render(request, "register/paper_words.html", frame(unit, rows=rows, may_write=may))


def _texts(row: PaperTemplate | None, said: Said) -> dict[str, str]:
    found = row or said.words
    return {"opening": found.opening, "closing": found.closing}


@counting
def paper_words_edit(request: HttpRequest, unit: WorkUnit, name: str) -> HttpResponse:
    """The words of one paper: write them, look at the paper, or take those from above again."""
    kind, who = _kind(name), person(request)
    if not _may(who, unit):
        raise PermissionDenied
    said, row = words_of(unit)[kind], own_words(unit, kind)
    here, at = reverse("paper_words", args=[unit.slug]), timezone.now()
    if request.method != "POST":
        form = opened(request, ENTRIES, _texts(row, said), row.version if row else 0)
        return _page(request, unit, name, form, said, row)
    if request.POST.get("act") == "drop":
        drop_words(unit, kind, by=who, at=at)
        return redirect(here)
    form = sent(request, ENTRIES)
    if request.POST.get("act") == "preview":
        return _preview(unit, kind, form.typed)
    try:
        is_saved = tried(
            form,
            lambda: save_words(unit, kind, values=form.typed, expected=form.version, by=who, at=at),
            lambda now: _texts(now, said),
        )
    except Refused as refusal:
        form.faults["opening"] = reason_of(refusal)
        is_saved = False
    return redirect(f"{here}#{name}") if is_saved else _page(request, unit, name, form, said, row)


def _page(
    request: HttpRequest, unit: WorkUnit, name: str, form: Form, said: Said, row: PaperTemplate | None
) -> HttpResponse:
    told = frame(
        unit,
        form=form,
        name=name,
        title=PAPER_WORDS[KINDS[name]],
        said=said,
        has_own=row is not None,
        places=[f"{{{place}}}" for place in PLACES],
    )
    status = 409 if form.now is not None else 400 if form.faults else 200
    return render(request, "register/paper_words_edit.html", told, status=status)


def _preview(unit: WorkUnit, kind: PaperKind, typed: dict[str, str]) -> HttpResponse:
    """The paper with these words around an example; nothing is stored."""
    told = PLACES | {"satker": unit.name}
    with speaking("id"):
        sheet = Sheet(
            unit=unit,
            kind=kind,
            number=PLACES["nomor"],
            parts=[
                facts("Isi perkara", [["Nama", PLACES["pemohon"]], ["Informasi", PLACES["informasi"]]]),
                sentences("", ["Di sini tercetak isian yang diwajibkan undang-undang; tidak dapat diubah."]),
            ],
            told=told,
            people=signatures([(f"PPID {unit.short_name},", "", "")], place=town_of(unit), on=None),
            basis="PRATINJAU.",
        )
        made = set_sheet(sheet, at=timezone.now(), words=Words(**typed))
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="pratinjau-{NAMES[kind]}.pdf"'
    return answer


@require_safe
@counting
def paper_words_preview(request: HttpRequest, unit: WorkUnit, name: str) -> HttpResponse:
    """The paper as it looks now, with an example in it."""
    kind = _kind(name)
    return _preview(unit, kind, _texts(None, words_of(unit)[kind]))
