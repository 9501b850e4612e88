"""An exported WhatsApp chat handed in by an officer: added to a case, or begun as one."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now

from terbuka.models import Account, InformationRequest, WorkUnit
from terbuka.rules.contacts import whatsapp_link
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services.files import LARGEST
from terbuka.services.register.chats import Chat, Taken, open_from_chat, read_export, take_chat
from terbuka.web.access import person
from terbuka.web.register.doors import case_of, frame, serving

FIELD = "ekspor"
_MOST_FAULTS = 10


@serving
def case_chat(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Add an export to a case: messages that it does not have yet, media, the moment of the first answer."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()

    def act(chat: Chat) -> Taken:
        return take_chat(case, chat, by=by, at=at)

    return _handed_in(request, unit, case, act, by=by, at=at)


@serving
def chat_new(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Begin a case from an export: who asked, what, and when, as the chat tells."""
    by, at = person(request), timezone.now()

    def act(chat: Chat) -> Taken:
        return open_from_chat(unit, chat, by=by, at=at)

    return _handed_in(request, unit, None, act, by=by, at=at)


def _handed_in(
    request: HttpRequest,
    unit: WorkUnit,
    case: InformationRequest | None,
    act: Callable[[Chat], Taken],
    *,
    by: Account,
    at: datetime,
) -> HttpResponse:
    """Show the form, or read what was handed in and lead to its case."""
    officer, fault = request.POST.get("officer", "")[:200], None
    if request.method == "POST":
        try:
            taken = act(_export(request, unit, officer, by=by, at=at))
        except (BadInput, Refused, Stale) as problem:
            fault = _words(problem)
        else:
            _tell(request, taken)
            return redirect("case", unit.slug, taken.request.pk)
    told = {
        "case": case,
        "officer": officer,
        "fault": fault,
        "field": FIELD,
        "link": _link(unit, case),
    }
    return render(request, "register/chat.html", frame(unit, **told), status=400 if fault else 200)


def _export(request: HttpRequest, unit: WorkUnit, officer: str, *, by: Account, at: datetime) -> Chat:
    """Raises BadInput where no file came, or one that is no chat."""
    file = request.FILES.get(FIELD)
    if file is None:
        raise BadInput(
            say(
                "Pilih berkas hasil Ekspor chat: .txt atau .zip, paling besar {n} MB.",
                n=LARGEST // 1024 // 1024,
            )
        )
    return read_export(unit, name=file.name or "chat.txt", content=file.read(), officer=officer, by=by, at=at)


def _words(problem: BadInput | Refused | Stale) -> Phrase:
    if isinstance(problem, BadInput):
        return problem.phrase
    if isinstance(problem, Refused) and problem.ruling.reason:
        return problem.ruling.reason
    return say("Orang lain baru saja mengubah permohonan ini. Kirim sekali lagi.")


def _tell(request: HttpRequest, taken: Taken) -> None:
    minutes = taken.service.waited_in_service
    words = _now("%(n)s pesan ditambahkan.") % {"n": taken.added}
    if minutes is not None:
        words += " " + _now("Jawaban pertama sesudah %(minutes)s menit jam layanan.") % {
            "minutes": int(minutes.total_seconds() // 60)
        }
    messages.success(request, words)
    for name, fault in taken.faults[:_MOST_FAULTS]:
        messages.warning(request, f"{name}: {fault}")


def _link(unit: WorkUnit, case: InformationRequest | None) -> str:
    """A link that opens a chat with the office, the code of the case written ahead; "" without a number."""
    number = getattr(getattr(unit, "profile", None), "whatsapp", "")
    if not number or case is None:
        return ""
    return whatsapp_link(number, _now("Kode perkara: %(code)s") % {"code": case.code})
